"""The catalogue: dated facts of what can be used where, until when, for how much.

A catalogue is a value. What it answers depends on the day asked (`as_of`) and on nothing else: a fact
that became known later is not seen by an earlier day, except a price, for which the nearest later one
stands in where there is no earlier one, and says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from statistics import median_low

from pricing import base_prices, hosts
from pricing.base_prices import TokenRates
from pricing.company import SOURCE, Company, OwnGpus, discounted_source
from pricing.endings import NONE_KNOWN, Endings, undated_key
from pricing.facts import BaseModelId, Estimate, Fact, GpuPeak, GpuPrice, OpenModel, Shutdown
from pricing.model_facts import Alias, ModelPrice, Untuned
from pricing.money import Range, show_usd
from pricing.route_facts import PRICE_FIELDS, History, Route, RouteAbility, RouteStatus, Tier

# Of earlier days little more than release dates is known.
BEGINS_ON = date(2026, 1, 1)
# A source older than this is said to be old beside what it says: prices and routes change monthly.
STALE_DAYS = 60
# What a company says of its own GPUs and limits has no day.
OF_THE_COMPANY = Fact(source=SOURCE, grade="own", checked_on=BEGINS_ON)


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a team may start on a route on a day, and why not or how sure that is.

    `read` is the newest word on the route that was known by then: an announced closing tells that it is still open.
    """

    available: bool
    state: str
    because: str | None
    fact: Fact | None
    read: Fact | None = None

    def aged(self, as_of: date) -> str | None:
        """That an "open" was read long ago, in words; None where it is fresh, closed, or the source has no date."""
        if not self.available or self.read is None:
            return None
        days = self.read.age_days(as_of)
        return None if days is None or days <= STALE_DAYS else f"last seen open on {self.read.source_date}"


@dataclass(frozen=True, slots=True)
class Priced:
    """One price with the fact it comes from; `later` when that fact is younger than the day asked."""

    value: Decimal
    fact: Fact
    later: bool


