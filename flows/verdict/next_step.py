"""The one thing to do first, whatever the verdict: what it is, how long it takes, whose answer it brings, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Option
from flows.dates import working_days_after
from flows.questions import BY_ID
from flows.rules.engine import Reason
from flows.rules.rule import TRAINING
from flows.verdict.before import AN_AFTERNOON, AN_HOUR, TWO_HOURS, Step
from flows.verdict.missing import Missing
from flows.verdict.untried import named, strongest, to_score

# What fits beside other work into a week, and into two. [own]
_A_WEEK, _TWO_WEEKS, _FOUR_WEEKS = 5, 10, 20
_HOURS_IN_A_WEEK, _HOURS_IN_TWO = Decimal(8), Decimal(24)
_FAILURES = "Take 20 real failures: paste the right facts into the prompt, run the strongest model on them, rewrite the output by hand. What fixes most of them decides."


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step with the day by which somebody should have done it: a proposal until somebody takes it over.

    question   whose answer it brings; None where it brings none
    option     the id of the option that it is about; None where it is about none
    """

    text: str
    question: str | None
    hours: Decimal | None
    usd: Decimal | None
    by: date
    option: str | None = None


def next_step(
    assessment: Assessment, reason: Reason, recommended: Option | None, before: tuple[Step, ...], missing: Missing
) -> NextStep:
    """The first step of a verdict. Its day is a week off, or longer for longer work, and never behind the end of today's model."""
    step = _first(assessment, reason, recommended, before, missing)
    return NextStep(step.text, step.question, step.hours, step.usd, _due(assessment, step), step.option)


def _due(assessment: Assessment, step: Step) -> date:
    if step.id == "train":
        return assessment.checkpoint(0)
    hours = step.hours if step.hours is not None else _HOURS_IN_TWO
    days = _A_WEEK if hours <= _HOURS_IN_A_WEEK else _TWO_WEEKS if hours <= _HOURS_IN_TWO else _FOUR_WEEKS
    due, ends = working_days_after(assessment.as_of, days), assessment.today.offer.ends
    return min(due, ends.on) if ends is not None and ends.on > assessment.as_of else due


def _first(
    assessment: Assessment, reason: Reason, recommended: Option | None, before: tuple[Step, ...], missing: Missing
) -> Step:
    if "gap" in missing.not_told:
        return Step("failures", _FAILURES, AN_AFTERNOON, None, "gap")
    if reason.verdict == "not_ready":
        by_answer = {step.question: step for step in before}
        untold = [id_ for id_ in missing.not_told if id_ not in by_answer]
        if untold and not missing.lacking and not set(by_answer) & set(missing.not_told):
            return Step("find-out", f"Find out: {BY_ID[untold[0]].ask}", AN_HOUR, None, untold[0])
        waits = {*missing.lacking, *missing.not_told}
        return next((step for step in before if step.question in waits or step.id.startswith("score")), before[0])
    if reason.verdict in TRAINING:
        return before[0] if before else Step("train", "Start the first training round.", None, None)
    return _untrained(assessment, reason, recommended)


def _untrained(assessment: Assessment, reason: Reason, recommended: Option | None) -> Step:
    """Where nothing is trained."""
    said = assessment.answers.get
    successor = assessment.successor
    if successor is not None and successor.offer.available and successor.offer.model not in assessment.scored:
        text = f"Score {named([successor])} on your test items: it follows {assessment.today.offer.model}."
        return Step("score-successor", text, AN_HOUR, None, "scored_models", successor.id)
    match reason.verdict:
        case "rag" if said("retrieval") in ("tried", "scored"):
            text = "Repair the retrieval: look at what it finds for 20 failures, then at chunks, ranking and freshness."
            return Step("retrieval", text, AN_AFTERNOON, None, "retrieval", "rag")
        case "rag":
            text = "Paste the right facts into the prompts of 20 failures and score them; that is what retrieval can bring."
            return Step("retrieval", text, AN_AFTERNOON, None, "retrieval", "rag")
        case "bigger_model":
            which = named(strongest(assessment) if recommended is None else [recommended]) or "a stronger untuned model"
            text = f"Run {which} on your test items."
            about = None if recommended is None else recommended.id
            return Step(
                "stronger", text, AN_HOUR, None, "strongest_model" if said("gap") != "modality" else None, about
            )
        case "guardrails":
            text = (
                "Write down what it must never say or do, and try checks on input and output against 20 such requests."
            )
            return Step("guardrails", text, AN_AFTERNOON, None)
    return _prompt(assessment, recommended)


def _prompt(assessment: Assessment, recommended: Option | None) -> Step:
    """Where the work is on prompts and on untuned models."""
    answers, said = assessment.answers, assessment.answers.get
    if recommended is not None and recommended.id.startswith(("untuned:", "successor:")):
        text, asks = f"Move to {named([recommended])}: test your prompts on it again.", None
        if recommended.offer.model not in assessment.scored:
            text = f"Say which untuned model passes, and test your prompts on it again: {named([recommended])} is one to think of."
            asks = "scored_models"
        return Step("move", text, assessment.moving_hours, None, asks, recommended.id)
    if said("gap") == "behavior" and said("prompting") != "scored":
        if (answers.number("test_items") or 0) >= assessment.thresholds.test_items:
            text = "Score few-shot examples, a schema and a split task on your test items."
            return Step("prompting", text, AN_AFTERNOON, None, "prompting")
        text = f"Collect {assessment.thresholds.test_items} labelled test items, then score few-shot examples, a schema and a split task on them."
        hours = assessment.catalogue.estimate("people.evaluation_hours").likely
        return Step("test-set", text, hours, None, "test_items")
    cheap = to_score(assessment, assessment.today.monthly_usd)
    if cheap and said("smaller_model") in (None, "not_tried") and not assessment.scored_another:
        text = f"Score {named(cheap)} on your test items: if one passes, move to it."
        return Step("score-untuned", text, TWO_HOURS, None, "smaller_model", cheap[0].id)
    if said("reason") == "cost":
        text = "Shorten the prompt and cache what every request shares; then see what the bill does."
        return Step("shorten", text, AN_AFTERNOON, None, "monthly_spend_usd")
    if said("reason") == "latency":
        return Step("time", "Measure again how long an answer takes.", AN_HOUR, None, "latency_now_ms")
    text = "Put three of the failures into the prompt as examples, and score it on your test items."
    return Step("prompt", text, AN_AFTERNOON, None, "baseline")
