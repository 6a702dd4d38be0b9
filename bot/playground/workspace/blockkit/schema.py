"""Small rules that, put together, say what is wrong with a JSON value and where."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that Slack would refuse: its error code, the place (a JSON pointer) and a sentence."""

    code: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.where}]"


@dataclass
class Findings:
    """The problems found so far, and the code that a new one gets."""

    code: str = "invalid_blocks"
    problems: list[Problem] = field(default_factory=list)

    def add(self, where: str, text: str, code: str | None = None) -> None:
        """Note a problem."""
        self.problems.append(Problem(code or self.code, where, text))

    @contextmanager
    def alone(self) -> Iterator[list[Problem]]:
        """Collect what is found inside the block apart from the rest."""
        kept, self.problems = self.problems, []
        try:
            yield self.problems
        finally:
            self.problems = kept


SchemaRule = Callable[[Any, str, Findings], None]


def string(low: int = 0, high: int | None = None, pattern: str | None = None) -> SchemaRule:
    """A string of `low` to `high` characters that fits `pattern`."""

    def rule(value: Any, where: str, findings: Findings) -> None:
        if not isinstance(value, str):
            findings.add(where, "must be a string")
        elif high is not None and len(value) > high:
            findings.add(where, f"must be less than {high + 1} characters")
        elif len(value) < low:
            findings.add(where, f"must be more than {low - 1} characters")
        elif pattern is not None and not re.fullmatch(pattern, value):
            findings.add(where, f"must match the pattern {pattern}")

    return rule


def boolean(value: Any, where: str, findings: Findings) -> None:
    """True or false."""
    if not isinstance(value, bool):
        findings.add(where, "must be a boolean")


def integer(low: int | None = None, high: int | None = None) -> SchemaRule:
    """A whole number from `low` to `high`."""

    def rule(value: Any, where: str, findings: Findings) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            findings.add(where, "must be an integer")
        elif low is not None and value < low:
            findings.add(where, f"must be at least {low}")
        elif high is not None and value > high:
            findings.add(where, f"must be at most {high}")

    return rule


def number(above: float | None = None) -> SchemaRule:
    """A finite number, greater than `above` where that is given."""

    def rule(value: Any, where: str, findings: Findings) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            findings.add(where, "must be a number")
        elif above is not None and value <= above:
            findings.add(where, f"must be greater than {above:g}")

    return rule


def one_of(*allowed: str | int) -> SchemaRule:
    """One of a few values."""

    def rule(value: Any, where: str, findings: Findings) -> None:
        if isinstance(value, bool) or value not in allowed:
            findings.add(where, f"must be one of: {', '.join(map(str, allowed))}")

    return rule


def array(item: SchemaRule, low: int = 0, high: int | None = None) -> SchemaRule:
    """An array of `low` to `high` items that each fit `item`."""

    def rule(value: Any, where: str, findings: Findings) -> None:
        if not isinstance(value, list):
            findings.add(where, "must be an array")
            return
        if high is not None and len(value) > high:
            findings.add(where, f"no more than {high} items allowed")
        if len(value) < low:
            findings.add(where, f"no fewer than {low} items required")
        for place, entry in enumerate(value):
            item(entry, f"{where}/{place}", findings)

    return rule


def shape(
    required: Mapping[str, SchemaRule] | None = None,
    optional: Mapping[str, SchemaRule] | None = None,
    also: SchemaRule | None = None,
) -> SchemaRule:
    """An object with these fields and no others; `also` looks at the whole once every field is right."""
    needed, fields = required or {}, {**(required or {}), **(optional or {})}

    def rule(value: Any, where: str, findings: Findings) -> None:
        if not isinstance(value, dict):
            findings.add(where, "must provide an object")
            return
        before = len(findings.problems)
        for name in needed:
            if name not in value:
                findings.add(where, f"missing required field: {name}")
        for name, inner in value.items():
            if name in fields:
                fields[name](inner, f"{where}/{name}", findings)
            else:
                findings.add(where, f"invalid additional property: {name}")
        if also is not None and len(findings.problems) == before:
            also(value, where, findings)

    return rule


def typed(kinds: Mapping[str, SchemaRule]) -> SchemaRule:
    """An object whose `type` says which of the rules it has to fit."""

    def rule(value: Any, where: str, findings: Findings) -> None:
        if not isinstance(value, dict):
            findings.add(where, "must provide an object")
        elif "type" not in value:
            findings.add(where, "missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            findings.add(f"{where}/type", f"unsupported type: {value['type']}")
        else:
            kinds[value["type"]](value, where, findings)

    return rule


def kind(
    name: str,
    required: Mapping[str, SchemaRule] | None = None,
    optional: Mapping[str, SchemaRule] | None = None,
    also: SchemaRule | None = None,
) -> dict[str, SchemaRule]:
    """A named shape with a `type` field, to be put into `typed`."""
    return {name: shape({"type": one_of(name), **(required or {})}, optional, also)}