@dataclass(frozen=True, eq=False, repr=False)
class Catalogue:
    """All facts, as loaded. Build it with `load()`, or by hand in a test. Compared by identity."""

    routes: tuple[Route, ...]
    untuned: tuple[Untuned, ...]
    open_models: tuple[OpenModel, ...]
    gpus: tuple[GpuPrice, ...]
    peaks: tuple[GpuPeak, ...]
    estimates: tuple[Estimate, ...]
    abilities: tuple[RouteAbility, ...] = ()
    endings: Endings = NONE_KNOWN
    aliases: tuple[Alias, ...] = ()
    prices: tuple[ModelPrice, ...] = ()
    # Whose prices and limits are laid over all of this (`pricing.laid_over`); None for what holds for everybody.
    company: Company | None = None

    def __repr__(self) -> str:
        return f"Catalogue({len(self.routes)} routes, {len(self.untuned)} untuned models)"

    @cached_property
    def _estimates(self) -> dict[str, Estimate]:
        return {estimate.id: estimate for estimate in self.estimates}

    @cached_property
    def _open_models(self) -> dict[str, OpenModel]:
        return {model.id: model for model in self.open_models}

    @cached_property
    def _listed(self) -> dict[tuple[str, str], Untuned]:
        return {(model.base.provider, model.base.id): model for model in self.untuned if model.base is not None}

    @cached_property
    def _models(self) -> dict[str, Untuned]:
        return {model.id: model for model in self.untuned}

    @cached_property
    def _abilities(self) -> dict[str, list[RouteAbility]]:
        found: dict[str, list[RouteAbility]] = defaultdict(list)
        for ability in sorted(self.abilities, key=lambda ability: ability.from_):
            for id_ in ability.routes:
                found[id_].append(ability)
        return found

    def estimate(self, id_: str) -> Estimate:
        """A range by its id. Raises KeyError for an id that is not in the data."""
        return self._estimates[id_]

    @property
    def usd_of(self) -> dict[str, Decimal]:
        """What one of another currency costs in USD, by its code, as the company says; empty without one."""
        return {} if self.company is None else dict(self.company.currency)

    @property
    def own_hourly(self) -> str:
        """Where the company says what an hour of its people costs, that it does, to go on after a number of hours; else nothing."""
        people = None if self.company is None else self.company.people
        return "" if people is None else f" at {show_usd(people.usd_per_hour)} an hour ({SOURCE})"

    def open_model(self, id_: str) -> OpenModel | None:
        """What is known about serving an open-weight model."""
        return self._open_models.get(id_)

    def released(self, base: BaseModelId | None) -> date | None:
        """The day a base model came out, where the list of untuned models has it."""
        listed = self.listed(base)
        return None if listed is None else listed.released

    def listed(self, base: BaseModelId | None) -> Untuned | None:
        """The untuned model of the curated list with this base, if it is there."""
        return None if base is None else self._listed.get((base.provider, base.id))

    def model(self, id_: str) -> Untuned | None:
        """An untuned model by its id."""
        return self._models.get(id_)

    def peak(self, kind: str) -> GpuPeak:
        """Peak FLOP/s of a GPU kind. Raises KeyError for one without."""
        return {peak.kind: peak for peak in self.peaks}[kind]

    def checked_on(self) -> date:
        """The day the newest of these facts was looked at."""
        of_routes = (fact for route in self.routes for fact in (*route.status, *route.price, *route.shutdown))
        of_models = (fact for model in self.untuned for fact in (model, *model.ability))
        words = (*self.endings.own, *self.endings.alive, *self.prices, *self.aliases, *self.abilities)
        machines = (*self.gpus, *self.peaks, *self.open_models)
        # A company's own word says nothing of when the rest was looked at.
        read = (fact for fact in (*of_routes, *of_models, *words, *machines) if fact.grade != "own")
        return max(fact.checked_on for fact in read)

    def allows(self, host: str) -> bool:
        """Whether the company that asks may use a host; without one, anybody may use all."""
        return self.company is None or self.company.allows(host)

    def rates_at(
        self,
        model: str,
        host: str | None,
        base: BaseModelId | None,
        as_of: date,
        input_tokens: Decimal,
        *,
        batch: bool = False,
    ) -> TokenRates | None:
        """USD per 1M tokens of an untuned model where it is served, None where unknown; `batch` where answers may wait.

        The company's own price there counts before all others, then the list price (that of `base`) less its discount there.
        """
        own = self._companys_rates(model, host, as_of)
        listed = self.rates(base, as_of, input_tokens, batch=batch) if own is None and base is not None else None
        return own if listed is None else self._less_discount(listed, host)

    def hosts_at_own_price(self, model: str, as_of: date) -> tuple[str, ...]:
        """The hosts at which the company has a price of its own for a model on the day, in the order of its file."""
        return tuple(dict.fromkeys(price.host for price in self._companys_prices(model, as_of)))

    def _companys_rates(self, model: str, host: str | None, as_of: date) -> TokenRates | None:
        holding = [price for price in self._companys_prices(model, as_of) if price.host == host]
        # Of two of the same day the one that stands last in the file.
        return _rates_of(max(reversed(holding), key=lambda price: price.from_ or as_of)) if holding else None

    def _companys_prices(self, model: str, as_of: date) -> list[ModelPrice]:
        """The company's own prices of a model that hold by the day, at every host."""
        prices = self._own_prices.get(undated_key(model), ())
        return [price for price in prices if price.from_ is not None and price.from_ <= as_of]

    @cached_property
    def _own_prices(self) -> dict[str, list[ModelPrice]]:
        found: dict[str, list[ModelPrice]] = defaultdict(list)
        for price in self.prices:
            if price.grade == "own":
                found[undated_key(price.model)].append(price)
        return found

    def _less_discount(self, rates: TokenRates, host: str | None) -> TokenRates:
        share = Decimal(0) if self.company is None else self.company.discount(host)
        if not share:
            return rates
        fact = rates.fact.model_copy(update={"source": discounted_source(share, rates.fact.source)})
        paid = 1 - share
        return TokenRates(rates.input * paid, rates.cached * paid, rates.output * paid, fact)

    def rates(self, base: BaseModelId, as_of: date, input_tokens: Decimal, *, batch: bool = False) -> TokenRates | None:
        """USD per 1M tokens of an untuned model, None where unknown.

        A model that another one answers for by that day is billed as that one; a price of our own that holds by then counts
        before the package's.
        """
        billed = self.billed_as(base, as_of)
        return self._our_rates(billed, as_of) or base_prices.rates(billed, as_of, int(input_tokens), batch=batch)

    def _our_rates(self, base: BaseModelId, as_of: date) -> TokenRates | None:
        listed = self.listed(base)
        holding = [
            price
            for price in self.prices
            if listed is not None and (price.model, price.host) == (listed.id, listed.host) and price.grade != "own"
            if price.from_ is not None and price.from_ <= as_of
        ]
        if not holding:
            return None
        return _rates_of(max(holding, key=lambda price: price.from_ or as_of))

    def billed_as(self, base: BaseModelId, as_of: date) -> BaseModelId:
        """The model as which a provider bills one by a day: another where it is rerouted."""
        listed = self.listed(base)
        host = listed.host if listed is not None else hosts.OF_PROVIDER.get(base.provider)
        end = self.endings.of(base.id, host, as_of) if host is not None else None
        if end is None or not end.rerouted or end.on > as_of:
            return base
        follows = self.successor(end)
        return base if follows is None or follows.base is None else follows.base

    @cached_property
    def _served_tokens(self) -> dict[str, int]:
        """By a model's name without a day: the longest request that any host is known to serve of it."""
        most: dict[str, int] = {}
        for ability in self.abilities:
            for route in ability.routes if ability.serve_tokens is not None else ():
                key = undated_key(route.split("/")[-1])
                most[key] = max(most.get(key, 0), ability.serve_tokens or 0)
        return most

    def context_tokens(self, model: str, as_of: date) -> int | None:
        """The longest request that a model takes anywhere; None where nobody is known to have said."""
        listed = self.model(model)
        ability = None if listed is None else listed.ability_on(as_of)
        if ability is not None and ability.context_tokens is not None:
            return ability.context_tokens
        return self._served_tokens.get(undated_key(model))

    def ability(self, option_id: str, as_of: date) -> RouteAbility | None:
        """What training and serving on a route can do: the newest word up to the day, else the first after it."""
        words = self._abilities.get(option_id, [])
        past = [word for word in words if word.from_ <= as_of]
        return past[-1] if past else words[0] if words else None

    def gpu_usd_per_hour(self, kind: str, as_of: date) -> tuple[Range, Fact] | None:
        """The range of prices for one GPU and hour over all offers, newest of each on the day; the company's own are not among them."""
        return _rented(self, kind, as_of)

    def own_gpus(self, kind: str, at_least: int, model: str | None = None) -> OwnGpus | None:
        """GPUs of the company of which so many are free: those that serve a model already, else the cheapest that can.

        What runs on a GPU runs on a larger one at least as fast, so that what was measured on the smaller stands in.
        """
        having = () if self.company is None else self.company.gpus
        free = [gpus for gpus in having if gpus.free >= at_least]
        serving = (gpus for gpus in free if model in gpus.serves)
        able = (gpus for gpus in free if gpus.type == kind or gpu_rank(gpus.type) >= gpu_rank(kind) > 0)
        return min(serving, key=_hourly, default=None) or min(able, key=_hourly, default=None)

    def usd_of_a_gpu_hour(self, kind: str, as_of: date) -> tuple[Range, Fact] | None:
        """What an hour of one GPU costs whoever asks: on the company's own where one is free, else what it costs to rent."""
        own = self.own_gpus(kind, 1)
        if own is None:
            return self.gpu_usd_per_hour(kind, as_of)
        return Range.exactly(own.usd_per_hour), OF_THE_COMPANY

    def availability(self, route: Route, as_of: date, history: History) -> Availability:
        """Whether a team with this history at the provider can start a job on the route that day."""
        known = _known_states(route, as_of)
        past = [status for status in known if status.from_ <= as_of and _concerns(status, history)]
        if not past:
            first = min(status.from_ for status in route.status)
            return Availability(False, "unknown", f"nothing known of this route before {first}", None)
        now = past[-1]
        because = {
            "open": None,
            "closed": f"closed to {_whom(now)} since {now.from_}",
            "unconfirmed": "not confirmed as open",
            "gated": "by invitation only",
            "never": "never existed",
        }[now.state]
        if because is not None:
            because = f"{because}: {now.note.rstrip('.') if now.note else 'see source'}; {now.cite()}"
        dated = [status for status in known if status.dated is not None]
        read = max(dated, key=lambda status: status.dated or status.checked_on, default=None)
        return Availability(now.state == "open", now.state, because, now, read)

    def closes_on(self, route: Route, as_of: date, history: History) -> RouteStatus | None:
        """The next closing of the route for such a team that is known on the day."""
        coming = (
            status
            for status in _known_states(route, as_of)
            if status.state == "closed" and status.from_ > as_of and _concerns(status, history)
        )
        return next(coming, None)

    def shutdown(self, of: Route | Untuned, as_of: date) -> Shutdown | None:
        """When a tuned model on a route, or an untuned one at its first host, stops answering, as far as known on the day."""
        if isinstance(of, Untuned):
            return self.endings.of(of.id, of.host, as_of)
        known = [shutdown for shutdown in of.shutdown if shutdown.known_from <= as_of]
        return known[-1] if known else None

    def successor(self, end: Shutdown) -> Untuned | None:
        """The first model that a provider names to follow, where it is in the list."""
        named = () if end.successor is None else re.split(r",? or |, ", end.successor)
        return next((model for name in named if (model := self.model(name.strip())) is not None), None)

    def route_prices(self, route: Route, as_of: date, tier: Tier = "global") -> dict[str, Priced]:
        """Each known price of the route by field name, the newest up to the day, else the next later.

        A price without a tier counts for the usual one, "global".
        """
        prices: dict[str, Priced] = {}
        for price in route.price:
            if (price.tier or "global") != tier:
                continue
            later = price.from_ > as_of
            for field in PRICE_FIELDS:
                value = getattr(price, field)
                if value is not None and (not later or field not in prices):
                    prices[field] = Priced(value, price, later)
        return prices

    def tiers(self, route: Route) -> tuple[Tier, ...]:
        """The tiers in which a route is priced, the usual one first."""
        return tuple(dict.fromkeys(["global", *(price.tier or "global" for price in route.price)]))


