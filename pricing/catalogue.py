"""The catalogue: dated facts of what can be used where, until when, for how much.

A catalogue is a value. What it answers depends on the day asked (`as_of`) and on nothing else: a fact
that became known later is not seen by an earlier day, except a price, for which the nearest later one
stands in where there is no earlier one, and says so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from statistics import median_low
from typing import Any

from pricing import base_prices
from pricing.base_prices import TokenRates
from pricing.facts import (
    BaseModelId,
    Estimate,
    Fact,
    GpuPeak,
    GpuPrice,
    History,
    OpenModel,
    Route,
    RoutePrice,
    RouteStatus,
    Shutdown,
    Untuned,
)
from pricing.money import Range

DATA = Path(__file__).parent / "data"
# Of earlier days little more than release dates is known.
BEGINS_ON = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a team may start on a route on a day, and why not or how sure that is."""

    available: bool
    state: str
    because: str | None
    fact: Fact | None


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
        return {(model.base.provider, model.base.id): model for model in self.untuned}

    @cached_property
    def _named(self) -> dict[str, BaseModelId]:
        names = {base_prices.plain_name(model.label): model.base for model in self.untuned}
        return names | {base_prices.plain_name(model.id): model.base for model in self.untuned}

    def estimate(self, id_: str) -> Estimate:
        """A range by its id. Raises KeyError for an id that is not in the data."""
        return self._estimates[id_]

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

    def base_named(self, name: str) -> BaseModelId | None:
        """A listed untuned model that a person's name for it means, by its id or label."""
        return self._named.get(base_prices.plain_name(name))

    def peak(self, kind: str) -> GpuPeak:
        """Peak FLOP/s of a GPU kind. Raises KeyError for one without."""
        return {peak.kind: peak for peak in self.peaks}[kind]

    def checked_on(self) -> date:
        """The day the newest of these facts was looked at."""
        return max(status.checked_on for route in self.routes for status in route.status)

    def rates(self, base: BaseModelId, as_of: date, input_tokens: Decimal) -> TokenRates | None:
        """USD per 1M tokens of an untuned model, None where unknown."""
        return base_prices.rates(base, as_of, int(input_tokens))

    def gpu_usd_per_hour(self, kind: str, as_of: date) -> tuple[Range, Fact] | None:
        """The range of prices for one GPU and hour over all offers, newest of each on the day."""
        newest: dict[tuple[str, str], GpuPrice] = {}
        for price in sorted((gpu for gpu in self.gpus if gpu.kind == kind), key=lambda gpu: gpu.from_):
            if price.from_ <= as_of or (price.provider, price.sku) not in newest:
                newest[price.provider, price.sku] = price
        if not newest:
            return None
        prices = sorted(price.usd_per_hour for price in newest.values())
        middle = median_low(prices)
        cited = next(price for price in newest.values() if price.usd_per_hour == middle)
        return Range(prices[0], middle, prices[-1]), cited

    def availability(self, route: Route, as_of: date, history: History) -> Availability:
        """Whether a team with this history at the provider can start a job on the route that day."""
        known = [status for status in route.status if (status.known_from or status.from_) <= as_of]
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
        return Availability(now.state == "open", now.state, because, now)

    def closes_on(self, route: Route, as_of: date, history: History) -> RouteStatus | None:
        """The next closing of the route for such a team that is known on the day."""
        coming = (
            status
            for status in route.status
            if status.state == "closed"
            and status.from_ > as_of
            and (status.known_from or status.from_) <= as_of
            and _concerns(status, history)
        )
        return next(coming, None)

    def shutdown(self, of: Route | Untuned, as_of: date) -> Shutdown | None:
        """When the model stops answering, as far as that is known on the day."""
        known = [shutdown for shutdown in of.shutdown if shutdown.known_from <= as_of]
        return known[-1] if known else None

    def route_prices(self, route: Route, as_of: date) -> dict[str, Priced]:
        """Each known price of the route by field name, the newest up to the day, else the next later."""
        prices: dict[str, Priced] = {}
        for price in route.price:
            later = price.from_ > as_of
            for field in _PRICE_FIELDS:
                value = getattr(price, field)
                if value is not None and (not later or field not in prices):
                    prices[field] = Priced(value, price, later)
        return prices


_PRICE_FIELDS = tuple(name for name in RoutePrice.model_fields if "usd" in name)


def _concerns(status: RouteStatus, history: History) -> bool:
    return status.state != "closed" or "all" in status.to or history in status.to


def _whom(status: RouteStatus) -> str:
    if "all" in status.to:
        return "everyone"
    if "never" in status.to:
        return "teams that never tuned there"
    return "teams without recent tuned-model use there"


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


@cache
def load(data: Path = DATA) -> Catalogue:
    """Read and check the data files. Raises pydantic.ValidationError naming the row that is wrong."""
    routes = [row for path in sorted((data / "routes").glob("*.toml")) for row in _read(path)["route"]]
    return Catalogue(
        routes=tuple(Route.model_validate(row) for row in routes),
        untuned=tuple(Untuned.model_validate(row) for row in _read(data / "untuned.toml")["untuned"]),
        open_models=tuple(OpenModel.model_validate(row) for row in _read(data / "open_models.toml")["open_model"]),
        gpus=tuple(GpuPrice.model_validate(row) for row in _read(data / "gpus.toml")["gpu"]),
        peaks=tuple(GpuPeak.model_validate(row) for row in _read(data / "gpu_peaks.toml")["peak"]),
        estimates=tuple(Estimate.model_validate(row) for row in _read(data / "estimates.toml")["estimate"]),
    )
