"""A training plan as it was fixed before the start: when, in how many rounds, for how much, and when it stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flows.dates import iso_day
from flows.log.numbers import number, text

# A checkpoint that decides has to leave room for one that does not ([guide]: the first round is a trial).
_DECIDES = 2


@dataclass(frozen=True, slots=True)
class Limit:
    """An abort criterion as it was fixed: its words, its number (points, USD, share or count as the criterion says), its day."""

    id: str
    text: str
    limit: Decimal | None
    by: date | None


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """A plan for training by `method`: shares 0 to 1, money in USD. `deciding` counts checkpoints from 1."""

    method: str
    start: date
    checkpoints: tuple[date, ...]
    budget_usd: Decimal | None
    limits: tuple[Limit, ...]
    baseline: Decimal | None = None
    # The score on the general set before training.
    general: Decimal | None = None
    # The route to train on, as an option's id; None where none was open.
    option: str | None = None

    @property
    def deciding(self) -> int:
        """The number of the checkpoint at which the target has to be reached."""
        return min(_DECIDES, len(self.checkpoints))

    def limit(self, id_: str) -> Limit | None:
        """A criterion by its id."""
        return next((limit for limit in self.limits if limit.id == id_), None)

    def to_json(self) -> dict[str, Any]:
        """As an entry keeps it."""
        return {
            "method": self.method,
            "start": self.start.isoformat(),
            "checkpoints": [day.isoformat() for day in self.checkpoints],
            "budget_usd": self.budget_usd,
            "baseline": self.baseline,
            "general": self.general,
            "option": self.option,
            "limits": [
                {
                    "id": limit.id,
                    "text": limit.text,
                    "limit": limit.limit,
                    "by": limit.by.isoformat() if limit.by else None,
                }
                for limit in self.limits
            ],
        }

    @classmethod
    def from_json(cls, value: Any) -> TrainingPlan | None:
        """The same read back; None for what is none."""
        try:
            limits = tuple(
                Limit(str(row["id"]), str(row["text"]), number(row.get("limit")), _day(row.get("by")))
                for row in value["limits"]
            )
            days = tuple(date.fromisoformat(day) for day in value["checkpoints"])
            start = date.fromisoformat(value["start"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        if not days:
            return None
        return cls(
            str(value.get("method")),
            start,
            days,
            number(value.get("budget_usd")),
            limits,
            number(value.get("baseline")),
            number(value.get("general")),
            text(value.get("option")),
        )


def _day(value: Any) -> date | None:
    """A day that may be missing. Raises ValueError for a text that is none."""
    day = iso_day(value)
    if day is None and isinstance(value, str):
        raise ValueError(value)
    return day
