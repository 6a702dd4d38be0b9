"""Prices of untuned models on a day, from the genai-prices package (offline, dated).

Three traps are closed here: models are found by exact id only (a near match can belong to another
provider), a price of zero means that there is none, and one request is priced, never a month, so
that the tier of long requests is the right one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from genai_prices import Usage
from genai_prices.data_snapshot import get_snapshot
from genai_prices.types import ConditionalPrice, Provider, StartDateConstraint, TieredPrices, TimeOfDateConstraint

from pricing import packages
from pricing.endings import undated_key
from pricing.facts import BaseModelId, Fact
from pricing.money import MILLION

SOURCE = packages.version("genai-prices")
_VERIFIED = re.compile(r"verified on (\d{4}-\d\d-\d\d)")
_BATCH = {"processing": "batch"}


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


@cache
def checked_on() -> date:
    """The last day on which the installed version says that it looked at a provider's page."""
    return max(
        date.fromisoformat(day)
        for provider in get_snapshot().providers
        for model in provider.models
        for day in _VERIFIED.findall(model.price_comments or "")
    )


def provider_page(provider: str) -> str | None:
    """The price page that genai-prices names for a provider, if any."""
    listed = _listed(provider)
    return listed.pricing_urls[0] if listed is not None and listed.pricing_urls else None


def rates(base: BaseModelId, as_of: date, input_tokens: int, *, batch: bool = False) -> TokenRates | None:
    """Rates on a day (UTC noon) for a request of `input_tokens`, in a batch where that costs less; None where there is no price."""
    past = [start for start in tiers(base, as_of) if start < input_tokens]
    # Within a tier a token costs the same, so that each tier is computed once, whatever sizes are asked for.
    return _rates(base, as_of, max(past) + 1 if past else 1, batch)


@lru_cache(maxsize=4096)
def tiers(base: BaseModelId, as_of: date) -> tuple[int, ...]:
    """The tokens of input above which some token of the model costs more or less on a day."""
    model = _models(base.provider).get(base.id)
    if model is None:
        return ()
    price = model.get_prices(datetime.combine(as_of, time(12), tzinfo=UTC))
    return tuple({tier.start for part in vars(price).values() if isinstance(part, TieredPrices) for tier in part.tiers})


@lru_cache(maxsize=4096)
def _rates(base: BaseModelId, as_of: date, size: int, batch: bool) -> TokenRates | None:
    model = _models(base.provider).get(base.id)
    if model is None:
        return None
    noon = datetime.combine(as_of, time(12), tzinfo=UTC)
    price = model.get_prices(noon, _BATCH) if batch else model.get_prices(noon)

    def per_million(usage: Usage, count: int) -> Decimal:
        return Decimal(price.calc_price(usage)["total_price"]) * MILLION / count

    fresh = per_million(Usage(input_tokens=size, output_tokens=0), size)
    both = per_million(Usage(input_tokens=size, output_tokens=1000), 1000)
    output = both - fresh * size / 1000
    # Of a model that only decides, output is not billed; where nothing is, nothing is known.
    if fresh == 0:
        return None
    cached = per_million(Usage(input_tokens=size, cache_read_tokens=size, output_tokens=0), size)
    return TokenRates(input=fresh, cached=cached, output=output, fact=_fact(base, model, as_of))


def _fact(base: BaseModelId, model: Any, as_of: date) -> Fact:
    said = _VERIFIED.findall(model.price_comments or "")
    checked = date.fromisoformat(max(said)) if said else checked_on()
    page = provider_page(base.provider)
    return Fact(
        source=f"{SOURCE}: {base.provider}/{base.id}" + (f", {page}" if page else ""),
        source_date=checked.isoformat(),
        grade=packages.grade(checked, as_of, page),
        checked_on=checked,
    )


@dataclass(frozen=True, slots=True)
class PriceList:
    """Every price of a model on a day, USD per 1M tokens of a short request; None where there is none.

    cache_write   writing to the cache for minutes, cache_write_1h for an hour
    batch_input, batch_output   where answers may wait
    peak_input, peak_output     the dearest hours of a day, where the hour counts
    """

    input: Decimal
    output: Decimal
    cached: Decimal | None
    cache_write: Decimal | None
    cache_write_1h: Decimal | None
    batch_input: Decimal | None
    batch_output: Decimal | None
    peak_input: Decimal | None
    peak_output: Decimal | None
    longer_than: tuple[int, ...]
    fact: Fact


