"""The data files and the data packages -> one checked catalogue."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from pricing import azure_meters, retirements
from pricing.catalogue import Catalogue
from pricing.endings import Endings
from pricing.facts import Estimate, GpuPeak, GpuPrice, OpenModel
from pricing.model_facts import Alias, Alive, End, ModelPrice, Untuned
from pricing.route_facts import Route, RouteAbility, RoutePrice

DATA = Path(__file__).parent / "data"


def _read(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def _rows(data: Path, name: str, kind: str) -> list[dict[str, Any]]:
    """The rows of a kind in a file, or in every file of a folder."""
    place = data / name
    paths = sorted(place.glob("*.toml")) if place.is_dir() else [place.with_suffix(".toml")]
    return [row for path in paths for row in _read(path).get(kind, ())]


def _with_meters(route: Route) -> Route:
    """The route with what its meters cost, in order of days."""
    if not route.meter:
        return route
    prices: list[RoutePrice] = [*route.price, *(azure_meters.prices(meters) for meters in route.meter)]
    return route.model_copy(update={"price": tuple(sorted(prices, key=lambda price: price.from_))})


@cache
def load(data: Path = DATA) -> Catalogue:
    """Read and check the data files. Raises pydantic.ValidationError naming the row that is wrong."""
    return Catalogue(
        routes=tuple(_with_meters(Route.model_validate(row)) for row in _rows(data, "routes", "route")),
        untuned=tuple(Untuned.model_validate(row) for row in _rows(data, "untuned", "untuned")),
        open_models=tuple(OpenModel.model_validate(row) for row in _rows(data, "open_models", "open_model")),
        gpus=tuple(GpuPrice.model_validate(row) for row in _rows(data, "gpus", "gpu")),
        peaks=tuple(GpuPeak.model_validate(row) for row in _rows(data, "gpu_peaks", "peak")),
        estimates=tuple(Estimate.model_validate(row) for row in _rows(data, "estimates", "estimate")),
        abilities=tuple(RouteAbility.model_validate(row) for row in _rows(data, "routes", "ability")),
        endings=Endings(
            own=tuple(End.model_validate(row) for row in _rows(data, "ends", "end")),
            package=retirements.ends(),
            alive=tuple(Alive.model_validate(row) for row in _rows(data, "ends", "alive")),
        ),
        aliases=tuple(Alias.model_validate(row) for row in _rows(data, "aliases", "alias")),
        prices=tuple(ModelPrice.model_validate(row) for row in _rows(data, "prices", "price")),
    )
