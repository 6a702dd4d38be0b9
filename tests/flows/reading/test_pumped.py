"""No text holds anything up: what is read grows no faster than its length, however it is pumped."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from flows.language.extract import find
from flows.language.intent import Said, hear
from flows.lifecycle.reports import read_numbers
from flows.log.log import Log
from flows.questions import BY_ID
from flows.reading.reader import read_reply
from flows.reading.title import title_of
from flows.text import Refused
from tests.helpers.pace import PATIENCE

UNITS = (
    " ", "\n", ",", ".", "1", "1 ", "5% ", "$5 ", "2 of 3 ", "not ", "gpt-5.4 ", "another way: ", "the newer ", "yes ", "from 3 to 4 ", "-",
    "change volume to ", "what if ", "score 8 ", "a",
)  # fmt: skip
BUDGET = 0.7


@pytest.mark.parametrize("size", [1_000, 10_000, 40_000])
@pytest.mark.parametrize("unit", UNITS)
def test_a_pumped_text_is_read_within_its_budget(unit: str, size: int) -> None:
    text = (unit * (size // len(unit) + 1))[:size]
    for question in (None, BY_ID["gap"], BY_ID["labels"], BY_ID["examples"], BY_ID["upkeep_usd"], BY_ID["metric"]):
        began = time.thread_time()
        read_reply(text, question)
        hear(Log(), Said(text), question)
        assert time.thread_time() - began < BUDGET * PATIENCE, question
    began = time.thread_time()
    title_of(text)
    find(text)
    with suppress(Refused):
        read_numbers(text, None)
    assert time.thread_time() - began < BUDGET * PATIENCE
