"""Several answers in one sentence; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language.extract import extract, find
from flows.language.intent import Said, hear
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.compound import OwnGpus
from flows.text import MAX_TEXT
from tests.helpers.pace import within


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
    ("text", "answers"),
    [
        ("a wrong answer costs us $40", {"error_cost_usd": 40}),
        ("each mistake costs about $1.2k", {"error_cost_usd": 1200}),
        ("$40 per wrong answer, 1500 examples", {"error_cost_usd": 40, "examples": 1500}),
        ("batch is fine", {"batch": True}),
        ("answers can wait overnight", {"batch": True}),
        ("EU only", {"region": "eu"}),
        ("1M requests a month, EU-only", {"requests_per_month": 1_000_000, "region": "eu"}),
        ("US only", {"region": "us"}),
        ("our data must stay in the EU", {"region": "eu"}),
        ("p95 is 1800 ms and must be under 500 ms", {"latency_now_ms": 1800, "latency_needed_ms": 500}),
        ("p95 is 1.8s, but it has to be below 0.5 s", {"latency_now_ms": 1800, "latency_needed_ms": 500}),
        ("our latency p95 is 1800ms today", {"latency_now_ms": 1800}),
        ("p95 must be under 500 ms", {"latency_needed_ms": 500}),
        ("p95 is 1800 ms but p99 must be under 500 ms", {"latency_now_ms": 1800}),
        ("we have 4 H100s", {"own_gpus": OwnGpus("H100", 4)}),
        ("we own 8 x A100 80GB GPUs and 1500 examples", {"own_gpus": OwnGpus("A100 80GB", 8), "examples": 1500}),
        ("we have 4 l40s", {"own_gpus": OwnGpus("L40S", 4)}),
        (
            "ticket triage, 1M requests a month on gpt-5.4, EU only, batch is fine, a wrong answer costs us $40",
            {"requests_per_month": 1_000_000, "model": "gpt-5.4", "region": "eu", "batch": True, "error_cost_usd": 40},
        ),
    ],
)
def test_what_a_team_knows_besides_is_read_where_it_stands_plainly(text: str, answers: dict[str, object]) -> None:
    assert extract(text) == answers


@pytest.mark.parametrize(
    "text",
    [
        "a wrong answer costs us $40 a month",
        "a wrong answer costs us $40 to $60",
        "if a wrong answer costs us $40",
        "does a wrong answer cost $40?",
        "$40 per answer",
        "batch is not fine",
        "batch is fine, but not for chat",
        "batch is fine for testing",
        "is batch fine?",
        "batch is fine?",
        "it can wait",
        "us only",
        "only us",
        "for us",
        "EU only?",
        "not EU only",
        "for EU only customers",
        "our EU only product",
        "data must stay in the EU or the US",
        "data must stay in the EU, if legal says so",
        "EU only, US only",
        "p99 must be under 500 ms",
        "p95 was 1800 ms",
        "p95 is 1-2 s",
        "p95 is 1800 ms at peak",
        "p95 of 500 ms or less",
        "we need a p95 of 500 ms",
        "must be under 500 ms",
        "we have 4 GPUs",
        "we have 4 H100s and 2 A100s",
        "we have 4 H100s, 2 T4s",
        "we have 4 H100s at $3/hour",
        "we have 4 H100s, rented",
        "we don't have 4 H100s",
        "if we have 4 H100s",
        "rent 4 H100s",
    ],
)
def test_what_a_team_knows_besides_is_left_where_it_does_not(text: str) -> None:
    assert extract(text) == {}


@pytest.mark.parametrize("question", ["data_may_leave", "hosts", "latency_sensitive", None])
def test_eu_only_is_a_region_whatever_is_asked(question: str | None) -> None:
    heard = hear(Log(), Said("EU only"), BY_ID[question] if question else None)
    assert heard.changes == ((BY_ID["region"], "eu"),)


@pytest.mark.parametrize(
    "pumped",
    [
        "we have 4 H100s and ", "we have 4 ", "4 H100", "p95 ", "p95 is 1 s and ", "p95 is ", "must be under ", "a wrong answer costs us ",
        "$40 ", "$40 per ", "an error ", "EU only, ", "EU only ", "and EU ", "data must stay in the ", "batch is fine", "batch is fine, ",
        "A100 ", "1,000", "answers can wait ",
    ],
)  # fmt: skip
def test_nothing_takes_long_however_often_it_says_the_same(pumped: str) -> None:
    for end in ("", " !?%", "x"):
        with within(3):
            find((pumped * MAX_TEXT)[: MAX_TEXT - 4] + end)


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
                "p95",
                "ms",
                "EU",
                "only",
                "H100",
                "we have",
                "wrong answer costs",
            ]
        )
    ).map(" ".join)
)
def test_any_text_gives_valid_answers_or_none(text: str) -> None:
    assert set(extract(text)) <= set(BY_ID)
