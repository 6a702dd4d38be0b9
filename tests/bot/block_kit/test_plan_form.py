"""Accepting training asks for what is missing, and says first what the plan can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.block_kit.after_verdict_filled import read_plan
from bot.block_kit.after_verdict_forms import plan_form
from bot.block_kit.forms import About
from flows.lifecycle.plan import moved
from flows.log.plans import Limit, TrainingPlan

TODAY = date(2026, 11, 23)
ABOUT = About("T1", "C1", 1, 10, "public", of="1")
PARITY = Limit("parity", "worse by more than the margin (asked when you accept) at checkpoint 3 of 3", None, None)
TARGET = Limit("target", "below the target (set it now) at checkpoint 3 of 3", None, None)


def plan(*limits: Limit, **changes: Any) -> TrainingPlan:
    days = (date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18))
    made = TrainingPlan(
        "sft", date(2026, 12, 7), days, None, limits, Decimal("0.84"), items=100, metric="accuracy", checks_data=True
    )
    return moved(replace(made, **changes))


def fields(plan_: TrainingPlan, *, accepts: bool = True) -> dict[str, dict[str, Any]]:
    blocks = plan_form(ABOUT, plan_, "UANA", accepts=accepts)["blocks"]
    return {block["block_id"].removeprefix("l:"): block for block in blocks if block["type"] == "input"}


def said_first(plan_: TrainingPlan) -> str:
    blocks = plan_form(ABOUT, plan_, "UANA", accepts=True)["blocks"]
    first = next(at for at, block in enumerate(blocks) if block["type"] == "input")
    return " ".join(element["text"] for block in blocks[:first] for element in block["elements"])


def test_what_is_missing_is_asked_for_and_cannot_be_left_out() -> None:
    bare = plan(TARGET, metric=None, baseline=None, items=None)
    asked = fields(bare)
    assert {"metric", "baseline", "target", "items"} <= set(asked)
    assert not any(asked[name]["optional"] for name in ("metric", "baseline", "target", "items"))
    whole = plan(replace(TARGET, limit=Decimal("0.89")))
    assert not {"metric", "baseline", "target", "items", "margin"} & set(fields(whole))


def test_the_margin_is_chosen_with_its_items_beside_it() -> None:
    element = fields(plan(PARITY))["margin"]["element"]
    assert [option["text"]["text"] for option in element["options"]] == [
        "5 points: 252 items, at the very least 73",
        "3 points: 698 items, at the very least 125",
        "2 points: 1,570 items, at the very least 189",
    ]
    assert element["initial_option"] == element["options"][0]
    own = fields(plan(PARITY, margin=Decimal("0.01")), accepts=False)["margin"]["element"]
    assert own["initial_option"]["text"]["text"].startswith("1 point: 6,280 items")


def test_a_plan_that_cannot_be_decided_is_said_first() -> None:
    words = said_first(plan(replace(TARGET, limit=Decimal("0.89"))))
    assert "With 100 items this plan will often not be decided: about 406 would tell four times in five." in words
    assert "Of 100 models that really gain 5 points: 25 shown, 8 stopped, 67 undecided" in words


def test_what_was_filled_in_is_in_the_plan_and_in_its_criteria() -> None:
    filled = {"metric": "exact match", "baseline": "80%", "target": "88%", "items": "300"}
    made, _, problems = read_plan(filled, plan(TARGET, metric=None, baseline=None, items=None), TODAY)
    assert problems == {}
    assert (made.metric, made.baseline, made.items) == ("exact match", Decimal("0.8"), 300)
    limit = made.limit("target")
    assert limit is not None
    assert (limit.limit, limit.text) == (Decimal("0.88"), "below 88 % at checkpoint 3 of 3")
    parity, _, problems = read_plan({"margin": "5"}, plan(PARITY), TODAY)
    limit = parity.limit("parity")
    assert limit is not None
    assert (problems, parity.margin, limit.limit) == ({}, Decimal("0.05"), Decimal("0.79"))
    assert limit.text == "worse by more than the margin of 5 points at checkpoint 3 of 3"


def test_what_cannot_be_used_is_said_at_its_field() -> None:
    for filled, field, sentence in (
        ({"items": "none"}, "items", "a whole number from 1"),
        ({"items": "0"}, "items", "a whole number from 1"),
        ({"baseline": "great"}, "baseline", "a score such as"),
        ({"target": "80%"}, "target", "above the score before training"),
    ):
        assert sentence in read_plan(filled, plan(TARGET), TODAY)[2][field]
