"""Prices of untuned models: a request of any size costs what genai-prices says it does."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from genai_prices import Usage
from genai_prices.data_snapshot import get_snapshot

from pricing import base_prices, packages
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from tests.helpers.support import APRIL, NOVEMBER

SIZES = (1, 37, 500, 128_000, 128_001, 200_000, 200_001, 272_000, 272_001, 1_000_000)


@pytest.mark.parametrize("day", [APRIL, NOVEMBER])
def test_a_request_of_any_size_costs_what_its_tier_says(facts: Catalogue, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    for model in facts.untuned:
        if model.base is None:
            continue
        provider = next(listed for listed in get_snapshot().providers if listed.id == model.base.provider)
        priced = next(listed for listed in provider.models if listed.id == model.base.id).get_prices(noon)
        for size in SIZES:
            rates = base_prices.rates(model.base, day, size)
            if rates is None:
                continue
            expected = priced.calc_price(Usage(input_tokens=size, output_tokens=300))["total_price"]
            assert rates.request_usd(Decimal(size), Decimal(0), Decimal(300)) == expected, (model.id, size)


def test_a_long_prompt_is_dearer_by_the_token() -> None:
    short, long = (
        base_prices.rates(BaseModelId(provider="openai", id="gpt-5.4"), NOVEMBER, size) for size in (272_000, 272_001)
    )
    assert short is not None
    assert long is not None
    assert long.input > short.input
    assert base_prices.rates(BaseModelId(provider="openai", id="gpt-5.4"), NOVEMBER, 0) == base_prices.rates(
        BaseModelId(provider="openai", id="gpt-5.4"), NOVEMBER, 500
    )


def test_a_price_counts_as_a_copy_of_the_page_while_it_is_fresh() -> None:
    luna = BaseModelId(provider="openai", id="gpt-6-luna")
    for day, grade in ((date(2026, 10, 14), "B"), (date(2026, 12, 13), "B"), (date(2026, 12, 14), "C")):
        rates = base_prices.rates(luna, day, 500)
        assert rates is not None
        assert (rates.fact.grade, rates.fact.source_date) == (grade, "2026-10-14")


def test_a_price_without_a_page_is_a_third_partys() -> None:
    assert packages.grade(NOVEMBER, NOVEMBER, None) == "C"
    assert packages.grade(None, NOVEMBER, "https://a.example/") == "C"
    assert packages.grade(NOVEMBER, NOVEMBER, "https://a.example/") == "B"


def test_batch_and_cache_have_prices_of_their_own() -> None:
    prices = base_prices.price_list(BaseModelId(provider="anthropic", id="claude-haiku-5-5"), NOVEMBER)
    assert prices is not None
    assert (prices.cached, prices.cache_write, prices.cache_write_1h) == (
        Decimal("0.01"),
        Decimal("0.125"),
        Decimal("0.2"),
    )
    assert (prices.batch_input, prices.batch_output) == (Decimal("0.05"), Decimal("0.25"))
    assert prices.longer_than == (100_000,)
    assert prices.peak_input is None
    assert base_prices.price_list(BaseModelId(provider="nobody", id="x"), NOVEMBER) is None


def test_a_change_of_price_is_known_ahead() -> None:
    flash = BaseModelId(provider="google", id="gemini-3.8-flash")
    assert base_prices.changes_on(flash, NOVEMBER) == (date(2027, 1, 1),)
    assert base_prices.changes_on(flash, date(2027, 1, 1)) == ()
    assert base_prices.changes_on(BaseModelId(provider="openai", id="gpt-5.4"), NOVEMBER) == ()
    assert base_prices.changes_on(BaseModelId(provider="google", id="gemini-4-argon"), NOVEMBER) == (date(2026, 12, 1),)
