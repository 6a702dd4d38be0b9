"""Prices of untuned models on a day, from the genai-prices package (offline, dated).

Three traps are closed here: models are found by exact id only (a near match can belong to another
provider), a price of zero means that there is none, and one request is priced, never a month, so
that the tier of long requests is the right one.
"""

from __future__ import annotations

import importlib.metadata
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from genai_prices import Usage
from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import Provider, TieredPrices

from pricing.facts import BaseModelId, Fact
from pricing.money import MILLION

SOURCE = f"genai-prices {importlib.metadata.version('genai-prices')}"
CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class TokenRates:
    """USD per 1M tokens for requests of one size, and where that comes from."""

    input: Decimal
    cached: Decimal
    output: Decimal
    fact: Fact

    def request_usd(self, input_tokens: Decimal, cached_share: Decimal, output_tokens: Decimal) -> Decimal:
        """USD for one request."""
        fresh = input_tokens * (1 - cached_share)
        return (fresh * self.input + input_tokens * cached_share * self.cached + output_tokens * self.output) / MILLION


@cache
def _models(provider: str) -> dict[str, Any]:
    listed = _listed(provider)
    return {} if listed is None else {model.id: model for model in listed.models}


def _listed(provider: str) -> Provider | None:
    return next((listed for listed in get_snapshot().providers if listed.id == provider), None)


def provider_page(provider: str) -> str | None:
    """The price page that genai-prices names for a provider, if any."""
    listed = _listed(provider)
    return listed.pricing_urls[0] if listed is not None and listed.pricing_urls else None


def rates(base: BaseModelId, as_of: date, input_tokens: int) -> TokenRates | None:
    """Rates on a day (UTC noon) for a request of `input_tokens`; None where there is no price."""
    past = [start for start in _tiers(base, as_of) if start < input_tokens]
    # Within a tier a token costs the same, so that each tier is computed once, whatever sizes are asked for.
    return _rates(base, as_of, max(past) + 1 if past else 1)


@lru_cache(maxsize=4096)
def _tiers(base: BaseModelId, as_of: date) -> tuple[int, ...]:
    """The sizes of a request above which some token of the model costs more or less."""
    model = _models(base.provider).get(base.id)
    if model is None:
        return ()
    price = model.get_prices(datetime.combine(as_of, time(12), tzinfo=UTC))
    return tuple({tier.start for part in vars(price).values() if isinstance(part, TieredPrices) for tier in part.tiers})


@lru_cache(maxsize=4096)
def _rates(base: BaseModelId, as_of: date, size: int) -> TokenRates | None:
    model = _models(base.provider).get(base.id)
    if model is None:
        return None
    price = model.get_prices(datetime.combine(as_of, time(12), tzinfo=UTC))

    def per_million(usage: Usage, count: int) -> Decimal:
        return Decimal(price.calc_price(usage)["total_price"]) * MILLION / count

    fresh = per_million(Usage(input_tokens=size, output_tokens=0), size)
    both = per_million(Usage(input_tokens=size, output_tokens=1000), 1000)
    output = both - fresh * size / 1000
    if fresh == 0 or output == 0:
        return None
    cached = per_million(Usage(input_tokens=size, cache_read_tokens=size, output_tokens=0), size)
    page = provider_page(base.provider)
    source = f"{SOURCE}: {base.provider}/{base.id}" + (f", {page}" if page else "")
    fact = Fact(source=source, source_date=CHECKED_ON.isoformat(), grade="C", checked_on=CHECKED_ON)
    return TokenRates(input=fresh, cached=cached, output=output, fact=fact)


@lru_cache(maxsize=1024)
def find(name: str) -> BaseModelId | None:
    """The priced model that a person's name for it means ("GPT 5.4 mini"), or None.

    Providers' own ids are looked through first, hosts of open weights last.
    """
    wanted = plain_name(name)
    if not wanted:
        return None
    for provider in ("openai", "anthropic", "google", "mistral", "deepseek", "x-ai", "aws", "openrouter"):
        for model_id in _models(provider):
            base = BaseModelId(provider=provider, id=model_id)
            if plain_name(model_id) == wanted:
                return base
    return None


_DATE_SUFFIX = re.compile(r"-20\d\d-?\d\d-?\d\d$")


def plain_name(name: str) -> str:
    """Letters and digits only, lower case, without the host before it and the day behind it.

    "GPT 5.4 mini", "openai/gpt-5.4-mini" and "gpt-5.4-mini-2026-03-17" are one name.
    """
    bare = _DATE_SUFFIX.sub("", name.strip().lower().split("/")[-1])
    return "".join(letter for letter in bare if letter.isalnum())
