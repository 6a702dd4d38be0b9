"""Who said what: the answer that counts for each question, by whom, and the ones it replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.log.entries import Entry, fold
from flows.questions.answers import Answers
from flows.questions.question import Value


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that counts for a question; `value` None is "not sure". `earlier` are those it replaced, oldest first."""

    question: str
    value: Value | None
    by: str | None
    entry: Entry
    earlier: tuple[Given, ...] = ()


def given(log: Iterable[Entry]) -> dict[str, Given]:
    """By question id, in the order in which the questions were first answered."""
    found: dict[str, Given] = {}
    for entry in log:
        if entry.kind == "restarted":
            found = {}
        elif entry.kind == "withdrawn" and entry.question is not None:
            found.pop(entry.question, None)
        elif (one := _alone(entry)) is not None:
            before = found.get(one.question)
            earlier = (*before.earlier, replace(before, earlier=())) if before is not None else ()
            found[one.question] = replace(one, earlier=earlier)
    return found


def _alone(entry: Entry) -> Given | None:
    """What one entry says by itself; None for what is no answer, or cannot be read any more."""
    if entry.question is None:
        return None
    answers: Answers = fold((entry,))
    return (
        Given(entry.question, answers.get(entry.question), entry.by, entry) if answers.asked(entry.question) else None
    )


def without_source(log: tuple[Entry, ...], source: str) -> dict[str, Given]:
    """What would count had one message or form never been sent; what was withdrawn with another one stays withdrawn."""
    void = {
        (entry.source, entry.question): at
        for at, entry in enumerate(log)
        if entry.kind == "withdrawn" and entry.how in ("edited", "deleted")
    }
    return given(
        entry
        for at, entry in enumerate(log)
        if entry.source != source and at >= void.get((entry.source, entry.question), -1)
    )


def is_last_word(log: tuple[Entry, ...], question: str, source: str) -> bool:
    """Whether the answer that counts for a question came from this message or form."""
    standing = given(log).get(question)
    return standing is not None and standing.entry.source == source


def same_answers(log: tuple[Entry, ...], other: tuple[Entry, ...]) -> bool:
    """Whether two logs say the same by their end."""
    one, two = fold(log), fold(other)
    return dict(one.values) == dict(two.values) and one.unsure == two.unsure
