"""The answers of a team: what is changed, kept and shown; and the questions they belong to."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.questions import BY_ID, COSTS, FIVE, MORE, QUESTIONS, READINESS, named
from flows.questions.answers import Answers, from_document, is_not_sure, read_stored, stored, to_document
from flows.questions.compound import GPU_KINDS, OwnGpus
from flows.questions.question import Question
from pricing import loading
from tests.helpers.strategies import a_value

questions = st.sampled_from(QUESTIONS)


@given(st.data(), questions, questions)
def test_changing_one_answer_leaves_the_others(data: st.DataObject, first: Question, second: Question) -> None:
    before = Answers().having(first.id, data.draw(a_value(first)))
    after = before.having(second.id, data.draw(a_value(second)))
    if first.id != second.id:
        assert after.get(first.id) == before.get(first.id)
        assert after.without(second.id) == before
        assert after.having(second.id, None).asked(second.id)
        assert after.having(second.id, None).get(second.id) is None


@pytest.mark.parametrize("text", ["not sure", "Not sure.", "idk", "?", "I don’t know", "skip"])
def test_not_sure_is_an_answer(text: str) -> None:
    assert is_not_sure(text)


def test_answers_become_a_document() -> None:
    answers = Answers(
        {"examples": 5, "baseline": Decimal("0.5"), "hosts": ("any",), "gone_question": 3, "upkeep_usd": Decimal(500)}
    )
    assert to_document(answers) == {"examples": 5, "baseline": 0.5, "hosts": ["any"], "upkeep_usd": 500}


def test_a_text_or_number_of_another_kind_is_none() -> None:
    answers = Answers({"gap": "behavior", "upkeep_owner": True, "examples": 5})
    assert answers.number("gap") is None
    assert answers.number("upkeep_owner") is None
    assert answers.text("examples") is None
    assert set(answers) == {"gap", "upkeep_owner", "examples"}


def test_every_question_says_why_and_can_be_named() -> None:
    assert len(BY_ID) == len(QUESTIONS)
    for question in QUESTIONS:
        assert question.ask.endswith("?")
        assert question.why.endswith(".")
        assert (question.kind == "choice") == bool(question.choices)
        assert named(question.id) == question
        for name in question.names:
            assert named(name) == question, name
    assert named("the volume") == BY_ID["requests_per_month"]
    assert named("nonsense") is None


def test_the_lists_of_what_to_ask_name_questions() -> None:
    assert set(FIVE) | set(READINESS) | set(COSTS) | set(MORE) <= set(BY_ID)


@given(st.data(), questions)
def test_a_value_is_kept_as_json_and_read_again(data: st.DataObject, question: Question) -> None:
    value = data.draw(a_value(question))
    kept = json.loads(json.dumps(stored(value)))
    assert read_stored(question, kept) == value
    assert read_stored(question, value) == value
    assert hash(read_stored(question, kept)) == hash(value)


def test_gpus_are_spelled_as_the_catalogue_spells_them() -> None:
    assert set(GPU_KINDS) == {gpu.kind for gpu in loading.load().gpus}
    for kind in GPU_KINDS:
        assert from_document(BY_ID["own_gpus"], {"type": kind.lower(), "count": 1}) == OwnGpus(kind, 1)
