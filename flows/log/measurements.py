"""What was measured, and what came of it: the numbers of a checkpoint, what the criteria say to them, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Literal

from flows.log.numbers import number

CriterionState = Literal["crossed", "held", "not yet", "not measured"]
_STATES = frozenset({"crossed", "held", "not yet", "not measured"})


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
    # How many of a random sample of 50 labels are wrong.
    wrong_labels: Decimal | None = None

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion at one checkpoint, in a sentence with its numbers."""

    criterion: str
    state: CriterionState
    text: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the criteria say. Stop as soon as one is crossed; what was not measured never says stop."""

    says: Literal["stop", "go on"]
    findings: tuple[Finding, ...] = ()

    @property
    def crossed(self) -> tuple[Finding, ...]:
        """The criteria that say stop."""
        return tuple(finding for finding in self.findings if finding.state == "crossed")

    def to_json(self) -> dict[str, Any]:
        """As an entry keeps it."""
        findings = [
            {"criterion": finding.criterion, "state": finding.state, "text": finding.text} for finding in self.findings
        ]
        return {"says": self.says} | ({"findings": findings} if findings else {})

    @classmethod
    def from_json(cls, value: Any) -> Judgement | None:
        """Whatever can be read of it; None where nothing is said."""
        row = value if isinstance(value, dict) else {}
        if row.get("says") not in ("stop", "go on"):
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
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: whether what was decided is in use, the measured score and gain (shares), the real USD a month."""

    adopted: Literal["yes", "partly", "no"] | None = None
    score: Decimal | None = None
    gain: Decimal | None = None
    monthly_usd: Decimal | None = None
    spent_usd: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """What is known, by name."""
        return _known(self)

    def over(self, earlier: Outcome) -> Outcome:
        """What is known here, and where something is missing the earlier one."""
        return replace(earlier, **self.to_json())

    @classmethod
    def from_json(cls, value: Any) -> Outcome:
        """Whatever can be read of it."""
        row = value if isinstance(value, dict) else {}
        said = row.get("adopted")
        shares = (number(row.get(name)) for name in ("score", "gain", "monthly_usd", "spent_usd"))
        return cls(said if said in ("yes", "partly", "no") else None, *shares)
