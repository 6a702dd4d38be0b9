"""What a question is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

AnswerKind = Literal[
    "choice", "flag", "count", "rounds", "number", "share", "growth", "usd", "text", "name", "box", "hosts"
]
Group = Literal["use_case", "prompting", "gap", "data", "stability", "upkeep", "readiness", "costs"]
Value = str | bool | int | Decimal | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a question: how it is stored, how it reads, and other words for it."""

    value: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, declared once and used by every front end.

    id       the key in the answers document
    kind     what a value is:
             choice  one of `choices`            flag    yes or no
             count   whole number                rounds  whole number, or yes/no for a ticked box
             number  number                      share   0 to 1
             growth  -0.9 to 1                   usd     US dollars
             text, name  words                   box     words, or yes/no for a ticked box
             hosts   names of places
    ask      the question as people read it
    why      one line: why we ask
    ordered  whether a later choice says all that an earlier one does ("tried and scored")
    names    other names for "change <name> to ..."
    unit     what one unit is, for people
    """

    id: str
    kind: AnswerKind
    group: Group
    ask: str
    why: str
    choices: tuple[Choice, ...] = ()
    names: tuple[str, ...] = ()
    unit: str = ""
    ordered: bool = False
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(10) ** 12

    def choice(self, value: str) -> Choice | None:
        """The choice stored as `value`."""
        return next((choice for choice in self.choices if choice.value == value), None)
