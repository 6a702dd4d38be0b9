"""Prices of untuned models: a request of any size costs what genai-prices says it does."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from genai_prices import Usage
from genai_prices.data_snapshot import get_snapshot

from pricing import base_prices
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from tests.helpers.support import APRIL, NOVEMBER

SIZES = (1, 37, 500, 128_000, 128_001, 200_000, 200_001, 272_000, 272_001, 1_000_000)


@pytest.mark.parametrize("day", [APRIL, NOVEMBER])
def test_a_request_of_any_size_costs_what_its_tier_says(facts: Catalogue, day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    for model in facts.untuned:
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
