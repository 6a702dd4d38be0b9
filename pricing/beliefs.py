"""The catalogue read aloud: every fact that holds on a day, one row each, and what could not be verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pricing.base_prices import PriceList, changes_on, price_list
from pricing.catalogue import OF_THE_COMPANY, Catalogue
from pricing.company import discounted_source
from pricing.endings import undated_key
from pricing.facts import BaseModelId, Fact, OpenModel
from pricing.hosts import SELF_HOSTED, host_name
from pricing.in_words import end_in_words, price_in_words
from pricing.model_facts import ModelAbility, Untuned
from pricing.money import ZERO, show_usd
from pricing.names import Named
from pricing.route_facts import History, Route, RouteAbility


@dataclass(frozen=True, slots=True)
class Belief:
    """About what, what, from where, how old (days; None for a source without a date), how sure."""

    kind: str
    subject: str
    belief: str
    source: str
    source_date: str | None
    age_days: int | None
    grade: str
    note: str | None


def beliefs(facts: Catalogue, as_of: date) -> list[Belief]:
    """Every fact that holds on the day."""
    rows: list[Belief] = []
    for model in facts.untuned:
        if model.since <= as_of:
            rows += _prices(facts, model, model.id, as_of)
            rows.append(_row("model", model.id, _released(model), model, as_of))
            rows += [_row("ability", model.id, _can(word), word, as_of) for word in model.ability]
    rows += _ends(facts, as_of)
    for route in facts.routes:
        rows += _route(facts, route, as_of)
    rows += [
        _row("GPU", f"{gpu.kind} at {gpu.provider}", f"{show_usd(gpu.usd_per_hour)} an hour", gpu, as_of)
        for gpu in facts.gpus
        if gpu.from_ <= as_of
    ]
    rows += _companys(facts, as_of)
    for weights in facts.open_models:
        rows += _machine(facts, weights, as_of)
    for estimate in facts.estimates:
        belief = f"{estimate.low:f} / {estimate.likely:f} / {estimate.high:f} {estimate.unit}"
        rows.append(_row("estimate", estimate.id, belief, estimate.as_fact(), as_of))
    return rows


def about(facts: Catalogue, named: Named, as_of: date) -> list[Belief]:
    """What is known of one model: its end and price at every host, what it can do, and who tunes it."""
    assert named.model is not None, "a name that means several models, or none, is asked for before"
    rows = list(_ends(facts, as_of, of=named.version or named.model))
    model = facts.model(named.model)
    if model is not None:
        rows += _prices(facts, model, model.id, as_of)
        rows.append(_row("model", model.id, _released(model), model, as_of))
        rows += [_row("ability", model.id, _can(word), word, as_of) for word in model.ability]
        rows += _hidden(facts, model, as_of)
    elif named.base is not None:
        rows += _price(facts, named.model, None, named.base, as_of)
    if named.host_said and named.base is not None and not named.stands_in and named.host is not None:
        here = _price(facts, named.model, named.host, named.base, as_of)
        told = {row.subject for row in rows}
        rows += [row for row in here if row.subject not in told]
    same = undated_key(named.model)
    bases = {named.base, *(place.base for place in (model.price_at if model else ()))} - {None}
    for route in facts.routes:
        if route.base in bases or undated_key(route.id) == same:
            rows += _route(facts, route, as_of)
    for weights in facts.open_models:
        if undated_key(weights.id) == same:
            rows += _machine(facts, weights, as_of)
    if named.tuned:
        return [row for row in rows if row.kind.startswith("route") and f":{named.host}/" in row.subject]
    return rows


def not_told(named: Named, rows: Sequence[Belief]) -> list[str]:
    """What the beliefs about a model do not say of it where somebody asked for a host, a tuned model or a moving name."""
    sentences = []
    if named.moving:
        sentences.append(f'"{named.text[:80]}" moves to another model without notice.')
    if named.tuned and not rows:
        sentences.append(f"Of {named.model} tuned there, neither price nor end is known.")
    elif named.host_said and named.host is not None and named.host != SELF_HOSTED and not named.tuned:
        place = f"{named.model} at {host_name(named.host)}"
        told = {row.kind for row in rows if row.subject.startswith(place)}
        sentences += [f"{place}: the {kind} is not known." for kind in ("price", "end") if kind not in told]
    return sentences


def unverified(facts: Catalogue, as_of: date) -> list[str]:
    """What could not be verified, in sentences."""
    sentences = []
    for route in facts.routes:
        state = facts.availability(route, as_of, "never")
        prices = facts.route_prices(route, as_of)
        if state.state == "unconfirmed":
            sentences.append(
                f"{route.option_id}: whether it is open ({state.fact.note if state.fact else 'no source'})"
            )
        elif state.available:
            training = {"training_usd_per_1m", "training_usd_per_hour"} & set(prices)
            if not training and route.open_model is None:
                sentences.append(f"{route.option_id}: the training price")
            if (
                "tuned_input_usd_per_1m" not in prices
                and "hosting_usd_per_hour" not in prices
                and route.open_model is None
            ):
                sentences.append(f"{route.option_id}: what serving the tuned model costs")
    return sentences


# --- models ---


def _prices(facts: Catalogue, model: Untuned, subject: str, as_of: date) -> Iterator[Belief]:
    if model.base is not None:
        yield from _price(facts, subject, model.host, model.base, as_of)
    for place in model.price_at:
        tier = f", {place.tier}" if place.tier else ""
        yield from _price(facts, subject, place.host, place.base, as_of, tier)
    for own in facts.prices:
        if undated_key(own.model) == undated_key(model.id):
            told = f"${own.input_usd_per_1m:f} in, ${own.output_usd_per_1m:f} out per 1M tokens"
            told = f"some day: {told}" if own.from_ is None else f"from {own.from_}: {told}"
            holds = own.from_ is not None and own.from_ <= as_of
            yield _row("price" if holds else "price ahead", f"{subject} at {host_name(own.host)}", told, own, as_of)


def _price(
    facts: Catalogue, subject: str, host: str | None, base: BaseModelId, as_of: date, tier: str = ""
) -> Iterator[Belief]:
    prices = price_list(base, as_of)
    if prices is None:
        return
    share = ZERO if facts.company is None else facts.company.discount(host)
    place = "" if host is None else f" at {host_name(host)}{tier}"
    prices = _less(prices, share)
    yield _row("price", f"{subject}{place}", price_in_words(prices), prices.fact, as_of)
    for day in changes_on(base, as_of):
        later = price_list(base, day)
        if later is not None:
            later = _less(later, share)
            yield _row("price ahead", f"{subject}{place}", f"from {day}: {price_in_words(later)}", later.fact, as_of)


def _less(prices: PriceList, share: Decimal) -> PriceList:
    """A price list with a company's discount taken off."""
    if not share:
        return prices
    usd: dict[str, Any] = {
        name: value * (1 - share) for name, value in asdict(prices).items() if isinstance(value, Decimal)
    }
    fact = prices.fact.model_copy(update={"source": discounted_source(share, prices.fact.source)})
    return replace(prices, **usd, fact=fact)


