"""Options, what they cost and when they pay back: costs that move the right way, and routes that are open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.costs import IN_NO_FIGURE, Assessment
from flows.questions import BY_ID
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT
from flows.verdict.next_question import samples
from flows.verdict.ruling import settled
from pricing.catalogue import Catalogue
from tests.helpers.examples import examples
from tests.helpers.support import NOVEMBER, clauses, option_named, with_all_options


@pytest.mark.parametrize("volume", [1000, 200_000, 5_000_000])
def test_a_cheaper_price_never_makes_an_option_dearer(facts: Catalogue, volume: int) -> None:
    """Halve every training, tuned and hosting price: no cost rises."""
    halves = [
        route.model_copy(
            update={
                "price": tuple(
                    price.model_copy(
                        update={name: value / 2 for name, value in price if "usd" in name and value is not None}
                    )
                    for price in route.price
                )
            }
        )
        for route in facts.routes
    ]
    cheap = replace(facts, routes=tuple(halves))
    dear = with_all_options(clauses(requests_per_month=volume), NOVEMBER, facts)
    for option in with_all_options(clauses(requests_per_month=volume), NOVEMBER, cheap).options:
        before = option_named(dear, option.id)
        for name in ("monthly_usd", "upfront_usd", "usd_per_1k_requests"):
            now, then = getattr(option, name), getattr(before, name)
            assert (now is None) == (then is None), option.id
            assert now is None or now <= then, option.id


@settings(max_examples=examples(5))
@given(st.integers(1_000, 5_000_000), st.integers(1, 5_000_000), st.sampled_from([Decimal(0), Decimal("0.1")]))
def test_more_volume_never_lengthens_a_pay_back(facts: Catalogue, volume: int, more: int, growth: Decimal) -> None:
    low, high = (
        with_all_options(clauses(requests_per_month=requests, growth_per_month=growth, upkeep_usd=300), NOVEMBER, facts)
        for requests in (volume, volume + more)
    )
    for option in low.options:
        if option.break_even_months is None or not option.id.startswith(("sft:", "rft:", "distillation:")):
            continue
        if any("GPU" in line.label for line in option.lines):
            continue
        after = option_named(high, option.id).break_even_months
        assert after is not None, option.id
        assert after <= option.break_even_months, option.id


def test_no_month_pays_for_itself_before_it_has_begun(facts: Catalogue) -> None:
    reply = with_all_options(clauses(), NOVEMBER, facts)
    for option in reply.options:
        assert option.break_even_months is None or option.break_even_months >= 0


def test_unknown_models_and_bills(facts: Catalogue) -> None:
    reply = with_all_options(clauses(model="our own 3B"), NOVEMBER, facts)
    assert option_named(reply, "status_quo").monthly_usd is None
    assert any("our own 3B" in sentence for sentence in reply.unknowns)
    billed = with_all_options(clauses(model="our own 3B", monthly_spend_usd=9000), NOVEMBER, facts)
    assert option_named(billed, "status_quo").monthly_usd == 9000
    assert option_named(billed, str(billed.recommended)).net_usd is not None


def test_a_bill_stands_in_for_what_is_not_said(facts: Catalogue) -> None:
    reply = with_all_options(
        clauses(requests_per_month=None, input_tokens=None, output_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts
    )
    assert option_named(reply, "status_quo").monthly_usd == 4250
    assert sum("was not said" in sentence or "were said" in sentence for sentence in reply.assumptions) == 2
    tokens = with_all_options(clauses(requests_per_month=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(tokens, "untuned:gpt-6-luna").monthly_usd == 150
    volume = with_all_options(clauses(input_tokens=None, output_tokens=None, monthly_spend_usd=8500), NOVEMBER, facts)
    assert option_named(volume, "status_quo").monthly_usd == 8500
    for known in ({"output_tokens": None}, {"input_tokens": None}):
        fitted = with_all_options(clauses(**known, monthly_spend_usd=10_000), NOVEMBER, facts)
        assert option_named(fitted, "status_quo").monthly_usd == 10_000
    alone = with_all_options(
        clauses(requests_per_month=None, output_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts
    )
    assert option_named(alone, "status_quo").monthly_usd == 4250
    one_side = with_all_options(clauses(output_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(one_side, "untuned:gpt-6-luna").monthly_usd == 150
    other_side = with_all_options(clauses(input_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(other_side, "untuned:gpt-6-luna").monthly_usd == 150


def test_data_that_may_not_leave_rules_out_every_provider(facts: Catalogue) -> None:
    reply = with_all_options(clauses(data_may_leave=False), NOVEMBER, facts)
    assert reply.verdict == "lora"
    assert str(reply.recommended).startswith("lora:self_hosted/")
    for option in reply.options:
        if option.id.startswith(("untuned:", "sft:", "rft:", "distillation:", "status_quo")):
            assert option.available == option.id.startswith("untuned:self_hosted/"), option.id
    assert any("one of the two is not so" in sentence for sentence in reply.unknowns)


def test_hosts_that_a_company_may_not_use_are_out(facts: Catalogue) -> None:
    fast = {"reason": "latency", "latency_now_ms": 2000, "latency_needed_ms": 500, "hosts_only": True}
    reply = with_all_options(clauses(hosts=["vertex"], **fast), NOVEMBER, facts)
    assert str(reply.recommended).startswith("sft:vertex/")
    assert with_all_options(clauses(hosts=["vertex"], hosts_only=True), NOVEMBER, facts).reasons[0].rule == "never-pays"
    assert "you may use only Vertex AI" in str(option_named(reply, "sft:bedrock/nova-2-lite").unavailable_because)


def test_where_a_team_is_already_comes_first_and_closes_nothing(facts: Catalogue) -> None:
    reply = with_all_options(clauses(hosts=["azure"]), NOVEMBER, facts)
    assert str(reply.recommended).startswith("sft:azure/")
    assert option_named(reply, "sft:bedrock/nova-2-lite").available


def test_a_route_with_a_known_price_is_recommended_over_one_without(facts: Catalogue) -> None:
    reply = with_all_options(clauses(hosts=["azure", "bedrock"]), NOVEMBER, facts)
    assert reply.recommended == "sft:bedrock/nova-2-lite"
    assert option_named(reply, "sft:azure/qwen3.8-27b").unknown == ("serving price", "training price")
    unpriced = replace(facts, routes=tuple(route for route in facts.routes if route.id == "azure/qwen3.8-27b"))
    quality = clauses(hosts=["azure"], reason="quality", gap="behavior", prompting="scored")
    only_unpriced = with_all_options(quality, NOVEMBER, unpriced)
    assert only_unpriced.recommended is None, "an unknown price never argues for training"
    assert option_named(only_unpriced, "sft:azure/qwen3.8-27b").available
    assert str(with_all_options(quality, NOVEMBER, facts).recommended).startswith("sft:azure/")


def test_openness_is_never_claimed_without_its_source_and_age(facts: Catalogue) -> None:
    for option in with_all_options(clauses(), NOVEMBER, facts).options:
        if option.available and option.id.split(":")[0] in TRAINING:
            assert "confirm it" in str(option.open_as_of), option.id


def test_monthly_change_means_that_training_has_a_month_to_pay(facts: Catalogue) -> None:
    monthly, rarely = (
        option_named(
            with_all_options(clauses(requirements_change=change), NOVEMBER, facts), "sft:bedrock/nova-2-lite"
        ).net_usd
        for change in ("monthly", "rarely")
    )
    assert monthly is not None
    assert rarely is not None
    # What is up front is paid either way: a month of saving against 10.6.
    assert monthly < rarely / 5


def test_chances_of_loss_follow_the_upkeep(facts: Catalogue) -> None:
    at_risk = [
        option_named(with_all_options(clauses(upkeep_usd=usd), NOVEMBER, facts), "sft:bedrock/nova-2-lite").p_loss
        for usd in (0, 3_500, 14_667)
    ]
    assert at_risk[0] == 0
    assert at_risk[1] is not None
    assert 0 < at_risk[1] < 1
    assert at_risk[2] == 1


def test_ranges_are_in_order_and_around_the_likely_value(facts: Catalogue) -> None:
    for option in with_all_options(clauses(upkeep_usd=500), NOVEMBER, facts).options:
        if option.net_range is not None:
            assert option.net_range.p10 <= option.net_range.p50 <= option.net_range.p90, option.id


def test_where_speed_counts_a_small_model_comes_before_a_large_one(facts: Catalogue) -> None:
    two = tuple(route for route in facts.routes if route.option_id in ("sft:tinker/qwen3.5-4b", "sft:tinker/kimi-k2.6"))
    only = replace(facts, routes=two)
    sizes = {
        speed: option_named(reply, str(reply.recommended)).size
        for speed in (True, False)
        for reply in [
            with_all_options(
                clauses(reason="quality", teacher_outputs=False, requests_per_month=5000, latency_sensitive=speed),
                NOVEMBER,
                only,
            )
        ]
    }
    assert sizes == {True: "small", False: "large"}


def test_a_distillation_costs_its_teacher_and_no_labelling(facts: Catalogue) -> None:
    made, bought = (with_all_options(clauses(teacher_outputs=outputs), NOVEMBER, facts) for outputs in (True, None))
    assert made.verdict == "distillation"
    assert made.recommended == "distillation:bedrock/nova-2-lite"
    lines = {line.label: line.usd for line in option_named(made, str(made.recommended)).lines}
    assert lines["teacher outputs"] == 0
    assert "labelling" not in lines
    paid = {line.label: line.usd for line in option_named(bought, str(made.recommended)).lines}
    assert paid["teacher outputs"] == Decimal("6.38")


def test_long_prompts_need_more_gpus(facts: Catalogue) -> None:
    short, long = (
        option_named(
            with_all_options(clauses(data_may_leave=False, input_tokens=size), NOVEMBER, facts),
            "lora:self_hosted/qwen3.5-9b",
        ).monthly_usd
        for size in (500, 20_000)
    )
    assert short is not None
    assert long is not None
    assert long > 5 * short


def test_a_model_that_stops_before_training_is_done_never_pays(facts: Catalogue) -> None:
    reply = with_all_options(
        clauses(openai_tuning="active", hosts=["openai"], hosts_only=True, iterations=3), date(2026, 12, 20), facts
    )
    assert reply.verdict == "prompt_engineering"
    tuned = option_named(reply, "sft:openai/gpt-4.1-mini")
    assert tuned.life_months == 0
    assert tuned.net_usd is not None
    assert tuned.net_usd < 0


def test_where_todays_model_ends_staying_put_goes_on_as_its_successor(facts: Catalogue) -> None:
    reply = with_all_options(
        clauses(model="gpt-4.1", reason="quality", gap="behavior", prompting="scored"), NOVEMBER, facts
    )
    assert {option.horizon_months for option in reply.options} == {12}
    assert option_named(reply, "successor:gpt-6-luna").monthly_usd == 150
    # 52 days on today's model are all that moving at once saves; then both cost the same.
    saved = option_named(reply, "successor:gpt-6-luna").net_usd
    assert saved is not None
    assert 0 < saved < 2 * option_named(reply, "status_quo").monthly_usd
    assert reply.review_on == date(2027, 1, 14)


@pytest.mark.parametrize(
    "name",
    [
        "llama-3.3-70b",
        "Llama 3.3 70B Instruct",
        "nova-2-lite",
        "openai/gpt-5.4",
        "azure/gpt-5.4",
        "gpt-5.4-2026-03-05",
        "GPT 5.4",
    ],
)
def test_models_are_known_by_the_names_people_use(facts: Catalogue, name: str) -> None:
    today = option_named(with_all_options(clauses(model=name), NOVEMBER, facts), "status_quo")
    assert today.monthly_usd is not None
    if "5.4" in name:
        assert today.monthly_usd == 4250


def test_what_nobody_scored_has_no_success_rate(facts: Catalogue) -> None:
    reply = with_all_options(clauses(success_rate=Decimal("0.9")), NOVEMBER, facts)
    assert option_named(reply, "untuned:gpt-6-luna").usd_per_successful_task is None


@pytest.mark.parametrize("id_", sorted(IN_NO_FIGURE))
@pytest.mark.parametrize("reason", ["cost", "quality"])
def test_what_is_said_to_be_in_no_figure_changes_none(facts: Catalogue, id_: str, reason: str) -> None:
    answers = settled(clauses(reason=reason, gradeable=None, upkeep_usd=700))
    one = Assessment(answers, NOVEMBER, facts, DEFAULT)
    values = samples(BY_ID[id_], answers, DEFAULT)
    for value in (*values, *(("words",) if BY_ID[id_].kind in ("text", "box") else (Decimal(2),))):
        if BY_ID[id_].kind in ("choice", "flag") and value == Decimal(2):
            continue
        changed = answers.having(id_, value)
        other = Assessment(changed, NOVEMBER, facts, DEFAULT)
        assert one.has_the_figures_of(changed)
        assert [(o.monthly_usd, o.upfront) for o in one.options] == [(o.monthly_usd, o.upfront) for o in other.options]
        for method in TRAINING:
            assert one.pays_back(method) == other.pays_back(method)
            assert one.is_worth_it(method) == other.is_worth_it(method)
            assert one.recommended(method) == other.recommended(method)
        assert one.floor == other.floor


@pytest.mark.parametrize("changes", [{"upkeep_usd": 701}, {"gradeable": "rubric"}, {"labels": "unchecked"}])
def test_what_is_in_a_figure_is_not_said_to_be_in_none(facts: Catalogue, changes: dict[str, Any]) -> None:
    one = Assessment(settled(clauses()), NOVEMBER, facts, DEFAULT)
    assert not one.has_the_figures_of(settled(clauses(**changes)))
