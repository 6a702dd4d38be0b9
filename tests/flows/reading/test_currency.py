"""A sum in another money counts as dollars where the company says what one costs, and is asked back where it does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.conversation.turn import turn
from flows.language.currency import in_dollars
from flows.language.intent import Said
from flows.log.log import Log
from flows.questions import BY_ID
from flows.reading.hearing import hear_reply
from flows.verdict.scene import Scene
from pricing.catalogue import Catalogue
from pricing.company import Company
from tests.helpers.support import NOVEMBER

EUR = {"EUR": Decimal("1.08"), "GBP": Decimal("1.25")}


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("€4,000 a month", "$4320 a month"),
        ("about 4k euros", "about $4320"),
        ("£100 and 50 €", "$125 and $54"),
        ("EUR 1.5M", "$1620000"),
        ("$4,000", "$4,000"),
        ("400 tokens, Europe only", "400 tokens, Europe only"),
        ("100 CHF", "100 CHF"),
        ("4.000 € im Monat", "4.000 € im Monat"),
    ],
)
def test_each_sum_in_a_known_money_is_put_into_dollars(text: str, dollars: str) -> None:
    assert in_dollars(text, EUR) == dollars


def heard(question: str, text: str, usd_of: dict[str, Decimal]) -> dict[str, Any]:
    reply = hear_reply(
        Log(), Said(text), BY_ID[question], asked=True, addressed=True, is_model=lambda _text: True, usd_of=usd_of
    )
    return {} if reply is None else {changed.id: value for changed, value in reply.changes}


def test_without_a_rate_no_euro_is_a_dollar() -> None:
    assert heard("upkeep_usd", "€500 a month", {}) == {}
    assert heard("upkeep_usd", "€500 a month", EUR) == {"upkeep_usd": Decimal(540)}


def test_the_words_are_kept_as_they_were_typed(facts: Catalogue) -> None:
    catalogue = replace(facts, company=Company(currency=EUR))
    scene = Scene(Log(), NOVEMBER, catalogue)
    taken = turn(scene, Said("change upkeep to €500"))
    (entry,) = taken.entries
    assert entry.text == "change upkeep to €500"
    assert scene.after(*taken.entries).answers.number("upkeep_usd") == 540


@given(st.text(max_size=200))
def test_a_text_without_other_money_stays_as_it_is(text: str) -> None:
    assert in_dollars(text, {}) == text
