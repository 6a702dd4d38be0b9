"""How many test items it takes to tell: for a gain, for "not worse by more than a margin", and what so many can show."""

from __future__ import annotations

import math

from flows.statistics.intervals import one_sided_z, two_sided_z

ALPHA, POWER = 0.05, 0.8
# The share of items on which two models disagree where neither is better, as far as nobody has measured it. [own]
NOISE = 0.08
# What was measured once rests on these digits; a gain smaller than a thousandth of a point is none.
_LEAST_GAIN = 1e-5


def items_for_gain(gain: float, disagreeing: float, looks: int = 1) -> int:
    """Items that show a `gain` (a share) with 80 % power, where two models disagree on the share `disagreeing` of them.

    n = (z sqrt(psi) + 0.8416 sqrt(psi - d^2))^2 / d^2 [after Miller, arXiv 2411.00640], and never so few that the exact
    test could not show it if every disagreement were a gain. Raises ValueError for a gain that is none.
    """
    if gain < _LEAST_GAIN:
        raise ValueError("only a positive gain can be shown")
    alpha = ALPHA / looks
    psi = min(1.0, max(disagreeing, gain))
    z, power = two_sided_z(alpha), one_sided_z(1 - POWER)
    by_power = (z * math.sqrt(psi) + power * math.sqrt(max(0.0, psi - gain**2))) ** 2 / gain**2
    return max(_up(by_power), _up(fewest_gains(alpha) / psi))


def fewest_gains(alpha: float) -> int:
    """The fewest items gained, with none lost, that the exact test calls more than chance: 6 at 5 %."""
    return math.ceil(math.log2(2 / alpha))


def items_for_parity(margin: float, disagreeing: float = NOISE, looks: int = 1) -> int:
    """Items that show with 80 % power that no more than the `margin` (a share) is lost: (z + 0.8416)^2 psi / margin^2.

    Never fewer than could show it with nothing lost. Raises ValueError for a margin that is none.
    """
    if margin < _LEAST_GAIN:
        raise ValueError("a margin is above 0")
    z = two_sided_z(ALPHA / looks) + one_sided_z(1 - POWER)
    return max(_up(z**2 * disagreeing / margin**2), least_items_for_parity(margin, looks))


def least_items_for_parity(margin: float, looks: int = 1) -> int:
    """With fewer items no result shows it, not even 0 gained and 0 lost: there Tango's lower end is -z^2 / (n + z^2)."""
    square = two_sided_z(ALPHA / looks) ** 2
    return math.floor(square * (1 - margin) / margin) + 1


def items_for_two_shares(baseline: float, gain: float, aim: float, looks: int = 1) -> int:
    """Items for each of two independent scores, where nobody knows on which they disagree: (z + 0.8416)^2 v / aim^2.

    v is the variance of the two shares, `baseline` and that plus `gain` (0 for parity); `aim` the gain or the margin to show.
    """
    target = min(1.0, baseline + gain)
    variance = baseline * (1 - baseline) + target * (1 - target)
    z = two_sided_z(ALPHA / looks) + one_sided_z(1 - POWER)
    return _up(z**2 * variance / aim**2)


def disagreeing_by(gain: float, baseline: float | None = None, target: float | None = None) -> float:
    """The share of items that two models may be expected to disagree on, before anybody counted: |d| + .08.

    Two good models cannot disagree on more than both have wrong: with their scores known, at most their sum. [own]
    """
    expected = abs(gain) + NOISE
    if baseline is None or target is None:
        return min(1.0, expected)
    wrong = (1 - baseline) + (1 - target)
    return min(expected, wrong) if wrong > 0 else min(1.0, expected)


def gain_shown_by(items: int, baseline: float | None = None, looks: int = 1) -> float | None:
    """The smallest gain (a share) that so many items show with 80 % power; None where not even a gain of all would be.

    Raises ValueError for fewer than one item.
    """
    if items < 1:
        raise ValueError("a score needs at least one item")
    most = 1.0 if baseline is None else 1 - baseline

    def needed(gain: float) -> int:
        target = None if baseline is None else baseline + gain
        return items_for_gain(gain, disagreeing_by(gain, baseline, target), looks)

    low, high = _LEAST_GAIN, most
    if most <= low or needed(most) > items:
        return None
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if needed(middle) <= items else (middle, high)
    return high


def _up(value: float) -> int:
    """The next whole number, where only the last digits of floats are no reason to go up."""
    return max(1, math.ceil(value - 1e-9))
