"""Who asks about the verdict, a model or a word gets a sentence or two from what the program has."""

from __future__ import annotations

from typing import Any

import pytest

from flows.conversation import shows
from flows.conversation.about import answer_to
from flows.conversation.turn import turn
from flows.language.intent import Said, record
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.document import from_mapping
from flows.verdict.scene import Scene
from pricing.catalogue import Catalogue
from tests.helpers.support import CLAUSES, NOVEMBER


def scene(facts: Catalogue, **changes: Any) -> Scene:
    values = from_mapping({key: value for key, value in (CLAUSES | changes).items() if value is not None}).values
    return Scene(Log(record(tuple((BY_ID[id_], value) for id_, value in values.items()), Said(""))), NOVEMBER, facts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("what is a rubric?", "A rubric is an agreed list"),
        ("What does baseline mean?", "the number that training has to beat"),
        ("what's F1", "1 is perfect"),
        ("sorry, what are abort criteria?", "fixed before training"),
    ],
)
def test_a_word_of_ours_is_explained(facts: Catalogue, text: str, said: str) -> None:
    assert said in str(answer_to(scene(facts), text))


@pytest.mark.parametrize(
    "text", ["why not gpt-oss-20b, it is only $43?", "why not just use gpt-oss-20b", "what about gpt-oss-20b?"]
)
def test_why_not_a_cheap_model_is_told_what_it_costs_and_what_nobody_knows_of_it(facts: Catalogue, text: str) -> None:
    told = str(answer_to(scene(facts, smaller_model=None), text))
    assert told.startswith("gpt-oss-20b, untuned: $43 a month.")
    assert "nobody has said that it was scored on your test items" in told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"scored_models": {"gpt-oss-20b": "fails"}}, "You said that it fails on your test items."),
        ({"scored_models": {"gpt-oss-20b": "passes"}}, "the verdict names"),
        ({"gap": "knowledge", "reason": "quality"}, "It would not hold your facts either"),
        ({"smaller_model": "fails"}, "whether this one was tried is not said"),
        ({"requests_per_month": None, "monthly_spend_usd": None}, "what it would cost is not known yet"),
    ],
)
def test_what_was_said_decides_the_answer(facts: Catalogue, changes: dict[str, Any], said: str) -> None:
    assert said in str(answer_to(scene(facts, **changes), "why not gpt-oss-20b?"))


def test_a_route_that_is_closed_is_told_with_what_put_it_out(facts: Catalogue) -> None:
    told = str(answer_to(scene(facts), "what about tuning gpt-4.1-mini at openai?"))
    assert told.startswith(
        "gpt-4.1-mini tuned at OpenAI is out: closed to teams that never tuned there since 2026-05-07"
    )


def test_a_route_that_is_open_is_told_with_its_money_and_what_comes_first(facts: Catalogue) -> None:
    told = str(answer_to(scene(facts), "why not fine-tune gpt-oss-20b"))
    assert " to serve, $" in told
    assert "comes first" in told
    few = str(answer_to(scene(facts, requests_per_month=20_000), "why not fine-tune gpt-oss-20b"))
    assert "It is not recommended: it costs more than staying put." in few


def test_todays_model_and_one_that_ends_are_told_as_such(facts: Catalogue) -> None:
    assert "It is what you use today" in str(answer_to(scene(facts), "why not gpt-5.4?"))
    assert "ends on 2027-01-14" in str(answer_to(scene(facts), "what about gpt-4o?"))


@pytest.mark.parametrize(
    "text",
    [
        "what about lunch?",
        "why not?",
        "why",
        "what is the weather",
        "what if volume is 2M",
        "gpt-oss-20b",
        "what does Ana think?",
    ],
)
def test_other_questions_are_none_of_these(facts: Catalogue, text: str) -> None:
    assert answer_to(scene(facts), text) is None


def test_in_a_conversation_the_question_stays_open(facts: Catalogue) -> None:
    asked = Scene(Log(), NOVEMBER, facts)
    taken = turn(asked, Said("what is a rubric?"))
    assert taken.entries == ()
    assert [type(show) for show in taken.shows] == [shows.Remark, shows.AskQuestion]
