"""A reply to a message that asks several questions: what its parts say of those beside the open one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from flows.language.intent import reads
from flows.language.value import read as read_value
from flows.questions import BY_ID
from flows.questions.answers import is_flag
from flows.questions.question import Question, Value
from flows.questions.sheets import sheet_of
from flows.reading.places import places_in
from flows.reading.reading import Reading, Said
from flows.text import bare

# A comma in a number parts nothing.
_BETWEEN = re.compile(r"\s*(?:[;.]\s|\s/\s|[;\n]|,(?![0-9]{3}\b)|,?\s\band\b)\s*", re.IGNORECASE)
# Who writes more tells a story, of which a part alone may mean something else.
_MOST_PARTS, _LONGEST, _MOST_WORDS = 6, 300, 6
_IN_WORDS = ("text", "box", "name")
# A figure says by its unit whose it is, and is read so elsewhere.
_PICKED = ("choice", "flag", "hosts")
_COUNTS = re.compile(r"[0-9]|\b(?:two|three|four|five|six|ten|dozen|all of|some of)\b", re.IGNORECASE)
# What a part has to name to be about these: when something was used, or that it never stops, is said of much.
_NAMES = {
    "openai_tuning": re.compile(r"\bopenai\b|\btun(?:ed|ing)\b", re.IGNORECASE),
    "facts_change": re.compile(r"\bfacts?\b|\bcontents?\b|\bprices?\b|\bpolic(?:y|ies)\b|\bfakten\b", re.IGNORECASE),
}


def read_together(text: str, question: Question, known: Said, read: Callable[[str, Question], Reading]) -> Said:
    """What the parts of a reply say of the questions that were asked with the open one, and that are not known from it already.

    The part that answers the open question, and one that would answer two others, answer none of them.

    read   how a text is read that answers one question
    """
    parts = [part for part in _BETWEEN.split(text[: _LONGEST + 1]) if part.strip()]
    if len(text) > _LONGEST or not 1 < len(parts) <= _MOST_PARTS:
        return {}
    in_turn = _in_turn(parts, question)
    if in_turn or question.kind in _IN_WORDS:
        return in_turn
    said: Said = {}
    left = [
        other
        for other in _from(question)[1:]
        if other.id not in known and other.kind in _PICKED and (other.id not in _NAMES or _NAMES[other.id].search(text))
    ]
    first: Value | None = None
    for part in parts:
        # What comes after the answer to the open question is about another one, though it could answer that too.
        if first is None and (first := read(part, question).recorded.get(question.id)) is not None:
            continue
        if _tells_a_story(part) or is_flag(bare(part).lower().removeprefix("so ")):
            continue
        asked = [other for other in left if other.kind != "hosts" or places_in(part.lower())]
        readings = {other.id: read(part, other).recorded.get(other.id) for other in asked}
        plain = {id_: value for id_, value in readings.items() if value is not None and id_ not in said}
        # What the whole text says of that question is no other answer.
        if len(plain) == 1 and all(read(text, BY_ID[id_]).recorded.get(id_) in (None, plain[id_]) for id_ in plain):
            said |= plain
    # Of two readings of the whole, the part that is about nothing else says which.
    return {question.id: first, **said} if said and first is not None and question.kind in _PICKED else said


def _tells_a_story(part: str) -> bool:
    """Whether a part is too long to be an answer by itself, or counts something."""
    return len(part.split()) > _MOST_WORDS or _COUNTS.search(part) is not None


def _in_turn(parts: Sequence[str], question: Question) -> Said:
    """An answer for each question of the sheet from the open one on, in their order: "no / no", "4o-mini / 300k / 700 / 10"."""
    asked = _from(question)[: len(parts)]
    if len(asked) != len(parts) or any(one.kind in ("text", "box") for one in asked):
        return {}
    if not all(len(part.split()) <= _IN_TURN and reads(one, part) for one, part in zip(asked, parts, strict=True)):
        return {}
    return {one.id: read_value(one, part) for one, part in zip(asked, parts, strict=True)}


def _from(question: Question) -> list[Question]:
    """The questions of a sheet from the open one on: those before it are answered."""
    ids = sheet_of(question.id).questions
    return [BY_ID[id_] for id_ in ids[ids.index(question.id) :]]


# So short is an answer that is told by its place alone.
_IN_TURN = 2
