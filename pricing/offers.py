"""What is offered to a team on a day: every model and route with its rates, before any workload."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Literal

from pricing.able import Need, unable
from pricing.base_prices import TokenRates, tiers
from pricing.catalogue import OF_THE_COMPANY, Availability, Catalogue, Priced
from pricing.facts import Can, Fact, OpenModel, Shutdown, Size
from pricing.hosts import SELF_HOSTED, host_name
from pricing.model_facts import Untuned
from pricing.money import ZERO, Range
from pricing.names import sold_at
from pricing.route_facts import History, Route, RouteAbility, RouteStatus

DATA_STAYS = "your data may not leave"

OfferKind = Literal["status_quo", "untuned", "rag", "sft", "distillation", "rft", "lora"]


@dataclass(frozen=True, slots=True)
class Team:
    """What decides which models and routes a team may take.

    history          its past with OpenAI's tuning; at every other provider it counts as never
    hosts            the only places where models may run, None for anywhere
    data_may_leave   whether data may go to a provider; None when not said
    batch            whether answers may wait, so that batch prices count
    """

    history: History = "never"
    hosts: frozenset[str] | None = None
    data_may_leave: bool | None = None
    batch: bool = False

    def history_at(self, host: str) -> History:
        """Its history at one host."""
        return self.history if host == "openai" else "never"


@dataclass(frozen=True, slots=True)
class Gpus:
    """Serving on GPUs by the hour: USD an hour of one replica, the output tokens it writes a second, and what it is.

    own                the replicas that fit on the company's own GPUs; the others are rented
    own_usd_per_hour   USD an hour of one of those
    """

    usd_per_hour: Range
    throughput: Range
    fact: Fact
    setup: str
    own: int = 0
    own_usd_per_hour: Decimal = ZERO

    def hourly_usd(self, replicas: int) -> Decimal:
        """USD an hour of so many replicas, the company's own first."""
        own = min(replicas, self.own)
        return own * self.own_usd_per_hour + (replicas - own) * self.usd_per_hour.likely


@dataclass(frozen=True, slots=True)
class Offer:
    """One model or route on a day. `rates` are USD per 1M tokens, None where unknown."""

    id: str
    kind: OfferKind
    label: str
    model: str
    size: Size
    route: str | None
    available: bool
    unavailable_because: str | None
    availability: Availability | None
    rates: TokenRates | None
    gpus: Gpus | None = None
    training: Route | None = None
    prices: dict[str, Priced] | None = None
    open_model: OpenModel | None = None
    ends: Shutdown | None = None
    closes: RouteStatus | None = None
    released: date | None = None
    trial_serving: bool = False
    named_model: bool = True
    unsuited: tuple[str, ...] = ()
    ability: RouteAbility | None = None
    open_weights: bool = False
    images: Can = "unknown"
    context_tokens: int | None = None
    own_machines: bool = False
    listed: Untuned | None = None

    def closed(self, because: str) -> Offer:
        """The same, not open to the team for this reason."""
        return replace(self, available=False, unavailable_because=because)

    @property
    def named_in_sources(self) -> bool:
        """A source names this route, so that people will ask about it, open or not."""
        return self.training is not None and bool(self.training.named_in)


def untuned_offers(catalogue: Catalogue, as_of: date, team: Team, need: Need) -> tuple[Offer, ...]:
    """The untuned models worth scoring that exist on the day, by the token; those the team may not use marked so."""
    offers = _untuned(catalogue, as_of, team.batch, _alike(catalogue, as_of, need.input_tokens))
    return tuple(_within_limits(offer, team, need) for offer in offers)


def _alike(catalogue: Catalogue, as_of: date, input_tokens: int) -> int:
    """The smallest request that is priced like one of so many tokens by every model: few sizes are told apart."""
    return max((size + 1 for size in _sizes(catalogue, as_of) if size < input_tokens), default=1)


@lru_cache(maxsize=64)
def _sizes(catalogue: Catalogue, as_of: date) -> frozenset[int]:
    sold = (sold_at(catalogue, model, place_for(catalogue, model, as_of)[0]) for model in catalogue.untuned)
    return frozenset(
        size for base in sold if base is not None for size in tiers(catalogue.billed_as(base, as_of), as_of)
    )


