"""Cumulative cost against staying put: pay-back, net and horizon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from pricing.money import ZERO
from pricing.options import Option
from pricing.workload import Workload

LAST_MONTH = 120
_DAYS_PER_MONTH = Decimal("30.4375")


def months_between(start: date, end: date) -> Decimal:
    """Months from one day to another, never negative."""
    return max(ZERO, Decimal((end - start).days) / _DAYS_PER_MONTH)


def day_after(start: date, months: Decimal) -> date:
    """The first day on which so many months have gone by."""
    return start + timedelta(days=int((months * _DAYS_PER_MONTH).to_integral_value(ROUND_CEILING)))


def day_past(start: date, months: Decimal) -> date:
    """The first day on which more than so many months have gone by."""
    return start + timedelta(days=int(months * _DAYS_PER_MONTH) + 1)


def horizon_months(
    option: Option, starts: date, team_months: Decimal, retrain_months: Decimal | None, today_ends: date | None
) -> Decimal:
    """The least of the team's horizon, the end of the option's model or of today's, and the next planned retrain.

    starts       the day the option goes live: savings begin there
    today_ends   the day today's model stops, after which staying put is nothing to compare with
    """
    months = team_months
    for end in (option.offer.ends.on if option.offer.ends else None, today_ends):
        if end is not None:
            months = min(months, months_between(starts, end))
    if option.trains and retrain_months is not None:
        months = min(months, retrain_months)
    return months


def savings(option: Option, today: Option, load: Workload, upkeep: Decimal) -> Iterator[Decimal]:
    """USD saved in each month against today's model, upkeep taken off; ends where a cost is unknown."""
    for month in range(LAST_MONTH):
        requests = load.requests_in(month)
        stay, move = today.monthly(requests), option.monthly(requests)
        if stay is None or move is None:
            return
        yield stay - move - upkeep


def saving_usd(option: Option, today: Option) -> Decimal | None:
    """USD saved in the first month before upkeep; None where unknown."""
    if option.monthly_usd is None or today.monthly_usd is None:
        return None
    return today.monthly_usd - option.monthly_usd


def break_even_months(option: Option, today: Option, load: Workload) -> Decimal | None:
    """When cumulative cost drops below staying put, in months; None for never within ten years.

    Within a month money is saved evenly, so that a pay-back in days shows as a fraction.
    """
    if option.upfront is None:
        return None
    owed = option.upfront.likely
    if not load.growth_per_month:
        saved = next(savings(option, today, load, option.upkeep.likely), None)
        months = None if saved is None or saved <= 0 else max(ZERO, owed) / saved
        return None if months is None or months > LAST_MONTH else months
    for month, saved in enumerate(savings(option, today, load, option.upkeep.likely)):
        if saved > 0 and owed <= saved:
            return month + max(ZERO, owed) / saved
        owed -= saved
    return None


def net_usd(option: Option, today: Option, load: Workload, months: Decimal) -> Decimal | None:
    """USD gained against staying put over the horizon (its last month may be a part); None where unknown."""
    if option.upfront is None:
        return None
    if not load.growth_per_month:
        saved = next(savings(option, today, load, option.upkeep.likely), None)
        return None if saved is None else saved * months - option.upfront.likely
    gained, left = -option.upfront.likely, months
    for saved in savings(option, today, load, option.upkeep.likely):
        if left <= 0:
            return gained
        gained += saved * min(left, Decimal(1))
        left -= 1
    return gained if left <= 0 else None


def cumulative_usd(option: Option, today: Option, load: Workload, months: int) -> list[tuple[Decimal, Decimal]] | None:
    """USD spent by the end of months 0 to `months`, staying put and on the option; None where unknown."""
    if option.upfront is None:
        return None
    stay, move = ZERO, option.upfront.likely
    spent = [(stay, move)]
    for month in range(months):
        requests = load.requests_in(month)
        stayed, moved = today.monthly(requests), option.monthly(requests)
        if stayed is None or moved is None:
            return None
        stay, move = stay + stayed, move + moved + option.upkeep.likely
        spent.append((stay, move))
    return spent


def growth_sum(growth: Decimal, months: Decimal) -> Decimal:
    """How many first months' worth of requests come over the horizon."""
    summed, left, month = ZERO, months, 0
    while left > 0:
        summed += (1 + growth) ** month * min(left, Decimal(1))
        left -= 1
        month += 1
    return summed
