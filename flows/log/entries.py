"""A decision's append-only log, and what the team has said by it. Any log loads, however old.

An entry of a kind or question that no longer exists is kept in the log and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flows.questions import BY_ID
from flows.questions.answers import Answers, read_stored, stored
from flows.questions.question import Value
from flows.text import Refused

Kind = Literal["answered", "unsure", "withdrawn", "restarted", "went_on", "concluded"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: what, to which question, with which value, typed how, by whom, when (UTC).

    source  where it was said, such as a message's id, so that an edit of that message is followed
    how     what brought it about where that is not simply saying it: "edited", "deleted", "clicked", "form", "start"
    """

    kind: str
    question: str | None = None
    value: Any = None
    text: str | None = None
    by: str | None = None
    at: datetime | None = None
    source: str | None = None
    how: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As stored: keys without a value are left out."""
        row: dict[str, Any] = {"kind": self.kind}
        if self.question is not None:
            row["question"] = self.question
        if self.value is not None:
            row["value"] = stored(self.value)
        words = (("text", self.text), ("by", self.by), ("source", self.source), ("how", self.how))
        row |= {key: one for key, one in words if one is not None}
        if self.at is not None:
            row["at"] = self.at.isoformat()
        return row

    @classmethod
    def from_json(cls, row: Any) -> Entry:
        """Whatever was stored; what does not fit becomes an entry that changes nothing."""
        if not isinstance(row, dict):
            return cls("unreadable")
        at = None
        if isinstance(row.get("at"), str):
            try:
                at = datetime.fromisoformat(row["at"])
            except ValueError:
                at = None
        return cls(
            str(row.get("kind")),
            _text(row.get("question")),
            row.get("value"),
            _text(row.get("text")),
            _text(row.get("by")),
            at,
            _text(row.get("source")),
            _text(row.get("how")),
        )


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def answered(
    question: str, value: Value, text: str, by: str | None, at: datetime | None, source: str | None = None
) -> Entry:
    """An answer, with the words it was given in."""
    return Entry("answered", question, value, text, by, at, source)


def fold(log: Iterable[Entry]) -> Answers:
    """What has been said by the end of the log: the last answer to a question counts."""
    answers = Answers()
    for entry in log:
        if entry.kind == "restarted":
            answers = Answers()
        elif entry.question in BY_ID:
            answers = _after(answers, entry, entry.question)
    return answers


def _after(answers: Answers, entry: Entry, id_: str) -> Answers:
    match entry.kind:
        case "answered":
            try:
                read = read_stored(BY_ID[id_], entry.value)
            except Refused:
                return answers
            return answers if read is None else answers.having(id_, read)
        case "unsure":
            return answers.having(id_, None)
        case "withdrawn":
            return answers.without(id_)
    return answers


def going_on(log: Iterable[Entry]) -> bool:
    """Whether the team asked for the full cost picture since it last began."""
    on = False
    for entry in log:
        on = (on or entry.kind == "went_on") and entry.kind != "restarted"
    return on


def last_answered(log: Iterable[Entry]) -> str | None:
    """The question that was answered last and still counts, for going back."""
    answers = Answers()
    order: list[str] = []
    for entry in log:
        if entry.kind == "restarted":
            answers, order = Answers(), []
        elif entry.question in BY_ID:
            after = _after(answers, entry, entry.question)
            if after is answers:
                continue
            answers = after
            order = [one for one in order if one != entry.question]
            if answers.asked(entry.question):
                order.append(entry.question)
    return order[-1] if order else None
