"""What is still to be done before the first dollar of training, the cheapest and most decisive first, with hours and dollars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from flows.costs import Assessment, Option
from flows.rules.case import CLOSED_MODELS


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first: hours of people and USD, as far as they are known."""

    id: str
    text: str
    hours: Decimal | None
    usd: Decimal | None


# Small things that take the same whoever does them. [own]
_AN_HOUR, _AN_AFTERNOON = Decimal(1), Decimal(4)


def before_training(assessment: Assessment, method: str, option: Option | None) -> tuple[Step, ...]:
    """The steps for a method, on a route where one is known."""
    return (*_to_score(assessment), *_to_prepare(assessment), *_to_read(assessment, method, option))


def _to_score(assessment: Assessment) -> Iterable[Step]:
    """Tests that may end the question."""
    said = assessment.answers.get
    if assessment.successor is not None:
        name = assessment.successor.offer.model
        yield Step("score-successor", f"Score {name}, which follows {assessment.today.offer.model}.", _AN_HOUR, None)
    if said("smaller_model") in (None, "not_tried") and not assessment.scored:
        yield Step("score-untuned", "Score the cheap untuned models on your test items.", Decimal(2), None)
    if said("gap") == "behavior" and said("strongest_model") in (None, "not_tried"):
        yield Step("score-strongest", "Run the strongest untuned model on your test items.", _AN_HOUR, None)


def _to_prepare(assessment: Assessment) -> Iterable[Step]:
    answers, thresholds = assessment.answers, assessment.thresholds
    said = answers.get
    if not said("metric"):
        yield Step("metric", "Name one primary metric.", _AN_HOUR, None)
    if answers.number("target") is None:
        yield Step("target", "Set the target that the metric has to reach.", _AN_HOUR, None)
    if not said("hypothesis"):
        yield Step("hypothesis", "Write down which behaviour is to be taught.", _AN_HOUR, None)
    evaluation = assessment.catalogue.estimate("people.evaluation_hours")
    hourly = assessment.catalogue.estimate("people.hourly").likely
    if (answers.number("test_items") or 0) < thresholds.test_items or said("test_independent") is not True:
        text = f"Have {thresholds.test_items} to {thresholds.test_items_good} test items that do not come from the training data."
        yield Step("test-set", text, evaluation.likely, evaluation.likely * hourly)
    elif said("baseline_measured") is not True:
        yield Step("baseline", "Score a good prompt on the test items.", _AN_AFTERNOON, None)
    if said("labels") in (None, "unchecked"):
        yield Step("labels", "Check a random sample of 50 labels.", _AN_AFTERNOON, None)
    if (answers.number("examples") or 0) < assessment.floor and said("teacher_outputs") is not True:
        yield Step("examples", f"Have {assessment.floor:,} labelled examples.", None, None)
    if said("gap") == "none" and answers.number("margin") is None:
        text = "Say how many points the tuned model may lose without harm (margin)."
        yield Step("margin", text, _AN_HOUR, None)


def _to_read(assessment: Assessment, method: str, option: Option | None) -> Iterable[Step]:
    """What a lawyer would ask."""
    model = assessment.today.offer.model.lower()
    teaches = method == "distillation" or assessment.answers.get("teacher_outputs") is True
    if teaches and any(name in model for name in CLOSED_MODELS):
        text = f"Read whether the terms of {assessment.today.offer.model}'s provider allow training on its outputs."
        yield Step("terms", text, _AN_HOUR, None)
    licence = None if option is None or option.offer.open_model is None else option.offer.open_model.licence
    if option is not None and licence is not None:
        yield Step("licence", f"Read the licence of {option.offer.model} ({licence}).", _AN_HOUR, None)
