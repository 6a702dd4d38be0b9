"""The interval of a score, and how many items make it small enough."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

_Z95 = 1.96


def half_width(score: Decimal, items: int) -> Decimal:
    """Half of the 95 % interval of a share `score` (0 to 1) measured on `items` items, as a share.

    1.96 sqrt(p (1 - p) / n). Raises ValueError for fewer than one item.
    """
    if items < 1:
        raise ValueError("a score needs at least one item")
    # A perfect or empty score is no proof: it is read as half an item short of it.
    p = min(max(float(score), 0.5 / items), 1 - 0.5 / items)
    return Decimal(str(_Z95 * math.sqrt(p * (1 - p) / items))).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def items_to_show(score: Decimal, gain: Decimal) -> int:
    """How many items would show a gain (a share): the half-width reaches it. Raises ValueError for a gain of 0 or less."""
    if gain <= 0:
        raise ValueError("only a positive gain can be shown")
    p = min(max(float(score), 0.001), 0.999)
    items = max(1, math.ceil(_Z95**2 * p * (1 - p) / float(gain) ** 2))
    while half_width(score, items) > gain:  # only where a score near 0 or 1 is read as half an item short of it
        items += max(1, items // 50)
    return items
