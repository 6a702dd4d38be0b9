"""Entries about what a team has said: answers given, changed, taken back, and how far it wants to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from flows.log.entry import Entry, part
from flows.log.numbers import text as text_of
from flows.log.numbers import whole
from flows.questions.question import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry(Entry):
    """Something about one question."""

    question: str

    @property
    def about(self) -> str | None:
        """The question."""
        return self.question

    @classmethod
    def read(cls, value: Any, question: str | None, **common: Any) -> Self | None:  # noqa: ARG003 - `Answered` has one
        """The entry of a stored row; None where no question is named."""
        return cls(question=question, **common) if question is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(AnswerEntry):
    """An answer: its value as it was given, or as JSON keeps it."""

    kind: ClassVar[str] = "answered"
    value: Any = None

    def value_json(self) -> Any:
        """The answer's value."""
        return self.value

    @classmethod
    def read(cls, value: Any, question: str | None, **common: Any) -> Self | None:
        """The entry of a stored row; None where no question is named."""
        return cls(question=question, value=value, **common) if question is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure(AnswerEntry):
    """The answer "not sure"."""

    kind: ClassVar[str] = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(AnswerEntry):
    """An answer was taken back."""

    kind: ClassVar[str] = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted(Entry):
    """All answers were put aside."""

    kind: ClassVar[str] = "restarted"


@dataclass(frozen=True, slots=True, kw_only=True)
class WentOn(Entry):
    """The team wants the full cost picture."""

    kind: ClassVar[str] = "went_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMeasured(Entry):
    """A file was measured and what follows from it was taken in; nothing of its rows is kept.

    what   "dataset", "eval" or "usage"
    """

    kind: ClassVar[str] = "file"
    name: str | None = part(text_of)
    sha256: str | None = part(text_of)
    what: str | None = part(text_of)
    rows: int | None = part(whole)


def answered(
    question: str, value: Value, text: str, by: str | None, at: datetime | None, source: str | None = None
) -> Answered:
    """An answer, with the words it was given in."""
    return Answered(question=question, value=value, text=text, by=by, at=at, source=source)
