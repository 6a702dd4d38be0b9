"""The first step of a verdict, as the log keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.dates import iso_day
from flows.log.numbers import text


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What is to be done first, the question whose answer it brings (None where none), and the day by which it should be done."""

    text: str
    by: date
    question: str | None = None

    def to_json(self) -> dict[str, Any]:
        """By name."""
        return {"text": self.text, "by": self.by.isoformat(), "question": self.question}

    @classmethod
    def from_json(cls, value: Any) -> FirstStep | None:
        """The same read back; None for what is none."""
        row = value if isinstance(value, Mapping) else {}
        words, day = text(row.get("text")), iso_day(row.get("by"))
        return None if words is None or day is None else cls(words, day, text(row.get("question")))
