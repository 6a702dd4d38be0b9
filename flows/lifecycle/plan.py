"""Proposing a training plan, and keeping its criteria in step with its days and its budget."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal

from flows.costs import Assessment, Catalogue, show_usd
from flows.dates import next_working_day
from flows.log.numbers import number
from flows.log.plans import Limit, TrainingPlan
from flows.questions.answers import Answers
from flows.thresholds import Thresholds
from flows.verdict.abort_criteria import criteria
from flows.verdict.detectable_gain import detectable
from flows.verdict.judging import settled
from flows.verdict.reply import CriterionPart

# More rounds than this are no plan; a message could not show them either.
MOST_CHECKPOINTS = 12
_AT_START = frozenset({"contamination", "noisy-labels", "distribution-shift"})
_AT_END = frozenset({"budget"})
# The last words of that kind in a criterion: a team's own name of its metric comes before them.
_AT_CHECKPOINT = re.compile(r"at checkpoint [0-9]+(?: of [0-9]+)?(?!.*at checkpoint [0-9])", re.DOTALL)
_NO_TARGET = "the target (set it now)"


def proposed(
    method: str, fixed: Iterable[CriterionPart], answers: Answers, today: date, thresholds: Thresholds
) -> TrainingPlan:
    """A plan with sensible defaults: from the next working day on, a checkpoint every round, the up-front cost as the budget."""
    start = next_working_day(today + timedelta(days=1))
    rounds = min(MOST_CHECKPOINTS, max(1, int(answers.number("iterations") or thresholds.iterations)))
    days = tuple(
        next_working_day(start + timedelta(days=thresholds.days_per_iteration * number_))
        for number_ in range(1, rounds + 1)
    )
    limits = tuple(Limit(part.id, part.text, number(part.limit), part.by) for part in fixed)
    budget = next((limit.limit for limit in limits if limit.id == "budget"), None)
    return moved(TrainingPlan(method, start, days, budget, limits, answers.number("baseline")))


def moved(plan: TrainingPlan) -> TrainingPlan:
    """The plan with the days and the budget of its criteria brought to its own."""
    limits = []
    for fixed in plan.limits:
        if fixed.id in _AT_START:
            by: date | None = plan.start
        elif fixed.id in _AT_END:
            by = plan.checkpoints[-1]
        else:
            by = fixed.by if fixed.id == "route-ends" else plan.checkpoints[plan.deciding - 1]
        text, limit = (
            _AT_CHECKPOINT.sub(f"at checkpoint {plan.deciding} of {len(plan.checkpoints)}", fixed.text),
            fixed.limit,
        )
        if fixed.id == "budget":
            limit = plan.budget_usd
            said = f"of {show_usd(limit)}" if limit is not None else "(nobody has set one yet)"
            text = f"spend passes the up-front budget {said}"
        limits.append(Limit(fixed.id, text, limit, by))
    return replace(plan, limits=tuple(limits))


def with_target(plan: TrainingPlan, target: Decimal) -> TrainingPlan:
    """The plan with a target where none was said before: a limit that is missing cannot bite."""
    said = f"{(target * 100).normalize():f} %"
    sentence = (
        f"the primary metric on the test items is below {said} at checkpoint {plan.deciding} of {len(plan.checkpoints)}"
    )
    limits = tuple(
        replace(
            fixed, limit=target, text=fixed.text.replace(_NO_TARGET, said) if _NO_TARGET in fixed.text else sentence
        )
        if fixed.id == "target"
        else fixed
        for fixed in plan.limits
    )
    return replace(plan, limits=limits)


def route_for(answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, method: str) -> str | None:
    """The route to take for a training method on a day, as an option's id; None where none is open to the team."""
    option = Assessment(settled(answers), as_of, catalogue, thresholds).recommended(method)
    return option.id if option is not None else None


def training_criteria(
    answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, method: str
) -> tuple[CriterionPart, ...]:
    """The abort criteria of a training method that the verdict did not name: a team that goes its own way needs them most."""
    said = settled(answers)
    assessment = Assessment(said, as_of, catalogue, thresholds)
    abort_criteria = criteria(said, thresholds, assessment, assessment.recommended(method), detectable(said), method)
    return tuple(CriterionPart.model_validate(asdict(criterion)) for criterion in abort_criteria)
