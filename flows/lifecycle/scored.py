"""A score that was reported, compared with the one before it: on the same items where it is known on which they differ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.log.measurements import Numbers
from flows.log.plans import TrainingPlan
from flows.statistics import looking
from flows.statistics.compare import MOST_ITEMS, Compared, compare, compare_apart
from flows.statistics.looking import Look
from flows.statistics.metrics import is_share
from flows.statistics.words import between, difference, percent
from flows.text import Refused

# A general set of which nobody said how many items it has is taken for one of so many, which is said.
GENERAL_ITEMS = 100
# Shares such as 5/6 are kept with some 16 digits: a difference below this is none.
NOTHING = Decimal("1e-9")
_LEAST = 1e-4
ASK_COUNTS = (
    "Which items were fixed and which broke is not known, so the two scores are compared as if on different items, which is "
    'wider. Say it as "86 of 100, 9 fixed, 4 broken".'
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two scores (shares) on so many items: `fixed` were wrong before and are right now, `broken` the other way round."""

    before: Decimal
    after: Decimal
    items: int
    fixed: int | None = None
    broken: int | None = None

    @property
    def is_paired(self) -> bool:
        """Whether it is known on which items they differ."""
        return self.fixed is not None and self.broken is not None and self.fixed + self.broken <= self.items

    def compared(self, looks: int, margin: float | None = None, target_gain: float | None = None) -> Compared:
        """The comparison; a margin or a gain too small to be one is left out."""
        margin, target_gain = _usable(margin), _usable(target_gain)
        if self.fixed is not None and self.broken is not None and self.is_paired:
            target = None if target_gain is None else (float(self.before), min(1.0, float(self.before) + target_gain))
            return compare(self.fixed, self.broken, self.items, margin, target_gain, looks, target)
        return compare_apart(_share(self.before), _share(self.after), self.items, margin, target_gain, looks)

    def at_target(self, target_gain: float, looks: int) -> Look:
        """Go on, stop or undecided for a gain that is hoped for."""
        if self.fixed is not None and self.broken is not None and self.is_paired:
            return looking.at_target(self.fixed, self.broken, self.items, target_gain, looks)
        return looking.apart_at_target(_share(self.before), _share(self.after), self.items, target_gain, looks)

    def told(self, compared: Compared) -> str:
        """The difference and where it lies, in words."""
        on = f" on the same {self.items:,} items ({self.fixed} fixed, {self.broken} broken)" if self.is_paired else ""
        return f"{difference(compared)}{on}, {between(compared)}"


def on_test_items(plan: TrainingPlan, measured: Numbers) -> Pair | None:
    """The tuned model against the baseline on the test items; None where luck cannot be spoken of."""
    items = _items(measured.items, plan.items)
    counted = measured.fixed is not None and measured.broken is not None
    if plan.baseline is None or items is None or not (counted or is_share(plan.metric)):
        return None
    score = score_of(plan, measured)
    return None if score is None else Pair(plan.baseline, score, items, _count(measured.fixed), _count(measured.broken))


def counts_fit(plan: TrainingPlan, numbers: Numbers) -> None:
    """What was fixed and broken is within the items of the plan. Raises Refused."""
    items = numbers.items if numbers.items is not None else plan.items
    for fixed, broken in ((numbers.fixed, numbers.broken), (numbers.untuned_fixed, numbers.untuned_broken)):
        if items is not None and fixed is not None and broken is not None and fixed + broken > items:
            raise Refused(
                f"Of {items:,} test items at most {items:,} can be fixed or broken together; nothing was counted. "
                'With more items say how many: "score 86 of 200, 9 fixed, 4 broken".'
            )


def score_of(plan: TrainingPlan, measured: Numbers) -> Decimal | None:
    """The score that was given, or that the counts make of the baseline."""
    items = _items(measured.items, plan.items)
    if measured.score is not None or None in (measured.fixed, measured.broken, plan.baseline, items):
        return measured.score
    assert measured.fixed is not None
    assert measured.broken is not None
    assert plan.baseline is not None
    assert items is not None
    return min(Decimal(1), max(Decimal(0), plan.baseline + (measured.fixed - measured.broken) / items))


def general_set(plan: TrainingPlan, measured: Numbers) -> Pair | None:
    """The tuned model against the one before training on the general set; None where a score is missing."""
    before = measured.general_before if measured.general_before is not None else plan.general
    if measured.general is None or before is None:
        return None
    items = _items(measured.general_items, None) or GENERAL_ITEMS
    return Pair(before, measured.general, items, _count(measured.general_fixed), _count(measured.general_broken))


def untuned_rival(plan: TrainingPlan, measured: Numbers) -> Pair | None:
    """The best untuned model against the tuned one on the test items; None where luck cannot be spoken of."""
    items, score = _items(measured.items, plan.items), score_of(plan, measured)
    counted = measured.untuned_fixed is not None and measured.untuned_broken is not None
    if measured.untuned is None or score is None or items is None or not (counted or is_share(plan.metric)):
        return None
    return Pair(score, measured.untuned, items, _count(measured.untuned_fixed), _count(measured.untuned_broken))


def why_no_luck(plan: TrainingPlan) -> str:
    """Why nothing is said about luck."""
    if not is_share(plan.metric):
        return "This score is no share of right items, so nothing is said about luck."
    if plan.baseline is None:
        return "Without the score before training nothing can be said about luck."
    return 'On how many items is not known, so nothing is said about luck: say it as "86 of 100".'


def misfit(pair: Pair) -> str | None:
    """That the counts make another score of the baseline than the one that was given."""
    if pair.fixed is None or pair.broken is None or not pair.is_paired:
        return None
    by_counts = pair.before + Decimal(pair.fixed - pair.broken) / pair.items
    if abs(by_counts - pair.after) * pair.items <= Decimal("0.51"):
        return None
    return f"These counts and a baseline of {percent(pair.before)} make {percent(by_counts)}, not {percent(pair.after)}; the counts are used."


def apart(higher: Decimal, lower: Decimal) -> Decimal:
    """How much higher the first is; what only the stored digits make is nothing."""
    gap = higher - lower
    return gap if abs(gap) >= NOTHING else Decimal(0)


def _usable(share: float | None) -> float | None:
    return None if share is None or share < _LEAST else min(1.0, share)


def _share(value: Decimal) -> float:
    return min(1.0, max(0.0, float(value)))


def _items(said: Decimal | None, planned: int | None) -> int | None:
    items = int(said) if said is not None else planned
    return min(items, MOST_ITEMS) if items is not None and items >= 1 else None


def _count(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
