"""The catalogue read aloud: every fact that holds on a day, and what could not be verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricing.catalogue import Catalogue
from pricing.facts import Fact, History
from pricing.money import show_usd


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
    """Every fact that holds on the day, one row each."""
    rows: list[Belief] = []
    for model in facts.untuned:
        ends = facts.shutdown(model, as_of)
        if model.released > as_of:
            continue
        rates = facts.rates(model.base, as_of, Decimal(1000))
        price = (
            "price not known"
            if rates is None
            else f"${rates.input.normalize():f} in, ${rates.output.normalize():f} out per 1M tokens"
        )
        gone = f"; shut down {ends.on}" if ends else ""
        if rates is not None:
            rows.append(_row("untuned model", model.id, price + gone, rates.fact, as_of))
        rows.append(_row("release", model.id, f"released {model.released}{gone}", model, as_of))
        if ends is not None:
            rows.append(_row("shutdown", model.id, f"shuts down {ends.on}", ends, as_of))
    for route in facts.routes:
        histories: tuple[History, ...] = ("never", "inactive", "active") if route.host == "openai" else ("never",)
        for history in histories:
            state = facts.availability(route, as_of, history)
            if state.fact is None:
                continue
            whom = f' to a team whose tuning history there is "{history}"' if route.host == "openai" else ""
            rows.append(_row("route", route.option_id, f"{state.state}{whom}", state.fact, as_of))
        for field, priced in facts.route_prices(route, as_of).items():
            late = ", read later than the day asked" if priced.later else ""
            rows.append(
                _row(
                    "route price",
                    route.option_id,
                    f"{field.replace('_', ' ')} {show_usd(priced.value)}{late}",
                    priced.fact,
                    as_of,
                )
            )
        end = facts.shutdown(route, as_of)
        if end is not None:
            rows.append(_row("shutdown", route.option_id, f"ends {end.on}", end, as_of))
    rows += [
        _row("GPU", f"{gpu.kind} at {gpu.provider}", f"{show_usd(gpu.usd_per_hour)} an hour", gpu, as_of)
        for gpu in facts.gpus
        if gpu.from_ <= as_of
    ]
    rows += [
        _row(
            "open model",
            model.id,
            f"{model.serve_gpus} x {model.serve_gpu}, {model.output_tokens_per_second:,} tokens/s",
            model,
            as_of,
        )
        for model in facts.open_models
    ]
    for estimate in facts.estimates:
        belief = f"{estimate.low:f} / {estimate.likely:f} / {estimate.high:f} {estimate.unit}"
        rows.append(_row("estimate", estimate.id, belief, estimate.as_fact(), as_of))
    return rows


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


def _row(kind: str, subject: str, belief: str, fact: Fact, as_of: date) -> Belief:
    return Belief(kind, subject, belief, fact.source, fact.source_date, fact.age_days(as_of), fact.grade, fact.note)
