"""Every way to serve a workload, as itemised lines: an offer and a plan make an option."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from pricing.catalogue import Catalogue, Priced
from pricing.lines import CostLine, TeamPlan, priced_line
from pricing.money import MILLION, ZERO, Range, show_usd, total
from pricing.offers import Gpus, Offer
from pricing.training import training_usd
from pricing.workload import HOURS_PER_MONTH, SECONDS_PER_MONTH, Workload


@dataclass(frozen=True, slots=True)
class Option:
    """A way to serve the workload. Money in USD; None where it is not known.

    request_usd     token cost of one request
    fixed_usd       per month, whatever the volume
    upkeep, upfront ranges of USD per month and once
    """

    offer: Offer
    request_usd: Decimal | None
    fixed_usd: Decimal
    gpus: Gpus | None
    upkeep: Range
    upfront: Range | None
    workload: Workload | None
    peak_to_mean: Decimal
    prefill_weight: Decimal
    lines: tuple[CostLine, ...]
    unknown: tuple[str, ...]

    @property
    def id(self) -> str:
        """As in the reply, for instance `sft:openai/gpt-4.1-mini`."""
        return self.offer.id

    @property
    def trains(self) -> bool:
        """Whether this option is a training method."""
        return self.offer.training is not None

    def replicas(self, requests: Decimal) -> int:
        """GPU replicas needed at the peak; at least one is always on."""
        if self.gpus is None or self.workload is None:
            return 0
        peak = requests * self.tokens_to_serve / SECONDS_PER_MONTH * self.peak_to_mean
        return _replicas(peak, self.gpus)

    @property
    def tokens_to_serve(self) -> Decimal:
        """Work of one request in output tokens: reading the input costs a part of writing it."""
        return (
            ZERO
            if self.workload is None
            else self.workload.output_tokens + self.workload.input_tokens * self.prefill_weight
        )

    def monthly(self, requests: Decimal) -> Decimal | None:
        """USD per month for so many requests, without upkeep."""
        if self.request_usd is None:
            return None
        hourly = self.gpus.hourly_usd(self.replicas(requests)) if self.gpus else ZERO
        return self.request_usd * requests + self.fixed_usd + hourly * HOURS_PER_MONTH

    @property
    def monthly_usd(self) -> Decimal | None:
        """USD per month in the first month, without upkeep."""
        return None if self.workload is None else self.monthly(self.workload.requests_per_month)


def serve_untuned(offer: Offer, plan: TeamPlan) -> Option:
    """Today's model, or another untuned one, with the same requests."""
    lines: list[CostLine] = []
    unknown: list[str] = []
    request_usd, fixed = None, ZERO
    if offer.kind == "status_quo" and offer.rates is None and plan.bill is not None:
        lines.append(CostLine("your bill", plan.bill, "month", "as you stated it", None))
        if plan.workload is not None:
            request_usd = plan.bill / plan.workload.requests_per_month if plan.workload.requests_per_month else ZERO
    elif offer.rates is None:
        unknown.append("price of the model")
    elif plan.workload is not None:
        request_usd = _tokens(offer, plan.workload, lines)
        # A model that was tuned is hosted and stored for a fee.
        fixed = _hosting(offer.prices or {}, lines) + _storage(offer.prices or {}, lines)
    return _option(
        offer, plan, request_usd, fixed, lines, unknown, upkeep=Range.exactly(ZERO), upfront=Range.exactly(ZERO)
    )


_RETRIEVAL_LABEL = {"unknown": "today's model with retrieval"}


def serve_with_retrieval(today: Offer, plan: TeamPlan, catalogue: Catalogue) -> Option:
    """Today's model with retrieved passages added to the input, an index and its reads."""
    offer = Offer(
        id="rag",
        kind="rag",
        label=_RETRIEVAL_LABEL.get(today.model, f"{today.model} with retrieval"),
        model=today.model,
        size=today.size,
        route=today.route,
        available=True,
        unavailable_because=None,
        availability=None,
        rates=today.rates,
        ends=today.ends,
    )
    extra, index, reads, embedding = (
        catalogue.estimate(f"retrieval.{name}") for name in ("tokens", "index", "reads", "embedding")
    )
    hourly, setup = catalogue.estimate("people.hourly"), catalogue.estimate("people.setup_hours")
    lines = [
        CostLine(
            "vector index", index.likely, "month", f"{show_usd(index.low)} to {show_usd(index.high)}", index.as_fact()
        )
    ]
    unknown: list[str] = []
    request_usd = None
    if offer.rates is None:
        unknown.append("price of the model")
    elif plan.workload is not None:
        load = plan.workload
        request_usd = _tokens(offer, load, lines)
        more = extra.likely * offer.rates.input / MILLION + reads.likely / MILLION
        how = f"{extra.likely:,} more input tokens a request, and index reads"
        lines.append(CostLine("retrieved passages", more * load.requests_per_month, "month", how, extra.as_fact()))
        embedded = load.input_tokens * embedding.likely / MILLION
        how = f"every request embedded at ${embedding.likely:f} per 1M tokens"
        lines.append(CostLine("embedding", embedded * load.requests_per_month, "month", how, embedding.as_fact()))
        request_usd += more + embedded
    upfront = hourly.range.by(setup.range)
    lines.append(
        CostLine(
            "people: build retrieval",
            upfront.likely,
            "once",
            f"{setup.likely} hours{catalogue.own_hourly}",
            setup.as_fact(),
        )
    )
    return _option(offer, plan, request_usd, index.likely, lines, unknown, upkeep=Range.exactly(ZERO), upfront=upfront)


