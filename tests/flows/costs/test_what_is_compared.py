"""What a team stays on, what it really pays, and which route may be recommended: the cases that once went wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from flows.costs import Assessment
from flows.questions.document import from_mapping
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT, with_own
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from flows.verdict.ruling import rule_on
from flows.verdict.shortlist import shortlist
from pricing.base_prices import changes_on
from pricing.catalogue import Catalogue
from tests.helpers.examples import examples
from tests.helpers.strategies import documents
from tests.helpers.support import option_named, step_of

DAY = date(2026, 11, 26)
# A ready team whose reason is cost.
BASE: dict[str, Any] = {
    "task": "extraction", "gap": "none", "reason": "cost", "model": "gpt-5.4", "prompting": "scored", "examples": 1500,
    "labels": "checked", "real_share": 1, "requirements_change": "rarely", "facts_change": "rarely", "recurrence": "recurring",
    "gradeable": "code", "requests_per_month": 1_000_000, "input_tokens": 500, "output_tokens": 200, "test_items": 100,
    "test_independent": True, "upkeep_owner": True, "metric": "accuracy", "baseline_measured": True, "baseline": Decimal("0.9"),
    "target": Decimal("0.9"), "hypothesis": True, "iterations": 3, "smaller_model": "fails", "strongest_model": "does_not",
    "hosts": ["any"],
}  # fmt: skip


def asked(facts: Catalogue, day: date = DAY, **changes: Any) -> Reply:
    document = {id_: value for id_, value in (BASE | changes).items() if value is not None}
    return decide(from_mapping(document), day, facts, all_options=True)


# --- staying put ---


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-5", "gemini-2.5-flash"])
def test_nobody_is_told_to_stay_on_a_model_that_ends(facts: Catalogue, model: str) -> None:
    reply = asked(facts, model=model)
    assert reply.recommended != "status_quo"
    follows = next(option for option in reply.options if option.id.startswith("successor:"))
    assert follows.monthly_usd is not None
    assert follows.model in reply.headline
    assert re.search(r"\d (January|December|March)", reply.headline)
    assert step_of(reply).startswith(f"Score {follows.model}")
    assert {option.horizon_months for option in reply.options} == {12}


@pytest.mark.parametrize("model", ["gpt-4", "gpt-4-turbo", "gpt-3.5-turbo", "o3-mini", "claude-3.5-sonnet"])
def test_a_model_that_is_gone_is_no_option_and_that_is_said_at_once(facts: Catalogue, model: str) -> None:
    reply = asked(facts, model=model)
    assert not option_named(reply, "status_quo").available
    assert reply.recommended != "status_quo"
    assert "is gone" in reply.headline
    assert reply.verdict not in TRAINING, "what follows it was not scored"
    scored = next(option for option in reply.options if option.id.startswith("successor:")).model
    fails = asked(facts, model=model, scored_models={scored: "fails"})
    assert fails.reasons[0].rule != "successor-not-scored"
    passes = asked(facts, model=model, scored_models={scored: "passes"})
    assert (passes.verdict, passes.recommended) == ("prompt_engineering", f"successor:{scored}")


def test_the_successor_is_paid_at_the_share_of_list_that_the_team_pays(facts: Catalogue) -> None:
    listed = asked(facts, model="gpt-4o")
    today = option_named(listed, "status_quo").monthly_usd
    assert today is not None
    half = asked(facts, model="gpt-4o", monthly_spend_usd=today / 2)
    for id_ in ("status_quo", "successor:gpt-6-luna"):
        full = option_named(listed, id_).monthly_usd
        assert full is not None
        assert option_named(half, id_).monthly_usd == full / 2
    elsewhere = "untuned:claude-haiku-5-5"
    assert option_named(half, elsewhere).monthly_usd == option_named(listed, elsewhere).monthly_usd


def test_a_price_that_is_known_to_change_changes_no_answer_on_its_day(facts: Catalogue) -> None:
    """gemini-3.8-flash doubles on 2027-01-01."""
    before, after = (asked(facts, day, model="gemini-3.8-flash") for day in (date(2026, 12, 31), date(2027, 1, 1)))
    assert before.verdict == after.verdict
    assert before.recommended == after.recommended
    nets = [option_named(reply, "sft:bedrock/nova-2-lite").net_usd for reply in (before, after)]
    assert nets[0] == pytest.approx(nets[1], rel=Decimal("0.02"), abs=100)


# --- the bill ---


def test_the_bill_is_what_today_costs(facts: Catalogue) -> None:
    reply = asked(facts, monthly_spend_usd=2125)
    assert option_named(reply, "status_quo").monthly_usd == 2125
    assert any("You pay 50 % of list" in sentence for sentence in reply.assumptions)
    whole, half = (option_named(r, "sft:bedrock/nova-2-lite") for r in (asked(facts), reply))
    assert whole.net_usd is not None
    assert half.net_usd is not None
    assert half.net_usd < whole.net_usd
    assert half.break_even_months > whole.break_even_months


def test_a_bill_far_below_list_counts_and_is_asked_about(facts: Catalogue) -> None:
    reply = asked(facts, monthly_spend_usd=400)
    assert reply.verdict not in TRAINING
    assert option_named(reply, "status_quo").monthly_usd == 400
    assert "Which of the two is right?" in reply.unknowns[0]


@pytest.mark.parametrize(
    ("covers", "today"),
    [
        (None, 12_750),
        ("other_work", 4_250),
        ("several_calls", 20_000),
        ("this_only", 20_000),
        ("hidden_tokens", 20_000),
    ],
)
def test_a_bill_far_above_list_counts_so_far_until_somebody_says_why(
    facts: Catalogue, covers: str | None, today: int
) -> None:
    reply = asked(facts, monthly_spend_usd=20_000, bill_covers=covers)
    assert option_named(reply, "status_quo").monthly_usd == pytest.approx(today, abs=1)
    assert any("does it hold other work" in sentence for sentence in reply.unknowns) == (covers is None)


@pytest.mark.parametrize(("model", "times"), [("gpt-5.4", Decimal(3)), ("gpt-4.1", Decimal("1.2"))])
def test_a_bill_counts_further_above_list_for_a_model_that_may_think_unseen(
    facts: Catalogue, model: str, times: Decimal
) -> None:
    listed = option_named(asked(facts, model=model), "status_quo").monthly_usd
    assert listed is not None
    counted = option_named(asked(facts, model=model, monthly_spend_usd=listed * 10), "status_quo").monthly_usd
    assert counted == pytest.approx(listed * times, abs=1)


@settings(max_examples=examples(8))
@given(st.integers(900, 20_000), st.integers(1, 20_000))
def test_a_higher_bill_never_lengthens_a_pay_back(facts: Catalogue, bill: int, more: int) -> None:
    paid = []
    for usd in (bill, bill + more):
        assessment = Assessment(from_mapping(BASE | {"monthly_spend_usd": usd}), DAY, facts, DEFAULT)
        option = assessment.named("sft:bedrock/nova-2-lite")
        assert option is not None
        months = assessment.break_even(option)
        paid.append(Decimal(1000) if months is None else months)
    assert paid[1] <= paid[0] + Decimal("0.001")


def test_with_the_bill_alone_the_volume_flips_where_it_does_with_the_tokens(facts: Catalogue) -> None:
    known = asked(facts)
    billed = asked(facts, input_tokens=None, output_tokens=None, monthly_spend_usd=4250)

    def at(reply: Reply) -> Any:
        return next(flip.at for flip in reply.flip_points if flip.input == "requests_per_month")

    assert at(billed) == pytest.approx(at(known), rel=0.02)


def test_another_volume_keeps_the_cost_of_a_request(facts: Catalogue) -> None:
    answers = from_mapping(BASE | {"monthly_spend_usd": 2125})
    fewer = Assessment(answers, DAY, facts, DEFAULT).supposing("requests_per_month", Decimal(20_000))
    reply = decide(fewer, DAY, facts)
    assert option_named(reply, "status_quo").monthly_usd == Decimal(2125) / 50


# --- the gate ---


@pytest.mark.parametrize(
    "changes",
    [
        {"hosts": ["azure"], "requests_per_month": 20_000},
        {"task": "tool_use"},
        {"hosts": ["openai"], "openai_tuning": "active"},
        {"hosts": ["vertex"], "input_tokens": 20_000},
        {"task": "multimodal"},
        {"requests_per_month": 2_000_000},
        {"requests_per_month": 60_000},
        {"model": "gpt-4o"},
    ],
)
def test_where_cost_is_the_reason_the_recommended_route_itself_pays(facts: Catalogue, changes: dict[str, Any]) -> None:
    reply = asked(facts, **changes)
    if reply.verdict not in TRAINING:
        return
    option = option_named(reply, str(reply.recommended))
    assert option.net_usd is not None
    assert option.net_usd > 0
    assert option.p_loss is not None
    assert option.p_loss <= Decimal("0.25")
    assert option.life_months is None or option.life_months >= 3
    assert not option.trial_serving


def test_a_route_that_cannot_do_the_task_is_out_with_the_reason(facts: Catalogue) -> None:
    long = asked(facts, input_tokens=200_000)
    reasons = [str(option.unavailable_because) for option in long.options if not option.available]
    assert any("tokens is longer than" in reason for reason in reasons)
    images = asked(facts, task="multimodal")
    assert any("images" in str(option.unavailable_because) for option in images.options)
    europe = asked(facts, region="eu")
    assert not option_named(europe, "sft:tinker/qwen3.5-4b").available or option_named(europe, "status_quo").available
    assert any("no EU region" in str(option.unavailable_because) for option in europe.options)


def test_what_writing_to_a_cache_may_cost_is_told(facts: Catalogue) -> None:
    """8,760 spans of five minutes x 800 tokens x $1.15 per 1M, where the provider asks for writing; nothing where it does not."""
    cached = {"input_tokens": 1000, "cached_share": Decimal("0.8")}
    told = [
        sentence
        for sentence in asked(facts, model="claude-haiku-4-5", **cached).assumptions
        if "writing to it" in sentence
    ]
    assert told == [
        "Reading from the cache is counted, writing to it is not: at most $8.06 a month for claude-haiku-4-5."
    ]
    for changes in ({"model": "gpt-5.4"} | cached, {"model": "claude-haiku-4-5"}):
        assert "writing to it" not in " ".join(asked(facts, **changes).assumptions)


def test_saved_tokens_count_on_gpus(facts: Catalogue) -> None:
    changes = {"requests_per_month": 20_000_000, "input_tokens": 3000}
    id_ = "sft:together/gemma-4-31b"
    whole, saved = (
        option_named(asked(facts, **changes, saved_input_tokens=tokens), id_).monthly_usd for tokens in (None, 2900)
    )
    assert whole is not None
    assert saved is not None
    assert saved < whole / 4


def test_few_requests_never_get_training_for_quality_without_its_price(facts: Catalogue) -> None:
    few = {"reason": "quality", "gap": "behavior", "requests_per_month": 17, "target": Decimal("0.95")}
    reply = asked(facts, **few)
    assert reply.verdict not in TRAINING
    option = option_named(reply, "sft:bedrock/nova-2-lite")
    assert option.usd_per_right_answer is not None
    assert option.usd_per_right_answer > 500
    dear = asked(facts, **few, error_cost_usd=50_000)
    assert dear.verdict in TRAINING
    assert any("One more right answer costs $" in note for note in dear.notes)
    [flip] = [flip for flip in dear.flip_points if flip.input == "error_cost_usd"]
    assert flip.at == pytest.approx(float(option.usd_per_right_answer), abs=0.01)


def test_odds_below_those_that_a_try_takes_speak_against_it(facts: Catalogue) -> None:
    needed = option_named(asked(facts, monthly_spend_usd=2125), "sft:bedrock/nova-2-lite").odds_needed
    assert needed is not None
    assert 0 < needed < 1
    below = asked(facts, monthly_spend_usd=2125, success_odds=needed - Decimal("0.05"))
    above = asked(facts, monthly_spend_usd=2125, success_odds=needed + Decimal("0.05"))
    assert (below.verdict, below.reasons[0].rule) == ("prompt_engineering", "not-worth-it")
    assert above.verdict in TRAINING
    for reply in (asked(facts, monthly_spend_usd=2125), below, above):
        [flip] = [flip for flip in reply.flip_points if flip.input == "success_odds"]
        assert flip.at == pytest.approx(float(needed), abs=0.011)
        assert (flip.verdict in TRAINING) == (reply is below)


def test_an_earlier_tuning_without_a_gain_is_asked_about(facts: Catalogue) -> None:
    reply = asked(facts, earlier_training="no_gain")
    assert reply.unknowns[0] == "An earlier tuning brought no gain: what is different this time?"


def test_nothing_is_trained_for_a_speed_that_is_there(facts: Catalogue) -> None:
    fast = {"reason": "latency", "latency_needed_ms": 800}
    assert asked(facts, **fast, latency_now_ms=800).reasons[0].rule == "fast-enough"
    assert asked(facts, **fast, latency_now_ms=801).verdict in TRAINING


def test_speed_is_measured_before_anything_is_trained_for_it(facts: Catalogue) -> None:
    for smaller in (None, "not_tried"):
        assert asked(facts, reason="latency", smaller_model=smaller).verdict not in TRAINING


def test_a_translation_takes_more_examples(facts: Catalogue) -> None:
    text = {
        "use_case": "Translate software strings",
        "task": "other",
        "reason": "quality",
        "gap": "behavior",
        "target": Decimal("0.95"),
    }
    assert asked(facts, **text).reasons[0].rule == "too-few-examples"
    assert asked(facts, **text, examples=6000).verdict in TRAINING


def test_every_adapter_stands_beside_the_same_weights_untuned(facts: Catalogue) -> None:
    shown = {option.id for option in shortlist(asked(facts, data_may_leave=False))}
    adapters = {id_ for id_ in shown if id_.startswith("lora:self_hosted/")}
    assert adapters
    assert {id_.replace("lora:", "untuned:") for id_ in adapters} <= shown


def test_the_document_of_what_is_shown_is_small(facts: Catalogue) -> None:
    reply = decide(from_mapping(BASE), DAY, facts)
    document = reply.model_dump_json()
    assert len(document) < 60_000
    assert "12.0" not in {str(option["horizon_months"]) for option in json.loads(document)["options"]}


@settings(max_examples=examples(20))
@given(documents)
def test_knowing_less_of_money_never_turns_a_verdict_into_training(facts: Catalogue, document: dict[str, Any]) -> None:
    money = ("requests_per_month", "input_tokens", "output_tokens", "model", "monthly_spend_usd")
    full = document | {"reason": "cost"}
    before = rule_on(from_mapping(full), DAY, facts, DEFAULT)
    less = rule_on(from_mapping({id_: value for id_, value in full.items() if id_ not in money}), DAY, facts, DEFAULT)
    assert less.verdict not in TRAINING or before.verdict in TRAINING


def test_a_team_may_ask_for_no_life_at_all(facts: Catalogue) -> None:
    """A threshold of zero asks for nothing."""
    answers = from_mapping(BASE | {"monthly_spend_usd": 2125})
    assert decide(answers, DAY, facts, with_own({"life_months": 0, "life_pay_backs": 0})).verdict in TRAINING


def _dates_in(thing: Any) -> Iterator[date]:
    """Every day that the catalogue names anywhere."""
    if isinstance(thing, date):
        yield thing
    elif isinstance(thing, BaseModel):
        for _, value in thing:
            yield from _dates_in(value)
    elif isinstance(thing, tuple | list):
        for value in thing:
            yield from _dates_in(value)


@pytest.fixture(scope="module")
def quiet_days(facts: Catalogue) -> list[date]:
    """The days of two years on which no fact begins or ends to count, and no span counted from one is over."""
    listed = [facts.routes, facts.untuned, facts.gpus, facts.estimates, facts.abilities, facts.aliases, facts.prices]
    dated = {day for kind in listed for day in _dates_in(kind)}
    dated |= {
        day for end in (*facts.endings.own, *facts.endings.package) for day in (end.on, end.known_from, end.checked_on)
    }
    bases = [model.base for model in facts.untuned if model.base is not None]
    dated |= {day for base in bases for day in changes_on(base, date(2020, 1, 1))}
    months = (DEFAULT.horizon_months, DEFAULT.life_months)
    spans = {timedelta(0), timedelta(DEFAULT.dated_days + 1), timedelta(61)}
    spans |= {-timedelta(days=round(month * Decimal("30.4375")) + more) for month in months for more in (-1, 0, 1)}
    live = timedelta(DEFAULT.days_per_iteration * 3)
    spans |= {-live, *(span - live for span in spans)}
    turning = {day + span for day in dated for span in spans}
    return [day for number in range(730) if (day := date(2026, 1, 1) + timedelta(number)) not in turning]


@settings(max_examples=examples(40))
@given(documents, st.integers(0, 10**6))
def test_a_day_later_the_answer_is_the_same_unless_a_fact_has_that_date(
    facts: Catalogue, quiet_days: list[date], document: dict[str, Any], at: int
) -> None:
    later = quiet_days[at % len(quiet_days)]
    day = later - timedelta(days=1)
    # Where cost is the reason a life that has to be three times the pay-back is a span that ends on any day.
    answers = from_mapping(document | {"reason": "quality", "horizon_months": None, "iterations": None})
    one, next_ = (decide(answers, on, facts) for on in (day, later))
    assert (one.verdict, one.then, one.recommended) == (next_.verdict, next_.then, next_.recommended)
    costs = [
        {option.id: (option.monthly_usd, option.upfront_usd) for option in reply.options} for reply in (one, next_)
    ]
    assert costs[0] == costs[1]


# --- what a hostile reader found ---


@pytest.mark.parametrize("requests", [100, 10_000, 400_000])
def test_data_that_may_not_leave_does_not_open_the_gate_of_money(facts: Catalogue, requests: int) -> None:
    reply = asked(facts, data_may_leave=False, requests_per_month=requests)
    assert (reply.verdict, reply.then, reply.reasons[0].rule) == ("not_ready", "lora", "may-not-stay")
    assert any("one of the two is not so" in sentence for sentence in reply.unknowns)


def test_an_adapter_that_pays_lets_no_reinforcement_through_that_does_not(facts: Catalogue) -> None:
    reply = asked(facts, gap="reasoning", sometimes_right=True)
    assert (reply.verdict, reply.reasons[0].rule) == ("prompt_engineering", "never-pays")


@pytest.mark.parametrize("model", ["gpt-4o", "gpt-4", "gpt-5.4"])
def test_staying_put_never_gains_or_loses_against_itself(facts: Catalogue, model: str) -> None:
    for day in (date(2027, 1, 13), date(2027, 1, 14), date(2027, 1, 15)):
        assert option_named(asked(facts, day, model=model), "status_quo").net_usd == 0


def test_the_successor_of_a_model_that_is_gone_costs_what_staying_put_costs(facts: Catalogue) -> None:
    reply = asked(facts, date(2027, 1, 15), model="gpt-4o")
    assert option_named(reply, "successor:gpt-6-luna").net_usd == 0


def test_retrieval_follows_a_price_that_is_known_to_come(facts: Catalogue) -> None:
    nets = [
        option_named(asked(facts, day, model="gemini-3.8-flash"), "rag").net_usd
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    ]
    assert nets[0] == pytest.approx(nets[1], rel=Decimal("0.01"))


def test_a_successor_that_failed_is_not_moved_to(facts: Catalogue) -> None:
    reply = asked(facts, model="gpt-4o", scored_models={"gpt-6-luna": "fails"})
    assert str(reply.recommended).startswith("untuned:")
    assert "gpt-6-luna" not in reply.headline
    assert "14 January, when gpt-4o ends" in reply.headline
    passes = asked(facts, model="gpt-4o", scored_models={"gpt-6-luna": "passes"})
    assert step_of(passes).startswith("Move to gpt-6-luna"), "it is scored already"


@pytest.mark.parametrize("model", ["gpt-5.4", "gpt-4-turbo", "opus 4.8"])
def test_a_model_that_passes_and_is_no_move_closes_nothing(facts: Catalogue, model: str) -> None:
    """Today's own, one that is gone, and one that costs more where cost is the reason."""
    reply = asked(facts, scored_models={model: "passes"})
    assert reply.verdict in TRAINING
    assert "changes nothing for the better" in reply.unknowns[0]


