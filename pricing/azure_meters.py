"""Azure's tuning prices from the package azure-genai-prices, which ships Azure's public retail price list: offline, dated."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pricing import packages
from pricing.route_facts import PRICE_FIELDS, RouteMeters, RoutePrice

DISTRIBUTION = "azure-genai-prices"
# Where the price list is to be had; the package copies it.
PAGE = "Azure Retail Prices API"
# How much of a unit one meter step is: tokens by the million, hours by one.
_STEPS = {"1K": Decimal(1000), "1M": Decimal(1), "1 Hour": Decimal(1), "1/Hour": Decimal(1)}
_GOVERNMENT = "usgov"


@cache
def _snapshot() -> dict[str, Any]:
    snapshot: dict[str, Any] = packages.data("azure_genai_prices", "data", "snapshot.json")
    return snapshot


@cache
def _meters() -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for item in _snapshot()["items"]:
        # The government cloud is another Azure, with prices of its own.
        if not all(region.startswith(_GOVERNMENT) for region in item["regions"]):
            found[item["productName"], item["meterName"]].append(item)
    return found


@cache
def read_on() -> date:
    """The day of the price list that the installed version ships."""
    return date.fromisoformat(_snapshot()["fetched_at"][:10])


def prices(meters: RouteMeters) -> RoutePrice:
    """What a tier of a route costs by its meters. Where regions pay differently the dearest counts, and the note says so.

    Raises KeyError for a meter that the installed price list does not have.
    """
    values: dict[str, Decimal] = {}
    regions: set[str] = set()
    spread = False
    for field in PRICE_FIELDS:
        name = getattr(meters, field, None)
        if name is None:
            continue
        items = _meters()[meters.product, name]
        if not items:
            raise KeyError(f"no meter {name!r} of {meters.product!r} in {packages.version(DISTRIBUTION)}")
        by_price = {item["retailPrice"] * _STEPS[item["unitOfMeasure"]] for item in items}
        values[field] = max(by_price).normalize()
        spread = spread or len(by_price) > 1
        regions.update(region for item in items for region in item["regions"])
    return RoutePrice(
        **{"from": read_on()},
        tier=meters.tier,
        regions=tuple(sorted(regions)),
        source=f"{PAGE}, product {meters.product} ({packages.version(DISTRIBUTION)})",
        source_date=read_on().isoformat(),
        grade="B",
        checked_on=read_on(),
        note=" ".join(filter(None, [meters.note, "Regions pay differently: the dearest is given." if spread else None]))
        or None,
        **values,
    )
