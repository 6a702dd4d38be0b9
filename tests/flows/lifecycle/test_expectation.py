"""What a plan can show with the items at hand, said before it is accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from flows.lifecycle.expectation import MARGINS, expected, lacks, margin_needs
from flows.log.plans import Limit, TrainingPlan

START, DAYS = date(2026, 12, 7), (date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18))


def plan(
    *,
    target: str | None = "0.89",
    items: int | None = 100,
    rounds: int = 1,
    margin: str | None = None,
    parity: bool = False,
) -> TrainingPlan:
    limit = Limit("parity" if parity else "target", "", Decimal(target) if target and not parity else None, None)
    return TrainingPlan(
        "sft",
        START,
        DAYS[:rounds],
        None,
        (limit,),
        Decimal("0.84"),
        items=items,
        margin=Decimal(margin) if margin else None,
        metric="accuracy",
    )


def test_a_plan_that_cannot_be_decided_is_said_first_with_the_number_that_would() -> None:
    assert expected(plan()) == (
        "With 100 items this plan will often not be decided: about 406 would tell four times in five.",
        "Of 100 models that really gain 5 points: 20 shown, 10 stopped, 70 undecided with your 100 items.",
    )
    assert expected(plan(rounds=3))[1].endswith("undecided with your 100 items and 3 rounds.")


def test_a_plan_with_items_enough_only_tells_its_split() -> None:
    (said,) = expected(plan(items=406))
    assert said == "Of 100 models that really gain 5 points: 77 shown, 10 stopped, 13 undecided with your 406 items."


def test_parity_by_its_margin() -> None:
    (said,) = expected(plan(parity=True, margin="0.05", items=252))
    assert (
        said
        == "Of 100 models that are really as good as today's: 75 shown not to be worse, 0 stopped, 25 undecided with your 252 items."
    )
    assert "not even none fixed and none broken shows" in expected(plan(parity=True, margin="0.05", items=72))[0]
    assert "will often not be decided: about 252" in expected(plan(parity=True, margin="0.05", items=73))[0]
    assert expected(plan(parity=True)) == (), "no margin is assumed"


def test_the_margins_have_their_items_beside_them() -> None:
    assert [margin_needs(margin) for margin in MARGINS] == [
        "5 points: 252 items, at the very least 73",
        "3 points: 698 items, at the very least 125",
        "2 points: 1,570 items, at the very least 189",
    ]


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({}, ()),
        ({"metric": None}, ("metric",)),
        ({"items": None, "baseline": None}, ("baseline", "items")),
        ({"limits": (Limit("target", "", None, None),)}, ("target",)),
        ({"limits": (Limit("parity", "", None, None),)}, ("margin",)),
        ({"limits": (Limit("parity", "", None, None),), "margin": Decimal("0.05")}, ()),
    ],
)
def test_what_is_still_to_be_said(changes: dict[str, object], lacking: tuple[str, ...]) -> None:
    assert lacks(replace(plan(), **changes)) == lacking  # type: ignore[arg-type]


def test_nothing_is_claimed_of_a_metric_that_is_no_share_or_of_unknown_items() -> None:
    assert expected(replace(plan(), metric="F1")) == ()
    assert expected(plan(items=None)) == ()
    assert expected(plan(target="0.84")) == ()
