"""Published cases to start from: the answers that a team could have given, and what hindsight says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.sources import SOURCES


@dataclass(frozen=True)
class Example:
    """A published case. `source` is the short name of one of the four articles, else an address on the web."""

    id: str
    title: str
    source: str
    year: int
    summary: str
    outcome: str
    right: str
    """The verdict that hindsight shows right."""
    answers: dict[str, Any] = field(repr=False)

    @property
    def use_case(self) -> str:
        """What the team wants to improve."""
        return str(self.answers.get("use_case", self.title))

    @property
    def source_title(self) -> str:
        """What the source is called."""
        return SOURCES[self.source].title if self.source in SOURCES else self.source

    def checked(self) -> Answers:
        """The answers, as `decide` reads them. Raises DocumentError."""
        return from_mapping(self.answers)


@cache
def examples() -> tuple[Example, ...]:
    """Every case: those of the four articles that this program is built from come first."""
    text = files("bot.playground").joinpath("cases.jsonl").read_text(encoding="utf-8")
    fields = Example.__dataclass_fields__
    rows = (json.loads(line, parse_float=Decimal) for line in text.splitlines())
    cases = [Example(**{name: row[name] for name in fields}) for row in rows]
    return tuple(sorted(cases, key=lambda case: case.source not in SOURCES))


def example(id_: str) -> Example:
    """The case with this id. Raises LookupError."""
    for case in examples():
        if case.id == id_:
            return case
    raise LookupError(f"there is no example {id_!r}")
