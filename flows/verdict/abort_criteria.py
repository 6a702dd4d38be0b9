"""Abort criteria: written before training, checkable by a number and a date, from the team's own answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Option, show_usd
from flows.questions.answers import Answers
from flows.thresholds import Thresholds
from flows.verdict.detectable_gain import Detectable
from flows.verdict.headlines import show_share


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
    answers: Answers,
    thresholds: Thresholds,
    assessment: Assessment,
    option: Option | None,
    seen: Detectable,
    method: str,
) -> tuple[Criterion, ...]:
    """The criteria for training on `option` by `method`; limits that an answer would set are None until it is given."""
    number = assessment.deciding_checkpoint
    second, last, start = assessment.live_on, assessment.checkpoint(assessment.iterations), assessment.checkpoint(0)
    budget = assessment.budget(option) if option is not None else None
    metric = answers.get("metric")
    named = metric if isinstance(metric, str) else "the primary metric"
    parity = answers.get("gap") == "none"
    stops = [
        *_quality(answers, seen, named, f"at checkpoint {number} of {assessment.iterations}", second, parity=parity),
        Criterion(
            "general-ability",
            f"a general-ability set drops by more than {thresholds.general_drop_points} points",
            "points lost on the general set",
            thresholds.general_drop_points,
            second,
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
            f"more than {thresholds.wrong_labels_share:.0%} of a random sample of {thresholds.wrong_labels_sample} labels are wrong",
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
            "an untuned smaller or stronger model comes within the detectable gain of the tuned one",
            "score of the best untuned model",
            seen.gain,
            second,
            "sunk cost",
            "score new untuned models at each checkpoint",
        ),
    ]
    if method == "rft":
        stops.append(
            Criterion(
                "grader-gamed",
                "the grader's score rises while people find no better answers in a random sample of 50",
                "answers that people call better, of 50",
                Decimal(25),
                second,
                "a gamed reward",
                "keep a test set that the grader never sees",
            )
        )
    if option is not None:
        stops.append(_route_criterion(assessment, option))
    return tuple(stops)


def _quality(
    answers: Answers, seen: Detectable, named: str, at: str, by: date, *, parity: bool
) -> tuple[Criterion, Criterion]:
    """What the score must reach: a target where quality is the gap, parity where it is fine already."""
    baseline, target = answers.number("baseline"), answers.number("target")
    shown = _points(
        seen.gain, "what your test items can show (the score today and the number of items are not known yet)"
    )
    if not parity:
        return (
            Criterion(
                "target",
                f"{named} on the test items is below {_share(target, 'the target (set it now)')} {at}",
                "score on the test items",
                target,
                by,
                "sunk cost",
                "the limit stands before the first dollar",
            ),
            Criterion(
                "detectable-gain",
                f"the gain over the baseline is smaller than {shown}",
                "score minus baseline",
                seen.gain,
                by,
                "sunk cost",
                "score more test items before training",
            ),
        )
    least = None if baseline is None or seen.gain is None else baseline - seen.gain
    return (
        Criterion(
            "parity",
            f"{named} on the test items is below {_share(least, 'the baseline by more than luck')} {at}: worse than today's model",
            "score on the test items",
            least,
            by,
            "sunk cost",
            "the limit stands before the first dollar",
        ),
        Criterion(
            "detectable-gain",
            f"a loss of {shown} cannot be told from luck, and nobody scores more items {at}",
            "test items scored",
            None if seen.items is None else Decimal(seen.items),
            by,
            "sunk cost",
            "score more test items before training",
        ),
    )


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


def _share(value: Decimal | None, otherwise: str) -> str:
    return otherwise if value is None else show_share(value)


def _points(value: Decimal | None, otherwise: str) -> str:
    return otherwise if value is None else f"{(value * 100).quantize(Decimal('0.1'))} points"
