"""What was used at list prices: the other side of what was paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pricing import names
from pricing.catalogue import Catalogue
from pricing.money import MILLION

# Tokens of a request where nobody counted them: below every step of a price list.
_USUAL = 1_000


def list_usd(
    catalogue: Catalogue,
    model: str | None,
    on: date,
    given: int,
    output: int,
    cached: int,
    requests: int | None,
    *,
    batch: bool = False,
) -> float | None:
    """US dollars by list for so many tokens (`given` holds the cached ones) of a model; None where no price is known.

    The size of one request, which some prices depend on, is that of the mean.
    """
    base = names.read(catalogue, model).base if model else None
    if base is None:
        return None
    size = Decimal(given // requests if requests else _USUAL)
    rates = catalogue.rates(base, on, size, batch=batch) or catalogue.rates(base, on, size)
    if rates is None:
        return None
    fresh = Decimal(given - cached)
    return float((fresh * rates.input + Decimal(cached) * rates.cached + Decimal(output) * rates.output) / MILLION)
