"""Where a share, or the difference of two, may lie: score intervals, which keep their word on few items too."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

_NORMAL = NormalDist()
# Halves of an interval of at most 2 until floats have no more digits.
_STEPS = 60

Interval = tuple[float, float]


def two_sided_z(alpha: float) -> float:
    """The z that a standard normal value passes, either way, with probability `alpha` (1.960 at 0.05)."""
    return _NORMAL.inv_cdf(1 - alpha / 2)


def one_sided_z(alpha: float) -> float:
    """The z that a standard normal value passes upwards with probability `alpha` (1.282 at 0.10)."""
    return _NORMAL.inv_cdf(1 - alpha)


def wilson(share: float, items: int, z: float) -> Interval:
    """The score interval of one share (0 to 1) measured on `items` items. [Wilson 1927]."""
    square = z * z / items
    middle = (share + square / 2) / (1 + square)
    half = z / (1 + square) * math.sqrt(max(0.0, share * (1 - share)) / items + square / (4 * items))
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(before: float, after: float, items: int, z: float) -> Interval:
    """The interval of after - before, two independent shares on so many items each. [Newcombe 1998, method 10]."""
    low_before, high_before = wilson(before, items, z)
    low_after, high_after = wilson(after, items, z)
    difference = after - before
    return (
        max(-1.0, difference - math.hypot(after - low_after, high_before - before)),
        min(1.0, difference + math.hypot(high_after - after, before - low_before)),
    )


def tango(gained: int, lost: int, items: int, z: float) -> Interval:
    """The score interval of (gained - lost) / items on paired items. [Tango, Statistics in Medicine 17, 1998]."""
    seen = (gained - lost) / items
    return (
        _least(lambda at: tango_z(gained, lost, items, at) <= z, -1.0, seen),
        _least(lambda at: tango_z(gained, lost, items, at) < -z, seen, 1.0),
    )


def tango_z(gained: int, lost: int, items: int, difference: float) -> float:
    """How many standard errors what was seen lies above a true `difference` (a share): the score that Tango inverts."""
    seen = (gained - lost) / items
    linear = (gained + lost) - difference * (2 * items - gained + lost)
    root = math.sqrt(max(0.0, linear**2 + 8 * items * lost * difference * (1 - difference)))
    lost_share = (linear + root) / (4 * items)
    variance = (2 * lost_share + difference - difference**2) / items
    if variance <= 1e-18:
        return 0.0 if math.isclose(seen, difference, abs_tol=1e-12) else math.copysign(math.inf, seen - difference)
    return (seen - difference) / math.sqrt(variance)


def _least(holds: Callable[[float], bool], low: float, high: float) -> float:
    """The least value between two from which on a condition holds, by halves; the higher one where it never does."""
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
