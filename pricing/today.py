"""Today's model: what the team serves with now, as its host sells it, and when it ends there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pricing.base_prices import TokenRates
from pricing.catalogue import Catalogue
from pricing.endings import undated_key
from pricing.facts import Shutdown
from pricing.hosts import SELF_HOSTED
from pricing.model_facts import Untuned
from pricing.money import ZERO
from pricing.names import Named, at_host
from pricing.offers import Offer, tuned_rates, untuned_offer
from pricing.route_facts import Route


def todays_offer(catalogue: Catalogue, as_of: date, named: Named, input_tokens: int, *, batch: bool = False) -> Offer:
    """Today's model as its host serves it: its rates are None where nobody is known to sell it by the token."""
    tuned = _tuned_today(catalogue, named)
    listed = catalogue.model(named.model) if named.model else None
    ends = end_of(catalogue, as_of, named)
    because = None
    if ends is not None and ends.on <= as_of and not ends.at_earliest:
        because = f"it was shut down on {ends.when}: {ends.cite()}"
    return Offer(
        id="status_quo",
        kind="status_quo",
        label=f"stay on {named.text}" if named.text else "stay on today's model",
        model=named.base.id if named.base else (named.model or named.text or "unknown"),
        size=listed.size if listed else "large",
        route=named.host or (named.base.provider if named.base else None),
        available=because is None,
        unavailable_because=because,
        availability=None,
        rates=rates_today(catalogue, as_of, named, Decimal(input_tokens), batch=batch),
        prices=None if tuned is None else catalogue.route_prices(tuned, as_of),
        ends=ends,
        images="unknown" if listed is None else listed.images,
        own_machines=named.host == SELF_HOSTED,
        listed=listed,
    )


def successor_offer(catalogue: Catalogue, as_of: date, today: Offer, input_tokens: int, *, batch: bool) -> Offer | None:
    """What follows a model that ends: what its provider names, else the cheapest current one of its provider and size.

    As its provider sells it on a day, at the same host where it is served there; None where nothing is known to follow.
    """
    if today.ends is None:
        return None
    model = catalogue.successor(today.ends) or _cheapest_kin(catalogue, as_of, today, input_tokens)
    if model is None:
        return None
    host = today.route if today.route in model.everywhere else None
    offer = untuned_offer(model, catalogue, as_of, input_tokens, batch=batch, host=host)
    return replace(offer, id=f"successor:{model.id}", label=f"{model.label}, the successor of {today.model}")


def _cheapest_kin(catalogue: Catalogue, as_of: date, today: Offer, input_tokens: int) -> Untuned | None:
    """The cheapest model of the same provider and size that has no end of its own by then."""
    if today.listed is None:
        return None
    kin = [
        (offer.rates.request_usd(Decimal(input_tokens), ZERO, Decimal(input_tokens)), model.id, model)
        for model in catalogue.untuned
        if model.host == today.listed.host and model.size == today.size and model.since <= as_of
        for offer in [untuned_offer(model, catalogue, as_of, input_tokens)]
        if offer.rates is not None and offer.ends is None and model.id != today.listed.id
    ]
    return min(kin)[2] if kin else None


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


def rates_today(
    catalogue: Catalogue, as_of: date, named: Named, input_tokens: Decimal, *, batch: bool = False
) -> TokenRates | None:
    """USD per 1M tokens of the model that somebody named, tuned where it is; None where that is not known."""
    if named.tuned:
        route = _tuned_today(catalogue, named)
        return None if route is None else tuned_rates(catalogue.route_prices(route, as_of))
    if named.model is None:
        return None
    return catalogue.rates_at(named.model, named.host, named.base, as_of, input_tokens, batch=batch)


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
