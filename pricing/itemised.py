"""What an option costs, line by line, with how each line is made and where its price comes from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from pricing.base_prices import TokenRates
from pricing.catalogue import Catalogue
from pricing.lines import CostItem, CostLine, TeamPlan, priced_line
from pricing.money import MILLION, ONE, ZERO, Range, show_usd
from pricing.offers import Gpus, Offer
from pricing.workload import HOURS_PER_MONTH, SECONDS_PER_MONTH, Workload


def untuned(
    offer: Offer,
    plan: TeamPlan,
    catalogue: Catalogue,
    share: Decimal,
    why: str,
    once: tuple[CostItem, ...],
    bill: Decimal | None,
    hidden: Range,
    tokenizer: Range,
) -> tuple[CostLine, ...]:
    """The lines of a model as its provider serves it, or on GPUs; `share` of the list price is what the team pays."""
    lines: list[CostLine] = []
    load = plan.workload
    if offer.gpus is not None and load is not None:
        lines.append(gpu_line(offer.gpus, load, catalogue))
    elif offer.rates is not None and load is not None:
        lines += _tokens(offer.rates, load, hidden.likely, tokenizer.likely)
        listed = sum((line.usd for line in lines if line.usd is not None), ZERO)
        if share != 1:
            lines.append(CostLine("what you really pay", listed * (share - 1), "month", why, None))
        lines += _fees(offer)
    elif offer.rates is None and bill is not None:
        lines.append(CostLine("your bill", bill, "month", "as you stated it", None))
    lines += _once(once)
    return tuple(lines)


def retrieved_usd(rates: TokenRates, load: Workload, catalogue: Catalogue) -> Decimal:
    """USD that retrieval adds to a request: more input tokens, reads of the index, an embedding of the input."""
    extra, reads, embedding = (catalogue.estimate(f"retrieval.{name}") for name in ("tokens", "reads", "embedding"))
    return (extra.likely * rates.input + reads.likely + load.input_tokens * embedding.likely) / MILLION


def retrieval(
    offer: Offer, todays: tuple[CostLine, ...], plan: TeamPlan, catalogue: Catalogue, building: CostItem
) -> tuple[CostLine, ...]:
    """The lines of today's model and those of retrieval."""
    extra, index, reads, embedding = (
        catalogue.estimate(f"retrieval.{name}") for name in ("tokens", "index", "reads", "embedding")
    )
    between = f"{show_usd(index.low)} to {show_usd(index.high)}"
    lines = [CostLine("vector index", index.likely, "month", between, index.as_fact())]
    if offer.rates is not None and plan.workload is not None:
        load = plan.workload
        lines += todays
        more = (extra.likely * offer.rates.input + reads.likely) / MILLION
        how = f"{extra.likely:,} more input tokens a request, and index reads"
        lines.append(CostLine("retrieved passages", more * load.requests_per_month, "month", how, extra.as_fact()))
        embedded = load.input_tokens * embedding.likely / MILLION
        how = f"every request embedded at ${embedding.likely:f} per 1M tokens"
        lines.append(CostLine("embedding", embedded * load.requests_per_month, "month", how, embedding.as_fact()))
    lines += _once((building,))
    return tuple(lines)


def tuned(
    offer: Offer, plan: TeamPlan, load: Workload | None, catalogue: Catalogue, training: Iterable[CostLine]
) -> tuple[CostLine, ...]:
    """The lines of a tuned model: serving, training, people, upkeep. `load` is what the tuned model serves."""
    lines: list[CostLine] = []
    if load is not None and offer.gpus is not None:
        lines.append(gpu_line(offer.gpus, load, catalogue))
        lines += _storage(offer)
    elif load is not None and offer.rates is not None:
        lines += _tokens(offer.rates, load, ONE, ONE)
        lines += _fees(offer)
    else:
        lines += _storage(offer)
    lines += training
    lines += _once(plan.once)
    lines.append(CostLine(plan.upkeep.label, plan.upkeep.usd.likely, "month", plan.upkeep.how, plan.upkeep.fact))
    return tuple(lines)


def gpu_line(gpus: Gpus, load: Workload, catalogue: Catalogue) -> CostLine:
    """GPUs by the hour, as many replicas as the likely peak needs."""
    busy, prefill, to_mean = (
        catalogue.estimate(f"serving.{name}").likely for name in ("utilisation", "prefill_weight", "peak_to_mean")
    )
    a_second = gpus.throughput.likely
    peak = load.requests_per_month * (load.output_tokens + load.input_tokens * prefill) / SECONDS_PER_MONTH * to_mean
    replicas = max(1, int((peak / a_second).to_integral_value(ROUND_CEILING)))
    total = gpus.hourly_usd(replicas)
    hourly = total / replicas
    per_million = hourly / (a_second * 3600 * busy / MILLION)
    how = (
        f"{replicas} replica{'s' if replicas > 1 else ''} always on ({gpus.setup}; an input token counts {prefill} of an output token) at {show_usd(hourly)} an hour; "
        f"{show_usd(per_million)} per 1M output tokens at {busy:.0%} use"
    )
    return CostLine("GPUs to serve", total * HOURS_PER_MONTH, "month", how, gpus.fact)


def _tokens(rates: TokenRates, load: Workload, hidden: Decimal, tokenizer: Decimal) -> list[CostLine]:
    """The input and output lines for a month at list prices."""
    requests = f"{load.requests_per_month:,.0f} requests"
    more = f" x {tokenizer.normalize():f} (its tokenizer)" if tokenizer != 1 else ""
    cached = f", {load.cached_share:.0%} cached at ${rates.cached.normalize():f}" if load.cached_share else ""
    how_in = f"{requests} x {load.input_tokens:,.0f} tokens{more} at ${rates.input.normalize():f} per 1M{cached}"
    thinks = f" x {hidden.normalize():f} (hidden reasoning)" if hidden != 1 else ""
    how_out = f"{requests} x {load.output_tokens:,.0f} tokens{more}{thinks} at ${rates.output.normalize():f} per 1M"
    inputs = rates.request_usd(load.input_tokens, load.cached_share, ZERO) * tokenizer
    outputs = rates.request_usd(ZERO, ZERO, load.output_tokens) * tokenizer * hidden
    return [
        CostLine("input tokens", inputs * load.requests_per_month, "month", how_in, rates.fact),
        CostLine("output tokens", outputs * load.requests_per_month, "month", how_out, rates.fact),
    ]


def _fees(offer: Offer) -> list[CostLine]:
    hosting = (offer.prices or {}).get("hosting_usd_per_hour")
    if hosting is None:
        return _storage(offer)
    how = f"{show_usd(hosting.value)} an hour"
    return [priced_line("hosting fee", hosting, "month", how, hosting.value * HOURS_PER_MONTH), *_storage(offer)]


def _storage(offer: Offer) -> list[CostLine]:
    stored = (offer.prices or {}).get("storage_usd_per_month")
    return [] if stored is None else [priced_line("storage of the tuned model", stored, "month", "per model")]


def _once(items: tuple[CostItem, ...]) -> list[CostLine]:
    return [CostLine(item.label, item.usd.likely, "once", item.how, item.fact) for item in items]
