"""A reply to a message that asks several questions: what its parts say of those beside the open one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.questions.question import Question
from flows.reading.reader import read_reply
from flows.reading.reading import Said
from flows.text import NO, YES, bare

# A comma in a number parts nothing.
_BETWEEN = re.compile(r"\s*(?:[;.]\s|[;\n]|,(?![0-9]{3}\b)|,?\s\band\b)\s*", re.IGNORECASE)
# Who writes more tells a story, of which a part alone may mean something else.
_MOST_PARTS, _LONGEST = 6, 300
_IN_WORDS = ("text", "box", "name")


def read_together(text: str, open_question: Question, others: Sequence[Question], known: Said) -> Said:
    """What the parts of a reply say of the other questions that were asked with the open one.

    A part that answers the open question, or that would answer two others, answers none of them.
    """
    parts = [part for part in _BETWEEN.split(text[: _LONGEST + 1]) if part.strip()]
    if len(text) > _LONGEST or not 1 < len(parts) <= _MOST_PARTS or open_question.kind in _IN_WORDS:
        return {}
    said: Said = {}
    left = [question for question in others if question.id not in known and question.kind not in _IN_WORDS]
    for part in parts:
        if bare(part).lower() in YES | NO or open_question.id in read_reply(part, open_question).recorded:
            continue
        readings = {question.id: read_reply(part, question).recorded.get(question.id) for question in left}
        plain = {id_: value for id_, value in readings.items() if value is not None and id_ not in said}
        said |= plain if len(plain) == 1 else {}
    return said
