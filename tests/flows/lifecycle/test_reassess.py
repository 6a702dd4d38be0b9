"""Looking back at a decision: what is told when a figure of it moves, and what is not."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from flows.lifecycle.reassess import Change, changes, to_record
from flows.log.figures import Figures
from flows.thresholds import with_own
from tests.helpers.figures import BEFORE, later
from tests.helpers.support import NOVEMBER


def kinds(told: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in told]


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({}, None),
        ({"headline": "Other words.", "recommended": "sft:vertex/other", "net_usd": Decimal(-5)}, None),
        (
            {"verdict": "prompt_engineering", "because": "No route pays back."},
            "The verdict changed from supervised fine-tuning to prompt engineering: No route pays back.",
        ),
        (
            {"verdict": "not_ready", "then": "lora", "because": "No test set."},
            "The verdict changed from supervised fine-tuning to not ready to train (once ready: LoRA on your own GPUs): No test set.",
        ),
        (
            {"open": False, "unavailable_because": "closed to everyone since 2026-11-25"},
            "nova-2-lite tuned at Amazon Bedrock is not open to you any more: closed to everyone since 2026-11-25.",
        ),
        (
            {"route_closes_on": date(2027, 1, 10)},
            "nova-2-lite tuned at Amazon Bedrock closes to you on 2027-01-10, before it would have paid back (2027-01-10).",
        ),
        ({"route_closes_on": date(2027, 1, 11)}, None),
        (
            {"route_closes_on": date(2027, 10, 1), "pays_back_on": None},
            "nova-2-lite tuned at Amazon Bedrock closes to you on 2027-10-01, within the months that count (to 2027-11-23).",
        ),
        (
            {"model_ends_on": date(2027, 1, 5)},
            "nova-2-lite, the model of nova-2-lite tuned at Amazon Bedrock, shuts down on 2027-01-05, "
            "before nova-2-lite tuned at Amazon Bedrock would have paid back (2027-01-10).",
        ),
        (
            {"model_ends_on": date(2027, 11, 22)},
            "nova-2-lite, the model of nova-2-lite tuned at Amazon Bedrock, shuts down on 2027-11-22, within the months that count (to 2027-11-23).",
        ),
        ({"model_ends_on": date(2027, 11, 23)}, None),
        (
            {"today_ends_on": date(2027, 6, 1)},
            "Today's model, gpt-5.4, shuts down on 2027-06-01, within the months that count (to 2027-11-23).",
        ),
        ({"today_ends_on": date(2026, 11, 25)}, "Today's model, gpt-5.4, was shut down on 2026-11-25."),
        ({"today_usd": Decimal(5100)}, None),
        (
            {"today_usd": Decimal("5100.01")},
            "The monthly cost of today's model (gpt-5.4) rose by 20 %, from $4,250 to $5,100.",
        ),
        ({"today_usd": Decimal(3400)}, None),
        (
            {"today_usd": Decimal(2125)},
            "The monthly cost of today's model (gpt-5.4) fell by 50 %, from $4,250 to $2,125.",
        ),
        ({"today_usd": Decimal(0)}, "The monthly cost of today's model (gpt-5.4) fell by 100 %, from $4,250 to $0."),
        ({"today_usd": None}, None),
        (
            {"monthly_usd": Decimal(800)},
            "The monthly cost of nova-2-lite tuned at Amazon Bedrock rose by 22.7 %, from $652 to $800.",
        ),
        ({"monthly_usd": None}, None),
    ],
)
def test_what_is_told_of_what_moved(moved: dict[str, Any], told: str | None) -> None:
    assert [change.sentence for change in changes(BEFORE, later(**moved))] == ([] if told is None else [told])


def test_a_cost_that_was_nothing_is_told_without_a_percentage() -> None:
    free = replace(BEFORE, today_usd=Decimal(0))
    assert [change.sentence for change in changes(free, later(free, today_usd=Decimal(12)))] == [
        "The monthly cost of today's model (gpt-5.4) rose, from $0 to $12."
    ]
    assert changes(free, later(free)) == ()
    assert changes(replace(BEFORE, today_usd=None), later(today_usd=Decimal(12))) == ()


def test_a_team_sets_how_far_a_cost_may_move() -> None:
    dearer = later(today_usd=Decimal(4700))
    assert changes(BEFORE, dearer) == ()
    assert kinds(changes(BEFORE, dearer, with_own({"cost_moved_share": 0.1}))) == ["cost"]


def test_the_preparation_that_leads_elsewhere_says_why() -> None:
    waiting = replace(BEFORE, verdict="not_ready", then="sft", because="No test set.", then_because="All is there.")
    told = changes(waiting, later(waiting, then="lora", then_because="No hosted route is open."))
    assert [change.sentence for change in told] == [
        "The verdict changed from not ready to train (once ready: supervised fine-tuning) "
        "to not ready to train (once ready: LoRA on your own GPUs): No hosted route is open."
    ]


def test_a_clock_that_was_set_back_tells_nothing() -> None:
    moved = replace(BEFORE, verdict="rag", today_usd=Decimal(1))
    assert changes(BEFORE, replace(moved, as_of=NOVEMBER - timedelta(days=1))) == ()
    assert kinds(changes(BEFORE, moved)) == ["verdict", "cost"]


@pytest.mark.parametrize(
    "moved",
    [
        {"verdict": "rag"},
        {"open": False},
        {"route_closes_on": date(2026, 12, 24)},
        {"model_ends_on": date(2027, 1, 5)},
        {"today_ends_on": date(2027, 1, 5)},
        {"today_usd": Decimal(1)},
        {"monthly_usd": Decimal(1)},
    ],
)
def test_what_was_told_is_not_told_again(moved: dict[str, Any]) -> None:
    now = later(**moved)
    told = changes(BEFORE, now)
    assert len(told) == 1
    record = to_record(BEFORE, now, told)
    assert changes(Figures.from_json(record.to_json()), later(now)) == ()


def test_an_end_that_comes_sooner_than_was_told_is_told() -> None:
    known = replace(BEFORE, model_ends_on=date(2027, 8, 1))
    assert kinds(changes(known, later(known, model_ends_on=date(2027, 5, 1)))) == ["model_ends"]
    assert changes(known, later(known, model_ends_on=date(2027, 9, 1))) == ()


def test_a_closing_that_comes_sooner_than_was_told_is_told() -> None:
    known = replace(BEFORE, route_closes_on=date(2027, 1, 5))
    assert changes(known, later(known)) == ()
    assert kinds(changes(known, later(known, route_closes_on=date(2026, 12, 20)))) == ["route_closes"]


def test_a_model_that_has_stopped_is_told_once_not_as_a_closed_route_too() -> None:
    stopped = later(open=False, unavailable_because="its model was shut down", model_ends_on=date(2026, 11, 27))
    assert [change.sentence for change in changes(BEFORE, stopped)] == [
        "nova-2-lite, the model of nova-2-lite tuned at Amazon Bedrock, was shut down on 2026-11-27."
    ]


def test_the_end_of_todays_model_is_told_once_where_retrieval_runs_on_it() -> None:
    rag = replace(
        BEFORE, verdict="rag", option="rag", label="gpt-5.4 with retrieval", model="gpt-5.4", pays_back_on=None
    )
    ends = {"today_ends_on": date(2027, 3, 1), "model_ends_on": date(2027, 3, 1)}
    assert len(changes(rag, later(rag, **ends))) == 1


def test_a_start_put_off_until_the_route_closes_is_told() -> None:
    known = replace(BEFORE, route_closes_on=date(2027, 1, 20))
    assert changes(known, later(known)) == ()
    assert kinds(changes(known, later(known, pays_back_on=date(2027, 1, 22)))) == ["route_closes"]


def test_a_route_that_closes_after_it_has_paid_back_is_no_news() -> None:
    adopted = replace(BEFORE, as_of=date(2027, 2, 1))
    assert changes(adopted, later(adopted, open=False)) == ()


def test_slow_drift_is_told_once_it_has_gone_far_enough() -> None:
    """Five percent a week: never a fifth against the week before, but against what was told last."""
    before, usd, weeks_told = BEFORE, Decimal(4250), []
    for week in range(1, 10):
        usd *= Decimal("1.05")
        now = later(BEFORE, as_of=NOVEMBER + timedelta(weeks=week), today_usd=usd.quantize(Decimal("0.01")))
        told = changes(before, now)
        if told:
            weeks_told.append(week)
            before = to_record(before, now, told)
    assert weeks_told == [4, 8]


def test_another_change_does_not_begin_the_count_of_the_costs_anew() -> None:
    dearer = later(today_usd=Decimal(4900), monthly_usd=Decimal(750), verdict="rag")
    record = to_record(BEFORE, dearer, changes(BEFORE, dearer))
    assert (record.verdict, record.today_usd, record.monthly_usd) == ("rag", BEFORE.today_usd, BEFORE.monthly_usd)
    assert kinds(changes(record, later(dearer, today_usd=Decimal(5500), monthly_usd=Decimal(860)))) == ["cost", "cost"]


def test_staying_is_one_cost() -> None:
    stay = replace(
        BEFORE,
        option="status_quo",
        label="stay on gpt-5.4",
        model="gpt-5.4",
        monthly_usd=Decimal(4250),
        verdict="guardrails",
    )
    now = later(
        stay,
        today_usd=Decimal(2000),
        monthly_usd=Decimal(2000),
        today_ends_on=date(2027, 3, 1),
        model_ends_on=date(2027, 3, 1),
    )
    told = changes(stay, now)
    assert [(change.kind, change.about) for change in told] == [("model_ends", "today"), ("cost", "today")]
    assert to_record(stay, now, told).monthly_usd == 2000


def test_another_option_is_compared_with_nothing() -> None:
    other = later(option="lora:self_hosted/x", label="x", monthly_usd=Decimal(9), recommended="lora:self_hosted/x")
    assert changes(BEFORE, other) == ()
