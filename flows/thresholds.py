"""Every threshold that a rule uses, in one place, with its sources. A team may set its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

# The widest a team may set each, so that what is computed with it still means something: a review in 3,000,000 days is no day.
_BOUNDS: dict[str, tuple[int, int]] = {
    "examples_floor": (1, 10_000_000),
    "examples_ceiling": (1, 10_000_000),
    "test_items": (1, 1_000_000),
    "test_items_good": (1, 1_000_000),
    "real_share": (0, 1),
    "invented_below": (0, 1),
    "volume_low": (0, 10_000_000_000),
    "volume_high": (0, 10_000_000_000),
    "spend_low_usd": (0, 1_000_000_000),
    "horizon_months": (1, 120),
    "review_days": (1, 730),
    "iterations": (1, 20),
    "general_drop_points": (0, 100),
    "wrong_labels_share": (0, 1),
    "wrong_labels_sample": (1, 1_000_000),
    "days_per_iteration": (1, 90),
    "source_age_days": (1, 3650),
    "dated_days": (1, 3650),
    "cost_moved_share": (0, 1),
    "loss_share": (0, 1),
    "life_months": (0, 120),
    "life_pay_backs": (0, 100),
    "right_answer_usd": (0, 1_000_000_000),
    "cached_by_all": (0, 1),
}
# The first of each pair is never above the second.
_PAIRS = (
    ("examples_floor", "examples_ceiling"),
    ("test_items", "test_items_good"),
    ("volume_low", "volume_high"),
    ("invented_below", "real_share"),
)


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
    loss_share: Decimal = Decimal("0.25")  # [own]
    life_months: Decimal = Decimal(3)  # [own]
    life_pay_backs: Decimal = Decimal(3)  # [own]
    right_answer_usd: Decimal = Decimal(100)  # [own]
    cached_by_all: Decimal = Decimal("0.8")  # [own]


DEFAULT = Thresholds()

# [book] asks 50 to 100 for simple tasks and 500 to 2,000 for generation; [guide] 200 to 2,000 for all.
# The floor follows [guide]; generation and its kin need more before the outcome can be trusted.
_FLOOR_BY_TASK: dict[str, int] = {"generation": 500, "summarization": 500}
# With 1,000 to 2,000 segments of a translation an 8B model got worse, with about 5,000 better (arXiv 2409.03454).
_TRANSLATION, _FLOOR_OF_TRANSLATION = re.compile(r"\b(?:re)?transl|\blocali[sz](?:e|ing|ation)\b", re.IGNORECASE), 5000


def examples_floor(task: str | None, thresholds: Thresholds, use_case: str | None = None) -> int:
    """The fewest labelled examples worth training on, for a kind of task; a translation is known by its use case."""
    floor = thresholds.examples_floor
    if task in (None, "other", "generation") and use_case is not None and _TRANSLATION.search(use_case[:1000]):
        return max(floor, _FLOOR_OF_TRANSLATION)
    if task in _FLOOR_BY_TASK and floor == DEFAULT.examples_floor:
        return _FLOOR_BY_TASK[task]
    return floor


def examples_floors(thresholds: Thresholds) -> set[int]:
    """Every floor that some task has."""
    return {examples_floor(task, thresholds) for task in (None, *_FLOOR_BY_TASK)}


def with_own(own: Mapping[str, Any]) -> Thresholds:
    """The defaults with a team's own values. Where only one of a pair (a floor and its ceiling) is set, the other moves along.

    Raises ValueError, one sentence, naming a threshold that does not exist, has a wrong type or is out of bounds.
    """
    changes: dict[str, Any] = {name: _checked(name, value) for name, value in own.items()}
    for lower, upper in _PAIRS:
        low, high = (changes.get(name, getattr(DEFAULT, name)) for name in (lower, upper))
        if low <= high:
            continue
        if lower in changes and upper in changes:
            raise ValueError(f"{lower} must not be above {upper}, and {low} is above {high}.")
        changes |= {lower: low, upper: low} if lower in changes else {lower: high, upper: high}
    return replace(DEFAULT, **changes)


def _checked(name: str, value: Any) -> int | Decimal:
    """One value as the rules use it. Raises ValueError naming the key and what is allowed."""
    if name not in _BOUNDS:
        raise ValueError(f"{str(name)[:60]!r} is not a threshold: the thresholds are {', '.join(_BOUNDS)}.")
    whole = isinstance(getattr(DEFAULT, name), int)
    low, high = _BOUNDS[name]
    wanted = f"{name} must be a {'whole ' if whole else ''}number from {low} to {high:,}"
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{wanted}.")
    # NaN is neither, and is not compared: that would be an error of its own.
    if value != value or not low <= value <= high or (whole and value != int(value)):
        raise ValueError(f"{wanted}, not {value!s:.40}.")
    return int(value) if whole else Decimal(str(value))
