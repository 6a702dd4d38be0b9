"""What somebody's words mean while a question is open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language.intent import Said, hear
from flows.log.entries import answered
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Value

LOG = (answered("requests_per_month", 1_000_000, "1M", None, None, None),)


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("metric", "yes, F1", {"metric": "F1"}),
        ("metric", "it's accuracy", {"metric": "accuracy"}),
        ("metric", "I'd say F1", {"metric": "F1"}),
        ("metric", "yes", {"metric": True}),
        ("model", "it's gpt-4o", {"model": "gpt-4o"}),
        ("model", "gpt-4o (azure)", {"model": "gpt-4o (azure)"}),
        ("model", "our own llama 3.1 70b", {"model": "our own llama 3.1 70b"}),
        ("baseline_measured", "yes, 0.84", {"baseline_measured": True, "baseline": "0.84"}),
        ("baseline_measured", "yes it scored 84%", {"baseline_measured": True, "baseline": "0.84"}),
        ("metric", "1M requests a month", {"requests_per_month": "1000000"}),
        ("use_case", "- sort *support* tickets 😀", {"use_case": "- sort *support* tickets 😀"}),
        ("use_case", "sort tickets\nby team", {"use_case": "sort tickets\nby team"}),
        ("hypothesis", "I think it will learn the format", {"hypothesis": "I think it will learn the format"}),
        (None, "change the volume to 2M please", {"requests_per_month": "2000000"}),
    ],
)
def test_a_reply_is_read_as_it_is_meant(question: str | None, text: str, answers: dict[str, Value]) -> None:
    heard = hear(Log(), Said(text), BY_ID[question] if question else None)
    actual = {
        question.id: value if isinstance(value, bool) else f"{value:f}" if not isinstance(value, str) else value
        for question, value in heard.changes
    }  # type: ignore[str-format]
    assert actual == answers


@pytest.mark.parametrize(
    "text", ["yes, half of them", "yes, 40 of 50", "yes, 40/50", "yes, 140%", "yes, 50 items", "yes, 3"]
)
def test_a_yes_with_a_number_that_may_mean_something_else_is_asked_again(text: str) -> None:
    assert hear(Log(), Said(text), BY_ID["baseline_measured"]).act == "refuse"


@pytest.mark.parametrize(
    ("text", "act", "request_"),
    [
        ("go back please", "back", None),
        ("please go back", "back", None),
        ("status please", "request", "status"),
        ("show status", "request", "status"),
        ("*help*", "request", "help"),
        ("what if we had 5000 examples", "request", "what_if"),
    ],
)
def test_a_polite_command_is_one(text: str, act: str, request_: str | None) -> None:
    heard = hear(Log(LOG), Said(text), None)
    assert (heard.act, heard.request) == (act, request_)


def test_a_what_if_of_what_we_had_reads_the_number() -> None:
    assert hear(Log(), Said("what if we had 5000 examples"), None).changes == ((BY_ID["examples"], 5000),)


@given(st.sampled_from([None, *BY_ID]), st.text(max_size=200))
def test_any_text_is_heard(question: str | None, text: str) -> None:
    assert hear(Log(LOG), Said(text), BY_ID[question] if question else None).act
