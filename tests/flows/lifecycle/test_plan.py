"""The plan that a training begins with: its days, its budget, and the criteria that hold it to them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.plan import moved, proposed, training_criteria, with_margin, with_target
from flows.log.numbers import number
from flows.log.plans import TrainingPlan
from flows.thresholds import Thresholds
from flows.verdict.schedule import MOST_CHECKPOINTS
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.support import NOVEMBER, clauses


def plan(facts: Catalogue, **answers: Any) -> TrainingPlan:
    said = clauses(**({"gap": "behavior"} | answers))
    return proposed("sft", training_criteria(said, NOVEMBER, facts, Thresholds(), "sft"), said, NOVEMBER, Thresholds())


def test_a_plan_starts_after_two_weeks_with_a_checkpoint_every_two_weeks(facts: Catalogue) -> None:
    proposed_plan = plan(facts, iterations=3)
    assert proposed_plan.start == date(2026, 12, 7)
    assert proposed_plan.checkpoints == (date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18))
    assert (proposed_plan.deciding, proposed_plan.looks, proposed_plan.baseline) == (2, 3, Decimal("0.9"))
    assert (proposed_plan.items, proposed_plan.margin, proposed_plan.checks_data) == (100, None, True)
    assert proposed_plan.budget_usd is not None
    assert proposed_plan.budget_usd == proposed_plan.limit("budget").limit  # type: ignore[union-attr]


@pytest.mark.parametrize(("rounds", "count"), [(0, 3), (1, 1), (2, 2), (100, MOST_CHECKPOINTS)])
def test_a_plan_has_as_many_checkpoints_as_rounds_within_reason(facts: Catalogue, rounds: int, count: int) -> None:
    proposed_plan = plan(facts, iterations=rounds)
    assert len(proposed_plan.checkpoints) == count
    assert all(day.isoweekday() <= 5 for day in (proposed_plan.start, *proposed_plan.checkpoints))
    assert proposed_plan.deciding == min(2, count)


def test_each_criterion_has_the_day_of_the_plan_it_belongs_to(facts: Catalogue) -> None:
    proposed_plan = plan(facts, iterations=3)
    days = {limit.id: limit.by for limit in proposed_plan.limits}
    assert {days[id_] for id_ in ("contamination", "noisy-labels", "distribution-shift")} == {proposed_plan.start}
    assert days["budget"] == proposed_plan.checkpoints[-1]
    assert {days[id_] for id_ in ("target", "general-ability", "untuned-catches-up")} == {proposed_plan.checkpoints[-1]}
    assert days["after-live"] is None


def test_a_plan_with_other_checkpoints_and_another_budget_says_so_in_its_criteria(facts: Catalogue) -> None:
    proposed_plan = plan(facts, iterations=3)
    short = moved(
        TrainingPlan(
            proposed_plan.method,
            proposed_plan.start,
            proposed_plan.checkpoints[:1],
            Decimal(1234),
            proposed_plan.limits,
        )
    )
    target, budget = short.limit("target"), short.limit("budget")
    assert target is not None
    assert budget is not None
    assert target.text.endswith("is below 97 % by more than luck at checkpoint 1 of 1")
    assert (budget.text, budget.limit) == ("spend passes the up-front budget of $1,234", Decimal(1234))
    assert (
        "(nobody has set one yet)"
        in moved(TrainingPlan("sft", proposed_plan.start, proposed_plan.checkpoints, None, proposed_plan.limits))
        .limit("budget")
        .text
    )  # type: ignore[union-attr]


def test_a_target_that_was_missing_can_be_set_and_keeps_the_name_of_the_metric(facts: Catalogue) -> None:
    proposed_plan = with_target(plan(facts, target=None, metric="exact match", iterations=3), Decimal("0.95"))
    target = proposed_plan.limit("target")
    assert target is not None
    assert (target.limit, target.text) == (
        Decimal("0.95"),
        "exact match on the test items is below 95 % by more than luck at checkpoint 3 of 3",
    )
    again = with_target(proposed_plan, Decimal(1)).limit("target")
    assert again is not None
    assert again.text == "exact match on the test items is below 100 % by more than luck at checkpoint 3 of 3"


def test_a_margin_that_was_missing_can_be_set_and_changed(facts: Catalogue) -> None:
    proposed_plan = plan(facts, gap="none", iterations=3)
    limit = proposed_plan.limit("parity")
    assert limit is not None
    assert (limit.limit, proposed_plan.margin) == (None, None)
    for points, said in ((5, "5 points"), (3, "3 points")):
        proposed_plan = with_margin(proposed_plan, Decimal(points) / 100)
        parity, rival = proposed_plan.limit("parity"), proposed_plan.limit("untuned-catches-up")
        assert parity is not None
        assert rival is not None
        assert f"by more than the margin of {said} at checkpoint 3 of 3" in parity.text
        assert rival.text.endswith(f"by more than the margin of {said}")
        assert (parity.limit, rival.limit) == (Decimal("0.9") - Decimal(points) / 100, Decimal(points) / 100)
        assert proposed_plan.margin == Decimal(points) / 100


@given(
    st.decimals(0, 1, places=4),
    st.decimals(0, 10**6, places=2),
    st.lists(st.dates(), min_size=1, max_size=12, unique=True),
)
def test_a_plan_that_is_stored_is_the_same_plan(
    facts: Catalogue, baseline: Decimal, budget: Decimal, days: list[date]
) -> None:
    base = plan(facts)
    proposed_plan = moved(TrainingPlan("lora", min(days), tuple(sorted(days)), budget, base.limits, baseline, baseline))
    again = TrainingPlan.from_json(
        json.loads(json.dumps(an_entry("planned", value=proposed_plan.to_json()).to_json()))["value"]
    )
    assert again == proposed_plan


@pytest.mark.parametrize(
    "value",
    [
        None,
        3,
        "x",
        [],
        {},
        {"limits": [], "checkpoints": [], "start": "2026-12-01"},
        {"limits": [3], "checkpoints": ["2026-12-01"], "start": "2026-12-01"},
        {"limits": [], "checkpoints": ["soon"], "start": "2026-12-01"},
        {"limits": [{"id": "a", "text": "b", "by": "never"}], "checkpoints": ["2026-12-01"], "start": "2026-12-01"},
    ],
)
def test_what_is_no_plan_is_none(value: Any) -> None:
    assert TrainingPlan.from_json(value) is None


def test_numbers_are_exact_and_only_numbers() -> None:
    assert (number(0.1), number(3), number(Decimal("0.25"))) == (Decimal("0.1"), Decimal(3), Decimal("0.25"))
    assert [number(unreadable) for unreadable in (True, "3", None, float("nan"), float("inf"), 1e300, [1])] == [
        None
    ] * 7
