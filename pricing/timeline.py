"""What is paid when: an option against staying put, from the day asked to the end of the team's horizon.

Months are counted from the day asked. Every option is compared over the same horizon: before it is live and after it has
ended it costs what staying put costs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from itertools import pairwise

from pricing.lines import CostItem
from pricing.money import ZERO
from pricing.options import Option
from pricing.workload import Workload

_DAYS_PER_MONTH = Decimal("30.4375")
# Steps of a workload that grows: a longer horizon than ten years is refused where it is asked for.
LAST_MONTH = 120


def months_between(start: date, end: date) -> Decimal:
    """Months from one day to another, never negative."""
    return max(ZERO, Decimal((end - start).days) / _DAYS_PER_MONTH)


def day_after(start: date, months: Decimal) -> date:
    """The first day on which so many months have gone by."""
    return start + timedelta(days=int((months * _DAYS_PER_MONTH).to_integral_value(ROUND_CEILING)))


@lru_cache(maxsize=4096)
def growth_sum(growth: Decimal, months: Decimal) -> Decimal:
    """How many first months' worth of requests come in so many months; they grow at the end of each."""
    if not growth:
        return months
    summed, left, month = ZERO, months, 0
    while left > 0:
        summed += (1 + growth) ** month * min(left, Decimal(1))
        left -= 1
        month += 1
    return summed


@dataclass(frozen=True, slots=True)
class Leg:
    """From one month to another, counted from the day asked, an option serves."""

    starts: Decimal
    ends: Decimal
    option: Option


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in which neither side changes, except that requests may grow.

    grown   first months' worth of requests in it
    moves   how often more the staying side moves its prompts to another model at the beginning of it
    """

    starts: Decimal
    months: Decimal
    grown: Decimal
    stay: Option
    move: Option
    moves: int = 0

    def until(self, month: Decimal) -> Stretch:
        """The part of it before a month."""
        months = min(self.months, month - self.starts)
        return self if months == self.months else replace(self, months=months, grown=self.grown * months / self.months)


@dataclass(frozen=True, slots=True)
class Comparison:
    """An option against staying put: the stretches in which they differ, in order.

    begins    months until the option serves
    moving    what moving to another model takes once, in hours of people
    returns   whether the option ends inside the horizon, so that the team moves once more
    """

    option: Option
    load: Workload
    begins: Decimal
    stretches: tuple[Stretch, ...]
    moving: CostItem
    returns: bool

    @property
    def moves(self) -> int:
        """How often more the staying side moves its prompts."""
        return sum(stretch.moves for stretch in self.stretches)

    @property
    def months(self) -> Decimal:
        """Months in which the option serves."""
        return sum((stretch.months for stretch in self.stretches), ZERO)


def compare(
    option: Option, legs: tuple[Leg, ...], staying: tuple[Leg, ...], load: Workload, moving: CostItem
) -> Comparison:
    """Lay an option's legs beside those of staying put, which cover the whole horizon."""
    horizon = staying[-1].ends if staying else ZERO
    stretches = []
    for starts, ends in pairwise(sorted(set(_marks(legs, staying, load)))):
        move, stay = _serving(legs, starts), _serving(staying, starts)
        if move is None or stay is None:
            continue
        # Who stays has to move when today's model ends, at once where it is gone; the successor's hours are counted there too.
        moves = int(any(leg.starts == starts and _is_another(leg, staying) for leg in staying))
        grown = growth_sum(load.growth_per_month, ends) - growth_sum(load.growth_per_month, starts)
        stretches.append(Stretch(starts, ends - starts, grown, stay, move, moves))
    return Comparison(
        option,
        load,
        legs[0].starts if legs else horizon,
        tuple(stretches),
        moving,
        returns=bool(legs) and legs[-1].ends < horizon,
    )


def _marks(legs: tuple[Leg, ...], staying: tuple[Leg, ...], load: Workload) -> Iterable[Decimal]:
    for leg in (*legs, *staying):
        yield leg.starts
        yield leg.ends
    if load.growth_per_month and staying:
        yield from (Decimal(month) for month in range(int(min(staying[-1].ends, Decimal(LAST_MONTH)))))


def _serving(legs: tuple[Leg, ...], month: Decimal) -> Option | None:
    return next((leg.option for leg in legs if leg.starts <= month < leg.ends), None)


def _is_another(leg: Leg, staying: tuple[Leg, ...]) -> bool:
    """Whether staying put changes its model here, and not only its price."""
    before = next((other for other in staying if other.ends == leg.starts), None)
    if before is None:
        return leg.option.id != "status_quo"
    return before.option.offer.model != leg.option.offer.model
