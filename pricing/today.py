"""Today's model: what the team serves with now, as its host sells it, and when it ends there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pricing.base_prices import TokenRates
from pricing.catalogue import Catalogue
from pricing.endings import undated_key
from pricing.facts import Shutdown
from pricing.names import Named, at_host
from pricing.offers import Offer, tuned_rates
from pricing.route_facts import Route


def todays_offer(catalogue: Catalogue, as_of: date, named: Named, input_tokens: int) -> Offer:
    """Today's model as its host serves it: its rates are None where nobody is known to sell it by the token."""
    tuned = _tuned_today(catalogue, named)
    listed = catalogue.model(named.model) if named.model else None
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
        rates=rates_today(catalogue, as_of, named, Decimal(input_tokens)),
        prices=None if tuned is None else catalogue.route_prices(tuned, as_of),
        ends=end_of(catalogue, as_of, named),
    )


def as_the_company_has_it(catalogue: Catalogue, as_of: date, named: Named) -> Named:
    """A model named without its host is meant where the company has a price of its own for it (the first in its file).

    Where it has one no other host's price has to stand in.
    """
    if named.model is None or named.tuned:
        return named
    own = catalogue.hosts_at_own_price(named.model, as_of)
    if named.host_said:
        return replace(named, stands_in=named.stands_in and named.host not in own)
    return replace(at_host(catalogue, named, own[0]), host_said=False, stands_in=False) if own else named


def rates_today(catalogue: Catalogue, as_of: date, named: Named, input_tokens: Decimal) -> TokenRates | None:
    """USD per 1M tokens of the model that somebody named, tuned where it is; None where that is not known."""
    if named.tuned:
        route = _tuned_today(catalogue, named)
        return None if route is None else tuned_rates(catalogue.route_prices(route, as_of))
    if named.model is None:
        return None
    return catalogue.rates_at(named.model, named.host, named.base, as_of, input_tokens)


def end_of(catalogue: Catalogue, as_of: date, named: Named) -> Shutdown | None:
    """When a model that somebody named ends where it is served, as far as known on the day: a tuned one as its route says."""
    if named.model is None or named.host is None:
        return None
    if named.tuned:
        route = _tuned_today(catalogue, named)
        return None if route is None else catalogue.shutdown(route, as_of)
    return catalogue.endings.of(named.version or named.model, named.host, as_of)


def _tuned_today(catalogue: Catalogue, named: Named) -> Route | None:
    """The route by which the named model was tuned, where it is one and known: supervised before others."""
    if not named.tuned or named.base is None:
        return None
    found = [route for route in catalogue.routes if route.host == named.host and _is_of(route, named)]
    return min(found, key=lambda route: route.method != "sft", default=None)


def _is_of(route: Route, named: Named) -> bool:
    """Whether a route tunes the named model."""
    return route.named_model and undated_key(route.id) == undated_key(named.model or "")
