"""Several answers in one sentence; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language.extract import extract, find
from flows.questions import BY_ID


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (
            "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples",
            {
                "task": "extraction",
                "requests_per_month": 1_000_000,
                "model": "gpt-5.4",
                "input_tokens": 500,
                "output_tokens": 200,
                "examples": 1500,
                "labels": "checked",
            },
        ),
        (
            "40k/day and $4,250/mo on Claude Haiku 4.5",
            {"requests_per_month": 1_216_000, "monthly_spend_usd": 4250, "model": "Claude Haiku 4.5"},
        ),
        ("500 input tokens, 200 output tokens", {"input_tokens": 500, "output_tokens": 200}),
        ("500 in, 200 out", {"input_tokens": 500, "output_tokens": 200}),
        ("500 in / 200 out", {"input_tokens": 500, "output_tokens": 200}),
        ("500 tokens in", {"input_tokens": 500}),
        ("500 input tokens per request", {"input_tokens": 500}),
        ("upkeep $500 a month", {"upkeep_usd": 500}),
        ("$8k per month of maintenance", {"upkeep_usd": 8000}),
        ("we have 100 test items", {"test_items": 100}),
        ("gpt 5.4 mini", {"model": "gpt 5.4 mini"}),
        ("300 unchecked examples", {"examples": 300, "labels": "unchecked"}),
        ("1 000 000 requests a month", {"requests_per_month": 1_000_000}),
        ("around 2,000 labelled tickets", {"examples": 2000}),
        ("2,000 labelled emails and 50 test cases", {"examples": 2000, "test_items": 50}),
        ("10 rps", {"requests_per_month": 26_265_600}),
        ("we don't have 500 examples, we have 300 examples", {"examples": 300}),
    ],
)
def test_what_stands_plainly_in_a_sentence_is_read(text: str, answers: dict[str, object]) -> None:
    assert extract(text) == answers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "let us talk about it tomorrow at 10",
        "3 people in my team like it",
        "we don't have 500 examples yet",
        "never checked examples",
        "500 poorly checked examples",
        "500 un-checked examples",
        "1-2M requests a month",
        "between 100k and 200k requests a month",
        "100k to 200k requests a month",
        "100k requests a month to 200k requests a month",
        "5 in 100",
        "20 in review",
        "$2.50/1M tokens in",
        "8 GPUs at $3/hour",
        "$3 per minute",
        "1M tokens a month",
        "2,000 checked examples and 300 unchecked examples",
        "2,000 labelled tickets a month",
        "gpt-5.4 or claude haiku 4.5",
        "on gpt-5.4, on gpt-4",
        "not on gpt-5.4",
        "GPT-4 checked them",
        "do we need 500 examples?",
        "if we had 500 examples",
        "up to 500 input tokens",
        "1M input tokens a month",
        "500 requests a day per user",
        "we spend 5k a month",
        "4 per year",
        "500 tokens in total",
        "100k requests per working day",
        "500 200 requests a month",
        "1,5M requests a month",
        "2k examples needed",
        "\ud800 500 examples",
        "we put 5 examples in the prompt",
    ],
)
def test_what_does_not_stand_plainly_is_left(text: str) -> None:
    assert extract(text) == {}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("format drifts, 1500 checked examples, 100 test items", "format drifts"),
        ("yes, Anna, upkeep $2k a month", "yes, Anna"),
        ("we have 100 test items", ""),
        ("scored and 1500 examples", "scored"),
        ("plain words", "plain words"),
        ("scored, the vendor invoices $4k per month", ""),
        ("aws, our bill is $4,250 a month", "aws"),
        ("we tried it and scored it, 100 test items", "we tried it and scored it"),
    ],
)
def test_what_is_left_is_for_the_open_question(text: str, left: str) -> None:
    assert find(text).left == left


@pytest.mark.parametrize(
    "word", ["not", "never", "no", "without", "need", "almost", "under", "if we had", "we don't have"]
)
@pytest.mark.parametrize(
    "fact", ["500 examples", "100 test items", "1M requests a month", "500 input tokens", "$2k a month"]
)
def test_a_denied_or_hedged_fact_is_none(word: str, fact: str) -> None:
    assert extract(f"{word} {fact}") == {}


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_values_for_one_question_are_none(first: int, second: int) -> None:
    answers = extract(f"{first} examples, {second} examples")
    assert answers == ({"examples": first} if first == second else {})


@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(
            [
                "500",
                "in",
                "200",
                "out",
                "1M",
                "-",
                "$",
                "requests",
                "a",
                "month",
                "examples",
                "checked",
                "not",
                ",",
                ".",
                "gpt-5",
            ]
        )
    ).map(" ".join)
)
def test_any_text_gives_valid_answers_or_none(text: str) -> None:
    assert set(extract(text)) <= set(BY_ID)
