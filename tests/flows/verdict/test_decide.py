"""The whole reply: same input, same bytes; flip points that flip; costs that move the right way."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT, with_own
from flows.verdict.decide import decide
from flows.verdict.reply import OptionPart, Reply
from flows.verdict.ruling import settled
from pricing.catalogue import Catalogue
from tests.helpers.strategies import days, documents
from tests.helpers.support import APRIL, NOVEMBER, clauses


@settings(max_examples=70)
@given(documents, days)
def test_any_answers_on_any_day_get_a_verdict(facts: Catalogue, document: dict[str, Any], day: date) -> None:
    reply = decide(from_mapping(document), day, facts)
    json.loads(reply.model_dump_json())
    assert reply.reasons[0].deciding
    assert [reason.deciding for reason in reply.reasons[1:]] == [False] * (len(reply.reasons) - 1)
    assert (reply.then is None) or reply.verdict == "not_ready"
    assert bool(reply.abort_criteria) == (reply.verdict in TRAINING or reply.then in TRAINING)
    assert len(reply.five_questions) == 5
    assert len(reply.readiness.met) + len(reply.readiness.missing) == 6
    assert reply.review_on > day
    assert reply.recommended is None or reply.option(reply.recommended) is not None
    for option in reply.options:
        assert option.available == (option.unavailable_because is None)
        assert option.p_loss is None or 0 <= option.p_loss <= 1


@settings(max_examples=30)
@given(documents, days)
def test_every_flip_point_flips(facts: Catalogue, document: dict[str, Any], day: date) -> None:
    answers = settled(from_mapping(document))
    reply = decide(answers, day, facts)
    for flip in reply.flip_points:
        at = flip.at if not isinstance(flip.at, float) else Decimal(repr(flip.at))
        again = decide(from_mapping(document | {flip.input: at}), day, facts)
        assert again.verdict == flip.verdict, flip
        if flip.changes == "verdict":
            assert flip.verdict != reply.verdict
            continue
        before, after = option_named(reply, str(flip.option)), option_named(again, str(flip.option))
        if flip.changes == "pay-back":
            assert before.break_even_months is not None
            assert after.break_even_months is None
        else:
            assert before.net_usd is not None
            assert after.net_usd is not None
            assert (before.net_usd > 0) != (after.net_usd > 0) or min(
                abs(before.net_usd), abs(after.net_usd)
            ) < Decimal("0.01")


def option_named(reply: Reply, id_: str) -> OptionPart:
    named = reply.option(id_)
    assert named is not None
    return named


def test_same_answers_same_day_same_bytes(facts: Catalogue) -> None:
    first, again = (decide(clauses(), NOVEMBER, facts).model_dump_json() for _ in range(2))
    assert first == again


def test_the_same_answers_in_april_and_november_get_different_replies(facts: Catalogue) -> None:
    april, november = (decide(clauses(openai_tuning="never"), day, facts) for day in (APRIL, NOVEMBER))
    assert str(april.recommended).startswith("sft:openai/")
    assert november.recommended != april.recommended
    assert "gpt-6-luna" in str(november.first_step)


def test_an_old_customer_can_still_tune_at_openai_in_november_until_january(facts: Catalogue) -> None:
    reply = decide(clauses(openai_tuning="active", hosts="openai"), NOVEMBER, facts)
    assert str(reply.recommended).startswith("sft:openai/")
    tuned = option_named(reply, "sft:openai/gpt-4.1-mini")
    assert tuned.available
    assert tuned.model_ends_on == date(2027, 1, 14)
    assert tuned.horizon_months < 2
    assert reply.review_on <= date(2027, 1, 6)


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
    cheap = Catalogue(tuple(halves), facts.untuned, facts.open_models, facts.gpus, facts.peaks, facts.estimates)
    dear = decide(clauses(requests_per_month=volume), NOVEMBER, facts)
    for option in decide(clauses(requests_per_month=volume), NOVEMBER, cheap).options:
        before = option_named(dear, option.id)
        for name in ("monthly_usd", "upfront_usd", "usd_per_1k_requests"):
            now, then = getattr(option, name), getattr(before, name)
            assert (now is None) == (then is None), option.id
            assert now is None or now <= then, option.id


@settings(max_examples=20)
@given(st.integers(1_000, 5_000_000), st.integers(1, 5_000_000), st.sampled_from([Decimal(0), Decimal("0.1")]))
def test_more_volume_never_lengthens_a_pay_back(facts: Catalogue, volume: int, more: int, growth: Decimal) -> None:
    low, high = (
        decide(clauses(requests_per_month=requests, growth_per_month=growth, upkeep_usd=300), NOVEMBER, facts)
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
    reply = decide(clauses(), NOVEMBER, facts)
    for option in reply.options:
        assert option.break_even_months is None or option.break_even_months >= 0


def test_unknown_models_and_bills(facts: Catalogue) -> None:
    reply = decide(clauses(model="our own 3B"), NOVEMBER, facts)
    assert option_named(reply, "status_quo").monthly_usd is None
    assert any("our own 3B" in sentence for sentence in reply.unknowns)
    billed = decide(clauses(model="our own 3B", monthly_spend_usd=9000), NOVEMBER, facts)
    assert option_named(billed, "status_quo").monthly_usd == 9000
    assert option_named(billed, str(billed.recommended)).net_usd is not None


def test_a_bill_stands_in_for_what_is_not_said(facts: Catalogue) -> None:
    reply = decide(
        clauses(requests_per_month=None, input_tokens=None, output_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts
    )
    assert option_named(reply, "status_quo").monthly_usd == 4250
    assert sum("said" in sentence for sentence in reply.assumptions) == 2
    tokens = decide(clauses(requests_per_month=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(tokens, "untuned:gpt-6-luna").monthly_usd == 150
    volume = decide(clauses(input_tokens=None, output_tokens=None, monthly_spend_usd=8500), NOVEMBER, facts)
    assert option_named(volume, "status_quo").monthly_usd == 8500
    for known in ({"output_tokens": None}, {"input_tokens": None}):
        fitted = decide(clauses(**known, monthly_spend_usd=10_000), NOVEMBER, facts)
        assert option_named(fitted, "status_quo").monthly_usd == 10_000
    alone = decide(clauses(requests_per_month=None, output_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(alone, "status_quo").monthly_usd == 4250
    one_side = decide(clauses(output_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(one_side, "untuned:gpt-6-luna").monthly_usd == 150
    other_side = decide(clauses(input_tokens=None, monthly_spend_usd=4250), NOVEMBER, facts)
    assert option_named(other_side, "untuned:gpt-6-luna").monthly_usd == 150


def test_data_that_may_not_leave_rules_out_every_provider(facts: Catalogue) -> None:
    reply = decide(clauses(data_may_leave=False), NOVEMBER, facts)
    assert reply.verdict == "lora"
    assert str(reply.recommended).startswith("lora:self_hosted/")
    for option in reply.options:
        if option.id.startswith(("untuned:", "sft:", "rft:", "distillation:")):
            assert not option.available


def test_hosts_that_a_company_may_not_use_are_out(facts: Catalogue) -> None:
    reply = decide(clauses(hosts=["vertex"], reason="latency"), NOVEMBER, facts)
    assert str(reply.recommended).startswith("sft:vertex/")
    assert decide(clauses(hosts=["vertex"]), NOVEMBER, facts).reasons[0].rule == "never-pays"
    assert "may not run at Amazon Bedrock" in str(option_named(reply, "sft:bedrock/nova-2-lite").unavailable_because)


def test_a_route_with_a_known_price_is_recommended_over_one_without(facts: Catalogue) -> None:
    reply = decide(clauses(hosts=["azure", "bedrock"]), NOVEMBER, facts)
    assert reply.recommended == "sft:bedrock/nova-2-lite"
    assert option_named(reply, "sft:azure/gpt-4.1-mini").unknown == ("training price",)
    only_azure = decide(clauses(hosts=["azure"], reason="quality", gap="behavior", prompting="scored"), NOVEMBER, facts)
    assert str(only_azure.recommended).startswith("sft:azure/")
    assert any("training price is not known" in sentence for sentence in only_azure.unknowns)


def test_openness_is_never_claimed_without_its_source_and_age(facts: Catalogue) -> None:
    for option in decide(clauses(), NOVEMBER, facts).options:
        if option.available and option.id.split(":")[0] in TRAINING:
            assert "confirm it" in str(option.open_as_of), option.id


def test_reinforcement_training_asks_for_the_strongest_model_first(facts: Catalogue) -> None:
    answers = {
        "gap": "reasoning",
        "gradeable": "code",
        "baseline_measured": True,
        "test_items": 100,
        "prompting": "scored",
    }
    reply = decide(from_mapping(answers), NOVEMBER, facts)
    assert reply.verdict == "rft"
    assert "strongest untuned model" in str(reply.first_step)


def test_a_modality_gap_names_a_model_that_reads_images(facts: Catalogue) -> None:
    reply = decide(from_mapping({"gap": "modality"}), NOVEMBER, facts)
    assert reply.verdict == "bigger_model"
    assert str(reply.recommended).startswith("untuned:")


def test_a_smaller_model_that_passes_is_recommended(facts: Catalogue) -> None:
    reply = decide(clauses(smaller_model="passes"), NOVEMBER, facts)
    assert reply.verdict == "prompt_engineering"
    assert str(reply.recommended).startswith("untuned:")


def test_monthly_change_means_that_training_has_a_month_to_pay(facts: Catalogue) -> None:
    reply = decide(clauses(requirements_change="monthly"), NOVEMBER, facts)
    assert option_named(reply, "sft:bedrock/nova-2-lite").horizon_months == 1


def test_review_comes_within_90_days(facts: Catalogue) -> None:
    assert decide(clauses(), NOVEMBER, facts).review_on == NOVEMBER + timedelta(days=90)


def test_a_team_may_set_its_own_thresholds(facts: Catalogue) -> None:
    assert decide(clauses(), NOVEMBER, facts, with_own({"examples_floor": 2000})).verdict == "not_ready"
    assert decide(clauses(), NOVEMBER, facts, with_own({"test_items": 500})).verdict == "not_ready"
    assert with_own({"real_share": 0.5, "horizon_months": Decimal(6)}).real_share == Decimal("0.5")
    assert with_own({}) == DEFAULT


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"patience": 3}, "not a threshold"),
        ({"test_items": "many"}, "a number from 0"),
        ({"test_items": 1.5}, "whole number"),
        ({"test_items": True}, "a number"),
    ],
)
def test_a_threshold_that_is_none_is_refused(own: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_own(own)


def test_chances_of_loss_follow_the_upkeep(facts: Catalogue) -> None:
    at_risk = [
        option_named(decide(clauses(upkeep_usd=usd), NOVEMBER, facts), "sft:bedrock/nova-2-lite").p_loss
        for usd in (0, 3_500, 14_667)
    ]
    assert at_risk[0] == 0
    assert at_risk[1] is not None
    assert 0 < at_risk[1] < 1
    assert at_risk[2] == 1


def test_ranges_are_in_order_and_around_the_likely_value(facts: Catalogue) -> None:
    for option in decide(clauses(upkeep_usd=500), NOVEMBER, facts).options:
        if option.net_range is not None:
            assert option.net_range.p10 <= option.net_range.p50 <= option.net_range.p90, option.id


def test_nothing_said_at_all(facts: Catalogue) -> None:
    reply = decide(Answers(), NOVEMBER, facts)
    assert reply.verdict == "prompt_engineering"
    assert {mark.status for mark in reply.five_questions} == {"unknown"}
    assert reply.minimum_detectable_gain is None


def test_ten_years_of_doubling_every_month_is_no_error(facts: Catalogue) -> None:
    answers = clauses(requests_per_month=10**10, growth_per_month=1, horizon_months=120, monthly_spend_usd=0)
    assert decide(answers, NOVEMBER, facts).verdict in TRAINING


def test_todays_model_that_is_shut_down_is_said(facts: Catalogue) -> None:
    coming = decide(clauses(model="gpt-4.1-mini"), NOVEMBER, facts)
    assert any("gpt-4.1-mini will be shut down on 2027-01-14" in sentence for sentence in coming.unknowns)
    gone = decide(clauses(model="gpt-4.1-nano"), NOVEMBER, facts)
    assert any("gpt-4.1-nano was shut down on 2026-10-23" in sentence for sentence in gone.unknowns)


def test_where_speed_counts_a_small_model_comes_before_a_large_one(facts: Catalogue) -> None:
    two = tuple(route for route in facts.routes if route.option_id in ("sft:tinker/qwen3.5-4b", "sft:tinker/kimi-k2.6"))
    only = Catalogue(two, facts.untuned, facts.open_models, facts.gpus, facts.peaks, facts.estimates)
    sizes = {
        speed: option_named(reply, str(reply.recommended)).size
        for speed in (True, False)
        for reply in [decide(clauses(reason="quality", teacher_outputs=False, latency_sensitive=speed), NOVEMBER, only)]
    }
    assert sizes == {True: "small", False: "large"}


def test_a_team_is_never_sent_to_a_route_that_loses_money_for_the_sake_of_money(facts: Catalogue) -> None:
    """Cost is the reason: the recommended route itself pays back, or the verdict is not to train."""
    for volume in (3_000, 80_000, 120_000, 300_000):
        for hosts in (["any"], ["tinker", "together"], ["self_hosted"], ["bedrock"]):
            reply = decide(clauses(requests_per_month=volume, hosts=hosts), NOVEMBER, facts)
            if reply.verdict in TRAINING:
                net = option_named(reply, str(reply.recommended)).net_usd
                assert net is not None
                assert net > 0, (volume, hosts)


def test_money_is_judged_before_data_is_prepared(facts: Catalogue) -> None:
    reply = decide(clauses(requests_per_month=3000, test_items=0), NOVEMBER, facts)
    assert (reply.verdict, reply.reasons[0].rule) == ("prompt_engineering", "never-pays")


def test_reinforcement_training_must_pay_too_where_cost_is_the_reason(facts: Catalogue) -> None:
    answers = clauses(gap="reasoning", strongest_model="does_not", sometimes_right=True, requests_per_month=2000)
    assert decide(answers, NOVEMBER, facts).reasons[0].rule == "never-pays"


def test_a_distillation_costs_its_teacher_and_no_labelling(facts: Catalogue) -> None:
    made, bought = (decide(clauses(teacher_outputs=outputs, labels=None), NOVEMBER, facts) for outputs in (True, None))
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
            decide(clauses(data_may_leave=False, input_tokens=size), NOVEMBER, facts), "lora:self_hosted/qwen3.5-9b"
        ).monthly_usd
        for size in (500, 20_000)
    )
    assert short is not None
    assert long is not None
    assert long > 5 * short


def test_a_model_that_stops_before_training_is_done_never_pays(facts: Catalogue) -> None:
    reply = decide(clauses(openai_tuning="active", hosts=["openai"], iterations=3), date(2026, 12, 20), facts)
    assert reply.verdict == "prompt_engineering"
    tuned = option_named(reply, "sft:openai/gpt-4.1-mini")
    assert tuned.horizon_months == 0


def test_savings_end_where_todays_model_does(facts: Catalogue) -> None:
    reply = decide(clauses(model="gpt-4.1", reason="quality", gap="behavior", prompting="scored"), NOVEMBER, facts)
    assert all(option.horizon_months < 2 for option in reply.options if option.id != "status_quo")
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
    today = option_named(decide(clauses(model=name), NOVEMBER, facts), "status_quo")
    assert today.monthly_usd is not None
    if "5.4" in name:
        assert today.monthly_usd == 4250


def test_where_cost_is_the_reason_the_verdict_turns_where_the_last_route_stops_paying(facts: Catalogue) -> None:
    reply = decide(clauses(), NOVEMBER, facts)
    turns = {
        flip.input: flip
        for flip in reply.flip_points
        if flip.changes == "verdict" and flip.input in ("upkeep_usd", "requests_per_month")
    }
    assert {flip.verdict for flip in turns.values()} == {"prompt_engineering"}
    back = decide(clauses(requests_per_month=3000), NOVEMBER, facts)
    assert any(flip.input == "requests_per_month" and flip.verdict in TRAINING for flip in back.flip_points)


def test_what_nobody_scored_has_no_success_rate(facts: Catalogue) -> None:
    reply = decide(clauses(success_rate=Decimal("0.9")), NOVEMBER, facts)
    assert option_named(reply, "untuned:gpt-6-luna").usd_per_successful_task is None


def test_a_model_about_to_stop_is_not_recommended(facts: Catalogue) -> None:
    reply = decide(from_mapping({"gap": "modality"}), NOVEMBER, facts)
    recommended = option_named(reply, str(reply.recommended))
    assert recommended.model_ends_on is None
    assert recommended.size != "small"


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"gap": "safety"}, "guardrails"),
        ({"gap": "safety", "labels": "unchecked"}, "guardrails"),
        ({"gap": "modality", "strongest_model": "not_tried"}, "bigger_model"),
        ({"gap": "behavior", "smaller_model": "passes"}, "prompt_engineering"),
        ({"gap": "behavior", "strongest_model": "fixes_it", "reason": "quality"}, "bigger_model"),
        ({"gap": "none", "prompting": "none"}, "prompt_engineering"),
        ({"gap": "none", "requirements_change": "monthly", "upkeep_owner": True}, "prompt_engineering"),
        (
            {
                "gap": "none",
                "real_share": 0,
                "labels": "checked",
                "examples": 900,
                "test_items": 80,
                "requirements_change": "rarely",
            },
            "not_ready",
        ),
    ],
)
def test_few_answers_are_enough_where_they_decide(facts: Catalogue, answers: dict[str, Any], verdict: str) -> None:
    assert decide(from_mapping(answers), NOVEMBER, facts).verdict == verdict


def test_an_input_that_the_strongest_model_reads_badly_can_be_trained(facts: Catalogue) -> None:
    reply = decide(
        clauses(gap="modality", strongest_model="does_not", prompting="scored", reason="quality"), NOVEMBER, facts
    )
    assert reply.verdict == "sft"
