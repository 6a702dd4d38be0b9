"""Usage by month: what was used, what was paid, which months are whole. A part month is said and never stretched."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from flows.measure.measurement import Month, Usage
from flows.measure.usage.used import Export, Used
from flows.text import clean

# US dollars by list for what a row used; None where the model or its price is not known.
ListPrice = Callable[[Used], float | None]
_UNKNOWN = "?"
_MOST_NAME = 80


def usage_of(
    exports: Sequence[Export], list_price: ListPrice, model: str | None = None, project: str | None = None
) -> Usage:
    """All of the exports together, or one model's or project's part of them."""
    every = [used for export in exports for used in export.used]
    used = [one for one in every if _is(one.model, model) and _is(one.project, project)]
    by_month: defaultdict[str, list[Used]] = defaultdict(list)
    for one in used:
        if one.day is not None:
            by_month[f"{one.day:%Y-%m}"].append(one)
    months = {name: _month(rows, list_price) for name, rows in sorted(by_month.items())}
    total = _month(used, list_price) if used else None
    return Usage(
        months=months,
        total=total,
        models=_shares(every, lambda one: one.model),
        projects=_shares(every, lambda one: one.project),
        input_mean=_mean(used, lambda one: one.input),
        output_mean=_mean(used, lambda one: one.output),
        cached_share=None if total is None else total.cached_share,
        growth_per_month=_growth(months),
        billed=_is_bill(exports, used, model, project),
        paid_of_list=_paid(total),
        failed=sum(export.failed for export in exports),
        left_out=sum(export.left_out for export in exports),
    )


def _is_bill(exports: Sequence[Export], used: list[Used], model: str | None, project: str | None) -> bool:
    """Whether the money is what a provider asks, and all of it belongs to the model and project that were chosen."""
    reckoned = any(one.spend is not None for export in exports if not export.billed for one in export.used)
    paid = [one for one in used if one.spend is not None]
    of_all = any((model and one.model is None) or (project and one.project is None) for one in paid)
    return not reckoned and not of_all


def last_whole(usage: Usage) -> tuple[str, Month] | None:
    """The last whole month, by name; None where there is none."""
    return next(((name, month) for name, month in reversed(usage.months.items()) if month.whole_month), None)


def _is(value: str | None, wanted: str | None) -> bool:
    # What names no model or project, money alone, belongs to every one.
    return wanted is None or value is None or shown(value) == wanted


def _month(rows: list[Used], list_price: ListPrice) -> Month:
    given, cached = _sum(one.input for one in rows), _sum(one.cached for one in rows)
    days = _days(rows)
    listed = [
        one.listed if one.listed is not None else list_price(one)
        for one in rows
        if one.input or one.output or one.listed
    ]
    spend = _sum(one.spend for one in rows)
    return Month(
        requests=_whole(_sum(one.requests for one in rows)),
        input_tokens=_whole(given),
        output_tokens=_whole(_sum(one.output for one in rows)),
        cached_share=round(cached / given, 5) if given and cached is not None else None,
        spend_usd=None if spend is None else round(spend, 6),
        list_usd=round(sum(money for money in listed if money is not None), 6)
        if listed and None not in listed
        else None,
        days=len(days),
        whole_month=_is_whole(days),
    )


def _days(rows: Iterable[Used]) -> set[date]:
    """Every day that the rows cover."""
    days: set[date] = set()
    for first, until in {(one.day, one.until) for one in rows}:
        if first is not None:
            last = (
                min(until - timedelta(days=1), first + timedelta(days=366))
                if until is not None and until > first
                else first
            )
            days.update(first + timedelta(days=step) for step in range((last - first).days + 1))
    return days


def _is_whole(days: set[date]) -> bool:
    first = min(days, default=None)
    return first is not None and len(days) >= monthrange(first.year, first.month)[1] and first.day == 1


def _sum(values: Iterable[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return sum(told) if told else None


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _mean(rows: list[Used], part: Callable[[Used], int | None]) -> float | None:
    """Tokens a request, over the rows that count requests and have some."""
    counted = [one for one in rows if one.requests and part(one) is not None]
    requests = sum(one.requests or 0 for one in counted)
    return round(sum(part(one) or 0 for one in counted) / requests, 2) if requests else None


def _shares(rows: list[Used], named: Callable[[Used], str | None]) -> dict[str, float]:
    """Each name's share of what was paid, else of the tokens; the largest first."""
    weights: defaultdict[str, float] = defaultdict(float)
    paid = all(one.spend is not None for one in rows)
    for one in rows:
        weight = one.spend if paid and one.spend is not None else float((one.input or 0) + (one.output or 0))
        if weight > 0:
            weights[shown(named(one)) or _UNKNOWN] += weight
    total = sum(weights.values())
    shares = {name: round(weight / total, 4) for name, weight in sorted(weights.items(), key=lambda pair: -pair[1])}
    return {} if set(shares) == {_UNKNOWN} else shares


def shown(name: str | None) -> str:
    """The name of a model or project as it is shown and chosen: one line, short."""
    return clean(name or "")[:_MOST_NAME]


def _growth(months: dict[str, Month]) -> float | None:
    """The mean growth from one whole month to the next, a share a month; None without two in a row."""
    whole = [(name, month) for name, month in months.items() if month.whole_month]
    measures = [float(month.requests if month.requests is not None else month.input_tokens or 0) for _, month in whole]
    if len(whole) < 2 or not all(measures) or len(whole) != _span(whole[0][0], whole[-1][0]):
        return None
    growth: float = (measures[-1] / measures[0]) ** (1 / (len(whole) - 1)) - 1
    return round(growth, 5)


def _span(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1


def _paid(total: Month | None) -> float | None:
    if total is None or not total.list_usd or total.spend_usd is None:
        return None
    return round(total.spend_usd / total.list_usd, 4)
