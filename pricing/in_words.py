"""Facts as the parts of sentences: what a model costs, when it ends and what follows."""

from __future__ import annotations

from datetime import date

from pricing.base_prices import PriceList, price_list
from pricing.catalogue import Catalogue
from pricing.facts import Shutdown


def price_in_words(prices: PriceList) -> str:
    """Such as: $0.3 in, $2.5 out, $0.03 cached, ... per 1M tokens."""
    parts = [_in_and_out(prices)]
    if prices.cached is not None:
        parts.append(f"${prices.cached.normalize():f} cached")
    if prices.cache_write is not None:
        parts.append(f"${prices.cache_write.normalize():f} to write to the cache")
    if prices.batch_input is not None and prices.batch_output is not None:
        parts.append(f"${prices.batch_input.normalize():f} in and ${prices.batch_output.normalize():f} out in a batch")
    if prices.peak_input is not None and prices.peak_output is not None:
        parts.append(f"${prices.peak_input.normalize():f} in and ${prices.peak_output.normalize():f} out at peak hours")
    longer = f"; requests of more than {prices.longer_than[0]:,} tokens cost more" if prices.longer_than else ""
    return f"{', '.join(parts)} per 1M tokens{longer}"


def end_in_words(facts: Catalogue, end: Shutdown, as_of: date) -> str:
    """Such as: ends on 2027-01-14; its provider names gpt-6-luna to follow ($0.1 in, $0.5 out per 1M tokens)."""
    if end.at_earliest:
        told = (
            f"may end from {end.on} on"
            if end.on > as_of
            else f"may end any day (not before {end.on}, its provider said)"
        )
    else:
        told = f"ends on {end.when}" if end.on > as_of else f"gone since {end.when}"
    if end.successor is None:
        return told
    follows = facts.successor(end)
    prices = price_list(follows.base, max(end.on, as_of)) if follows is not None and follows.base is not None else None
    cost = f" ({_in_and_out(prices)} per 1M tokens)" if prices else ""
    if end.rerouted:
        return f"{told}; from then on {end.successor} answers and is billed{cost}"
    return f"{told}; its provider names {end.successor} to follow{cost}"


def _in_and_out(prices: PriceList) -> str:
    return f"${prices.input.normalize():f} in, ${prices.output.normalize():f} out"
