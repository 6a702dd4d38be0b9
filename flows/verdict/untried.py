"""Untuned models that are worth an hour's test before anybody trains."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from flows.costs import Assessment, Option, show_usd

_MOST = 3


def to_score(assessment: Assessment, limit: Decimal | None) -> tuple[Option, ...]:
    """Up to three untuned models of middle size, the newest first; at most half of `limit` (USD a month) where costs are known."""
    fitting = [
        option
        for option in assessment.untuned
        if option.offer.available and option.offer.size == "mid" and option.offer.rates
    ]
    if limit is not None:
        fitting = [option for option in fitting if option.monthly_usd is not None and option.monthly_usd < limit / 2]
    fitting = [option for option in fitting if not assessment.is_dated(option)]
    newest = sorted(fitting, key=lambda option: option.offer.released or assessment.as_of, reverse=True)
    return tuple(newest[:_MOST])


def strongest(assessment: Assessment) -> tuple[Option, ...]:
    """Up to two of the strongest untuned models that the team may use, the cheapest first."""
    return tuple(option for option in assessment.untuned if option.offer.available and option.offer.size == "frontier")[
        :2
    ]


def named(options: Iterable[Option]) -> str:
    """Their names with what each costs a month: "a at $150 a month and b at $155 a month"."""
    return listed(
        option.offer.model + ("" if option.monthly_usd is None else f" at {_a_month(option.monthly_usd)}")
        for option in options
    )


def _a_month(usd: Decimal) -> str:
    return "under $1 a month" if usd < 1 else f"{show_usd(usd)} a month"


def listed(names: Iterable[str]) -> str:
    """Names in a row: "a, b and c"."""
    *first, last = tuple(names) or ("",)
    return f"{', '.join(first)} and {last}" if first else last
