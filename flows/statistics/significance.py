"""How often chance alone does as much: exact McNemar on the same items, the two-proportion score test on others."""

from __future__ import annotations

import math
from statistics import NormalDist

# Up to so many disagreements the sum is one of whole numbers; beyond, floats are exact enough and much quicker.
_WHOLE = 1000


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided p-value of so many disagreements either way: 2 P(Bin(gained + lost, 1/2) <= the fewer), at most 1."""
    both, fewer = gained + lost, min(gained, lost)
    if both <= _WHOLE:
        tail: float = sum(math.comb(both, count) for count in range(fewer + 1)) / 2**both
        return min(1.0, 2 * tail)
    log_all = math.lgamma(both + 1) - both * math.log(2)
    tail = math.fsum(
        math.exp(log_all - math.lgamma(count + 1) - math.lgamma(both - count + 1)) for count in range(fewer + 1)
    )
    return min(1.0, 2 * tail)


def two_shares(before: float, after: float, items: int) -> float:
    """The two-sided p-value of two independent shares (0 to 1) on so many items each; 1 where neither varies."""
    pooled = (before + after) / 2
    error = math.sqrt(2 * pooled * (1 - pooled) / items)
    return 2 * (1 - NormalDist().cdf(abs(after - before) / error)) if error else 1.0
