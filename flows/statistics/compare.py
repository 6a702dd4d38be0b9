"""Two models on test items: which is better, by how much, and how many items would tell.

On the same items only those count on which the two disagree: `gained` were wrong before and are right now, `lost` the other
way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.statistics.intervals import Interval, newcombe, tango, two_sided_z
from flows.statistics.power import ALPHA, disagreeing_by, items_for_gain, items_for_parity, items_for_two_shares
from flows.statistics.significance import mcnemar, two_shares

Outcome = Literal["better", "not_worse", "worse", "undecided"]

# Below so many disagreements their share says little, and what may be expected stands in. [own]
_FEW = 10
# A difference below this is none, and no number of items would show it.
_LEAST = 1e-4
MOST_LOOKS = 100
MOST_ITEMS = 1_000_000


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison shows. Shares of the items (-1 to 1), positive where the candidate is better.

    interval       where the difference lies: at 95 %, or with several looks as much surer as they take
    alpha          the part of the 5 % that this look has
    p_value        how often chance alone does as much
    items_needed   items that would decide it with 80 % power; None where it is decided, and where nothing can be said
    paired         whether both were scored on the same items, and it is known where they disagree
    """

    difference: float
    interval: Interval
    p_value: float
    outcome: Outcome
    items_needed: int | None
    alpha: float = ALPHA
    paired: bool = True

    @property
    def at_the_edge(self) -> bool:
        """Whether interval and p-value, which are two methods, say different things about a difference of none."""
        return (self.interval[0] > 0 or self.interval[1] < 0) != (self.p_value <= self.alpha)


def compare(
    gained: int,
    lost: int,
    items: int,
    margin: float | None = None,
    target_gain: float | None = None,
    looks: int = 1,
    scores: tuple[float, float] | None = None,
) -> Compared:
    """Two models on the same items: exact McNemar for the p-value, Tango's interval for the difference.

    margin        the share that the candidate may lose without harm (a non-inferiority margin)
    target_gain   the share that it is hoped to gain
    looks         how often the items are looked at in all: each look gets its part of the 5 %
    scores        of the baseline and the target, where known: they bound how many items can differ

    Raises ValueError with a sentence for counts that do not fit together, and for shares that are none.
    """
    if min(gained, lost) < 0 or not 1 <= items <= MOST_ITEMS or gained + lost > items:
        raise ValueError("Items gained and lost are counts from 0, together at most as many as there are items.")
    _check(margin, target_gain, looks)
    alpha = ALPHA / looks
    difference = (gained - lost) / items
    p_value = mcnemar(gained, lost)
    interval = tango(gained, lost, items, two_sided_z(alpha))
    outcome = _outcome(p_value, alpha, difference, interval, margin)
    needed = None
    if outcome == "undecided":
        counted = (gained + lost) / items if gained + lost >= _FEW else None
        needed = _needed(difference, margin, target_gain, looks, counted, scores)
    return Compared(difference, interval, p_value, outcome, needed, alpha)


def compare_apart(
    baseline: float,
    candidate: float,
    items: int,
    margin: float | None = None,
    target_gain: float | None = None,
    looks: int = 1,
) -> Compared:
    """Two scores (shares) on so many items each, of which nobody knows where they disagree: wider, and it says so.

    Newcombe's interval and the two-proportion score test. Raises ValueError as `compare` does.
    """
    if not (0 <= baseline <= 1 and 0 <= candidate <= 1 and 1 <= items <= MOST_ITEMS):
        raise ValueError("Scores are shares from 0 to 1, on at least one item.")
    _check(margin, target_gain, looks)
    alpha = ALPHA / looks
    interval = newcombe(baseline, candidate, items, two_sided_z(alpha))
    difference, p_value = candidate - baseline, two_shares(baseline, candidate, items)
    outcome = _outcome(p_value, alpha, difference, interval, margin)
    gain = _gain(difference, margin, target_gain)
    aim = margin if gain is None else gain
    needed = None
    if outcome == "undecided" and aim is not None and aim >= _LEAST:
        needed = items_for_two_shares(baseline, gain or 0.0, aim, looks)
    return Compared(difference, interval, p_value, outcome, needed, alpha, paired=False)


def _check(margin: float | None, target_gain: float | None, looks: int) -> None:
    for share in (margin, target_gain):
        if share is not None and not _LEAST <= share <= 1:
            raise ValueError("A margin and a gain are shares from 0.0001 to 1: 2 points are 0.02.")
    if not 1 <= looks <= MOST_LOOKS:
        raise ValueError(f"Looks are counted from 1 to {MOST_LOOKS}.")


def _outcome(p_value: float, alpha: float, difference: float, interval: Interval, margin: float | None) -> Outcome:
    if p_value <= alpha and difference > 0:
        return "better"
    if margin is not None and interval[0] > -margin:
        return "not_worse"
    if interval[1] < -margin if margin is not None else p_value <= alpha and difference < 0:
        return "worse"
    return "undecided"


def _gain(difference: float, margin: float | None, target_gain: float | None) -> float | None:
    """The gain that items are wanted for; None where they are wanted for the margin."""
    return target_gain or (None if margin else abs(difference))


def _needed(
    difference: float,
    margin: float | None,
    target_gain: float | None,
    looks: int,
    counted: float | None,
    scores: tuple[float, float] | None,
) -> int | None:
    """Items for the gain that is hoped for, else for the margin, else for the difference that was seen."""
    gain = _gain(difference, margin, target_gain)
    if gain is None:
        assert margin is not None
        return items_for_parity(margin, disagreeing_by(0, *(scores or ())) if counted is None else counted, looks)
    if gain < _LEAST:
        return None
    return items_for_gain(gain, disagreeing_by(gain, *(scores or ())) if counted is None else counted, looks)
