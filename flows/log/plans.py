"""A training plan as it was fixed before the start: when, in how many rounds, for how much, and when it stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flows.dates import iso_day
from flows.log.numbers import number, text, whole

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
    """A plan for training by `method`: shares 0 to 1, money in USD, checkpoints counted from 1.

    items         test items on which baseline and tuned model are scored; None where nobody said
    margin        the share that may be lost without harm; None where nobody said
    metric        the team's name of its score
    checks_data   whether the data is asked about on the first day; plans of before that was asked do not
    """

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
    items: int | None = None
    margin: Decimal | None = None
    metric: str | None = None
    checks_data: bool = False

    @property
    def deciding(self) -> int:
        """The number of the checkpoint from which on a model may go live."""
        return min(_DECIDES, len(self.checkpoints))

    @property
    def looks(self) -> int:
        """How often the test items are looked at: once a round. The last look is the one that decides."""
        return len(self.checkpoints)

    def day_of(self, checkpoint: int) -> date:
        """The day of a checkpoint; 0 is the first day, on which the data is asked about."""
        return self.checkpoints[checkpoint - 1] if checkpoint else self.start

    def limit(self, id_: str) -> Limit | None:
        """A criterion by its id."""
        return next((limit for limit in self.limits if limit.id == id_), None)

    def to_json(self) -> dict[str, Any]:
        """As an entry keeps it."""
        later = {"items": self.items, "margin": self.margin, "metric": self.metric, "checks_data": self.checks_data}
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
        } | {name: value for name, value in later.items() if value not in (None, False)}

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
            whole(value.get("items")),
            number(value.get("margin")),
            text(value.get("metric")),
            value.get("checks_data") is True,
        )


def _day(value: Any) -> date | None:
    """A day that may be missing. Raises ValueError for a text that is none."""
    day = iso_day(value)
    if day is None and isinstance(value, str):
        raise ValueError(value)
    return day
