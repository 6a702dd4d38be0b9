"""Proposing a training plan, and keeping its criteria in step with its days and its budget."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Catalogue, show_usd
from flows.log.numbers import number
from flows.log.plans import Limit, TrainingPlan
from flows.questions.answers import Answers
from flows.statistics.words import percent, points
from flows.thresholds import Thresholds
from flows.verdict.abort_criteria import NO_MARGIN, NO_TARGET, criteria
from flows.verdict.judging import settled
from flows.verdict.reply import CriterionPart
from flows.verdict.schedule import training_days

_AT_START = frozenset({"contamination", "noisy-labels", "distribution-shift"})
_AT_END = frozenset({"budget"})
# The last words of that kind in a criterion: a team's own name of its metric comes before them.
_AT_CHECKPOINT = re.compile(r"at checkpoint [0-9]+(?: of [0-9]+)?(?!.*at checkpoint [0-9])", re.DOTALL)
_MARGIN = re.compile(r"the margin of [0-9.]+ points?")
# Verdicts of before named it apart; whether a gain is luck is now a part of whether the target is reached.
_PART_OF = frozenset({"detectable-gain"})
_ANY_DAY = frozenset({"after-live"})


def proposed(
    method: str, fixed: Iterable[CriterionPart], answers: Answers, today: date, thresholds: Thresholds
) -> TrainingPlan:
    """A plan with sensible defaults: the days that the verdict named, a checkpoint every round, the up-front cost as the budget."""
    start, *days = training_days(today, int(answers.number("iterations") or thresholds.iterations), thresholds)
    limits = tuple(Limit(part.id, part.text, number(part.limit), part.by) for part in fixed if part.id not in _PART_OF)
    budget = next((limit.limit for limit in limits if limit.id == "budget"), None)
    items, margin, metric = answers.number("test_items"), answers.number("margin"), answers.get("metric")
    return moved(
        TrainingPlan(
            method,
            start,
            tuple(days),
            budget,
            limits,
            answers.number("baseline"),
            items=int(items) if items else None,
            margin=margin / 100 if margin else None,
            metric=metric if isinstance(metric, str) else None,
            checks_data=True,
        )
    )


def moved(plan: TrainingPlan) -> TrainingPlan:
    """The plan with the days and the budget of its criteria brought to its own."""
    limits = []
    for fixed in plan.limits:
        if fixed.id in _AT_START:
            by: date | None = plan.start
        elif fixed.id in _AT_END:
            by = plan.checkpoints[-1]
        elif fixed.id in _ANY_DAY:
            by = None
        else:
            by = fixed.by if fixed.id == "route-ends" else plan.checkpoints[-1]
        text, limit = (_AT_CHECKPOINT.sub(f"at checkpoint {plan.looks} of {plan.looks}", fixed.text), fixed.limit)
        if fixed.id == "budget":
            limit = plan.budget_usd
            said = f"of {show_usd(limit)}" if limit is not None else "(nobody has set one yet)"
            text = f"spend passes the up-front budget {said}"
        limits.append(Limit(fixed.id, text, limit, by))
    return replace(plan, limits=tuple(limits))


def with_target(plan: TrainingPlan, target: Decimal) -> TrainingPlan:
    """The plan with a target where none was said before: a limit that is missing cannot bite."""
    said = percent(target)
    named = plan.metric or "the primary metric"
    sentence = f"{named} on the test items is below {said} by more than luck at checkpoint {plan.looks} of {plan.looks}"
    limits = tuple(
        replace(fixed, limit=target, text=fixed.text.replace(NO_TARGET, said) if NO_TARGET in fixed.text else sentence)
        if fixed.id == "target"
        else fixed
        for fixed in plan.limits
    )
    return replace(plan, limits=limits)


def with_margin(plan: TrainingPlan, margin: Decimal) -> TrainingPlan:
    """The plan with what may be lost without harm (a share), in the criteria that wait for it too."""
    said = f"the margin of {points(margin)}"
    limits = []
    for fixed in plan.limits:
        limit = fixed.limit
        if fixed.id == "parity":
            limit = None if plan.baseline is None else plan.baseline - margin
        elif fixed.id == "untuned-catches-up":
            limit = margin
        limits.append(replace(fixed, limit=limit, text=_MARGIN.sub(said, fixed.text).replace(NO_MARGIN, said)))
    return replace(plan, margin=margin, limits=tuple(limits))


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
    abort_criteria = criteria(said, thresholds, assessment, assessment.recommended(method), method)
    return tuple(CriterionPart.model_validate(asdict(criterion)) for criterion in abort_criteria)
