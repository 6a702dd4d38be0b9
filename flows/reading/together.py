"""A reply to a message that asks several questions: what its parts say of those beside the open one."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.questions import BY_ID
from flows.questions.question import Question
from flows.questions.sheets import sheet_of
from flows.reading.reading import Reading, Said
from flows.text import NO, YES, bare

# A comma in a number parts nothing.
_BETWEEN = re.compile(r"\s*(?:[;.]\s|[;\n]|,(?![0-9]{3}\b)|,?\s\band\b)\s*", re.IGNORECASE)
# Who writes more tells a story, of which a part alone may mean something else.
_MOST_PARTS, _LONGEST, _MOST_WORDS = 6, 300, 5
_IN_WORDS = ("text", "box", "name")
# A figure says by its unit whose it is, and is read so elsewhere.
_PICKED = ("choice", "flag", "hosts")
_COUNTS = re.compile(r"[0-9]|\b(?:two|three|four|five|six|ten|dozen|all of|some of)\b", re.IGNORECASE)
# Who says when something was used need not speak of OpenAI.
_TUNED = re.compile(r"\bopenai\b|\btun(?:ed|ing)\b", re.IGNORECASE)


def read_together(text: str, question: Question, known: Said, read: Callable[[str, Question], Reading]) -> Said:
    """What the parts of a reply say of the questions that were asked with the open one, and that are not known from it already.

    A part that answers the open question, or that would answer two others, answers none of them.

    read   how a text is read that answers one question
    """
    parts = [part for part in _BETWEEN.split(text[: _LONGEST + 1]) if part.strip()]
    if len(text) > _LONGEST or not 1 < len(parts) <= _MOST_PARTS or question.kind in _IN_WORDS:
        return {}
    said: Said = {}
    others = [BY_ID[id_] for id_ in sheet_of(question.id).questions if id_ != question.id and id_ not in known]
    left = [other for other in others if other.kind in _PICKED and (other.id != "openai_tuning" or _TUNED.search(text))]
    for part in parts:
        is_short = len(part.split()) <= _MOST_WORDS and not _COUNTS.search(part)
        if not is_short or bare(part).lower() in YES | NO or question.id in read(part, question).recorded:
            continue
        readings = {other.id: read(part, other).recorded.get(other.id) for other in left}
        plain = {id_: value for id_, value in readings.items() if value is not None and id_ not in said}
        said |= plain if len(plain) == 1 else {}
    return said
