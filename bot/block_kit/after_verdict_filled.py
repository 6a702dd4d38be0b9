"""What was filled in in the forms of a decision's life, and a sentence for each field that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, get_args

from bot.block_kit.after_verdict_forms import BLOCK_PREFIX, CALLBACK_PREFIX, AfterVerdictForm
from flows.dates import read_days
from flows.lifecycle.plan import moved, with_margin, with_target
from flows.lifecycle.reports import read_gain, read_monthly, read_number
from flows.log.measurements import Numbers, Outcome
from flows.log.plans import TrainingPlan
from flows.statistics.compare import MOST_ITEMS
from flows.text import Refused
from flows.verdict.schedule import MOST_CHECKPOINTS

_LONGEST_METRIC = 60
_LONGEST_PLAN = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of a decision's life that was sent."""

    purpose: str
    filled: dict[str, str]

    @classmethod
    def of(cls, callback: str, filled: dict[str, str]) -> Sent | None:
        """A form by its callback id; None for one of another kind."""
        purpose = callback.removeprefix(CALLBACK_PREFIX)
        if purpose == callback or purpose not in get_args(AfterVerdictForm):
            return None
        return cls(purpose, {name.removeprefix(BLOCK_PREFIX): text for name, text in filled.items()})


def errors_of(problems: dict[str, str]) -> dict[str, str]:
    """Problems by block id."""
    return {f"{BLOCK_PREFIX}{name}": sentence for name, sentence in problems.items()}


def read_plan(
    filled: dict[str, str], plan: TrainingPlan, today: date
) -> tuple[TrainingPlan, str | None, dict[str, str]]:
    """The plan as it was filled in, its owner, and a sentence for each field that cannot be used."""
    problems: dict[str, str] = {}
    start, days, budget, general = plan.start, plan.checkpoints, None, None
    try:
        start = date.fromisoformat(filled.get("start", plan.start.isoformat()))
    except ValueError:
        problems["start"] = "Please choose a day."
    days = _read("checkpoints", filled, lambda text: read_days(text, today), problems) or days
    if "checkpoints" not in problems:
        problem = _wrong_days(start, days)
        if problem:
            problems["checkpoints"] = problem
    budget = _read("budget", filled, _usd, problems)
    general = _read("general", filled, lambda text: read_number("general", text), problems)
    target = _read("target", filled, lambda text: read_number("score", text), problems)
    baseline = _read("baseline", filled, lambda text: read_number("score", text), problems)
    items = _read("items", filled, _items, problems)
    margin = _read("margin", filled, lambda text: read_gain(text), problems)
    new_plan = replace(
        plan,
        start=start,
        checkpoints=tuple(sorted(set(days))),
        budget_usd=budget,
        general=general,
        metric=filled.get("metric", "").strip()[:_LONGEST_METRIC] or plan.metric,
        baseline=plan.baseline if baseline is None else baseline,
        items=plan.items if items is None else items,
    )
    if target is not None and new_plan.baseline is not None and target <= new_plan.baseline:
        problems["target"] = "The target has to be above the score before training."
    if target is not None:
        new_plan = with_target(new_plan, target)
    if margin is not None and margin > 0:
        new_plan = with_margin(new_plan, margin)
    return moved(new_plan), filled.get("owner"), problems


def read_numbers_form(filled: dict[str, str]) -> tuple[Numbers, dict[str, str]]:
    """What was measured, and a sentence for each field that cannot be used."""
    problems: dict[str, str] = {}
    measured: dict[str, Any] = {
        name: _read(name, filled, partial(read_number, name), problems) for name in Numbers.__dataclass_fields__
    }
    sample = re.fullmatch(r"\s*\d+\s*(?:of|out of|/)\s*(\d{1,6})\s*", filled.get("wrong_labels", ""))
    if sample is not None and measured["wrong_labels"] is not None:
        measured["labels_sample"] = Decimal(sample[1])
    for one, other in (("fixed", "broken"), ("broken", "fixed")):
        if measured[one] is not None and measured[other] is None and other not in problems:
            problems[other] = "Please give both, how many items were fixed and how many broke."
    if (
        not problems
        and measured["items"] is not None
        and (measured["fixed"] or 0) + (measured["broken"] or 0) > measured["items"]
    ):
        problems["items"] = "No more items than were scored can be fixed or broken."
    if not problems and not any(value is not None for value in measured.values()):
        problems["score"] = "Please give at least one number."
    return Numbers(**measured), problems


def read_outcome_form(filled: dict[str, str]) -> tuple[Outcome, dict[str, str]]:
    """How it went, and a sentence for each field that cannot be used."""
    problems: dict[str, str] = {}
    gain = _read("gain", filled, read_gain, problems)
    monthly = _read("monthly", filled, read_monthly, problems)
    adopted: Any = filled.get("adopted")
    return Outcome(adopted if adopted in ("yes", "partly", "no") else None, None, gain, monthly), problems


def _read(name: str, filled: dict[str, str], reader: Callable[[str], Any], problems: dict[str, str]) -> Any:
    text = filled.get(name, "").strip()
    if not text:
        return None
    try:
        return reader(text)
    except Refused as refused:
        problems[name] = str(refused)
        return None


def _wrong_days(start: date, days: tuple[date, ...]) -> str | None:
    if len(set(days)) > MOST_CHECKPOINTS:
        return f"A plan has at most {MOST_CHECKPOINTS} checkpoints."
    if min(days) <= start:
        return "Every checkpoint has to be after the day on which training starts."
    if max(days) - start > _LONGEST_PLAN:
        return "The last checkpoint is more than three years away: please check the year."
    return None


def _items(text: str) -> int:
    try:
        items = int(read_number("items", text))
    except Refused:
        items = 0
    if not 1 <= items <= MOST_ITEMS:
        raise Refused(f"Please give a whole number from 1 to {MOST_ITEMS:,}, such as 300.")
    return items


def _usd(text: str) -> Decimal:
    try:
        return read_number("spent_usd", text)
    except Refused:
        raise Refused("I could not read that: please give US dollars in all, such as 4500.") from None
