"""What a team that trains has fixed before it starts: when, in how many rounds, for how much, and when it stops."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from flows.costs import Assessment, Catalogue, show_usd
from flows.dates import next_working_day
from flows.questions.answers import Answers
from flows.thresholds import Thresholds
from flows.verdict.abort_criteria import criteria
from flows.verdict.detectable_gain import detectable
from flows.verdict.reply import CriterionPart
from flows.verdict.ruling import settled

# More rounds than this are no plan; a message could not show them either.
MOST_CHECKPOINTS = 12
# A checkpoint that decides has to leave room for one that does not ([guide]: the first round is a trial).
_DECIDES = 2
_AT_START = frozenset({"contamination", "noisy-labels", "distribution-shift"})
_AT_END = frozenset({"budget"})
# The last words of that kind in a criterion: a team's own name of its metric comes before them.
_AT_CHECKPOINT = re.compile(r"at checkpoint [0-9]+(?: of [0-9]+)?(?!.*at checkpoint [0-9])", re.DOTALL)
_NO_TARGET = "the target (set it now)"
# A number beyond this is no score, no count and no amount.
_MOST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Limit:
    """An abort criterion as it was fixed: its words, its number (points, USD, share or count as the criterion says), its day."""

    id: str
    text: str
    limit: Decimal | None
    by: date | None


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """A plan for training by `method`: shares 0 to 1, money in USD. `deciding` counts checkpoints from 1."""

    method: str
    start: date
    checkpoints: tuple[date, ...]
    budget_usd: Decimal | None
    limits: tuple[Limit, ...]
    baseline: Decimal | None = None
    # The score on the general set before training.
    general: Decimal | None = None
    # The route to train on, as an option's id; None where none was open.
    option: str | None = None

    @property
    def deciding(self) -> int:
        """The number of the checkpoint at which the target has to be reached."""
        return min(_DECIDES, len(self.checkpoints))

    def limit(self, id_: str) -> Limit | None:
        """A criterion by its id."""
        return next((one for one in self.limits if one.id == id_), None)

    def to_json(self) -> dict[str, Any]:
        """As an entry keeps it."""
        found: dict[str, Any] = {
            "method": self.method,
            "start": self.start.isoformat(),
            "checkpoints": [one.isoformat() for one in self.checkpoints],
            "budget_usd": self.budget_usd,
            "baseline": self.baseline,
            "general": self.general,
            "option": self.option,
            "limits": [
                {"id": one.id, "text": one.text, "limit": one.limit, "by": one.by.isoformat() if one.by else None}
                for one in self.limits
            ],
        }
        return found

    @classmethod
    def from_json(cls, value: Any) -> TrainingPlan | None:
        """The same read back; None for what is none."""
        try:
            limits = tuple(
                Limit(str(one["id"]), str(one["text"]), number(one.get("limit")), _day(one.get("by")))
                for one in value["limits"]
            )
            days = tuple(date.fromisoformat(one) for one in value["checkpoints"])
            start = date.fromisoformat(value["start"])
        except (KeyError, TypeError, ValueError):
            return None
        if not days:
            return None
        return cls(
            str(value.get("method")),
            start,
            days,
            number(value.get("budget_usd")),
            limits,
            number(value.get("baseline")),
            number(value.get("general")),
            value.get("option") if isinstance(value.get("option"), str) else None,
        )


def proposed(
    method: str, fixed: Iterable[CriterionPart], answers: Answers, today: date, thresholds: Thresholds
) -> TrainingPlan:
    """A plan with sensible defaults: from the next working day on, a checkpoint every round, the up-front cost as the budget."""
    start = next_working_day(today + timedelta(days=1))
    rounds = min(MOST_CHECKPOINTS, max(1, int(answers.number("iterations") or thresholds.iterations)))
    days = tuple(
        next_working_day(start + timedelta(days=thresholds.days_per_iteration * one)) for one in range(1, rounds + 1)
    )
    limits = tuple(Limit(one.id, one.text, number(one.limit), one.by) for one in fixed)
    budget = next((one.limit for one in limits if one.id == "budget"), None)
    return moved(TrainingPlan(method, start, days, budget, limits, answers.number("baseline")))


def moved(plan: TrainingPlan) -> TrainingPlan:
    """The plan with the days and the budget of its criteria brought to its own."""
    limits = []
    for one in plan.limits:
        if one.id in _AT_START:
            by: date | None = plan.start
        elif one.id in _AT_END:
            by = plan.checkpoints[-1]
        else:
            by = one.by if one.id == "route-ends" else plan.checkpoints[plan.deciding - 1]
        text, limit = (
            _AT_CHECKPOINT.sub(f"at checkpoint {plan.deciding} of {len(plan.checkpoints)}", one.text),
            one.limit,
        )
        if one.id == "budget":
            limit = plan.budget_usd
            said = f"of {show_usd(limit)}" if limit is not None else "(nobody has set one yet)"
            text = f"spend passes the up-front budget {said}"
        limits.append(Limit(one.id, text, limit, by))
    return replace(plan, limits=tuple(limits))


def with_target(plan: TrainingPlan, target: Decimal) -> TrainingPlan:
    """The plan with a target where none was said before: a limit that is missing cannot bite."""
    said = f"{(target * 100).normalize():f} %"
    other = (
        f"the primary metric on the test items is below {said} at checkpoint {plan.deciding} of {len(plan.checkpoints)}"
    )
    limits = tuple(
        replace(one, limit=target, text=one.text.replace(_NO_TARGET, said) if _NO_TARGET in one.text else other)
        if one.id == "target"
        else one
        for one in plan.limits
    )
    return replace(plan, limits=limits)


def route_for(answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, method: str) -> str | None:
    """The route to take for a training method on a day, as an option's id; None where none is open to the team."""
    found = Assessment(settled(answers), as_of, catalogue, thresholds).recommended(method)
    return found.id if found is not None else None


def training_criteria(
    answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, method: str
) -> tuple[CriterionPart, ...]:
    """The abort criteria of a training method that the verdict did not name: a team that goes its own way needs them most."""
    said = settled(answers)
    assessment = Assessment(said, as_of, catalogue, thresholds)
    found = criteria(said, thresholds, assessment, assessment.recommended(method), detectable(said), method)
    return tuple(
        CriterionPart(
            id=one.id,
            text=one.text,
            measure=one.measure,
            limit=one.limit,
            by=one.by,
            prevents=one.prevents,
            prevention=one.prevention,
        )
        for one in found
    )


def number(value: Any) -> Decimal | None:
    """A number as JSON or a document has it; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        found = value if isinstance(value, Decimal) else Decimal(repr(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < _MOST else None


def numbers(value: Any, *names: str) -> dict[str, Decimal | None]:
    """Some numbers of a JSON object by name."""
    found = value if isinstance(value, Mapping) else {}
    return {name: number(found.get(name)) for name in names}


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else None
