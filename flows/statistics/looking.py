"""What one look at the test items says of a model in training: go on, stop, or undecided; and how often each comes out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from flows.statistics.compare import compare_apart
from flows.statistics.intervals import newcombe, one_sided_z, tango_z, two_sided_z, wilson
from flows.statistics.power import ALPHA
from flows.statistics.significance import mcnemar

Look = Literal["go on", "stop", "undecided"]

# So much of the models that reach the target may be stopped by chance, over all looks together. [own]
GIVEN_UP = 0.10
# Beyond so many disagreements the exact test and the normal one say the same, and the exact one is slow.
_MANY = 1000
# The likeliest counts within six standard deviations, at most so many a side.
_REACH, _MOST = 6, 80


def at_target(gained: int, lost: int, items: int, target_gain: float, looks: int = 1) -> Look:
    """Whether a model that should gain `target_gain` (a share) goes on, by the items on which it differs from the baseline.

    Go on where it is better; stop where the one-sided 90 % upper end of the difference (at its share over the looks) is
    below the gain that was hoped for, or where it is worse.
    """
    alpha = ALPHA / looks
    differs = _is_sure(gained, lost, alpha)
    if differs and gained > lost:
        return "go on"
    if differs or is_ruled_out(gained, lost, items, target_gain, looks):
        return "stop"
    return "undecided"


def is_ruled_out(gained: int, lost: int, items: int, target_gain: float, looks: int = 1) -> bool:
    """Whether the one-sided 90 % upper end of the difference, at its share over the looks, is below the gain hoped for."""
    return tango_z(gained, lost, items, target_gain) < -one_sided_z(GIVEN_UP / looks)


def at_parity(gained: int, lost: int, items: int, margin: float, looks: int = 1) -> Look:
    """Whether a model that should be as good goes on: better, or not worse by more than `margin` (a share)."""
    alpha = ALPHA / looks
    if gained > lost and _is_sure(gained, lost, alpha):
        return "go on"
    score, z = tango_z(gained, lost, items, -margin), two_sided_z(alpha)
    return "go on" if score > z else "stop" if score < -z else "undecided"


def apart_at_target(baseline: float, candidate: float, items: int, target_gain: float, looks: int = 1) -> Look:
    """`at_target` for two scores (shares) on so many items each, where nobody knows on which they differ."""
    outcome = compare_apart(baseline, candidate, items, looks=looks).outcome
    if outcome != "undecided":
        return "go on" if outcome == "better" else "stop"
    upper = newcombe(baseline, candidate, items, one_sided_z(GIVEN_UP / looks))[1]
    return "stop" if upper < target_gain else "undecided"


def wrong_labels(wrong: int, sample: int, allowed: float) -> Look:
    """What a random sample of labels says: stop where Wilson's lower end (95 %) is above the share allowed.

    Of 50 and 5 %: 0 to 2 go on, 6 or more stop, between them more have to be checked.
    """
    if wilson(wrong / sample, sample, two_sided_z(ALPHA))[0] > allowed:
        return "stop"
    return "go on" if wrong <= allowed * sample + 1e-9 else "undecided"


@dataclass(frozen=True, slots=True)
class Split:
    """How often each comes out by the last look, as shares of models that together are 1."""

    go_on: float
    stop: float
    undecided: float

    def of_100(self) -> tuple[int, int, int]:
        """The same in whole models of 100, rounded so that they are 100."""
        shares = [100 * share for share in (self.go_on, self.stop, self.undecided)]
        whole = [math.floor(share) for share in shares]
        for place in sorted(range(3), key=lambda at: whole[at] - shares[at])[: 100 - sum(whole)]:
            whole[place] += 1
        return whole[0], whole[1], whole[2]


def split(
    gain: float,
    disagreeing: float,
    items: int,
    *,
    target_gain: float | None = None,
    margin: float | None = None,
    looks: int = 1,
) -> Split:
    """How often models that really gain `gain` (a share) go on, are stopped, or stay undecided by the last look.

    disagreeing   the share of items on which such a model and the baseline disagree
    looks         each of another round's model, as good as the one before: what is decided first, counts

    Exact for one look, up to rounding; several are taken as independent. Raises ValueError where neither a target gain nor
    a margin is given.
    """
    if target_gain is None and margin is None:
        raise ValueError("a split needs a target gain or a margin")
    psi = min(1.0, max(disagreeing, abs(gain)))
    sums = dict.fromkeys(("go on", "stop", "undecided"), 0.0)
    for gained, lost, chance in _likely((psi + gain) / 2, (psi - gain) / 2, items):
        if target_gain is not None:
            look = at_target(gained, lost, items, target_gain, looks)
        else:
            look = at_parity(gained, lost, items, margin or 0.0, looks)
        sums[look] += chance
    total = sum(sums.values())
    go_on, stop, open_ = (sums[look] / total for look in ("go on", "stop", "undecided"))
    reached = sum(open_**number for number in range(looks))
    return Split(go_on * reached, stop * reached, open_**looks)


def _likely(gained_share: float, lost_share: float, items: int) -> Iterator[tuple[int, int, float]]:
    """Counts gained and lost with their probabilities, where they are not negligible."""
    rest_share = 1 - gained_share - lost_share
    for gained in _around(gained_share, items):
        for lost in _around(lost_share, items):
            rest = items - gained - lost
            if rest < 0 or (rest and rest_share <= 0):
                continue
            yield (
                gained,
                lost,
                math.exp(
                    math.lgamma(items + 1)
                    - math.lgamma(gained + 1)
                    - math.lgamma(lost + 1)
                    - math.lgamma(rest + 1)
                    + _times_log(gained, gained_share)
                    + _times_log(lost, lost_share)
                    + _times_log(rest, rest_share)
                ),
            )


def _around(share: float, items: int) -> range:
    """The likely counts of a share; every so many where they are many."""
    if share <= 1e-12:
        return range(1)
    reach = _REACH * math.sqrt(items * share) + 6
    low, high = max(0, math.floor(items * share - reach)), min(items, math.ceil(items * share + reach))
    return range(low, high + 1, max(1, (high - low) // _MOST))


def _times_log(count: int, share: float) -> float:
    return count * math.log(share) if count else 0.0


@lru_cache(maxsize=65_536)
def _is_sure(gained: int, lost: int, alpha: float) -> bool:
    """Whether a difference is more than chance."""
    if gained + lost > _MANY:
        return abs(gained - lost) >= two_sided_z(alpha) * math.sqrt(gained + lost)
    return mcnemar(gained, lost) <= alpha