@lru_cache(maxsize=1024)
def price_list(base: BaseModelId, as_of: date) -> PriceList | None:
    """All that a model costs on a day; None where there is no price."""
    model, usual = _models(base.provider).get(base.id), rates(base, as_of, 1)
    if model is None or usual is None:
        return None
    noon = datetime.combine(as_of, time(12), tzinfo=UTC)
    price, batch = model.get_prices(noon), model.get_prices(noon, _BATCH)
    batched = batch.__dict__ != price.__dict__
    peak = _peak(model, as_of)
    return PriceList(
        input=usual.input,
        output=usual.output,
        cached=_flat(price.cache_read_mtok),
        cache_write=_flat(price.cache_write_mtok),
        cache_write_1h=_flat(getattr(price, "cache_write_1h_mtok", None)),
        batch_input=_flat(batch.input_mtok) if batched else None,
        batch_output=_flat(batch.output_mtok) if batched else None,
        peak_input=None if peak is None else _flat(peak.input_mtok),
        peak_output=None if peak is None else _flat(peak.output_mtok),
        longer_than=tuple(sorted(tiers(base, as_of))),
        fact=usual.fact,
    )


def _flat(price: Any) -> Decimal | None:
    if price is None:
        return None
    return Decimal(price.base if isinstance(price, TieredPrices) else price)


def _peak(model: Any, as_of: date) -> Any:
    """The prices of the dearest hour, None where every hour costs the same."""
    if not isinstance(model.prices, list) or not any(
        isinstance(part.constraint, TimeOfDateConstraint) for part in model.prices
    ):
        return None
    hours = [model.get_prices(datetime.combine(as_of, time(hour, 31), tzinfo=UTC)) for hour in range(24)]
    return max(hours, key=lambda price: _flat(price.input_mtok) or 0)


@lru_cache(maxsize=1024)
def changes_on(base: BaseModelId, as_of: date) -> tuple[date, ...]:
    """The days after this one on which the package knows that the price of a model changes."""
    model = _models(base.provider).get(base.id)
    parts: list[ConditionalPrice] = model.prices if model is not None and isinstance(model.prices, list) else []
    starts = {part.constraint.start_date for part in parts if isinstance(part.constraint, StartDateConstraint)}
    return tuple(sorted(day for day in starts if day > as_of))


def has(base: BaseModelId) -> bool:
    """Whether the package lists the model, priced or not."""
    return base.id in _models(base.provider)


@lru_cache(maxsize=1024)
def find(name: str, *, resellers: bool = True) -> BaseModelId | None:
    """The priced model that a person's name for it means ("GPT 5.4 mini"), or None.

    The makers' own ids are looked through first, hosts of open weights last, and only where `resellers` are asked for.
    """
    wanted = plain_name(name)
    if not wanted:
        return None
    for provider in (*_MAKERS, *(("openrouter",) if resellers else ())):
        for model_id in _models(provider):
            if wanted in (plain_name(model_id), plain_name(_said_of(provider, model_id))):
                # Google sells Claude too, under ids of its own: who says Claude does not mean those.
                # And a reseller's ":batch" or ":free" is a way to be served, not a model.
                if provider == "google" and model_id.startswith("claude"):
                    continue
                if provider == "openrouter" and ":" in model_id:
                    continue
                return BaseModelId(provider=provider, id=model_id)
    return None


_MAKERS = ("openai", "anthropic", "google", "mistral", "deepseek", "x-ai", "moonshotai", "zai", "aws", "cohere")


def exact(model_id: str) -> BaseModelId | None:
    """The id at its maker, spelled just so; None where no maker has it."""
    found = (provider for provider in _MAKERS if model_id in _models(provider))
    provider = next(found, None)
    return None if provider is None else BaseModelId(provider=provider, id=model_id)


@lru_cache(maxsize=1024)
def same_at(provider: str, key: str) -> BaseModelId | None:
    """The same model, by its key without a day (`pricing.endings.undated_key`), as a provider sells it; None where it does not."""
    found = [
        model_id
        for model_id in _models(provider)
        if undated_key(model_id) == key and ":" not in model_id.split("/")[-1]
    ]
    found = found or [model_id for model_id in _models(provider) if undated_key(model_id) == key]
    # Of several ids the one that is sold everywhere, then the shortest.
    best = min(found, key=lambda model_id: (not model_id.startswith("global."), len(model_id)), default=None)
    return None if best is None else BaseModelId(provider=provider, id=best)


def _said_of(provider: str, model_id: str) -> str:
    """An id as people say it: Claude without "latest", open weights without "instruct"."""
    if provider == "anthropic":
        return model_id.removesuffix("-latest").removesuffix("-0")
    return model_id.removesuffix("-it").removesuffix("-instruct") if provider == "openrouter" else model_id


DAY_BEHIND = re.compile(r"-20\d\d-?\d\d-?\d\d$")


def plain_name(name: str) -> str:
    """Letters and digits only, lower case, without the host before it and the day behind it.

    "GPT 5.4 mini", "openai/gpt-5.4-mini" and "gpt-5.4-mini-2026-03-17" are one name.
    """
    bare = DAY_BEHIND.sub("", name.strip().lower().split("/")[-1])
    return "".join(letter for letter in bare.replace("+", "plus") if letter.isalnum())
