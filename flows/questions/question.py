"""What a question is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.questions.compound import OwnGpus, ScoredModels

AnswerKind = Literal[
    "choice", "flag", "count", "rounds", "number", "share", "growth", "usd", "text", "name", "box", "hosts", "host", "scored",
    "gpus",
]  # fmt: skip
Group = Literal["use_case", "prompting", "gap", "data", "stability", "upkeep", "readiness", "costs", "more"]
Value = str | bool | int | Decimal | tuple[str, ...] | ScoredModels | OwnGpus


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
             hosts   names of places             host    name of one place
             scored  models that pass or fail    gpus    so many GPUs of a type
    ask      the question as people read it
    why      one line: why we ask
    ordered  whether a later choice says all that an earlier one does ("tried and scored")
    names    other names for "change <name> to ..."
    unit     what one unit is, for people
    example  what is given as an example of a number, where thousands would be none
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
    example: str = "500, 40k or 1.2M"

    def choice(self, value: str) -> Choice | None:
        """The choice stored as `value`."""
        return next((choice for choice in self.choices if choice.value == value), None)