def test_a_model_with_a_name_counts_before_all_smaller_ones(facts: Catalogue) -> None:
    reply = asked(facts, scored_models={"gpt-6-luna": "passes"})
    assert (reply.verdict, reply.recommended) == ("prompt_engineering", "untuned:gpt-6-luna")
    assert "the one with a name counts" in reply.unknowns[0]


@pytest.mark.parametrize("tokens", [300_000, 10_000_000])
def test_no_model_is_taken_for_a_length_that_nobody_said_it_takes(facts: Catalogue, tokens: int) -> None:
    reply = asked(facts, input_tokens=tokens)
    for option in reply.options:
        if option.available and option.id not in ("status_quo", "rag"):
            listed = facts.context_tokens(option.model, DAY)
            assert listed is None or listed >= tokens, option.id
    assert not option_named(reply, "sft:azure/ministral-3b").available
    told = any("is longer than the 1,050,000 that gpt-5.4 takes" in sentence for sentence in reply.unknowns)
    assert told == (tokens > 1_050_000)


def test_only_these_hosts_holds_for_what_follows_too(facts: Catalogue) -> None:
    reply = asked(facts, model="gpt-5", model_host="azure", hosts=["azure"], hosts_only=True)
    assert not option_named(reply, "successor:gpt-6.1-terra").available
    assert reply.recommended != "successor:gpt-6.1-terra"


