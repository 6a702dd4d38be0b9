"""Several answers in one sentence; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.questions import BY_ID
from flows.reading import extract


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples",
            {
                "task": "extraction", "requests_per_month": 1_000_000, "model": "gpt-5.4", "input_tokens": 500, "output_tokens": 200,
                "examples": 1500, "labels": "checked",
            },
        ),
        ("40k/day and $4,250/mo on Claude Haiku 4.5", {"requests_per_month": 1_216_000, "monthly_spend_usd": 4250, "model": "Claude Haiku 4.5"}),
        ("500 input tokens, 200 output tokens", {"input_tokens": 500, "output_tokens": 200}),
        ("upkeep $500 a month", {"upkeep_usd": 500}),
        ("$8k per month of maintenance", {"upkeep_usd": 8000}),
        ("we have 100 test items", {"test_items": 100}),
        ("gpt 5.4 mini", {"model": "gpt 5.4 mini"}),
        ("300 unchecked examples", {"examples": 300, "labels": "unchecked"}),
        ("let us talk about it tomorrow at 10", {}),
        ("3 people in my team like it", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_stands_plainly_in_a_sentence_is_read(text: str, found: dict[str, object]) -> None:
    assert extract(text) == found


@given(st.text(max_size=400))
def test_any_text_gives_valid_answers_or_none(text: str) -> None:
    assert set(extract(text)) <= set(BY_ID)
