"""At ten messages there is a verdict: what people know at the same moment is asked at once, what decides comes first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.language.intent import Said, record
from flows.log.entries import WentOn
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.document import from_mapping
from flows.questions.question import Value
from flows.questions.sheets import SHEETS, sheet_of
from flows.reading.hearing import hear_reply
from flows.verdict.next_message import MOST_ASKED
from flows.verdict.next_question import samples
from flows.verdict.scene import Scene
from pricing.catalogue import Catalogue
from tests.helpers.examples import examples
from tests.helpers.support import NOVEMBER, PUBLISHED

CASES = [json.loads(line, parse_float=Decimal) for line in PUBLISHED.read_text(encoding="utf-8").splitlines()]


def begun(facts: Catalogue, said: Mapping[str, Any]) -> Scene:
    """A decision that a first message began."""
    changes = tuple((BY_ID[id_], value) for id_, value in said.items())
    entries = tuple(replace(entry, how="start") for entry in record(changes, Said("", "U1", None, "0")))
    return Scene(Log(entries), NOVEMBER, facts)


def told(scene: Scene, answers: Mapping[str, Value | None], number: int) -> Scene:
    """The scene once a message or form has said this."""
    return scene.after(
        *record(tuple((BY_ID[id_], value) for id_, value in answers.items()), Said("", "U1", None, str(number)))
    )


def walked(scene: Scene, script: Mapping[str, Value]) -> tuple[list[tuple[str, ...]], Scene]:
    """What each message asked, answered from a script, in its form, and "not sure" where it is silent; and the end."""
    messages: list[tuple[str, ...]] = []
    while (question := scene.question) is not None:
        sheet = sheet_of(question.id)
        known = {
            id_: script[id_]
            for id_ in (*sheet.questions, *sheet.instead)
            if id_ in script and not scene.answers.asked(id_)
        }
        wanted = {asked.id: script.get(asked.id) for asked in scene.together}
        scene = told(scene, wanted | known, len(messages) + 1)
        messages.append((sheet.id, *wanted))
    return messages, scene


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_at_ten_every_published_case_has_its_verdict(facts: Catalogue, case: dict[str, Any]) -> None:
    script = from_mapping(case["answers"]).values
    messages, scene = walked(begun(facts, {"use_case": script["use_case"]}), script)
    assert len(messages) <= MOST_ASKED
    assert scene.reply.headline
    reply = scene.reply
    direction = reply.then if reply.verdict == "not_ready" else reply.verdict
    assert reply.verdict == case["right"] or direction not in case["wrong"]


@settings(max_examples=examples(15), deadline=None)
@given(st.data())
def test_whatever_is_answered_no_more_than_ten_messages_come(facts: Catalogue, data: st.DataObject) -> None:
    scene, number = begun(facts, {"use_case": "clauses"}), 0
    sheets: list[str] = []
    while (question := scene.question) is not None:
        number += 1
        sheet = sheet_of(question.id).id
        sheets += [] if sheets[-1:] == [sheet] else [sheet]
        assert number < 60
        asked = data.draw(st.sampled_from([scene.together, scene.together[:1]]))
        scene = told(
            scene,
            {
                one.id: data.draw(st.sampled_from(samples(one, scene.answers, scene.thresholds)), label=one.id)
                for one in asked
            },
            number,
        )
    assert len(sheets) <= MOST_ASKED
    assert scene.is_settled


def test_what_the_first_message_tells_takes_none_of_the_ten(facts: Catalogue) -> None:
    said = {
        "use_case": "clauses",
        "model": "gpt-5.4",
        "requests_per_month": Decimal(10**6),
        "examples": 1500,
        "labels": "checked",
    }
    assert begun(facts, said).log.asked_sheets == ()


def test_a_change_of_an_answer_takes_none_of_the_ten(facts: Catalogue) -> None:
    scene = told(begun(facts, {"use_case": "clauses"}), {"prompting": "scored"}, 1)
    assert scene.log.asked_sheets == ("prompting",)
    assert told(told(scene, {"gap": "none"}, 2), {"prompting": "tried"}, 3).log.asked_sheets == ("prompting", "gap")


def test_going_on_asks_beyond_the_ten(facts: Catalogue) -> None:
    script = from_mapping(CASES[0]["answers"]).values
    _, scene = walked(begun(facts, {"use_case": "clauses"}), script)
    assert scene.question is None
    assert scene.completing_question is not None


def test_who_goes_on_before_the_verdict_is_asked_of_one_sheet_at_a_time(facts: Catalogue) -> None:
    scene = told(begun(facts, {"use_case": "clauses"}), {"prompting": "scored"}, 1)
    scene = told(scene, {"gap": "behavior"}, 2)
    scene = told(scene, {"examples": 900}, 3).after(WentOn(by="U1"))
    while scene.question is not None:
        assert {sheet_of(one.id).id for one in scene.together} == {sheet_of(scene.question.id).id}
        scene = told(scene, {one.id: None for one in scene.together}, len(scene.log))


def test_as_soon_as_one_method_leads_it_says_so_and_training_never_does(facts: Catalogue) -> None:
    scene = told(begun(facts, {"use_case": "clauses"}), {"prompting": "scored"}, 1)
    assert scene.lead == ""
    leads = told(scene, {"gap": "knowledge"}, 2)
    assert leads.lead.startswith("On what you said: retrieve the facts. ")
    assert leads.lead.endswith(" questions confirm it.")
    assert told(scene, {"gap": "behavior"}, 2).lead == ""
    told_all, _ = leads, None
    while told_all.question is not None:
        left = told_all.questions_left
        told_all = told(told_all, {one.id: None for one in told_all.together}, 9)
        assert told_all.questions_left < left
    assert told_all.lead == ""
    assert told_all.reply.headline.startswith("Do not fine-tune. Retrieve the facts.")


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.id for sheet in SHEETS])
def test_the_reply_that_a_message_gives_as_its_example_answers_several_at_once(sheet: Any) -> None:
    first = "test_items" if sheet.id == "checklist" else sheet.questions[0]
    heard = hear_reply(
        Log(), Said(sheet.example), BY_ID[first], asked=True, addressed=True, is_model=lambda _text: True
    )
    assert heard is not None
    assert heard.act == "answer"
    answered = {question.id for question, _ in heard.changes}
    assert answered <= {*sheet.questions}
    assert len(answered) >= 2


def test_a_part_that_might_answer_two_questions_answers_none(facts: Catalogue) -> None:
    heard = hear_reply(
        Log(),
        Said("about monthly, rarely"),
        BY_ID["requirements_change"],
        asked=True,
        addressed=True,
        is_model=lambda _text: True,
    )
    assert heard is None or "facts_change" not in {question.id for question, _ in heard.changes}


def test_no_question_stands_in_two_sheets() -> None:
    ids = [id_ for sheet in SHEETS for id_ in sheet.questions]
    assert len(ids) == len(set(ids))
    assert {*ids, *(id_ for sheet in SHEETS for id_ in sheet.instead)} <= set(BY_ID)