@lru_cache(maxsize=64)
def _untuned(catalogue: Catalogue, as_of: date, batch: bool, input_tokens: int) -> tuple[Offer, ...]:
    offers = (
        untuned_offer(model, catalogue, as_of, input_tokens, batch=batch)
        for model in catalogue.untuned
        if model.worth_scoring and model.since <= as_of
    )
    return tuple(offer for offer in offers if _gone(offer.ends, as_of) is None)


def untuned_offer(
    model: Untuned,
    catalogue: Catalogue,
    as_of: date,
    input_tokens: int,
    *,
    batch: bool = False,
    host: str | None = None,
) -> Offer:
    """One untuned model at a host (by default where the company would use it) at the prices of a day, gone or not."""
    place, closed = place_for(catalogue, model, as_of)
    host = host or place
    ends = catalogue.endings.of(model.id, host, as_of)
    because = _gone(ends, as_of) or closed
    base = sold_at(catalogue, model, host)
    return Offer(
        id=f"untuned:{model.id}",
        kind="untuned",
        label=f"{model.label}{'' if host == model.host else f' at {host_name(host)}'}, untuned",
        model=model.id,
        size=model.size,
        route=host,
        available=because is None,
        unavailable_because=because,
        availability=None,
        rates=catalogue.rates_at(model.id, host, base, as_of, Decimal(input_tokens), batch=batch),
        ends=ends,
        released=model.released,
        open_weights=model.open_weights is True,
        images=model.images,
        context_tokens=catalogue.context_tokens(model.id, as_of),
        listed=model,
    )


def on_gpus_offers(catalogue: Catalogue, as_of: date, team: Team, need: Need) -> tuple[Offer, ...]:
    """The open weights that can be tuned on the team's own or rented GPUs, untuned there."""
    offers = (
        offer
        for offer in _routes(catalogue, as_of, "never")
        if offer.open_model is not None and offer.gpus is not None and offer.kind == "lora"
    )
    return tuple(_within_limits(_untuned_on_gpus(offer, catalogue), team, need) for offer in offers)


def _untuned_on_gpus(offer: Offer, catalogue: Catalogue) -> Offer:
    assert offer.training is not None, "only a training route has an open model"
    slug = _slug(offer.training)
    return replace(
        offer,
        id=f"untuned:self_hosted/{slug}",
        kind="untuned",
        label=f"{slug}, untuned, on {offer.training.provider}",
        availability=None,
        training=None,
        prices=None,
        ability=None,
        trial_serving=False,
        unsuited=(),
        open_weights=True,
        listed=catalogue.model(slug),
    )


def place_for(catalogue: Catalogue, model: Untuned, as_of: date) -> tuple[str, str | None]:
    """The host at which the company would use an untuned model, and why it may not where it may at none.

    That for which it has a price of its own (the first in its file), else the first that it allows.
    """
    own = (host for host in catalogue.hosts_at_own_price(model.id, as_of) if catalogue.allows(host))
    usual = (host for host in (model.host,) if catalogue.allows(host))
    others = [host for host in model.hosts if catalogue.allows(host)]
    # Where a price is known before others: a model of which nothing is known there cannot be compared.
    known = (host for host in others if sold_at(catalogue, model, host) is not None)
    place = next(chain(own, usual, known, others), None)
    return (model.host, f"your company does not allow {host_name(model.host)}") if place is None else (place, None)


def _gone(ends: Shutdown | None, as_of: date) -> str | None:
    """Why an untuned model can no longer be taken. Past a day "at the earliest" it is still there until its provider says more."""
    return None if ends is None or ends.at_earliest or ends.on > as_of else _ended(ends)


def _ended(ends: Shutdown) -> str:
    return f"its model was shut down on {ends.when}: {ends.cite()}"