def serve_tuned(offer: Offer, plan: TeamPlan, catalogue: Catalogue) -> Option:
    """A tuned model on a route: serving, training, people and upkeep."""
    lines: list[CostLine] = []
    unknown: list[str] = []
    prices = offer.prices or {}
    fixed = ZERO
    request_usd: Decimal | None = None
    load = plan.workload
    if offer.gpus is not None:
        request_usd = ZERO
    elif offer.rates is None:
        unknown.append("serving price")
    if load is not None:
        tuned_load = _shorter(load, plan.saved_input_tokens)
        if offer.rates is not None:
            request_usd = _tokens(offer, tuned_load, lines)
            fixed += _hosting(prices, lines)
        elif offer.gpus is not None:
            lines.append(_gpu_line(offer.gpus, load, catalogue))
    fixed += _storage(prices, lines)
    training = training_usd(offer, plan, catalogue, lines)
    if training is None:
        unknown.append("training price" if plan.examples is not None and load is not None else "training cost")
    lines.extend(CostLine(item.label, item.usd.likely, "once", item.how, item.fact) for item in plan.once)
    lines.append(CostLine(plan.upkeep.label, plan.upkeep.usd.likely, "month", plan.upkeep.how, plan.upkeep.fact))
    upfront = None if training is None else total([training, *(item.usd for item in plan.once)])
    return _option(
        offer, plan, request_usd, fixed, lines, unknown, upkeep=plan.upkeep.usd, upfront=upfront, catalogue=catalogue
    )


def _option(
    offer: Offer,
    plan: TeamPlan,
    request_usd: Decimal | None,
    fixed: Decimal,
    lines: list[CostLine],
    unknown: list[str],
    *,
    upkeep: Range,
    upfront: Range | None,
    catalogue: Catalogue | None = None,
) -> Option:
    if plan.workload is None:
        unknown.append("volume and size of requests")
    peak = catalogue.estimate("serving.peak_to_mean").likely if catalogue else Decimal(1)
    prefill = catalogue.estimate("serving.prefill_weight").likely if catalogue else ZERO
    return Option(
        offer,
        request_usd,
        fixed,
        offer.gpus,
        upkeep,
        upfront,
        plan.workload,
        peak,
        prefill,
        tuple(lines),
        tuple(unknown),
    )


def _shorter(load: Workload, saved: Decimal) -> Workload:
    return Workload(
        load.requests_per_month,
        max(ZERO, load.input_tokens - saved),
        load.output_tokens,
        load.cached_share,
        load.growth_per_month,
    )


def _tokens(offer: Offer, load: Workload, lines: list[CostLine]) -> Decimal:
    """USD of one request; appends the input and output lines for a month."""
    rates = offer.rates
    assert rates is not None
    request = rates.request_usd(load.input_tokens, load.cached_share, load.output_tokens)
    inputs = rates.request_usd(load.input_tokens, load.cached_share, ZERO)
    requests = f"{load.requests_per_month:,.0f} requests"
    cached = f", {load.cached_share:.0%} cached at ${rates.cached.normalize():f}" if load.cached_share else ""
    how_in = f"{requests} x {load.input_tokens:,.0f} tokens at ${rates.input.normalize():f} per 1M{cached}"
    how_out = f"{requests} x {load.output_tokens:,.0f} tokens at ${rates.output.normalize():f} per 1M"
    lines.append(CostLine("input tokens", inputs * load.requests_per_month, "month", how_in, rates.fact))
    lines.append(CostLine("output tokens", (request - inputs) * load.requests_per_month, "month", how_out, rates.fact))
    return request


def _hosting(prices: dict[str, Priced], lines: list[CostLine]) -> Decimal:
    hosting = prices.get("hosting_usd_per_hour")
    if hosting is None:
        return ZERO
    monthly = hosting.value * HOURS_PER_MONTH
    lines.append(priced_line("hosting fee", hosting, "month", f"{show_usd(hosting.value)} an hour", monthly))
    return monthly


def _storage(prices: dict[str, Priced], lines: list[CostLine]) -> Decimal:
    stored = prices.get("storage_usd_per_month")
    if stored is None:
        return ZERO
    lines.append(priced_line("storage of the tuned model", stored, "month", "per model"))
    return stored.value


def _replicas(peak_tokens_per_second: Decimal, gpus: Gpus) -> int:
    return max(1, int((peak_tokens_per_second / gpus.output_tokens_per_second).to_integral_value(ROUND_CEILING)))


def _gpu_line(gpus: Gpus, load: Workload, catalogue: Catalogue) -> CostLine:
    busy, prefill, to_mean = (
        catalogue.estimate(f"serving.{name}").likely for name in ("utilisation", "prefill_weight", "peak_to_mean")
    )
    work = load.output_tokens + load.input_tokens * prefill
    replicas = _replicas(load.requests_per_month * work / SECONDS_PER_MONTH * to_mean, gpus)
    total_hourly = gpus.hourly_usd(replicas)
    hourly = total_hourly / replicas
    per_million = hourly / (gpus.output_tokens_per_second * 3600 * busy / MILLION)
    how = (
        f"{replicas} replica{'s' if replicas > 1 else ''} always on ({gpus.throughput}; an input token counts {prefill} of an output token) at {show_usd(hourly)} an hour; "
        f"{show_usd(per_million)} per 1M output tokens at {busy:.0%} use"
    )
    return CostLine("GPUs to serve", total_hourly * HOURS_PER_MONTH, "month", how, gpus.fact)
