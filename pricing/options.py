"""Every way to serve a workload, in figures: an offer and a plan make an option. `pricing.itemised` shows its lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from pricing import itemised
from pricing.base_prices import TokenRates
from pricing.catalogue import Catalogue
from pricing.lines import CostItem, CostLine, TeamPlan
from pricing.money import EXACTLY_ONE, EXACTLY_ZERO, MILLION, ONE, ZERO, Range, total
from pricing.offers import Gpus, Offer
from pricing.training import train
from pricing.workload import HOURS_PER_MONTH, SECONDS_PER_MONTH, Workload

NO_UPKEEP = CostItem("upkeep", (("upkeep", EXACTLY_ZERO),), "nothing is tuned", None)


@dataclass(frozen=True, slots=True)
class Paid:
    """What a team pays at its provider: a share of the list price (1 for the list price itself), and why."""

    share: Decimal = ONE
    why: str = ""


LIST_PRICE = Paid()


@dataclass(frozen=True, slots=True)
class Option:
    """A way to serve the workload. Money in USD; None where it is not known.

    input_usd, output_usd   token cost of one request by what its tokens cost
    tokenizer, hidden       factors on all tokens, and on those of the output: another tokenizer, hidden reasoning
    fixed_usd               per month, whatever the volume
    training, once          ranges in USD, once: training itself (None where unknown), and people, labels, moving
    workload                what this option serves: a tuned model may read fewer tokens
    itemise                 makes the lines
    tries, errors_usd       requests done again count as often; and what wrong answers cost, USD per request
    """

    offer: Offer
    input_usd: Decimal | None
    output_usd: Decimal | None
    fixed_usd: Decimal
    gpus: Gpus | None
    upkeep: CostItem
    training: Range | None
    once: tuple[CostItem, ...]
    workload: Workload | None
    peak_to_mean: Range
    prefill_weight: Decimal
    unknown: tuple[str, ...]
    itemise: Callable[[], tuple[CostLine, ...]] = field(compare=False, repr=False)
    tokenizer: Range = EXACTLY_ONE
    hidden: Range = EXACTLY_ONE
    tries: Decimal = ONE
    errors_usd: Decimal = ZERO

    @property
    def id(self) -> str:
        """As in the reply, for instance `sft:openai/gpt-4.1-mini`."""
        return self.offer.id

    @property
    def trains(self) -> bool:
        """Whether this option is a training method."""
        return self.offer.training is not None

    @property
    def lines(self) -> tuple[CostLine, ...]:
        """Its costs item by item."""
        return self.itemise()

    @property
    def upfront(self) -> Range | None:
        """USD once, end by end; None where training has no known price."""
        return None if self.training is None else total([self.training, *(item.usd for item in self.once)])

    @property
    def request_usd(self) -> Decimal | None:
        """Likely token cost of one request; None where unknown."""
        if self.input_usd is None or self.output_usd is None:
            return None
        return (self.input_usd + self.output_usd * self.hidden.likely) * self.tokenizer.likely

    @property
    def is_known(self) -> bool:
        """Whether all that it costs is known."""
        return self.workload is not None and self.input_usd is not None and self.training is not None

    @property
    def work(self) -> Decimal:
        """One request in output tokens for a GPU: reading the input costs a part of writing it."""
        load = self.workload
        return ZERO if load is None else load.output_tokens + load.input_tokens * self.prefill_weight

    def replicas(self, requests: Decimal) -> int:
        """GPU replicas needed at the likely peak; at least one is always on."""
        if self.gpus is None or self.workload is None:
            return 0
        peak = requests * self.work / SECONDS_PER_MONTH * self.peak_to_mean.likely
        return replicas_for(peak, self.gpus)

    def monthly(self, requests: Decimal) -> Decimal | None:
        """Likely USD per month for so many requests, without upkeep."""
        if self.request_usd is None:
            return None
        hourly = self.gpus.hourly_usd(self.replicas(requests)) if self.gpus else ZERO
        return self.request_usd * requests + self.fixed_usd + hourly * HOURS_PER_MONTH

    def spent(self, requests: Decimal) -> Decimal | None:
        """The same with requests that are done again, and with what wrong answers cost."""
        served = self.monthly(requests * self.tries)
        return None if served is None else served + self.errors_usd * requests

    @property
    def monthly_usd(self) -> Decimal | None:
        """Likely USD per month in the first month, without upkeep."""
        return None if self.workload is None else self.monthly(self.workload.requests_per_month)


def replicas_for(peak_tokens_per_second: Decimal, gpus: Gpus) -> int:
    """Replicas for so many output tokens a second."""
    return max(1, int((peak_tokens_per_second / gpus.throughput.likely).to_integral_value(ROUND_CEILING)))


def serve_untuned(
    offer: Offer,
    plan: TeamPlan,
    catalogue: Catalogue,
    *,
    paid: Paid = Paid(),
    moving: CostItem | None = None,
    bill: Decimal | None = None,
    tokenizer: Range = EXACTLY_ONE,
    hidden: Range = EXACTLY_ONE,
) -> Option:
    """Today's model, or another untuned one, with the same requests.

    paid     what the team really pays at the offer's provider
    moving   people's work to move to it; None for today's model
    bill     USD per month as the team stated it, where nothing else tells what today's model costs
    """
    load = plan.workload
    unknown: list[str] = []
    inputs: Decimal | None = None
    outputs: Decimal | None = None
    fixed = ZERO
    if offer.gpus is not None:
        inputs = outputs = ZERO
    elif offer.rates is not None:
        inputs, outputs = _token_costs(offer.rates, load, paid.share)
        # A model that was tuned is hosted and stored for a fee.
        fixed = monthly_fees(offer)
    elif bill is not None:
        # Of a machine that a team has the bill does not follow the requests; of a provider it does.
        inputs, outputs, fixed = (ZERO, ZERO, bill) if offer.own_machines else (_per_request(bill, load), ZERO, ZERO)
    else:
        unknown.append("price of the model")
    once = () if moving is None else (moving,)
    return _option(
        offer,
        plan,
        catalogue,
        (inputs, outputs, fixed),
        unknown,
        upkeep=NO_UPKEEP,
        training=EXACTLY_ZERO,
        once=once,
        itemise=lambda: itemised.untuned(offer, plan, catalogue, paid.share, paid.why, once, bill, hidden, tokenizer),
        tokenizer=tokenizer,
        hidden=hidden,
    )


_RETRIEVAL_LABEL = {"unknown": "today's model with retrieval"}


def serve_with_retrieval(today: Option, plan: TeamPlan, catalogue: Catalogue, building: CostItem) -> Option:
    """Today's model with retrieved passages added to the input, an index and its reads. `building` is people's work."""
    model = today.offer.model
    offer = Offer(
        id="rag",
        kind="rag",
        label=_RETRIEVAL_LABEL.get(model, f"{model} with retrieval"),
        model=model,
        size=today.offer.size,
        route=today.offer.route,
        available=today.offer.available,
        unavailable_because=today.offer.unavailable_because,
        availability=None,
        rates=today.offer.rates,
        ends=today.offer.ends,
    )
    index = catalogue.estimate("retrieval.index")
    unknown = [] if offer.rates is not None else ["price of the model"]
    inputs, outputs = None, today.output_usd
    if offer.rates is not None and today.input_usd is not None and plan.workload is not None:
        inputs = today.input_usd + itemised.retrieved_usd(offer.rates, plan.workload, catalogue)
    return _option(
        offer,
        plan,
        catalogue,
        (inputs, outputs if inputs is not None else None, today.fixed_usd + index.likely),
        unknown,
        upkeep=NO_UPKEEP,
        training=EXACTLY_ZERO,
        once=(building,),
        itemise=lambda: itemised.retrieval(offer, today.lines, plan, catalogue, building),
        tokenizer=today.tokenizer,
        hidden=today.hidden,
    )


def serve_tuned(offer: Offer, plan: TeamPlan, catalogue: Catalogue) -> Option:
    """A tuned model on a route: serving, training, people and upkeep."""
    load = None if plan.workload is None else plan.workload.shorter(plan.saved_input_tokens)
    unknown: list[str] = []
    inputs: Decimal | None = None
    outputs: Decimal | None = None
    fixed = stored_usd(offer)
    if offer.gpus is not None:
        inputs = outputs = ZERO
    elif offer.rates is None:
        unknown.append("serving price")
    else:
        inputs, outputs = _token_costs(offer.rates, load, ONE)
        fixed = monthly_fees(offer)
    trained = train(offer, plan, catalogue)
    if trained.usd is None:
        unknown.append("training price" if plan.examples is not None and load is not None else "training cost")
    return _option(
        offer,
        plan,
        catalogue,
        (inputs, outputs, fixed),
        unknown,
        upkeep=plan.upkeep,
        training=trained.usd,
        once=plan.once,
        itemise=lambda: itemised.tuned(offer, plan, load, catalogue, trained.lines()),
        load=load,
    )


def _option(
    offer: Offer,
    plan: TeamPlan,
    catalogue: Catalogue,
    serving: tuple[Decimal | None, Decimal | None, Decimal],
    unknown: list[str],
    *,
    upkeep: CostItem,
    training: Range | None,
    once: tuple[CostItem, ...],
    itemise: Callable[[], tuple[CostLine, ...]],
    load: Workload | None = None,
    tokenizer: Range = EXACTLY_ONE,
    hidden: Range = EXACTLY_ONE,
) -> Option:
    if plan.workload is None:
        unknown.append("volume and size of requests")
    inputs, outputs, fixed = serving
    return Option(
        offer,
        inputs,
        outputs,
        fixed,
        offer.gpus,
        upkeep,
        training,
        once,
        load or plan.workload,
        catalogue.estimate("serving.peak_to_mean").range,
        catalogue.estimate("serving.prefill_weight").likely,
        tuple(unknown),
        itemise,
        tokenizer,
        hidden,
        plan.tries,
        plan.errors_usd,
    )


def _token_costs(rates: TokenRates, load: Workload | None, share: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """USD of one request: its input, and its output."""
    if load is None:
        return None, None
    fresh = load.input_tokens * (1 - load.cached_share)
    cached = load.input_tokens * load.cached_share
    inputs = (fresh * rates.input + cached * rates.cached) / MILLION
    return inputs * share, load.output_tokens * rates.output / MILLION * share


def _per_request(bill: Decimal, load: Workload | None) -> Decimal | None:
    if load is None:
        return None
    return bill / load.requests_per_month if load.requests_per_month else ZERO


def stored_usd(offer: Offer) -> Decimal:
    """USD per month to keep a tuned model; zero where nothing is asked for it."""
    stored = (offer.prices or {}).get("storage_usd_per_month")
    return ZERO if stored is None else stored.value


def monthly_fees(offer: Offer) -> Decimal:
    """USD per month of hosting and storage, beside the tokens."""
    hosting = (offer.prices or {}).get("hosting_usd_per_hour")
    return stored_usd(offer) + (ZERO if hosting is None else hosting.value * HOURS_PER_MONTH)
