"""Shares, differences and what a comparison shows, in the words and with the digits that people read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from flows.statistics.compare import Compared
from flows.statistics.power import ALPHA


def percent(share: Decimal | float) -> str:
    """A share as people read it: `84 %`, `84.5 %`."""
    return f"{_short(_decimal(share) * 100)} %"


def points(share: Decimal | float) -> str:
    """A difference of shares in percentage points: `2.5 points`."""
    said = _short(_decimal(share) * 100)
    return f"{said} point{'s' if said not in ('1', '-1') else ''}"


def between(compared: Compared) -> str:
    """Where the difference lies: `between -0.2 and +13.4 points`."""
    return span(*compared.interval)


def span(low: Decimal | float, high: Decimal | float) -> str:
    """Two ends of an interval: `between -0.2 and +13.4 points`."""
    return f"between {signed(low)} and {signed(high)} points"


def signed(share: Decimal | float) -> str:
    """A difference in points with its sign, without the unit: `+2.1`, `-3`, `0`."""
    tenths = (_decimal(share) * 100).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP).normalize()
    return f"{tenths:+f}" if tenths else "0"


def confidence(compared: Compared) -> str:
    """How sure the interval is: `95 %`, or with three looks `98.3 %`."""
    return percent(1 - compared.alpha)


def by_chance(compared: Compared) -> str:
    """How often chance alone would show as much: `3 times in 100`."""
    times = round(compared.p_value * 100)
    if compared.p_value >= 0.995:
        return "every time"
    if compared.p_value < 0.001:
        return "less than once in 1,000"
    if times < 1:
        return f"{round(compared.p_value * 1000)} in 1,000"
    return "once in 100" if times == 1 else f"{times} times in 100"


def difference(compared: Compared) -> str:
    """The difference that was seen: `6 points more`, `1 point less`, `no difference`."""
    if not compared.difference:
        return "no difference"
    return f"{points(abs(compared.difference))} {'more' if compared.difference > 0 else 'less'}"


def edge(compared: Compared) -> str | None:
    """That interval and p-value, two methods, say different things, where they do; None where they agree."""
    if not compared.at_the_edge:
        return None
    above = compared.p_value > compared.alpha
    interval = "leaves out 0" if above else "holds 0"
    place = f"above {chance(compared.alpha)}" if above else f"not above {chance(compared.alpha)}"
    return (
        f"At the edge two methods differ: the interval {interval}, but p is {chance(compared.p_value)}, {place}. "
        "The p-value decides."
    )


def looks_take(compared: Compared, looks: int) -> Iterator[str]:
    """What several looks cost; nothing for one."""
    if looks > 1:
        yield (
            f"The items are looked at {looks} times, so each look has {percent(compared.alpha)} of the {percent(ALPHA)} that "
            "chance is allowed in all."
        )


def chance(p_value: float) -> str:
    """A probability with two digits: 0.062, 0.2, 1."""
    return f"{float(f'{p_value:.2g}'):f}".rstrip("0").rstrip(".")


def _decimal(share: Decimal | float) -> Decimal:
    return share if isinstance(share, Decimal) else Decimal(str(round(share, 9)))


def _short(value: Decimal) -> str:
    """With one digit after the point; what is less than that shows its first digit, for it is not nothing."""
    if value and abs(value) < Decimal("0.05"):
        return f"{value.quantize(Decimal(1).scaleb(value.adjusted()), rounding=ROUND_HALF_UP).normalize():f}"
    return f"{value.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP).normalize():f}"
