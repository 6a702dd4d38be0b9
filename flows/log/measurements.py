"""What was measured, and what came of it: the numbers of a checkpoint, what the criteria say to them, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from flows.dates import iso_day
from flows.log.numbers import number, whole

CriterionState = Literal["crossed", "held", "undecided", "not yet", "not measured"]
Says = Literal["stop", "undecided", "go on"]
_STATES = frozenset({"crossed", "held", "undecided", "not yet", "not measured"})
_SAYS = frozenset({"stop", "undecided", "go on"})


def _known(record: Any) -> dict[str, Any]:
    """What is known of a record, by name."""
    values = ((field.name, getattr(record, field.name)) for field in fields(record))
    return {name: value for name, value in values if value is not None}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was measured at a checkpoint: scores are shares (0 to 1), money is USD. None was not measured."""

    score: Decimal | None = None
    general: Decimal | None = None
    spent_usd: Decimal | None = None
    # The score on the general set before training, where it was not given with the plan.
    general_before: Decimal | None = None
    # The best score of an untuned model on the same test items.
    untuned: Decimal | None = None
    # How many items training set and test set share.
    shared_items: Decimal | None = None
    # How many of a random sample of labels are wrong, and how many were looked at, 50 where it is not said.
    wrong_labels: Decimal | None = None
    labels_sample: Decimal | None = None
    # The share of the training inputs that come from real traffic.
    real_share: Decimal | None = None
    # On how many test items the score was taken; how many were wrong before and are right now, and the other way round.
    items: Decimal | None = None
    fixed: Decimal | None = None
    broken: Decimal | None = None
    # The same of the general set, against the model before training.
    general_items: Decimal | None = None
    general_fixed: Decimal | None = None
    general_broken: Decimal | None = None
    # The same of the untuned model, against the tuned one on the same test items.
    untuned_fixed: Decimal | None = None
    untuned_broken: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """What was measured, by name."""
        return _known(self)

    @classmethod
    def from_json(cls, value: Any) -> Numbers:
        """Whatever can be read of it."""
        row = value if isinstance(value, dict) else {}
        return cls(**{field.name: number(row.get(field.name)) for field in fields(cls)})

    def over(self, earlier: Numbers) -> Numbers:
        """These, and where one is missing the earlier one."""
        return replace(earlier, **self.to_json())

    def renewing(self, earlier: Numbers) -> Numbers:
        """These over earlier ones of the same checkpoint: counts belong to the score they came with, and go with it."""
        gone: dict[str, None] = {}
        for score, counts in _COUNTS_OF.items():
            if getattr(self, score) is not None:
                gone |= dict.fromkeys(counts)
        return self.over(replace(earlier, **gone))

    def with_lasting(self, earlier: Numbers) -> Numbers:
        """With what an earlier checkpoint found of the data and of the general set before training, where it is missing here."""
        return self.over(Numbers(**{name: getattr(earlier, name) for name in _LASTING}))

    @property
    def count(self) -> int:
        """How many things were measured; on how many items is none by itself."""
        return len(self.to_json().keys() - {"items", "general_items", "labels_sample"})

    @property
    def is_of_data(self) -> bool:
        """Whether these say something of the data and of nothing else."""
        told = self.to_json().keys()
        return bool(told) and told <= set(_OF_DATA)


_OF_DATA = ("shared_items", "wrong_labels", "labels_sample", "real_share")
_LASTING = (*_OF_DATA, "general_before", "general_items")
_COUNTS_OF = {
    "score": ("fixed", "broken"),
    "general": ("general_fixed", "general_broken"),
    "untuned": ("untuned_fixed", "untuned_broken"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion at one checkpoint, in a sentence with its numbers."""

    criterion: str
    state: CriterionState
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the criteria say. Stop as soon as one is crossed; what was not measured never says stop, nor go on.

    more_items   how many more test items would decide it, where it is undecided, and by which day
    """

    says: Says
    findings: tuple[Finding, ...] = ()
    more_items: int | None = None
    by: date | None = None

    @property
    def crossed(self) -> tuple[Finding, ...]:
        """The criteria that say stop."""
        return tuple(finding for finding in self.findings if finding.state == "crossed")

    def to_json(self) -> dict[str, Any]:
        """As an entry keeps it."""
        findings = [
            {"criterion": finding.criterion, "state": finding.state, "text": finding.text} for finding in self.findings
        ]
        more = {"more_items": self.more_items, "by": self.by.isoformat() if self.by is not None else None}
        kept = {name: value for name, value in more.items() if value is not None}
        return {"says": self.says} | ({"findings": findings} if findings else {}) | kept

    @classmethod
    def from_json(cls, value: Any) -> Judgement | None:
        """Whatever can be read of it; None where nothing is said."""
        row = value if isinstance(value, dict) else {}
        if not isinstance(row.get("says"), str) or row["says"] not in _SAYS:
            return None
        findings = row.get("findings") if isinstance(row.get("findings"), list) else []
        return cls(
            row["says"],
            tuple(
                Finding(str(finding.get("criterion")), finding["state"], finding["text"])
                for finding in findings or ()
                if isinstance(finding, dict)
                and finding.get("state") in _STATES
                and isinstance(finding.get("text"), str)
            ),
            whole(row.get("more_items")),
            iso_day(row.get("by")),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: whether what was decided is in use, the measured score and gain (shares), the real USD a month.

    gain_low, gain_high   between which the gain lies by what was measured (shares), where that can be said
    """

    adopted: Literal["yes", "partly", "no"] | None = None
    score: Decimal | None = None
    gain: Decimal | None = None
    monthly_usd: Decimal | None = None
    spent_usd: Decimal | None = None
    gain_low: Decimal | None = None
    gain_high: Decimal | None = None

    @property
    def between(self) -> tuple[Decimal, Decimal] | None:
        """Between which the gain lies; None where that is not known."""
        return (self.gain_low, self.gain_high) if self.gain_low is not None and self.gain_high is not None else None

    def to_json(self) -> dict[str, Any]:
        """What is known, by name."""
        return _known(self)

    def over(self, earlier: Outcome) -> Outcome:
        """What is known here, and where something is missing the earlier one; an interval goes with its gain."""
        stands = earlier if self.gain in (None, earlier.gain) else replace(earlier, gain_low=None, gain_high=None)
        return replace(stands, **self.to_json())

    @classmethod
    def from_json(cls, value: Any) -> Outcome:
        """Whatever can be read of it."""
        row = value if isinstance(value, dict) else {}
        said = row.get("adopted")
        shares = (
            number(row.get(name)) for name in ("score", "gain", "monthly_usd", "spent_usd", "gain_low", "gain_high")
        )
        return cls(said if said in ("yes", "partly", "no") else None, *shares)
