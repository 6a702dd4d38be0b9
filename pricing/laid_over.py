"""A company's file laid over the catalogue: its own prices, routes, ends and machines count before what holds for everybody."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pricing import names
from pricing.catalogue import Catalogue
from pricing.company import SOURCE, Company, OwnEnd, OwnGpus, OwnPrice, OwnRoute, discounted_source
from pricing.endings import undated_key
from pricing.facts import Citation, Estimate, Shutdown
from pricing.hosts import host_name
from pricing.model_facts import End, ModelPrice
from pricing.money import show_usd
from pricing.route_facts import PRICE_FIELDS, Route, RoutePrice, RouteStatus


def laid_over(catalogue: Catalogue, company: Company) -> Catalogue:
    """A new catalogue as it is for the company.

    Raises ValueError, one sentence with the key, where the file names a model or a GPU that the catalogue does not know.
    """
    prices = [_price(catalogue, row, f"prices[{number}]") for number, row in enumerate(company.prices, 1)]
    ends = [_end(catalogue, row, f"ends[{number}]") for number, row in enumerate(company.ends, 1)]
    gpus = [_gpus(catalogue, row, f"gpus[{number}]") for number, row in enumerate(company.gpus, 1)]
    routes = [_discounted(route, company.discount(route.host)) for route in catalogue.routes]
    for number, row in enumerate(company.routes, 1):
        routes = _with_own(catalogue, routes, row, f"routes[{number}]")
    return replace(
        catalogue,
        routes=tuple(routes),
        prices=(*catalogue.prices, *prices),
        endings=replace(catalogue.endings, own=(*catalogue.endings.own, *ends)),
        estimates=tuple(_at_own_rate(catalogue, estimate, company) for estimate in catalogue.estimates),
        company=company.model_copy(update={"gpus": tuple(gpus)}),
    )


# --- models and GPUs by the ids of the catalogue ---


def _model(catalogue: Catalogue, name: str, key: str) -> str:
    named = names.read(catalogue, name)
    if named.which is not None:
        raise ValueError(f"{key} must name one model: {named.which}")
    if named.model is None or named.tuned or named.moving:
        near = names.near(catalogue, name)
        meant = f', perhaps "{near}"' if near else ', such as "gpt-5.4-mini"'
        raise ValueError(f"{key} must be a model that the catalogue knows{meant}, not {name[:60]!a}.")
    return named.model


def _gpus(catalogue: Catalogue, row: OwnGpus, key: str) -> OwnGpus:
    """The row with the catalogue's names for its GPUs ("A100" is its "A100 80GB") and models."""
    said = row.type.lower()
    kinds = sorted({gpu.kind for gpu in catalogue.gpus})
    fitting = [kind for kind in kinds if kind.lower() == said] or [
        kind for kind in kinds if kind.lower().split()[0] == said
    ]
    if len(fitting) != 1:
        raise ValueError(f"{key}.type must be one of {', '.join(kinds)}, not {row.type[:60]!a}.")
    serves = tuple(_model(catalogue, name, f"{key}.serves[{number}]") for number, name in enumerate(row.serves, 1))
    open_models = {undated_key(model.id): model.id for model in catalogue.open_models}
    serves = tuple(open_models.get(undated_key(model), model) for model in serves)
    return row.model_copy(update={"type": fitting[0], "serves": serves})


# --- rows of its own ---


def _price(catalogue: Catalogue, row: OwnPrice, key: str) -> ModelPrice:
    return ModelPrice(
        model=_model(catalogue, row.model, f"{key}.model"),
        host=row.host,
        **{"from": row.since},
        input_usd_per_1m=row.input,
        cached_input_usd_per_1m=row.cached_input,
        output_usd_per_1m=row.output,
        source=SOURCE,
        source_date=row.since.isoformat(),
        grade="own",
        checked_on=row.since,
    )


def _end(catalogue: Catalogue, row: OwnEnd, key: str) -> End:
    return End(
        model=_model(catalogue, row.model, f"{key}.model"),
        host=row.host,
        on=row.on,
        known_from=row.known_from,
        successor=row.successor,
        source=SOURCE,
        grade="own",
        checked_on=row.known_from,
    )


