"""What a training plan can show with the items at hand, and what it still lacks: said before it is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from flows.log.plans import TrainingPlan
from flows.statistics.compare import MOST_ITEMS
from flows.statistics.looking import Split, split
from flows.statistics.metrics import is_share
from flows.statistics.power import disagreeing_by, items_for_gain, items_for_parity, least_items_for_parity
from flows.statistics.words import points

Lacking = Literal["metric", "baseline", "target", "items", "margin"]

# What may be lost without harm, as choices (shares); the first is preselected, for it needs the fewest items.
MARGINS = (Decimal("0.05"), Decimal("0.03"), Decimal("0.02"))
_LEAST = Decimal("0.0001")
_NAMES: dict[Lacking, str] = {
    "metric": "which metric decides",
    "baseline": "the score before training",
    "target": "the target score",
    "items": "how many test items there are",
    "margin": "how many points may be lost without harm",
}


def lacks(plan: TrainingPlan) -> tuple[Lacking, ...]:
    """What nobody has said yet, and without which a criterion has a hole."""
    target, parity = plan.limit("target"), plan.limit("parity")
    holes: dict[Lacking, bool] = {
        "metric": plan.metric is None,
        "baseline": plan.baseline is None,
        "target": target is not None and target.limit is None,
        "items": plan.items is None,
        "margin": parity is not None and plan.margin is None,
    }
    return tuple(name for name, lacking in holes.items() if lacking)


def in_words(lacking: Lacking) -> str:
    """What is lacking, in a sentence."""
    return _NAMES[lacking]


def margin_needs(margin: Decimal) -> str:
    """A margin with the items that it takes: `5 points: 252 items, at the very least 73`."""
    needed, least = items_for_parity(float(margin)), least_items_for_parity(float(margin))
    return f"{points(margin)}: {needed:,} items, at the very least {least:,}"


@lru_cache(maxsize=256)
def expected(plan: TrainingPlan) -> tuple[str, ...]:
    """How often such a plan tells, and first, where it mostly will not, how many items would. Nothing where it is not known."""
    return tuple(_expected(plan))


def _expected(plan: TrainingPlan) -> Iterator[str]:
    target = plan.limit("target")
    if not plan.items or plan.baseline is None or not is_share(plan.metric):
        return
    items = min(plan.items, MOST_ITEMS)
    if target is not None and target.limit is not None and target.limit - plan.baseline >= _LEAST:
        yield from _for_target(plan, items, plan.baseline, target.limit)
    elif plan.limit("parity") is not None and plan.margin is not None and plan.margin >= _LEAST:
        yield from _for_parity(plan, items, plan.margin)


def _for_target(plan: TrainingPlan, items: int, baseline: Decimal, target: Decimal) -> Iterator[str]:
    gain = float(target - baseline)
    disagreeing = disagreeing_by(gain, float(baseline), float(target))
    needed = items_for_gain(gain, disagreeing)
    if items < needed:
        yield f"With {_items(items)} this plan will often not be decided: about {needed:,} would tell four times in five."
    chances = split(gain, disagreeing, items, target_gain=gain, looks=plan.looks)
    yield f"Of 100 models that really gain {points(gain)}: {_told(chances, 'shown')} with your {_items(items)}{_looks(plan)}."


def _for_parity(plan: TrainingPlan, items: int, margin: Decimal) -> Iterator[str]:
    disagreeing, needed = disagreeing_by(0), items_for_parity(float(margin))
    least = least_items_for_parity(float(margin), plan.looks)
    if items < least:
        yield (
            f"With {_items(items)} not even none fixed and none broken shows that at most {points(margin)} are lost: about "
            f"{needed:,} items would tell four times in five."
        )
    elif items < needed:
        yield f"With {_items(items)} this plan will often not be decided: about {needed:,} would tell four times in five."
    chances = split(0.0, disagreeing, items, margin=float(margin), looks=plan.looks)
    yield (
        f"Of 100 models that are really as good as today's: {_told(chances, 'shown not to be worse')} with your "
        f"{_items(items)}{_looks(plan)}."
    )


def _told(chances: Split, shown: str) -> str:
    go_on, stopped, undecided = chances.of_100()
    return f"{go_on} {shown}, {stopped} stopped, {undecided} undecided"


def _items(items: int) -> str:
    return f"{items:,} item{'s' if items != 1 else ''}"


def _looks(plan: TrainingPlan) -> str:
    return f" and {plan.looks} rounds" if plan.looks > 1 else ""
