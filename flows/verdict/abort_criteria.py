"""Abort criteria: written before training, checkable by a number and a date, from the team's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Option, show_usd
from flows.questions.answers import Answers
from flows.statistics.looking import wrong_labels
from flows.statistics.words import percent, points
from flows.thresholds import Thresholds
from flows.verdict.schedule import training_days

# What stands where nobody has said it yet; the plan puts it there once it is said.
NO_TARGET, NO_MARGIN = "the target (set it now)", "the margin (asked when you accept)"


@dataclass(frozen=True, slots=True)
class Criterion:
    """Stop when `measure` passes `limit` on the day `by`. `prevents` names the failure mode it guards against."""

    id: str
    text: str
    measure: str
    limit: Decimal | str | None
    by: date | None
    prevents: str
    prevention: str


def criteria(
    answers: Answers, thresholds: Thresholds, assessment: Assessment, option: Option | None, method: str
) -> tuple[Criterion, ...]:
    """The criteria for training on `option` by `method`; limits that an answer would set are None until it is given."""
    start, *checkpoints = training_days(assessment.as_of, assessment.iterations, thresholds)
    last, rounds = checkpoints[-1], len(checkpoints)
    margin = _margin(answers)
    budget = assessment.budget(option) if option is not None else None
    metric = answers.get("metric")
    named = metric if isinstance(metric, str) else "the primary metric"
    parity = answers.get("gap") == "none"
    stops = [
        _quality(answers, named, f"at checkpoint {rounds} of {rounds}", last, margin, parity=parity),
        Criterion(
            "general-ability",
            f"a general-ability set drops by more than {thresholds.general_drop_points} points, and by more than luck",
            "points lost on the general set",
            thresholds.general_drop_points,
            last,
            "catastrophic forgetting",
            "mix general examples into the training data",
        ),
        Criterion(
            "budget",
            f"spend passes the up-front budget of {show_usd(budget) if budget is not None else 'your own limit (its cost here is not known)'}",
            "USD spent",
            budget,
            last,
            "sunk cost",
            "book every round against it",
        ),
        Criterion(
            "contamination",
            "the training set and the test set share an item",
            "shared items",
            Decimal(0),
            start,
            "contamination",
            "fix the test set first, from another source",
        ),
        Criterion(
            "noisy-labels",
            _labels(thresholds),
            "share of wrong labels",
            thresholds.wrong_labels_share,
            start,
            "noisy labels",
            "review a random sample before training",
        ),
        Criterion(
            "distribution-shift",
            f"under {thresholds.real_share:.0%} of the inputs are real and the test set does not come from real traffic",
            "share of real inputs",
            thresholds.real_share,
            start,
            "distribution shift",
            "take inputs from production",
        ),
        Criterion(
            "untuned-catches-up",
            "an untuned smaller or stronger model is no worse than the tuned one by more than "
            + (f"the margin of {points(margin)}" if margin is not None else NO_MARGIN),
            "score of the best untuned model",
            margin,
            last,
            "sunk cost",
            "score new untuned models at each checkpoint",
        ),
        Criterion(
            "after-live",
            "once it is live, the test items, scored again each month and when the base model changes, come out worse by "
            "more than luck: then back to the untuned model",
            "points lost since it went live",
            None,
            None,
            "distribution shift",
            "score the same items every month",
        ),
    ]
    if method == "rft":
        stops.append(
            Criterion(
                "grader-gamed",
                "the grader's score rises while people find no better answers in a random sample of 50",
                "answers that people call better, of 50",
                Decimal(25),
                last,
                "a gamed reward",
                "keep a test set that the grader never sees",
            )
        )
    if option is not None:
        stops.append(_route_criterion(assessment, option))
    return tuple(stops)


def _quality(answers: Answers, named: str, at: str, by: date, margin: Decimal | None, *, parity: bool) -> Criterion:
    """What the score must show: a gain towards the target where quality is the gap, parity where it is fine already."""
    baseline, target = answers.number("baseline"), answers.number("target")
    if not parity:
        return Criterion(
            "target",
            f"{named} on the test items is below {percent(target) if target is not None else NO_TARGET} by more than luck {at}",
            "gain over the baseline on the same test items",
            target,
            by,
            "sunk cost",
            "the limit stands before the first dollar",
        )
    return Criterion(
        "parity",
        f"{named} on the test items is worse than today's model by more than "
        f"{f'the margin of {points(margin)}' if margin is not None else NO_MARGIN} {at}",
        "gain over the baseline on the same test items",
        None if baseline is None or margin is None else baseline - margin,
        by,
        "sunk cost",
        "the limit stands before the first dollar",
    )


def _margin(answers: Answers) -> Decimal | None:
    """What may be lost without harm, as a share; None where nobody said, and where nothing may."""
    said = answers.number("margin")
    return said / 100 if said else None


def _labels(thresholds: Thresholds) -> str:
    sample, allowed = thresholds.wrong_labels_sample, float(thresholds.wrong_labels_share)
    stops = next((wrong for wrong in range(sample + 1) if wrong_labels(wrong, sample, allowed) == "stop"), sample + 1)
    goes_on = max((wrong for wrong in range(stops) if wrong_labels(wrong, sample, allowed) == "go on"), default=-1)
    if stops > sample:
        return f"more than {thresholds.wrong_labels_share:.0%} of a random sample of {sample} labels are wrong"
    between = f"; with {goes_on + 1} to {stops - 1}, check 100 more" if goes_on + 1 < stops else ""
    return f"{stops} or more of a random sample of {sample} labels are wrong{between}"


def _route_criterion(assessment: Assessment, option: Option) -> Criterion:
    days = [
        day
        for day in (option.offer.closes and option.offer.closes.from_, option.offer.ends and option.offer.ends.on)
        if day
    ]
    ends = min(days) if days else None
    pays = assessment.pays_back_on(option)
    if ends is None:
        text = "the route closes, or its base model gets a shutdown date, before it has paid back"
    else:
        text = f"the route closes or its base model shuts down (known for {ends}) before it has paid back"
    if pays is not None:
        text += f" (expected by {pays})"
    return Criterion(
        "route-ends",
        text,
        "day on which the route or its base model ends",
        str(pays) if pays else None,
        pays or ends or assessment.checkpoint(assessment.iterations),
        "distribution shift",
        "ask the provider for its schedule; keep data and grader apart from the route",
    )
