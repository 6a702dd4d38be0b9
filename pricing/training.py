"""What training costs on a route: by the token, by the hour, by the sampled answer, or on your own GPUs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from pricing.catalogue import Catalogue
from pricing.lines import CostLine, TeamPlan, priced_line
from pricing.money import MILLION, Range, show_number, show_usd
from pricing.offers import Offer

# FLOPs per active parameter and token: the adapter's backward pass skips the weights' own gradients.
_FLOPS_FULL, _FLOPS_LORA = 6, 4


@dataclass(frozen=True, slots=True)
class Training:
    """USD for all rounds of training, None where a price or the size of the data is unknown; and its lines."""

    usd: Range | None
    lines: Callable[[], Iterable[CostLine]]


def train(offer: Offer, plan: TeamPlan, catalogue: Catalogue) -> Training:
    """What the rounds of a plan cost on a route, the teacher's outputs included where it is a distillation."""
    if offer.kind == "rft":
        rounds = _reinforcement_training(offer, plan, catalogue)
    elif offer.open_model is not None:
        rounds = _own_training(offer, plan, catalogue)
    else:
        rounds = _token_training(offer, plan, catalogue)
    if offer.kind != "distillation":
        return rounds
    teacher = plan.teacher_usd
    usd = None if rounds.usd is None or teacher is None else rounds.usd + Range.exactly(teacher)
    line = CostLine("teacher outputs", teacher, "once", "today's model answers the examples", None)
    return Training(usd, lambda: [*rounds.lines(), line])


def _unknown(why: str) -> Training:
    return Training(None, lambda: [CostLine("training", None, "once", why, None)])


def _tokens_trained(plan: TeamPlan, catalogue: Catalogue) -> Decimal | None:
    if plan.examples is None or plan.workload is None:
        return None
    return plan.examples * _example(plan) * catalogue.estimate("training.epochs").likely


def _example(plan: TeamPlan) -> Decimal:
    assert plan.workload is not None, "only where the size of the data is known"
    return plan.workload.input_tokens + plan.workload.output_tokens


def _token_training(offer: Offer, plan: TeamPlan, catalogue: Catalogue) -> Training:
    prices = offer.prices or {}
    price, tokens = prices.get("training_usd_per_1m"), _tokens_trained(plan, catalogue)
    if price is None or tokens is None:
        return _unknown("price not found" if price is None else "data not known")
    minimum = prices.get("minimum_usd_per_job")
    by_tokens = tokens / MILLION * price.value
    round_usd = by_tokens if minimum is None else max(by_tokens, minimum.value)

    def lines() -> list[CostLine]:
        at_least = f", at least {show_usd(round_usd)} a job" if round_usd > by_tokens else ""
        epochs = catalogue.estimate("training.epochs").likely
        how = (
            f"{plan.examples:,} examples x {_example(plan):,.0f} tokens x {epochs} epochs at "
            f"${price.value.normalize():f} per 1M{at_least} = {show_usd(round_usd)} a round, x {plan.iterations} rounds"
        )
        return [priced_line("training", price, "once", how, round_usd * plan.iterations)]

    return Training(Range.exactly(round_usd * plan.iterations), lines)


def _own_training(offer: Offer, plan: TeamPlan, catalogue: Catalogue) -> Training:
    model, tokens = offer.open_model, _tokens_trained(plan, catalogue)
    hourly = None if model is None else catalogue.usd_of_a_gpu_hour(model.train_gpu, plan.as_of)
    if model is None or tokens is None or hourly is None:
        return _unknown("data not known")
    usd, fact = hourly
    peak, mfu = catalogue.peak(model.train_gpu).flops, catalogue.estimate("training.mfu")
    full = offer.training is not None and offer.training.technique == "full"
    flops = (_FLOPS_FULL if full else _FLOPS_LORA) * model.active_params_b * Decimal(10**9) * tokens
    hours = Range(*(flops / (peak * share * 3600) for share in (mfu.high, mfu.likely, mfu.low)))
    cost = hours.by(usd).times(plan.iterations)

    def lines() -> list[CostLine]:
        how = f"{show_number(hours.likely)} hours of one {model.train_gpu} at {show_usd(usd.likely)} a round, x {plan.iterations} rounds"
        return [CostLine("training", cost.likely, "once", how, fact)]

    return Training(cost, lines)


def _reinforcement_training(offer: Offer, plan: TeamPlan, catalogue: Catalogue) -> Training:
    prices = offer.prices or {}
    hourly = prices.get("training_usd_per_hour")
    if hourly is not None:
        hours = catalogue.estimate("training.rft_hours")
        cost = hours.range.times(hourly.value * plan.iterations)
        how = f"{hours.likely} hours (from {hours.low} to {hours.high}) at {show_usd(hourly.value)}, x {plan.iterations} rounds"
        return Training(cost, lambda: [priced_line("training", hourly, "once", how, cost.likely)])
    price, load = prices.get("training_usd_per_1m"), plan.workload
    if price is None or plan.examples is None or load is None:
        return _unknown("price not found" if price is None else "data not known")
    inputs = prices.get("rollout_input_usd_per_1m")
    outputs = prices.get("rollout_output_usd_per_1m")
    sample_usd = _example(plan) * price.value / MILLION
    if inputs is not None and outputs is not None:
        sample_usd += (load.input_tokens * inputs.value + load.output_tokens * outputs.value) / MILLION
    samples = catalogue.estimate("training.rollouts")
    cost = samples.range.times(plan.examples * sample_usd * plan.iterations)
    how = f"{plan.examples:,} examples x {samples.likely} sampled answers (from {samples.low} to {samples.high}), x {plan.iterations} rounds"
    return Training(cost, lambda: [priced_line("training", price, "once", how, cost.likely)])
