"""What was probably said is asked with its reading on the screen, and a click carries exactly that."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from bot.block_kit.button_value import carried
from bot.block_kit.forms import read_one
from bot.block_kit.message import Message
from bot.block_kit.proposals import proposal_message
from flows.questions import BY_ID


@pytest.mark.parametrize(
    ("question", "value", "shown"),
    [
        ("real_share", Decimal("0.9523"), "95.23% of the inputs?"),
        ("growth_per_month", Decimal("-0.02"), "-2% a month?"),
        ("upkeep_usd", Decimal("3000.5"), "$3,000.5 a month?"),
        ("hosts", ("azure", "bedrock"), "azure, bedrock?"),
        ("examples", 300, "300 examples?"),
        ("data_may_leave", False, "no?"),
        ("gap", "behavior", "It can do it, but style"),
        ("requests_per_month", Decimal("30416.67"), "30,416.67 requests a month?"),
        ("horizon_months", Decimal(6), "6 months?"),
        ("region", "eu", "In the EU?"),
    ],
)
def test_a_click_on_yes_says_what_was_shown(
    question: str, value: Any, shown: str, check_message: Callable[[Message], None]
) -> None:
    message = proposal_message(7, {question: (value,)})
    check_message(message)
    assert shown in message.text
    yes, no = message.blocks[1]["elements"]
    read = carried(yes["value"])
    assert read is not None
    assert read_one(BY_ID[question], read.value) == value
    assert no["text"]["text"] == "No"


def test_of_two_readings_each_has_its_button_and_neither_is_one_too(check_message: Callable[[Message], None]) -> None:
    message = proposal_message(7, {"task": ("extraction", "format")})
    check_message(message)
    assert [button["text"]["text"] for button in message.blocks[1]["elements"]] == ["Extraction", "Format", "Neither"]


def test_at_most_three_things_are_asked_at_once() -> None:
    several = {"task": ("qa",), "gap": ("none",), "batch": (True,), "region": ("eu",)}
    assert len(proposal_message(7, several).blocks) == 6
