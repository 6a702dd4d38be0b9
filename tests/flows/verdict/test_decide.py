"""The whole reply: same input, same bytes; flip points that flip; a verdict and a route that fit what was said."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from flows.costs import Assessment
from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from flows.verdict.ruling import settled
from pricing.catalogue import Catalogue
from tests.helpers.examples import examples
from tests.helpers.strategies import days, documents
from tests.helpers.support import APRIL, NOVEMBER, OLD_CUSTOMER, clauses, option_named, step_of


@settings(max_examples=examples(15))
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


@settings(max_examples=examples(8))
@given(documents, days)
def test_every_flip_point_flips(facts: Catalogue, document: dict[str, Any], day: date) -> None:
    answers = settled(from_mapping(document))
    reply = decide(answers, day, facts)
    for flip in reply.flip_points:
        at = flip.at if not isinstance(flip.at, float) else Decimal(repr(flip.at))
        supposed = Assessment(answers, day, facts, DEFAULT).supposing(flip.input, at)
        again = decide(settled(supposed), day, facts)
        assert again.verdict == flip.verdict, flip
        if flip.changes == "verdict":
            assert flip.verdict != reply.verdict
            continue
        before, after = option_named(reply, str(flip.option)), option_named(again, str(flip.option))
        assert before.net_usd is not None
        assert after.net_usd is not None
        assert (before.net_usd > 0) != (after.net_usd > 0) or min(abs(before.net_usd), abs(after.net_usd)) < Decimal(
            "0.01"
        )


def test_same_answers_same_day_same_bytes(facts: Catalogue) -> None:
    first, again = (decide(clauses(), NOVEMBER, facts).model_dump_json() for _ in range(2))
    assert first == again


def test_the_same_answers_in_april_and_november_get_different_replies(facts: Catalogue) -> None:
    april, november = (decide(clauses(openai_tuning="never"), day, facts) for day in (APRIL, NOVEMBER))
    assert str(april.recommended).startswith("sft:openai/")
    assert november.recommended != april.recommended
    untried = decide(clauses(openai_tuning="never", smaller_model="not_tried"), NOVEMBER, facts)
    assert "gpt-6-luna" in step_of(untried)


def test_an_old_customer_can_still_tune_at_openai_in_november_until_january(facts: Catalogue) -> None:
    reply = decide(clauses(**OLD_CUSTOMER | {"hosts": "openai"}), NOVEMBER, facts)
    assert str(reply.recommended).startswith("sft:openai/")
    tuned = option_named(reply, "sft:openai/gpt-4.1-mini")
    assert tuned.available
    assert tuned.model_ends_on == date(2027, 1, 14)
    assert tuned.life_months is not None
    assert tuned.life_months < 1
    assert reply.review_on <= date(2027, 1, 6)


def test_reinforcement_training_asks_for_the_strongest_model_first(facts: Catalogue) -> None:
    reply = decide(clauses(gap="reasoning", reason="quality", strongest_model=None), NOVEMBER, facts)
    assert (reply.verdict, reply.then) == ("not_ready", "rft")
    assert "the strongest untuned model first" in reply.headline
    assert step_of(reply).startswith("Run gemini-4-argon")


def test_a_modality_gap_names_a_model_that_reads_images(facts: Catalogue) -> None:
    reply = decide(from_mapping({"gap": "modality"}), NOVEMBER, facts)
    assert reply.verdict == "bigger_model"
    assert str(reply.recommended).startswith("untuned:")


def test_a_smaller_model_that_passes_is_recommended(facts: Catalogue) -> None:
    reply = decide(clauses(smaller_model="passes"), NOVEMBER, facts)
    assert reply.verdict == "prompt_engineering"
    assert str(reply.recommended).startswith("untuned:")


def test_review_comes_within_90_days(facts: Catalogue) -> None:
    assert decide(clauses(), NOVEMBER, facts).review_on == NOVEMBER + timedelta(days=90)


def test_nothing_said_at_all(facts: Catalogue) -> None:
    reply = decide(Answers(), NOVEMBER, facts)
    assert reply.verdict == "prompt_engineering"
    assert {mark.status for mark in reply.five_questions} == {"unknown"}
    assert reply.minimum_detectable_gain is None


def test_ten_years_of_doubling_every_month_is_no_error(facts: Catalogue) -> None:
    answers = clauses(requests_per_month=10**10, growth_per_month=1, horizon_months=120)
    assert decide(answers, NOVEMBER, facts).verdict in TRAINING
    free = decide(clauses(requests_per_month=10**10, monthly_spend_usd=0), NOVEMBER, facts)
    assert free.reasons[0].rule == "never-pays", "nothing is saved on what costs nothing"


def test_todays_model_that_is_shut_down_is_said(facts: Catalogue) -> None:
    coming = decide(clauses(model="gpt-4.1-mini"), NOVEMBER, facts)
    assert any("gpt-4.1-mini will be shut down on 2027-01-14" in sentence for sentence in coming.unknowns)
    gone = decide(clauses(model="gpt-4.1-nano"), NOVEMBER, facts)
    assert any("gpt-4.1-nano was shut down on 2026-10-23" in sentence for sentence in gone.unknowns)


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
