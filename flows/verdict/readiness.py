"""The readiness checklist of [guide]: six boxes, each met or missing, with what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from flows.costs import Assessment
from flows.questions.answers import Answers
from flows.thresholds import Thresholds

LEAST_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Box:
    """One line of the checklist."""

    id: str
    met: bool
    text: str


def checklist(answers: Answers, thresholds: Thresholds, assessment: Assessment, verdict_method: str) -> tuple[Box, ...]:
    """The six boxes; a box about which nothing was said counts as missing."""
    items = answers.number("test_items")
    examples = answers.number("examples")
    baseline, target = answers.number("baseline"), answers.number("target")
    rounds = answers.get("iterations")
    enough_rounds = rounds is True or (
        isinstance(rounds, int) and not isinstance(rounds, bool) and rounds >= LEAST_ROUNDS
    )
    test_met = items is not None and items >= thresholds.test_items and answers.get("test_independent") is True
    grader = verdict_method == "rft"
    enough = grader or (examples is not None and examples >= assessment.floor)
    return (
        Box("metric", bool(answers.get("metric")), "one primary metric, named"),
        Box(
            "test_items",
            test_met,
            f"{thresholds.test_items} to {thresholds.test_items_good} labelled test items from elsewhere than the training data",
        ),
        Box(
            "baseline_measured",
            answers.get("baseline_measured") is True,
            "a prompt-engineered baseline, scored on those items",
        ),
        Box(
            "examples",
            enough,
            "a grader instead of labelled examples"
            if grader
            else f"{assessment.floor:,} to {thresholds.examples_ceiling:,} labelled examples",
        ),
        Box(
            "hypothesis",
            bool(answers.get("hypothesis")) and baseline is not None and target is not None,
            "a hypothesis: the metric from its baseline to a target by teaching a named behaviour",
        ),
        Box("iterations", enough_rounds, "a budget for 2 to 3 training rounds"),
    )
