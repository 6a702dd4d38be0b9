"""A title names the work, without figures, and is never cut inside a word or a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.title import LONGEST, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("contract clause extraction, we pay $4,100 a month, 1M requests", "contract clause extraction"),
        ("hi all, we want to summarise board minutes. 300 a month", "summarise board minutes"),
        (
            "Insurance. We sort incoming claims into 30 groups. 40k a month",
            "Insurance: sort incoming claims into 30 groups",
        ),
        ("label support tickets by product", "label support tickets by product"),
        (
            "we make podcasts, and each episode (70 a month) gets chapter titles",
            "make podcasts and each episode gets chapter titles",
        ),
        ("<@U0SWFT> mortgage document sorting", "mortgage document sorting"),
    ],
)
def test_a_title_says_what_the_work_is(text: str, title: str) -> None:
    assert title_of(text) == title


@given(st.text(max_size=400))
def test_a_title_is_short_and_made_of_what_was_typed(text: str) -> None:
    title = title_of(text)
    assert len(title) <= LONGEST + 3


def test_a_long_title_ends_after_a_whole_word() -> None:
    title = title_of("classify " + "1,234,567 very long names of things and " * 10)
    assert len(title) <= LONGEST + 3
    assert title.removesuffix("...").split()[-1] in (
        "classify",
        "1,234,567",
        "very",
        "long",
        "names",
        "of",
        "things",
        "and",
    )