def _released(model: Untuned) -> str:
    when = f"released {model.released}" if model.released else f"known since {model.since}, release day not read"
    return f"{model.label}, {when}"


def _can(word: ModelAbility) -> str:
    parts = []
    if word.context_tokens:
        parts.append(f"context {word.context_tokens:,} tokens")
    if word.max_output_tokens:
        parts.append(f"at most {word.max_output_tokens:,} out")
    parts.append({"yes": "reads images", "no": "reads no images", "unknown": "images: unknown"}[word.images])
    parts.append(
        {
            "never": "no hidden reasoning",
            "optional": "reasons in hidden tokens unless told otherwise",
            "always": "always reasons in hidden tokens, billed as output",
            "unknown": "hidden reasoning: unknown",
        }[word.reasoning]
    )
    if word.tokenizer:
        parts.append(f"{word.tokenizer.low:f} times the tokens of {word.tokenizer.against}")
    return ", ".join(parts)


def _hidden(facts: Catalogue, model: Untuned, as_of: date) -> Iterator[Belief]:
    """How many tokens a model that reasons bills beside those that are seen."""
    if model.can is not None and model.can.reasoning in ("optional", "always"):
        ratio = facts.estimate("reasoning.hidden_tokens")
        told = f"{ratio.low:f} to {ratio.high:f} {ratio.unit} while it reasons"
        yield _row("hidden tokens", model.id, told, ratio.as_fact(), as_of)


def _machine(facts: Catalogue, weights: OpenModel, as_of: date) -> Iterator[Belief]:
    """On what open weights run, what that costs by the hour, and how fast it is."""
    speed = weights.output_tokens_per_second
    hourly = facts.gpu_usd_per_hour(weights.serve_gpu, as_of)
    told = f"{weights.serve_gpus} x {weights.serve_gpu}"
    if hourly is not None:
        usd = hourly[0].times(weights.serve_gpus)
        told += f", {show_usd(usd.low)} to {show_usd(usd.high)} an hour"
    told += ", tokens a second not known" if speed is None else f", {speed:,} tokens a second"
    yield _row("open model", weights.id, told, weights, as_of)


