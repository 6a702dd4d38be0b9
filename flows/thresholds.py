"""Every threshold that a rule uses, in one place, with its sources. A team may set its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The numbers in the rules, each with the ids of the sources (`flows.sources`) that it comes from."""

    examples_floor: int = 200  # [guide], [book], [cases]
    examples_ceiling: int = 2000  # [guide]
    test_items: int = 50  # [guide]
    test_items_good: int = 100  # [guide]
    real_share: Decimal = Decimal("0.8")  # [guide]
    invented_below: Decimal = Decimal("0.1")  # [own]
    volume_low: int = 50_000  # [guide]
    volume_high: int = 100_000  # [guide]
    spend_low_usd: Decimal = Decimal(5000)  # [book]
    horizon_months: Decimal = Decimal(12)  # [own]
    review_days: int = 90  # [fails], [book]
    iterations: int = 3  # [guide]
    general_drop_points: Decimal = Decimal(2)  # [own]
    wrong_labels_share: Decimal = Decimal("0.05")  # [own]
    wrong_labels_sample: int = 50  # [own]
    days_per_iteration: int = 14  # [own]
    source_age_days: int = 60  # [own]
    dated_days: int = 548  # [own]
    cost_moved_share: Decimal = Decimal("0.2")  # [own]


DEFAULT = Thresholds()

# [book] asks 50 to 100 for simple tasks and 500 to 2,000 for generation; [guide] 200 to 2,000 for all.
# The floor follows [guide]; generation and its kin need more before the outcome can be trusted.
_FLOOR_BY_TASK: dict[str, int] = {"generation": 500, "summarization": 500}


def examples_floor(task: str | None, thresholds: Thresholds) -> int:
    """The fewest labelled examples worth training on, for a kind of task."""
    floor = thresholds.examples_floor
    if task in _FLOOR_BY_TASK and floor == DEFAULT.examples_floor:
        return _FLOOR_BY_TASK[task]
    return floor


def examples_floors(thresholds: Thresholds) -> set[int]:
    """Every floor that some task has."""
    return {examples_floor(task, thresholds) for task in (None, *_FLOOR_BY_TASK)}


def with_own(own: Mapping[str, Any]) -> Thresholds:
    """The defaults with a team's own values.

    Raises ValueError naming a threshold that does not exist or has a wrong type.
    """
    types = {threshold.name: type(getattr(DEFAULT, threshold.name)) for threshold in fields(Thresholds)}
    changes: dict[str, Any] = {}
    for name, value in own.items():
        if name not in types:
            raise ValueError(f"{name!r} is not a threshold. The thresholds are: {', '.join(types)}.")
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not 0 <= value < 10**12:
            raise ValueError(f"{name} must be a number from 0.")
        if types[name] is int and value != int(value):
            raise ValueError(f"{name} must be a whole number from 0.")
        changes[name] = types[name](str(value)) if types[name] is Decimal else int(value)
    return replace(DEFAULT, **changes)
