"""The known answers: figures that can be checked by hand, reproduced line by line."""

from datetime import date
from decimal import Decimal

import pytest

from flows.verdict.decide import decide
from flows.verdict.reply import OptionPart, Reply
from pricing.catalogue import Catalogue
from tests.helpers.support import APRIL, NOVEMBER, clauses, step_of, with_all_options


def option(reply: Reply, id_: str) -> OptionPart:
    part = reply.option(id_)
    assert part is not None, id_
    return part


@pytest.fixture(scope="module")
def april(facts: Catalogue) -> Reply:
    return with_all_options(clauses(upkeep_usd=0), APRIL, facts)


@pytest.fixture(scope="module")
def november(facts: Catalogue) -> Reply:
    return with_all_options(clauses(openai_tuning="never"), NOVEMBER, facts)


@pytest.mark.parametrize(
    ("id_", "usd"),
    [
        ("status_quo", 4250),
        ("untuned:gpt-5.4-mini", 1275),
        ("untuned:gpt-4.1-mini", 520),
        ("sft:openai/gpt-4.1-mini", 1040),
    ],
)
def test_a_million_requests_in_april(april: Reply, id_: str, usd: int) -> None:
    part = option(april, id_)
    assert part.monthly_usd == usd
    monthly = [line.usd for line in part.lines if line.per == "month" and "upkeep" not in line.label]
    assert sum(line_usd for line_usd in monthly if line_usd is not None) == usd


def test_training_1500_examples_three_epochs_costs_15_75_a_round(april: Reply) -> None:
    training = next(line for line in option(april, "sft:openai/gpt-4.1-mini").lines if line.label == "training")
    assert training.how == "1,500 examples x 700 tokens x 3 epochs at $5 per 1M = $15.75 a round, x 3 rounds"
    assert training.usd == Decimal("47.25")
    assert (training.grade, training.source_date) == ("B", "2025-10")


def test_in_april_the_route_is_open_and_in_november_it_is_closed_with_the_reason(april: Reply, november: Reply) -> None:
    assert option(april, "sft:openai/gpt-4.1-mini").available
    closed = option(november, "sft:openai/gpt-4.1-mini")
    assert not closed.available
    because = str(closed.unavailable_because)
    assert "2026-05-07" in because
    assert "grade B" in because
    assert [part.id for part in november.options if part.available and part.id.startswith("sft:")]


def test_in_november_an_untuned_model_costs_150_a_month(november: Reply) -> None:
    for id_ in ("untuned:claude-haiku-5-5", "untuned:gpt-6-luna"):
        assert option(november, id_).monthly_usd == 150


def test_the_untuned_models_to_score_first_stand_there_with_their_costs(facts: Catalogue) -> None:
    untried = decide(clauses(openai_tuning="never", smaller_model=None), NOVEMBER, facts)
    assert "claude-haiku-5-5 at $150 a month" in step_of(untried)


def test_models_do_not_exist_before_their_release(april: Reply) -> None:
    assert april.option("untuned:gpt-6-luna") is None
    assert april.option("untuned:claude-haiku-5-5") is None


def test_models_are_gone_after_their_shutdown(november: Reply) -> None:
    assert november.option("untuned:gpt-4.1-nano") is None


def test_every_option_is_counted_over_the_same_horizon_and_says_how_long_it_lives(november: Reply) -> None:
    assert {part.horizon_months for part in november.options} == {12}
    for part in november.options:
        if part.model_ends_on is not None and part.life_months is not None:
            months = Decimal(max(0, (part.model_ends_on - NOVEMBER).days)) / Decimal("30.4375")
            assert part.life_months <= months + Decimal("0.05"), part.id
    assert option(november, "sft:openai/gpt-4.1-mini").model_ends_on == date(2027, 1, 14)


@pytest.mark.parametrize(
    ("upkeep", "days"),
    [(0, (43, 80)), (620, (43, 90)), (Decimal(176_000) / 12, None)],
    ids=["none", "lean", "the book's"],
)
def test_upkeep_decides_whether_the_clauses_pay_back(
    facts: Catalogue, upkeep: Decimal, days: tuple[int, int] | None
) -> None:
    reply = with_all_options(clauses(upkeep_usd=Decimal(upkeep).quantize(Decimal("0.01"))), APRIL, facts)
    months = option(reply, "sft:openai/gpt-4.1-mini").break_even_months
    if days is None:
        assert months is None
        assert reply.verdict == "prompt_engineering"
        assert reply.reasons[0].rule == "never-pays"
    else:
        assert months is not None
        assert days[0] < months * Decimal("30.4") < days[1]


def test_the_three_scenarios_stand_side_by_side(april: Reply) -> None:
    by_name = {scenario.scenario: scenario for scenario in april.upkeep_scenarios}
    assert by_name["none"].break_even_months is not None
    assert by_name["lean"].break_even_months is not None
    assert by_name["book"].break_even_months is None
    assert by_name["book"].usd_per_month * 12 == pytest.approx(Decimal(176_000), abs=1)


def test_the_flip_point_in_upkeep_lies_below_the_monthly_saving(april: Reply) -> None:
    flip = next(flip_point for flip_point in april.flip_points if flip_point.input == "upkeep_usd")
    cheapest = min(part.monthly_usd for part in april.options if part.id.startswith("sft:") and part.monthly_usd)
    assert 2000 < flip.at < 4250 - cheapest


def test_cost_per_successful_task_counts_redos(facts: Catalogue) -> None:
    reply = with_all_options(clauses(success_rate=Decimal("0.5"), tuned_success_rate=Decimal("0.8")), APRIL, facts)
    assert option(reply, "status_quo").usd_per_successful_task == Decimal("0.0085")
    assert option(reply, "sft:openai/gpt-4.1-mini").usd_per_successful_task == Decimal("0.0013")
    assert option(reply, "status_quo").usd_per_1k_requests == Decimal("4.25")


def test_requests_over_272k_tokens_pay_the_higher_tier(facts: Catalogue) -> None:
    short, long = (
        with_all_options(clauses(input_tokens=size, requests_per_month=1), NOVEMBER, facts).option("status_quo")
        for size in (100_000, 300_000)
    )
    assert short is not None
    assert long is not None
    assert short.lines[0].how.endswith("at $2.5 per 1M")
    assert long.lines[0].how.endswith("at $5 per 1M")
