"""What is still to be done before the first dollar of training, the cheapest and most decisive first, with hours and dollars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flows.costs import Assessment, Option
from flows.rules.case import CLOSED_MODELS
from flows.verdict.untried import named, strongest, to_score


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first: hours of people and USD, as far as they are known.

    question   whose answer it brings; None where it brings none
    option     the id of the option that it is about; None where it is about none
    """

    id: str
    text: str
    hours: Decimal | None
    usd: Decimal | None
    question: str | None = None
    option: str | None = None


# Small things that take the same whoever does them. [own]
AN_HOUR, TWO_HOURS, AN_AFTERNOON = Decimal(1), Decimal(2), Decimal(4)


def before_training(assessment: Assessment, method: str, option: Option | None) -> tuple[Step, ...]:
    """The steps for a method, on a route where one is known. Nothing can be scored without a test set, so that comes first."""
    tests = tuple(_test_set(assessment))
    return (
        *tests,
        *_to_score(assessment, option),
        *_to_prepare(assessment, has_tests=not tests),
        *_to_read(assessment, method, option),
    )


def _test_set(assessment: Assessment) -> Iterable[Step]:
    answers, thresholds = assessment.answers, assessment.thresholds
    if (answers.number("test_items") or 0) >= thresholds.test_items and answers.get("test_independent") is True:
        return
    hours = assessment.catalogue.estimate("people.evaluation_hours").likely
    hourly = assessment.catalogue.estimate("people.hourly").likely
    text = f"Have {thresholds.test_items} to {thresholds.test_items_good} labelled test items that do not come from the training data."
    yield Step("test-set", text, hours, hours * hourly, "test_items")


def _to_score(assessment: Assessment, option: Option | None) -> Iterable[Step]:
    """Tests that may end the question."""
    said, successor = assessment.answers.get, assessment.successor
    if successor is not None and successor.offer.available and successor.offer.model not in assessment.scored:
        text = f"Score {named([successor])}: it follows {assessment.today.offer.model}, and if it passes there is nothing to train."
        yield Step("score-successor", text, AN_HOUR, None, "scored_models", successor.id)
    if said("smaller_model") in (None, "not_tried") and not assessment.scored_another:
        limit = option.monthly_usd if option is not None else assessment.today.monthly_usd
        cheap = to_score(assessment, limit)
        which = named(cheap) if cheap else "smaller and newer untuned models"
        text = f"Score {which} on your test items: if one passes, there is nothing to train."
        yield Step("score-untuned", text, TWO_HOURS, None, "smaller_model", cheap[0].id if cheap else None)
    untried = said("strongest_model") in (None, "not_tried") and not assessment.has_the_strongest
    if untried and (said("gap") == "reasoning" or (said("gap") == "behavior" and said("reason") in (None, "quality"))):
        strong = strongest(assessment)
        which = named(strong) if strong else "the strongest untuned model that you may use"
        text = f"Run {which} on your test items: if one passes, there is nothing to train."
        yield Step("score-strongest", text, AN_HOUR, None, "strongest_model", strong[0].id if strong else None)


def _to_prepare(assessment: Assessment, *, has_tests: bool) -> Iterable[Step]:
    answers = assessment.answers
    said = answers.get
    if said("gap") == "behavior" and said("prompting") != "scored":
        text = "Score few-shot examples, a schema and a split task on the test items."
        yield Step("prompting", text, AN_AFTERNOON, None, "prompting")
    elif has_tests and said("baseline_measured") is not True:
        yield Step("baseline", "Score a good prompt on the test items.", AN_AFTERNOON, None, "baseline")
    if said("labels") in (None, "unchecked"):
        yield Step("labels", "Check a random sample of 50 labels.", AN_AFTERNOON, None, "labels")
    if not said("metric"):
        yield Step("metric", "Name one primary metric.", AN_HOUR, None, "metric")
    if answers.number("target") is None:
        yield Step("target", "Set the target that the metric has to reach.", AN_HOUR, None, "target")
    if not said("hypothesis"):
        yield Step("hypothesis", "Write down which behaviour is to be taught.", AN_HOUR, None, "hypothesis")
    if said("gap") == "none" and answers.number("margin") is None:
        text = "Say how many points the tuned model may lose without harm (the margin)."
        yield Step("margin", text, AN_HOUR, None, "margin")
    grader = said("gap") == "reasoning"
    if not grader and (answers.number("examples") or 0) < assessment.floor and said("teacher_outputs") is not True:
        yield Step("examples", f"Have {assessment.floor:,} labelled examples.", None, None, "examples")
    share = answers.number("real_share")
    if not grader and share is not None and share < assessment.thresholds.invented_below:
        yield Step("real-inputs", "Take most of the examples from real traffic.", None, None, "real_share")


def _to_read(assessment: Assessment, method: str, option: Option | None) -> Iterable[Step]:
    """What a lawyer would ask."""
    model = assessment.today.offer.model.lower()
    teaches = method == "distillation" or assessment.answers.get("teacher_outputs") is True
    if teaches and any(name in model for name in CLOSED_MODELS):
        text = f"Read whether the terms of {assessment.today.offer.model}'s provider allow training on its outputs."
        yield Step("terms", text, AN_HOUR, None)
    licence = None if option is None or option.offer.open_model is None else option.offer.open_model.licence
    if option is not None and licence is not None:
        yield Step("licence", f"Read the licence of {option.offer.model} ({licence}).", AN_HOUR, None)


def hours_of(steps: Iterable[Step]) -> Decimal:
    """Hours of all steps together, as far as they are known."""
    return sum((step.hours for step in steps if step.hours is not None), Decimal(0))