def test_requests_that_are_done_again_and_wrong_answers_are_in_the_net(facts: Catalogue) -> None:
    """450,000 more wrong answers a month at $1 each are no saving."""
    rates = {"success_rate": Decimal("0.95"), "tuned_success_rate": Decimal("0.5")}
    assert asked(facts, **rates, error_cost_usd=1).reasons[0].rule == "never-pays"
    id_ = "sft:bedrock/nova-2-lite"
    nets = [
        option_named(asked(facts, **changes), id_).net_usd
        for changes in (
            {},
            {"success_rate": Decimal("0.9"), "tuned_success_rate": Decimal("0.9")},
            rates,
            rates | {"error_cost_usd": Decimal("0.01")},
        )
    ]
    plain, alike, again, wrong = (float(net or 0) for net in nets)
    assert alike > plain, "what is saved is saved on each try"
    assert wrong < again < alike
    # 450,000 x $0.01 x the 10.6 months in which it serves, in the middle of the futures.
    assert again - wrong == pytest.approx(450_000 * 0.01 * 10.6, rel=0.1)
    told = asked(facts, **rates, error_cost_usd=1).assumptions
    assert (
        "In the net, and not in what a month costs: requests that are done again (5 % today, 50 % tuned), and $1 for each wrong answer."
        in told
    )
    better = {"success_rate": Decimal("0.9"), "tuned_success_rate": Decimal("0.95")}
    assert float(option_named(asked(facts, **better), id_).net_usd or 0) > alike