def offer_named(catalogue: Catalogue, as_of: date, team: Team, id_: str, need: Need) -> Offer | None:
    """One untuned model or training route by its id, also where it can no longer be taken; None where the catalogue has none."""
    kind, _, rest = id_.partition(":")
    if kind == "untuned" and rest.startswith("self_hosted/"):
        return next((offer for offer in on_gpus_offers(catalogue, as_of, team, need) if offer.id == id_), None)
    if kind in ("untuned", "successor"):
        model = catalogue.model(rest)
        if model is None:
            return None
        offer = untuned_offer(model, catalogue, as_of, need.input_tokens, batch=team.batch)
        return _within_limits(replace(offer, id=id_), team, need)
    routes = {offer.id: offer for offer in training_offers(catalogue, as_of, team, need)}
    supervised = routes.get(f"sft:{rest}") if kind == "distillation" else None
    return routes.get(id_) or (_distilling(supervised) if supervised is not None else None)


@lru_cache(maxsize=64)
def distilling_offers(catalogue: Catalogue, as_of: date, team: Team, need: Need) -> tuple[Offer, ...]:
    """Each supervised route that is open to the team and made for traffic, as a distillation on a teacher's outputs."""
    routes = training_offers(catalogue, as_of, team, need)
    own = {offer.training.id for offer in routes if offer.kind == "distillation" and offer.training}
    return tuple(
        _distilling(offer)
        for offer in routes
        if offer.kind == "sft" and offer.available and offer.named_model and not offer.trial_serving
        if offer.training and offer.training.id not in own
    )


def _distilling(offer: Offer) -> Offer:
    assert offer.training is not None, "only a training route can be distilled on"
    return replace(
        offer, id=f"distillation:{offer.training.id}", kind="distillation", label=f"{offer.label}, distilled"
    )


@lru_cache(maxsize=64)
def training_offers(catalogue: Catalogue, as_of: date, team: Team, need: Need) -> tuple[Offer, ...]:
    """Every training route of the catalogue on the day, open to the team and able to do the task or not, with the reason."""
    return tuple(_within_limits(offer, team, need) for offer in _routes(catalogue, as_of, team.history))


def _within_limits(offer: Offer, team: Team, need: Need) -> Offer:
    """The same offer, closed where the team's own limits do not allow it or the task asks for more than it can."""
    if not offer.available:
        return offer
    because = not_allowed(offer, team) or unable(offer, need)
    return offer if because is None else offer.closed(because)


def not_allowed(offer: Offer, team: Team) -> str | None:
    """Why the team's own limits close an offer; None where they do not."""
    host = offer.training.host if offer.training is not None else offer.route
    on_gpus = offer.open_model is not None or offer.own_machines
    if team.data_may_leave is False and not on_gpus:
        return DATA_STAYS
    if team.hosts is not None and (SELF_HOSTED if on_gpus else host) not in team.hosts:
        provider = offer.training.provider if offer.training is not None else host_name(host or "elsewhere")
        return f"it runs at {provider}, and you may use only {', '.join(sorted(map(host_name, team.hosts)))}"
    return None


@lru_cache(maxsize=64)
def _routes(catalogue: Catalogue, as_of: date, history: History) -> tuple[Offer, ...]:
    """The routes for teams with a history at OpenAI, whatever their own limits are."""
    team = Team(history)
    return tuple(_route_offer(route, catalogue, as_of, team.history_at(route.host)) for route in catalogue.routes)


