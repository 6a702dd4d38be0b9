"""What is asked next: the five first, then only what can still change the verdict."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.costs import Assessment
from flows.language.intent import Said, record
from flows.log.log import Log
from flows.questions import BY_ID, COSTS, FIVE, MORE
from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.questions.question import Question
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from flows.verdict.next_question import ahead, next_question, possible_verdicts, samples, still_open
from flows.verdict.scene import Scene
from pricing.catalogue import Catalogue
from tests.helpers.examples import examples
from tests.helpers.strategies import documents
from tests.helpers.support import NOVEMBER

_FIGURES = {
    "upkeep_usd": (Decimal(0), Decimal(50_000)), "requests_per_month": (Decimal(0), Decimal(10) ** 8), "monthly_spend_usd": (Decimal(10) ** 6,),
    "horizon_months": (Decimal(1), Decimal(120)), "hosts": (("self_hosted",), ("nowhere",)), "model": ("gpt-5.4", "our own"),
    "input_tokens": (Decimal(1), Decimal(10_000)), "output_tokens": (Decimal(1), Decimal(10_000)), "growth_per_month": (Decimal(1),),
}  # fmt: skip


def asked(
    facts: Catalogue, script: Mapping[str, Any], *, everything: bool = False, begun: Mapping[str, Any] | None = None
) -> tuple[list[str], Answers]:
    """The questions in order, answered from a script, "not sure" where it is silent; `begun` was said before the first."""
    answers, order = Answers(begun or {}), []
    while (question := next_question(answers, NOVEMBER, facts, DEFAULT, everything=everything)) is not None:
        order.append(question.id)
        answers = answers.having(question.id, script.get(question.id))
    return order, answers


@pytest.mark.parametrize(
    ("script", "questions"),
    [
        ({"prompting": "none", "gap": "behavior"}, ["prompting", "gap"]),
        (
            {"prompting": "scored", "gap": "knowledge", "recurrence": "one_off"},
            ["prompting", "gap", "examples", "requirements_change", "upkeep_owner", "recurrence"],
        ),
        (
            {"prompting": "scored", "gap": "knowledge", "recurrence": "recurring"},
            ["prompting", "gap", "examples", "requirements_change", "upkeep_owner", "recurrence"],
        ),
    ],
    ids=["nothing tried", "done once", "facts are missing"],
)
def test_asking_stops_as_soon_as_the_verdict_is_settled(
    facts: Catalogue, script: dict[str, Any], questions: list[str]
) -> None:
    assert asked(facts, script)[0] == questions


def test_the_five_are_asked_first_while_the_verdict_is_open(facts: Catalogue) -> None:
    order, _ = asked(
        facts,
        {
            "prompting": "scored",
            "gap": "behavior",
            "examples": 500,
            "requirements_change": "rarely",
            "upkeep_owner": True,
        },
    )
    assert tuple(order[:5]) == FIVE


def test_going_on_asks_the_checklist_and_the_costs(facts: Catalogue) -> None:
    script = {
        "prompting": "scored",
        "gap": "behavior",
        "examples": 500,
        "requirements_change": "rarely",
        "upkeep_owner": True,
        "test_items": 100,
        "labels": "checked",
        "real_share": Decimal(1),
        "recurrence": "recurring",
    }
    order, answers = asked(facts, script, everything=True)
    assert set(COSTS) <= set(order)
    assert {"metric", "hypothesis", "iterations"} <= set(order)
    assert len(order) == len(set(order))
    assert next_question(answers, NOVEMBER, facts, DEFAULT, everything=True) is None


# What a team has said where a question beside the usual ones counts.
_COUNTS = {
    "bill_covers": lambda said: said("monthly_spend_usd") is not None,
    "model_host": lambda said: said("model") is not None,
    "scored_models": lambda said: said("smaller_model") == "passes" or said("model") is not None,
    "error_cost_usd": lambda said: said("reason") == "quality",
    "success_odds": lambda said: said("requests_per_month") is not None or said("monthly_spend_usd") is not None,
    "latency_needed_ms": lambda said: said("reason") == "latency",
    "latency_now_ms": lambda said: said("reason") == "latency",
    "region": lambda said: said("gap") in ("none", "behavior", "reasoning", "safety", "modality"),
    "own_gpus": lambda said: said("data_may_leave") is False or said("reason") == "residency" or "self_hosted" in (said("hosts") or ()),
    "hosts_only": lambda said: said("hosts") not in (None, ("any",)),
    "batch": lambda said: said("reason") == "cost" and said("model") is not None,
}  # fmt: skip


@settings(max_examples=examples(20))
@given(documents)
def test_nobody_is_asked_for_what_decides_nothing(facts: Catalogue, script: dict[str, Any]) -> None:
    for everything in (False, True):
        order, answers = asked(facts, from_mapping(script).values, everything=everything)
        for id_ in set(MORE) & set(order):
            assert _COUNTS[id_](answers.get), id_
        assert not set(MORE) & {question.id for question in still_open(answers, None)}


READY: dict[str, Any] = {
    "prompting": "scored", "gap": "none", "smaller_model": "fails", "examples": 1500, "labels": "checked", "real_share": Decimal(1),
    "requirements_change": "rarely", "upkeep_owner": True, "recurrence": "recurring", "test_items": 100, "test_independent": True,
    "baseline_measured": True, "baseline": Decimal("0.9"), "target": Decimal("0.95"), "reason": "cost", "model": "gpt-5.4",
    "requests_per_month": Decimal(1_000_000), "input_tokens": Decimal(500), "output_tokens": Decimal(200), "strongest_model": "does_not",
}  # fmt: skip


_FIGURES_FIRST = ("monthly_spend_usd", "model", "requests_per_month", "input_tokens", "output_tokens")


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"monthly_spend_usd": Decimal(40_000)}, "bill_covers"),
        ({}, "batch"),
        ({"hosts": ("vertex",), "data_may_leave": True}, "hosts_only"),
        ({"reason": "latency"}, "latency_needed_ms"),
        ({"model": "gpt-4o", "reason": "quality", "gap": "behavior"}, "model_host"),
        ({"model": "gpt-4o", "reason": "quality", "gap": "behavior"}, "scored_models"),
    ],
)
def test_what_can_turn_this_verdict_is_asked_before_it(
    facts: Catalogue, changes: dict[str, Any], question: str
) -> None:
    script = READY | changes
    order, _ = asked(facts, script, begun={id_: script[id_] for id_ in (*_FIGURES_FIRST, *changes) if id_ in script})
    assert question in order


def test_the_price_of_a_wrong_answer_is_asked_where_it_turns_the_verdict(facts: Catalogue) -> None:
    quality = READY | {"reason": "quality", "gap": "behavior", "task": "extraction"}
    few = quality | {"requests_per_month": Decimal(17)}
    dear, cheap = (asked(facts, few | {"error_cost_usd": Decimal(usd)}, begun=few) for usd in (50_000, 1))
    assert "error_cost_usd" in dear[0]
    assert decide(dear[1], NOVEMBER, facts).verdict == "sft"
    assert decide(cheap[1], NOVEMBER, facts).reasons[0].rule == "not-worth-it"
    assert "error_cost_usd" not in asked(facts, {}, begun=quality)[0], "a right answer costs cents: nothing turns on it"


def test_who_serves_todays_model_tells_when_it_ends(facts: Catalogue) -> None:
    """gpt-4o ends at OpenAI on another day than at Azure."""
    days = {
        host: Assessment(
            from_mapping({"model": "gpt-4o", "model_host": host}), NOVEMBER, facts, DEFAULT
        ).today.offer.ends
        for host in ("openai", "azure")
    }
    assert days["openai"] is not None
    assert days["openai"] != days["azure"]
    said = Assessment(from_mapping({"model": "gpt-4o on azure", "model_host": "openai"}), NOVEMBER, facts, DEFAULT)
    assert said.today.offer.ends == days["azure"], "a name that says the host is believed"


def test_nobody_is_asked_what_another_answer_made_idle(facts: Catalogue) -> None:
    order, _ = asked(
        facts, {"prompting": "scored", "gap": "behavior", "test_items": 0, "baseline_measured": False}, everything=True
    )
    assert not {"baseline", "target", "test_independent"} & set(order)


_MONEY = (
    "upkeep_usd",
    "openai_tuning",
    "cached_share",
    "growth_per_month",
    "saved_input_tokens",
    "iterations",
    "horizon_months",
)


@pytest.mark.parametrize("volume", [10, 10_000, 100_000])
def test_where_nothing_sensible_turns_the_money_nobody_is_asked_for_it(facts: Catalogue, volume: int) -> None:
    order, answers = asked(facts, READY | {"requests_per_month": Decimal(volume)})
    assert not {*_MONEY, "data_may_leave", "hosts", "batch"} & set(order)
    reply = decide(answers, NOVEMBER, facts)
    assert reply.reasons[0].rule == "never-pays"
    best = READY | {"requests_per_month": Decimal(volume), "upkeep_usd": Decimal(250), "horizon_months": Decimal(24)}
    assert decide(Answers(best), NOVEMBER, facts).reasons[0].rule == "never-pays"


def test_near_the_line_what_turns_the_money_is_asked(facts: Catalogue) -> None:
    order, answers = asked(facts, READY | {"requests_per_month": Decimal(500_000)})
    turning = [id_ for id_ in _MONEY if id_ in order]
    assert "upkeep_usd" in turning
    said = {id_: answers.get(id_) for id_ in order}
    verdict = decide(answers, NOVEMBER, facts).verdict
    far = {
        "upkeep_usd": Decimal(250),
        "growth_per_month": Decimal("0.1"),
        "horizon_months": Decimal(24),
        "iterations": 1,
    }
    moved = {id_: value for id_, value in far.items() if id_ in turning}
    assert (
        decide(
            Answers({id_: value for id_, value in (said | moved).items() if value is not None}), NOVEMBER, facts
        ).verdict
        != verdict
    )


@pytest.mark.parametrize("tokens", [(None, None), (Decimal(500), None)])
def test_a_volume_too_small_for_any_request_to_pay_needs_no_tokens(facts: Catalogue, tokens: tuple[Any, Any]) -> None:
    figures = dict(zip(("input_tokens", "output_tokens"), tokens, strict=True))
    few = READY | {"requests_per_month": Decimal(200)} | figures
    known = {id_: value for id_, value in few.items() if value is not None}
    order, answers = asked(facts, known, begun=known)
    assert not {"input_tokens", "output_tokens"} & set(order)
    assert decide(answers, NOVEMBER, facts).reasons[0].rule == "never-pays"
    many = {id_: value for id_, value in (few | {"requests_per_month": Decimal(10**7)}).items() if value is not None}
    assert decide(Answers(many), NOVEMBER, facts).reasons[0].rule == "money-unknown"


def test_seventeen_requests_a_month_are_asked_what_a_wrong_answer_costs_and_no_tokens(facts: Catalogue) -> None:
    few = READY | {"reason": "quality", "gap": "behavior", "task": "extraction", "requests_per_month": Decimal(17)}
    known = {id_: value for id_, value in few.items() if id_ not in ("input_tokens", "output_tokens")}
    order, answers = asked(facts, {}, begun=known)
    assert order == ["error_cost_usd"]
    assert decide(answers, NOVEMBER, facts).reasons[0].rule == "not-worth-it"


def test_how_many_questions_are_left_is_told_for_who_is_sure_of_nothing(facts: Catalogue) -> None:
    begun = {"prompting": "scored", "gap": "behavior"}
    assert ahead(Answers(begun), NOVEMBER, facts, DEFAULT) == tuple(asked(facts, {}, begun=begun)[0])
    assert ahead(Answers({"prompting": "none", "gap": "behavior"}), NOVEMBER, facts, DEFAULT) == ()


def test_the_task_is_asked_where_the_number_of_examples_depends_on_it(facts: Catalogue) -> None:
    script = {
        "prompting": "scored",
        "gap": "behavior",
        "examples": 300,
        "requirements_change": "rarely",
        "upkeep_owner": True,
        "recurrence": "recurring",
        "test_items": 100,
        "labels": "checked",
        "real_share": Decimal(1),
        "smaller_model": "fails",
        "strongest_model": "does_not",
        "reason": "quality",
        "model": "gpt-5.4",
        "requests_per_month": Decimal(1_000_000),
        "input_tokens": Decimal(500),
        "output_tokens": Decimal(200),
        "test_independent": True,
    }
    assert "task" in asked(facts, script)[0]
    assert "task" not in asked(facts, script | {"examples": 700})[0]


# Nobody is asked for these where the verdict costs hours only, or where what was said already speaks of them
# (never right, no gap known); who says them unasked is heard.
_HEARD_UNASKED = {"strongest_model", "cached_share", "baseline", "gradeable"}


@settings(max_examples=examples(20))
@given(st.data())
def test_when_asking_stops_no_answer_changes_the_verdict(facts: Catalogue, data: st.DataObject) -> None:
    """Answer at random until nothing is asked; then answer anything else at random: the verdict stands."""
    answers = Answers()
    while (question := next_question(answers, NOVEMBER, facts, DEFAULT)) is not None:
        answers = answers.having(
            question.id, data.draw(st.sampled_from(samples(question, answers, DEFAULT)), label=question.id)
        )
    verdict = decide(answers, NOVEMBER, facts).verdict
    assert possible_verdicts(Assessment(answers, NOVEMBER, facts, DEFAULT)) == {verdict}
    for id_ in data.draw(
        st.lists(
            st.sampled_from([id_ for id_ in BY_ID if not answers.asked(id_) and id_ not in _HEARD_UNASKED]),
            max_size=4,
            unique=True,
        )
    ):
        value = data.draw(st.sampled_from(_FIGURES.get(id_) or samples(BY_ID[id_], answers, DEFAULT)), label=id_)
        answers = answers.having(id_, value)
    assert decide(answers, NOVEMBER, facts).verdict == verdict


def test_who_does_not_know_whether_it_is_ever_right_is_asked_for_a_score_that_would_show_it(facts: Catalogue) -> None:
    script = {
        "prompting": "tried",
        "gap": "reasoning",
        "strongest_model": "does_not",
        "gradeable": "code",
        "examples": 0,
    }
    order, answers = asked(facts, script | {"baseline_measured": True, "baseline": Decimal("0.8")})
    assert order[order.index("sometimes_right") :][:3] == ["sometimes_right", "baseline_measured", "baseline"]
    assert decide(answers, NOVEMBER, facts).verdict == "not_ready"
    order, answers = asked(facts, script | {"sometimes_right": False})
    assert not {"baseline_measured", "baseline"} & set(order)


def test_the_question_of_smaller_models_names_three_and_what_they_cost(facts: Catalogue) -> None:
    said = {
        "use_case": "clauses", "prompting": "scored", "gap": "none", "examples": 1500, "requirements_change": "rarely",
        "upkeep_owner": True, "recurrence": "recurring",
    }  # fmt: skip
    plain = _asking(facts, said)
    assert plain.ask.startswith("Does a smaller or newer untuned model pass")
    assert plain.ask.count(",") >= 2
    assert "$" not in plain.ask, "what nobody can know yet is not told"
    money = {"model": "gpt-5.4", "requests_per_month": 1_000_000, "input_tokens": 500, "output_tokens": 200}
    assert _asking(facts, said | money).ask.count("a month") == 3


def _asking(facts: Catalogue, said: Mapping[str, Any]) -> Question:
    changes = tuple((BY_ID[id_], value) for id_, value in said.items())
    question = Scene(Log(record(changes, Said(""))), NOVEMBER, facts).question
    assert question is not None
    assert question.id == "smaller_model"
    return question
