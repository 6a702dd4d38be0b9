"""The smallest gain that a team's test items can tell from luck, against the gain that it hopes for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flows.questions.answers import Answers
from flows.statistics.intervals import half_width, items_to_show


@dataclass(frozen=True, slots=True)
class Detectable:
    """The smallest gain the team's test items can show, against the gain it hopes for (shares 0 to 1)."""

    gain: Decimal | None
    hoped: Decimal | None
    items: int | None
    items_needed: int | None

    @property
    def too_small(self) -> bool:
        """The hoped-for gain cannot be told from luck on these items."""
        return self.gain is not None and self.hoped is not None and self.hoped < self.gain


def detectable(answers: Answers) -> Detectable:
    """From `baseline`, `test_items` and `target`; parts are None where an answer is missing."""
    baseline, items, target = (answers.number(id_) for id_ in ("baseline", "test_items", "target"))
    hoped = target - baseline if target is not None and baseline is not None else None
    gain = half_width(baseline, int(items)) if baseline is not None and items else None
    needed = items_to_show(baseline, hoped) if baseline is not None and hoped is not None and hoped > 0 else None
    return Detectable(gain, hoped, int(items) if items is not None else None, needed)