@pytest.mark.parametrize("kind", ["L40S", "A100", "A100 80GB", "H100", "h100", "H200"])
def test_own_gpus_serve_what_smaller_ones_do(facts: Catalogue, kind: str) -> None:
    reply = asked(facts, data_may_leave=False, own_gpus={"type": kind, "count": 4})
    own = option_named(reply, "lora:self_hosted/gpt-oss-20b")
    assert own.monthly_usd == 0, "they are paid for"
    assert any("on your own GPUs" in line.how for line in own.lines)


@pytest.mark.parametrize("kind", ["T4", "banana", "A100 40GB"])
def test_own_gpus_that_are_too_small_or_unknown_are_said_not_to_count(facts: Catalogue, kind: str) -> None:
    reply = asked(facts, data_may_leave=False, own_gpus={"type": kind, "count": 4})
    assert option_named(reply, "lora:self_hosted/gpt-oss-20b").monthly_usd != 0
    told = any("we do not know what runs on them" in sentence for sentence in reply.unknowns)
    assert told == (kind != "T4")


def test_a_route_that_gains_in_the_middle_and_loses_too_often_is_not_recommended(facts: Catalogue) -> None:
    """The gate asks for both: this much upkeep leaves the best route a gain, and a loss in more than a quarter of the futures."""
    reply = asked(facts, upkeep_usd=3_330)
    best = option_named(reply, "sft:azure/gpt-oss-20b")
    assert best.net_usd is not None
    assert best.net_usd > 0
    assert best.p_loss is not None
    assert Decimal("0.25") < best.p_loss < Decimal("0.5")
    assert reply.reasons[0].rule == "never-pays"
    rented = decide(from_mapping(BASE | {"upkeep_usd": 3_330}), DAY, facts, with_own({"loss_share": Decimal("0.5")}))
    assert rented.verdict in TRAINING, "a team may bear more"