def _hourly(gpus: OwnGpus) -> Decimal:
    return gpus.usd_per_hour


def _rates_of(price: ModelPrice) -> TokenRates:
    cached, paid = price.cached_input_usd_per_1m, price.input_usd_per_1m
    return TokenRates(paid, paid if cached is None else cached, price.output_usd_per_1m, price)


def _known_states(route: Route, as_of: date) -> list[RouteStatus]:
    """The states that were known on the day, without announcements that had been taken back by then."""
    known = [status for status in route.status if (status.known_from or status.from_) <= as_of]
    taken_back = {status.instead_of for status in known if status.instead_of is not None}
    return [status for status in known if status.from_ not in taken_back]


def _concerns(status: RouteStatus, history: History) -> bool:
    return status.state != "closed" or "all" in status.to or history in status.to


def _whom(status: RouteStatus) -> str:
    if "all" in status.to:
        return "everyone"
    if "never" in status.to:
        return "teams that never tuned there"
    return "teams without recent tuned-model use there"


# GPUs by their memory, the smallest first: 16, 24, 48, 80, 80 and 141 GB. [NVIDIA's data sheets]
_BY_MEMORY = ("T4", "L4", "L40S", "A100", "H100", "H200")


def gpu_rank(kind: str) -> int:
    """The place of a GPU among those that are known, from 1 for the smallest; 0 for one that is not."""
    name = kind.upper().split()
    if not name or name[:2] == ["A100", "40GB"]:
        return 0
    return _BY_MEMORY.index(name[0]) + 1 if name[0] in _BY_MEMORY else 0


@lru_cache(maxsize=256)
def _rented(catalogue: Catalogue, kind: str, as_of: date) -> tuple[Range, Fact] | None:
    newest: dict[tuple[str, str], GpuPrice] = {}
    for price in sorted((gpu for gpu in catalogue.gpus if gpu.kind == kind), key=lambda gpu: gpu.from_):
        if price.from_ <= as_of or (price.provider, price.sku) not in newest:
            newest[price.provider, price.sku] = price
    if not newest:
        return None
    prices = sorted(price.usd_per_hour for price in newest.values())
    middle = median_low(prices)
    cited = next(price for price in newest.values() if price.usd_per_hour == middle)
    return Range(prices[0], middle, prices[-1]), cited
