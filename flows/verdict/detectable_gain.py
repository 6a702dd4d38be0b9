"""The smallest gain that a team's test items can tell from luck, against the gain that it hopes for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from flows.questions.answers import Answers
from flows.statistics.compare import MOST_ITEMS
from flows.statistics.power import disagreeing_by, gain_shown_by, items_for_gain

_LEAST_HOPED = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest gain the team's test items can show, against the gain it hopes for (shares 0 to 1).

    Both models are scored on the same items, and a gain is shown with 80 % power.
    """

    gain: Decimal | None
    hoped: Decimal | None
    items: int | None
    items_needed: int | None

    @property
    def too_small(self) -> bool:
        """The hoped-for gain cannot be told from luck on these items."""
        return bool(self.items) and self.items_needed is not None and (self.items or 0) < self.items_needed


def detectable(answers: Answers) -> Detectable:
    """From `baseline`, `test_items` and `target`; parts are None where an answer is missing."""
    baseline, items, target = (answers.number(id_) for id_ in ("baseline", "test_items", "target"))
    hoped = target - baseline if target is not None and baseline is not None else None
    gain = gain_shown_by(min(int(items), MOST_ITEMS)) if items else None
    needed = None
    if baseline is not None and target is not None and hoped is not None and hoped >= _LEAST_HOPED:
        needed = items_for_gain(float(hoped), disagreeing_by(float(hoped), float(baseline), float(target)))
    shown = None if gain is None else Decimal(str(gain)).quantize(Decimal("0.0001"), rounding=ROUND_UP)
    return Detectable(shown, hoped, int(items) if items is not None else None, needed)