def _route_offer(route: Route, catalogue: Catalogue, as_of: date, history: History) -> Offer:
    availability = catalogue.availability(route, as_of, history)
    ends = catalogue.shutdown(route, as_of)
    available, because = availability.available, availability.because
    # Nobody trains on a model that may be taken away any day.
    if available and ends is not None and ends.on <= as_of:
        available, because = False, _ended(ends)
    if available and not catalogue.allows(route.host):
        available, because = False, f"your company does not allow {route.provider}"
        # The route is open, though not to this company.
        availability = Availability(False, availability.state, because, OF_THE_COMPANY)
    prices = catalogue.route_prices(route, as_of)
    ability = catalogue.ability(route.option_id, as_of)
    open_model = catalogue.open_model(route.open_model) if route.open_model else None
    how = f" ({route.technique})" if route.technique in ("lora", "qlora") else ""
    how += ", distilled" if route.method == "distillation" else ""
    return Offer(
        id=route.option_id,
        kind=route.method,
        label=f"{_slug(route)} tuned at {route.provider}{how}"
        if open_model is None
        else f"{_slug(route)} on {route.provider}{how}",
        model=route.model,
        size=route.size,
        route=route.id.split("/")[0],
        available=available,
        unavailable_because=None if available else because,
        availability=availability,
        rates=tuned_rates(prices),
        gpus=_gpus(route, open_model, prices, catalogue, as_of),
        training=route,
        prices=prices,
        open_model=open_model,
        ends=ends,
        closes=catalogue.closes_on(route, as_of, history),
        released=catalogue.released(route.base) or (route.status[0].from_ if open_model is not None else None),
        trial_serving=route.trial_serving,
        named_model=route.named_model,
        context_tokens=catalogue.context_tokens(_slug(route), as_of) if route.named_model else None,
        unsuited=_unsuited(route, ability),
        ability=ability,
    )


def _unsuited(route: Route, ability: RouteAbility | None) -> tuple[str, ...]:
    """The tasks that a tuned model cannot do: what was said of the route, unless something newer is known."""
    if ability is None or ability.tools == "unknown":
        return route.unsuited
    others = tuple(task for task in route.unsuited if task != "tool_use")
    return others if ability.tools == "yes" else (*others, "tool_use")


def _slug(route: Route) -> str:
    return route.id.split("/")[1]


def tuned_rates(prices: dict[str, Priced]) -> TokenRates | None:
    """USD per 1M tokens of a tuned model by the prices of its route; None where they are not known."""
    if "tuned_input_usd_per_1m" not in prices or "tuned_output_usd_per_1m" not in prices:
        return None
    paid = prices["tuned_input_usd_per_1m"]
    # Where no cached rate for tuned tokens is known, cached input is counted in full.
    cached = prices.get("tuned_cached_input_usd_per_1m", paid)
    return TokenRates(paid.value, cached.value, prices["tuned_output_usd_per_1m"].value, paid.fact)


def _gpus(
    route: Route, open_model: OpenModel | None, prices: dict[str, Priced], catalogue: Catalogue, as_of: date
) -> Gpus | None:
    if open_model is not None:
        return _machines(open_model, catalogue, as_of)
    hosting = prices.get("hosting_usd_per_hour")
    if hosting is None or "tuned_input_usd_per_1m" in prices:
        return None
    throughput = catalogue.estimate(f"endpoint.{_CLASS[route.size]}")
    setup = f"dedicated endpoint, {throughput.likely:,} output tokens a second assumed"
    return Gpus(Range.exactly(hosting.value), throughput.range, hosting.fact, setup)


def _machines(open_model: OpenModel, catalogue: Catalogue, as_of: date) -> Gpus | None:
    """What serves an open-weight model: on the company's own GPUs as far as they go, rented ones beyond."""
    rented = catalogue.gpu_usd_per_hour(open_model.serve_gpu, as_of)
    own = catalogue.own_gpus(open_model.serve_gpu, open_model.serve_gpus, open_model.id)
    measured = None if own is None or open_model.id not in own.serves else own.tokens_per_second
    speed = measured or open_model.output_tokens_per_second
    if rented is None or speed is None:
        return None
    usd, fact = rented
    setup = f"{open_model.serve_gpus} x {open_model.serve_gpu}"
    # What was measured here needs no allowance for other machines.
    likely = Range.exactly(speed) if measured else catalogue.estimate("serving.throughput_spread").range.times(speed)
    gpus = Gpus(usd.times(open_model.serve_gpus), likely, fact, setup)
    if own is None:
        return gpus
    count = own.free // open_model.serve_gpus
    setup = f"{open_model.serve_gpus} x {own.type}, {count} on your own GPUs"
    each = own.usd_per_hour * open_model.serve_gpus
    return replace(gpus, fact=OF_THE_COMPANY, setup=setup, own=count, own_usd_per_hour=each)


# A dedicated endpoint's throughput is not published: a measured model of its class stands in.
_CLASS: dict[Size, str] = {"small": "small", "mid": "mid", "large": "large", "frontier": "large"}
