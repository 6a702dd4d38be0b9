"""The people and labels that training would still take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from flows.questions.answers import Answers
from flows.thresholds import Thresholds
from pricing.catalogue import Catalogue
from pricing.lines import CostItem

_LABEL_TASK: dict[str, Literal["classification", "extraction", "reasoning"]] = {
    "classification": "classification",
    "moderation": "classification",
    "extraction": "extraction",
    "format": "extraction",
    "reasoning": "reasoning",
}


def work_left(
    method: str, examples: int, iterations: int, answers: Answers, catalogue: Catalogue, thresholds: Thresholds
) -> Iterable[CostItem]:
    """Work still to be done. What is done already is spent either way and decides nothing.

    Scoring comes with every round, people and labels once: a second round trains on the same examples.
    """
    estimate, said = catalogue.estimate, answers.get
    hourly = estimate("people.hourly").range

    def hours(id_: str, label: str) -> CostItem:
        effort = estimate(id_)
        how = f"{effort.low} to {effort.high} hours, likely {effort.likely}{catalogue.own_hourly}"
        return CostItem(f"people: {label}", hourly.by(effort.range), how, effort.as_fact())

    yield hours("people.setup_hours", "set up training")
    if not (said("baseline_measured") is True and (answers.number("test_items") or 0) >= thresholds.test_items):
        yield hours("people.evaluation_hours", "test set and baseline")
    items = answers.number("test_items")
    if said("gradeable") != "code" and items:
        judge = estimate("evaluation.judge_pass")
        cost = judge.range.times(items * iterations / 1000)
        yield CostItem(
            "scoring the rounds", cost, f"{items:,} test items x {iterations} rounds by a judge", judge.as_fact()
        )
    if method == "rft" or (method == "distillation" and said("teacher_outputs") is True):
        return
    have = int(answers.number("examples") or 0) if said("labels") != "unchecked" else 0
    if have < examples and method != "distillation":
        label = estimate(f"labelling.{_LABEL_TASK.get(answers.text('task') or '', 'other')}")
        cost = label.range.by(estimate("labelling.rework").range).times(examples - have)
        yield CostItem("labelling", cost, f"{examples - have:,} items, a quarter of them twice", label.as_fact())
    if have < examples or said("labels") is None:
        yield hours("people.data_preparation_hours", "prepare data")
