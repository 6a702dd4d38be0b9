"""The figures of a decision as they are kept: by which it is followed, what was predicted, and what changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from flows.costs import Fact
from flows.dates import iso_day
from flows.log.numbers import number, text

ChangeKind = Literal["verdict", "route_closes", "model_ends", "cost"]
About = Literal["verdict", "today", "option"]


@dataclass(frozen=True, slots=True)
class Figures:
    """A decision's figures on the day `as_of`. Money in USD to the cent, monthly unless said; None is not known, or never.

    rule, because      the rule that decided, and its sentence
    recommended        id of the option that does what the verdict says
    today_usd          staying on today's model; today_ends_on is the day that model shuts down
    horizon_ends_on    the end of the months that the team counts, from `as_of`

    All below is of one option, the one that is followed: the training route that the verdict or `then` names, else the
    recommended one, or the one that a team chose.

    option, label, model          its id, its name for people, its base model
    open, unavailable_because     whether the team may take it on the day, and why not
    monthly_usd, upkeep_usd       to serve, and to keep a tuned model alive
    upfront_usd, net_usd          once, and gained over the horizon
    pays_back_on                  the day on which a training route has paid back
    route_closes_on, model_ends_on   announced days

    Neither kept nor compared: then_because, why `then` would be right, and facts, the catalogue's fact behind a figure.
    """

    verdict: str | None = None
    then: str | None = None
    headline: str | None = None
    rule: str | None = None
    because: str | None = None
    recommended: str | None = None
    as_of: date | None = None
    today_usd: Decimal | None = None
    today_model: str | None = None
    today_ends_on: date | None = None
    horizon_ends_on: date | None = None
    option: str | None = None
    label: str | None = None
    model: str | None = None
    open: bool | None = None
    unavailable_because: str | None = None
    monthly_usd: Decimal | None = None
    upkeep_usd: Decimal | None = None
    upfront_usd: Decimal | None = None
    net_usd: Decimal | None = None
    pays_back_on: date | None = None
    route_closes_on: date | None = None
    model_ends_on: date | None = None
    then_because: str | None = dataclass_field(default=None, compare=False)
    facts: Mapping[str, Fact] = dataclass_field(default_factory=dict, compare=False)

    def to_json(self) -> dict[str, Any]:
        """As stored: money as exact decimal text, days as ISO dates, keys without a value left out."""
        kept = ((field.name, getattr(self, field.name)) for field in fields(self) if field.compare)
        return {name: value if isinstance(value, bool) else str(value) for name, value in kept if value is not None}

    @classmethod
    def from_json(cls, row: Any) -> Figures:
        """Whatever was stored: a key that is missing or cannot be read is not known, one that nobody knows is passed over."""
        if not isinstance(row, dict):
            return cls()
        read = {field.name: _READ[str(field.type)](row.get(field.name)) for field in fields(cls) if field.compare}
        return cls(**read)


_MOST_DIGITS = 100


def usd(value: Any) -> Decimal | None:
    """An amount of money as it is stored; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    try:
        usd = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return None
    return usd if usd.is_finite() and usd.adjusted() < _MOST_DIGITS else None


_READ: dict[str, Any] = {
    "str | None": text,
    "bool | None": lambda value: value if isinstance(value, bool) else None,
    "date | None": iso_day,
    "Decimal | None": usd,
}


@dataclass(frozen=True, slots=True)
class Predicted:
    """What a verdict predicted of the way that it recommends: USD a month, once and over the horizon; the gain as a share."""

    today_usd: Decimal | None = None
    monthly_usd: Decimal | None = None
    upkeep_usd: Decimal | None = None
    upfront_usd: Decimal | None = None
    net_usd: Decimal | None = None
    gain: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """What is known, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, value: Any) -> Predicted:
        """Whatever can be read of it."""
        row = value if isinstance(value, Mapping) else {}
        return cls(**{field.name: number(row.get(field.name)) for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class KeptChange:
    """One thing that a re-assessment found, as it was told: `text` is its sentence with its source."""

    kind: str | None = None
    about: str | None = None
    text: str | None = None
    source: str | None = None
    source_date: str | None = None
    grade: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As stored and exported: keys without a value are left out."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> KeptChange:
        """Whatever can be read of it."""
        return cls(**{field.name: text(row.get(field.name)) for field in fields(cls)})
