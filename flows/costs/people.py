"""The people and labels that training would still take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from flows.questions.answers import Answers
from flows.thresholds import Thresholds
from pricing.catalogue import Catalogue
from pricing.lines import CostItem, Uncertain
from pricing.money import Range, show_number

_LABEL_TASK: dict[str, Literal["classification", "extraction", "reasoning"]] = {
    "classification": "classification",
    "moderation": "classification",
    "extraction": "extraction",
    "format": "extraction",
    "reasoning": "reasoning",
}


def hours_of(catalogue: Catalogue, id_: str, name: Uncertain, label: str, times: int = 1) -> CostItem:
    """Hours of people at what an hour costs."""
    effort, hourly = catalogue.estimate(id_), catalogue.estimate("people.hourly")
    each = f" a round, x {times} rounds" if times > 1 else ""
    how = f"{show_number(effort.low)} to {show_number(effort.high)} hours, likely {show_number(effort.likely)}{each}{catalogue.own_hourly}"
    factors: tuple[tuple[Uncertain, Range], ...] = (("rate", hourly.range), (name, effort.range.times(times)))
    return CostItem(f"people: {label}", factors, how, effort.as_fact())


def work_left(
    method: str, examples: int, iterations: int, answers: Answers, catalogue: Catalogue, thresholds: Thresholds
) -> Iterable[CostItem]:
    """Work still to be done. What is done already is spent either way and decides nothing.

    Scoring and reading failures come with every round, people and labels once: a second round trains on the same examples.
    """
    estimate, said = catalogue.estimate, answers.get
    yield hours_of(catalogue, "people.setup_hours", "setup", "set up training")
    yield hours_of(catalogue, "people.round_hours", "rounds", "run, score and read the rounds", iterations)
    if not (said("baseline_measured") is True and (answers.number("test_items") or 0) >= thresholds.test_items):
        yield hours_of(catalogue, "people.evaluation_hours", "evaluation", "test set and baseline")
    items = answers.number("test_items")
    if said("gradeable") != "code" and items:
        judge = estimate("evaluation.judge_pass")
        passes = judge.range.times(items * iterations / 1000)
        how = f"{items:,} test items x {iterations} rounds by a judge"
        yield CostItem("scoring the rounds", (("judge", passes),), how, judge.as_fact())
    if method == "rft" or (method == "distillation" and said("teacher_outputs") is True):
        return
    have = int(answers.number("examples") or 0) if said("labels") != "unchecked" else 0
    if have < examples and method != "distillation":
        label = estimate(f"labelling.{_LABEL_TASK.get(answers.text('task') or '', 'other')}")
        rework = estimate("labelling.rework").range.times(examples - have)
        how = f"{examples - have:,} items, a quarter of them twice"
        yield CostItem("labelling", (("labels", label.range), ("rework", rework)), how, label.as_fact())
    if have < examples or said("labels") is None:
        yield hours_of(catalogue, "people.data_preparation_hours", "data", "prepare data")