def _companys(facts: Catalogue, as_of: date) -> Iterator[Belief]:
    """Which hosts the company allows, and the GPUs that it has."""
    company = facts.company
    if company is None:
        return
    if company.providers is not None and company.providers.allowed is not None:
        allowed = ", ".join(map(host_name, company.providers.allowed)) or "none"
        yield _row("limit", "hosts that are allowed", allowed, OF_THE_COMPANY, as_of)
    for gpus in company.gpus:
        told = f"{show_usd(gpus.usd_per_hour)} an hour, {gpus.free} of {gpus.count} free"
        yield _row("GPU", f"{gpus.type} of your own", told, OF_THE_COMPANY, as_of)


def _ends(facts: Catalogue, as_of: date, of: str | None = None) -> Iterator[Belief]:
    """The end of every model at every host, or of one; and where none was announced."""
    names = [end.model for end in (*facts.endings.own, *facts.endings.package)] if of is None else [of]
    seen: set[tuple[str, str]] = set()
    for name in names:
        for host in facts.endings.hosts.get(undated_key(name), ()):
            key = (host, name.lower())
            end = facts.endings.of(name, host, as_of)
            if key in seen or (end is None and of is None):
                continue
            seen.add(key)
            if end is not None:
                yield _row("end", f"{name} at {host_name(host)}", end_in_words(facts, end, as_of), end, as_of)
            elif (word := facts.endings.not_announced(name, host, as_of)) is not None:
                yield _row("end", f"{name} at {host_name(host)}", "no end announced", word, as_of)


# --- routes ---


def _route(facts: Catalogue, route: Route, as_of: date) -> Iterator[Belief]:
    histories: tuple[History, ...] = ("never", "inactive", "active") if route.host == "openai" else ("never",)
    for history in histories:
        state = facts.availability(route, as_of, history)
        if state.fact is None:
            continue
        whom = f' to a team whose tuning history there is "{history}"' if route.host == "openai" else ""
        aged = f" ({aged})" if (aged := state.aged(as_of)) else ""
        yield _row("route", route.option_id, f"{state.state}{whom}{aged}", state.fact, as_of)
    for tier in facts.tiers(route):
        called = "" if tier == "global" else f", {tier.replace('_', ' ')}"
        for field, priced in facts.route_prices(route, as_of, tier).items():
            late = ", read later than the day asked" if priced.later else ""
            told = f"{_PRICES[field].format(f'${priced.value.normalize():f}')}{called}{late}"
            yield _row("route price", route.option_id, told, priced.fact, as_of)
    end = facts.shutdown(route, as_of)
    if end is not None:
        yield _row("route end", route.option_id, end_in_words(facts, end, as_of), end, as_of)
    word = facts.ability(route.option_id, as_of)
    if word is not None:
        yield _row("route ability", route.option_id, _route_can(word), word, as_of)


# What each price of a route is for, and per what.
_PRICES = {
    "training_usd_per_1m": "training {} per 1M tokens",
    "training_usd_per_hour": "training {} an hour",
    "rollout_input_usd_per_1m": "input while training {} per 1M tokens",
    "rollout_output_usd_per_1m": "output while training {} per 1M tokens",
    "tuned_input_usd_per_1m": "input of the tuned model {} per 1M tokens",
    "tuned_cached_input_usd_per_1m": "cached input of the tuned model {} per 1M tokens",
    "tuned_output_usd_per_1m": "output of the tuned model {} per 1M tokens",
    "hosting_usd_per_hour": "hosting {} an hour",
    "storage_usd_per_month": "storage {} a month",
    "minimum_usd_per_job": "at least {} a job",
}


def _route_can(word: RouteAbility) -> str:
    parts = []
    if word.train_tokens:
        parts.append(f"at most {word.train_tokens:,} tokens an example")
    parts += [
        f"{what}: {said}"
        for what, said in (
            ("images", word.images),
            ("tools", word.tools),
            ("reasoning", word.reasoning),
            ("trial without a deployment", word.trial),
            ("scale to zero", word.scale_to_zero),
            ("several adapters on a deployment", word.adapters),
        )
    ]
    return "; ".join(parts)


def _row(kind: str, subject: str, belief: str, fact: Fact, as_of: date) -> Belief:
    return Belief(kind, subject, belief, fact.source, fact.source_date, fact.age_days(as_of), fact.grade, fact.note)
