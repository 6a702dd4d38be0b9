"""Typed text and documents become values, values become text; nothing that can be typed breaks anything."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.answers import Answers, Refused, from_document, is_not_sure, show, to_document
from flows.question import Question, Value
from flows.questions import BY_ID, COSTS, FIVE, QUESTIONS, READINESS, named
from flows.typed import read

questions = st.sampled_from(QUESTIONS)


@st.composite
def a_value(draw: st.DrawFn, question: Question) -> Value:
    match question.kind:
        case "choice":
            return draw(st.sampled_from([one.value for one in question.choices]))
        case "flag":
            return draw(st.booleans())
        case "count":
            return draw(st.integers(0, int(question.high)))
        case "rounds":
            return draw(st.integers(0, 100) | st.booleans())
        case "hosts":
            return draw(st.sampled_from([("any",), ("azure", "openai"), ("self_hosted",), ("a_place_of_our_own",)]))
        case "text" | "name" | "box":
            raw = draw(st.text(min_size=1, max_size=50))
            try:
                value = from_document(question, raw)
            except Refused:
                value = None
            return "words" if value is None else value
        case _:
            high = Decimal(1) if question.kind == "share" else min(question.high, Decimal(10) ** 9)
            drawn = draw(st.decimals(question.low, high, allow_nan=False, places=6))
            value = from_document(question, drawn)
            assert isinstance(value, Decimal)
            return value


@given(st.data(), questions)
def test_what_is_shown_can_be_read_back(data: st.DataObject, question: Question) -> None:
    value = data.draw(a_value(question))
    assert read(question, show(question, value)) == value


@given(questions, st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_sentence(question: Question, text: str) -> None:
    try:
        value = read(question, text)
    except Refused as refused:
        assert str(refused).endswith(".")
        assert "please give" in str(refused)
    else:
        assert from_document(question, value if not isinstance(value, tuple) else list(value)) == value


@given(st.data(), questions, questions)
def test_changing_one_answer_leaves_the_others(data: st.DataObject, one: Question, other: Question) -> None:
    before = Answers().having(one.id, data.draw(a_value(one)))
    after = before.having(other.id, data.draw(a_value(other)))
    if one.id != other.id:
        assert after.get(one.id) == before.get(one.id)
        assert after.without(other.id) == before
        assert after.having(other.id, None).asked(other.id)
        assert after.having(other.id, None).get(other.id) is None


@pytest.mark.parametrize(
    ("id_", "text", "value"),
    [
        ("requests_per_month", "1.2M", 1_200_000), ("requests_per_month", "1,200,000 a month", 1_200_000),
        ("requests_per_month", "40k/day", 1_216_000), ("requests_per_month", "about 2 million per month", 2_000_000),
        ("requests_per_month", "3 per second", 7_879_680), ("requests_per_month", "70k weekly", 304_000),
        ("monthly_spend_usd", "$4,250/mo", 4250), ("monthly_spend_usd", "4.2k", 4200), ("upkeep_usd", "$176,000 a year", Decimal("14666.67")),
        ("baseline", "84%", Decimal("0.84")), ("baseline", "0.84", Decimal("0.84")), ("baseline", "84", Decimal("0.84")),
        ("baseline", "84 percent", Decimal("0.84")), ("baseline", "42 of 50", Decimal("0.84")), ("real_share", "all of them", 1),
        ("real_share", "half", Decimal("0.5")), ("real_share", "none", 0), ("growth_per_month", "-5%", Decimal("-0.05")),
        ("model", "gpt 5.4 mini", "gpt 5.4 mini"), ("prompting", "we tried it and scored it", "scored"), ("prompting", "2", "tried"),
        ("prompting", "No", "none"), ("prompting", "not yet", "none"), ("gap", "mostly style drift", "behavior"), ("labels", "nobody checked them", "unchecked"),
        ("strongest_model", "doesn't", "does_not"), ("strongest_model", "not tried", "not_tried"), ("task", "support chatbot", "qa"),
        ("recurrence", "one-off", "one_off"), ("upkeep_owner", "yes, Ana", True), ("upkeep_owner", "nobody", False), ("iterations", "3", 3),
        ("iterations", "yes", True), ("metric", "no", False), ("metric", "F1 on clauses", "F1 on clauses"), ("examples", "about 1500", 1500),
        ("examples", "2k", 2000), ("hosts", "AWS and Google", ("bedrock", "vertex")), ("hosts", "anywhere", ("any",)), ("input_tokens", "1.5k", 1500),
    ],
)  # fmt: skip
def test_typed_text_is_read_generously(id_: str, text: str, value: Value) -> None:
    assert read(BY_ID[id_], text) == value


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("examples", "-5"), ("examples", "many"), ("examples", "12.5"), ("baseline", "140%"), ("baseline", "1.5.5"), ("prompting", "not scored"),
        ("gap", "style and facts"), ("upkeep_owner", "perhaps"), ("requests_per_month", "500 in 200 out"), ("horizon_months", "0"),
        ("growth_per_month", "-200%"), ("use_case", "   "), ("hosts", ","), ("model", "\x00\x07"), ("examples", "9" * 400), ("examples", "3 x 9"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(id_: str, text: str) -> None:
    with pytest.raises(Refused, match="please give"):
        read(BY_ID[id_], text)


def test_an_endless_answer_is_refused() -> None:
    with pytest.raises(Refused, match="10,000"):
        read(BY_ID["use_case"], "x" * 10_001)


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
    assert set(FIVE) | set(READINESS) | set(COSTS) <= set(BY_ID)