def _at_own_rate(catalogue: Catalogue, estimate: Estimate, company: Company) -> Estimate:
    """What an hour of people costs, as the company says it, and ranges of which such hours are a part; every other as it is."""
    if company.people is None:
        return estimate
    usd = company.people.usd_per_hour
    if estimate.id == "people.hourly":
        said = Citation(source=SOURCE, grade="own")
        return estimate.model_copy(update={"low": usd, "likely": usd, "high": usd, "sources": (said,), "note": None})
    if estimate.people_hours is None:
        return estimate
    low, likely, high = estimate.people_hours
    # The hours in it were counted at the likely rate, at the low and the high end too.
    more = usd - catalogue.estimate("people.hourly").likely
    return estimate.model_copy(
        update={
            "low": estimate.low + low * more,
            "likely": estimate.likely + likely * more,
            "high": estimate.high + high * more,
            "note": f"{likely} hours at {show_usd(usd)} an hour ({SOURCE}), and tools.",
        }
    )


# --- routes ---


def _discounted(route: Route, share: Decimal) -> Route:
    """The route with all of its list prices less a share. They stay as old and as sure as the list is."""
    if not share:
        return route
    return route.model_copy(update={"price": tuple(_less(price, share) for price in route.price)})


def _less(price: RoutePrice, share: Decimal) -> RoutePrice:
    less = {field: usd * (1 - share) for field in PRICE_FIELDS if (usd := getattr(price, field)) is not None}
    return price.model_copy(update={**less, "source": discounted_source(share, price.source)})


def _with_own(catalogue: Catalogue, routes: list[Route], row: OwnRoute, key: str) -> list[Route]:
    """The routes with one of the company's: a known one changed from a day on, or a new one."""
    model = _model(catalogue, row.model, f"{key}.model")
    known = [route for route in routes if _is_known(route, row, model)]
    if not known:
        return [*routes, _new(catalogue, row, model)]
    return [_changed(route, row) if route in known else route for route in routes]


def _is_known(route: Route, row: OwnRoute, model: str) -> bool:
    slug = route.id.split("/")[1]
    return (route.method, route.host) == (row.method, row.host) and undated_key(slug) == undated_key(model)


def _changed(route: Route, row: OwnRoute) -> Route:
    """From its day on the company's word counts alone, whatever is said for everybody of later days."""
    before = [status for status in route.status if status.from_ < row.since]
    return route.model_copy(
        update={
            "status": (*before, _status(row)),
            "price": (*route.price, *_prices(row)),
            "shutdown": (*route.shutdown, *_shutdown(row)),
        }
    )


def _new(catalogue: Catalogue, row: OwnRoute, model: str) -> Route:
    listed = catalogue.model(model)
    open_model = next(
        (known.id for known in catalogue.open_models if undated_key(known.id) == undated_key(model)), None
    )
    return Route(
        id=f"{row.host.replace('-', '_')}/{model.lower()}",
        method=row.method,
        host=row.host,
        provider=host_name(row.host),
        model=model,
        size=listed.size if listed is not None else row.size,
        base=None if listed is None else listed.base,
        open_model=open_model if row.host == "self_hosted" else None,
        status=(_status(row),),
        price=_prices(row),
        shutdown=_shutdown(row),
    )


def _own(row: OwnRoute) -> dict[str, object]:
    return {"source": SOURCE, "source_date": row.since.isoformat(), "grade": "own", "checked_on": row.since}


def _status(row: OwnRoute) -> RouteStatus:
    return RouteStatus.model_validate(
        {"from": row.since, "state": row.state, "note": "your company says so", **_own(row)}
    )


def _prices(row: OwnRoute) -> tuple[RoutePrice, ...]:
    usd = {
        "training_usd_per_1m": row.training,
        "training_usd_per_hour": row.training_per_hour,
        "tuned_input_usd_per_1m": row.input,
        "tuned_cached_input_usd_per_1m": row.cached_input,
        "tuned_output_usd_per_1m": row.output,
        "hosting_usd_per_hour": row.hosting_per_hour,
    }
    if all(value is None for value in usd.values()):
        return ()
    return (RoutePrice.model_validate({"from": row.since, **usd, **_own(row)}),)


def _shutdown(row: OwnRoute) -> tuple[Shutdown, ...]:
    if row.ends is None:
        return ()
    return (Shutdown.model_validate({"on": row.ends, "known_from": row.since, **_own(row)}),)
