"""Today's model: what the team serves with now, as its host sells it, and when it ends there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pricing.catalogue import Catalogue
from pricing.facts import Shutdown
from pricing.names import Named
from pricing.offers import Offer, tuned_rates
from pricing.route_facts import Route


def todays_offer(catalogue: Catalogue, as_of: date, named: Named, input_tokens: int) -> Offer:
    """Today's model as its host serves it: its rates are None where nobody is known to sell it by the token."""
    tuned = _tuned_today(catalogue, named)
    listed = catalogue.model(named.model) if named.model else None
    if tuned is not None:
        rates = tuned_rates(catalogue.route_prices(tuned, as_of))
        ends = catalogue.shutdown(tuned, as_of)
    else:
        rates = None if named.base is None or named.tuned else catalogue.rates(named.base, as_of, Decimal(input_tokens))
        ends = end_of(catalogue, as_of, named)
    return Offer(
        id="status_quo",
        kind="status_quo",
        label=f"stay on {named.text}" if named.text else "stay on today's model",
        model=named.base.id if named.base else (named.model or named.text or "unknown"),
        size=listed.size if listed else "large",
        route=named.base.provider if named.base else named.host,
        available=True,
        unavailable_because=None,
        availability=None,
        rates=rates,
        ends=ends,
    )


def end_of(catalogue: Catalogue, as_of: date, named: Named) -> Shutdown | None:
    """When an untuned model that somebody named ends where it is served, as far as known on the day."""
    if named.model is None or named.host is None:
        return None
    return catalogue.endings.of(named.version or named.model, named.host, as_of)


def _tuned_today(catalogue: Catalogue, named: Named) -> Route | None:
    """The supervised route by which the named model was tuned, where it is one and known."""
    if not named.tuned:
        return None
    return next(
        (
            route
            for route in catalogue.routes
            if route.method == "sft" and route.host == named.host and route.base == named.base
        ),
        None,
    )
