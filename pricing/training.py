"""What training costs on a route: by the token, by the hour, by the sampled answer, or on your own GPUs."""

from __future__ import annotations

from decimal import Decimal

from pricing.catalogue import Catalogue
from pricing.lines import CostLine, TeamPlan, priced_line
from pricing.money import MILLION, Range, show_usd
from pricing.offers import Offer

# FLOPs per active parameter and token: the adapter's backward pass skips the weights' own gradients.
_FLOPS_FULL, _FLOPS_LORA = 6, 4


def training_usd(offer: Offer, plan: TeamPlan, catalogue: Catalogue, lines: list[CostLine]) -> Range | None:
    """USD for all rounds of training; None where a price or the size of the data is unknown."""
    if offer.kind == "rft":
        cost = _reinforcement_training(offer, plan, catalogue, lines)
    elif offer.open_model is not None:
        cost = _own_training(offer, plan, catalogue, lines)
    else:
        cost = _token_training(offer, plan, catalogue, lines)
    if cost is None:
        return None
    if offer.kind == "distillation":
        if plan.teacher_usd is None:
            return None
        lines.append(CostLine("teacher outputs", plan.teacher_usd, "once", "today's model answers the examples", None))
        cost = cost + Range.exactly(plan.teacher_usd)
    return cost


def _tokens_trained(plan: TeamPlan, catalogue: Catalogue) -> Decimal | None:
    if plan.examples is None or plan.workload is None:
        return None
    example = plan.workload.input_tokens + plan.workload.output_tokens
    return plan.examples * example * catalogue.estimate("training.epochs").likely


def _token_training(offer: Offer, plan: TeamPlan, catalogue: Catalogue, lines: list[CostLine]) -> Range | None:
    prices = offer.prices or {}
    price, tokens = prices.get("training_usd_per_1m"), _tokens_trained(plan, catalogue)
    if price is None or tokens is None or plan.workload is None:
        lines.append(CostLine("training", None, "once", "price not found" if price is None else "data not known", None))
        return None
    round_usd = tokens / MILLION * price.value
    minimum = prices.get("minimum_usd_per_job")
    at_least = ""
    if minimum is not None and minimum.value > round_usd:
        round_usd, at_least = minimum.value, f", at least {show_usd(minimum.value)} a job"
    example = plan.workload.input_tokens + plan.workload.output_tokens
    epochs = catalogue.estimate("training.epochs").likely
    how = (
        f"{plan.examples:,} examples x {example:,.0f} tokens x {epochs} epochs at "
        f"${price.value.normalize():f} per 1M{at_least} = {show_usd(round_usd)} a round, x {plan.iterations} rounds"
    )
    lines.append(priced_line("training", price, "once", how, round_usd * plan.iterations))
    return Range.exactly(round_usd * plan.iterations)


def _own_training(offer: Offer, plan: TeamPlan, catalogue: Catalogue, lines: list[CostLine]) -> Range | None:
    model, tokens = offer.open_model, _tokens_trained(plan, catalogue)
    hourly = None if model is None else catalogue.usd_of_a_gpu_hour(model.train_gpu, plan.as_of)
    if model is None or tokens is None or hourly is None:
        lines.append(CostLine("training", None, "once", "data not known", None))
        return None
    usd, fact = hourly
    peak, mfu = catalogue.peak(model.train_gpu).flops, catalogue.estimate("training.mfu")
    full = offer.training is not None and offer.training.technique == "full"
    flops = (_FLOPS_FULL if full else _FLOPS_LORA) * model.active_params_b * Decimal(10**9) * tokens
    hours = Range(*(flops / (peak * share * 3600) for share in (mfu.high, mfu.likely, mfu.low)))
    cost = hours.by(usd).times(plan.iterations)
    how = f"{hours.likely:.1f} hours of one {model.train_gpu} at {show_usd(usd.likely)} a round, x {plan.iterations} rounds"
    lines.append(CostLine("training", cost.likely, "once", how, fact))
    return cost


def _reinforcement_training(offer: Offer, plan: TeamPlan, catalogue: Catalogue, lines: list[CostLine]) -> Range | None:
    prices = offer.prices or {}
    hourly = prices.get("training_usd_per_hour")
    if hourly is not None:
        hours = catalogue.estimate("training.rft_hours")
        cost = hours.range.times(hourly.value * plan.iterations)
        how = f"{hours.likely} hours (from {hours.low} to {hours.high}) at {show_usd(hourly.value)}, x {plan.iterations} rounds"
        lines.append(priced_line("training", hourly, "once", how, cost.likely))
        return cost
    price, load = prices.get("training_usd_per_1m"), plan.workload
    if price is None or plan.examples is None or load is None:
        lines.append(CostLine("training", None, "once", "price not found" if price is None else "data not known", None))
        return None
    inputs = prices.get("rollout_input_usd_per_1m")
    outputs = prices.get("rollout_output_usd_per_1m")
    sample_usd = (load.input_tokens + load.output_tokens) * price.value / MILLION
    if inputs is not None and outputs is not None:
        sample_usd += (load.input_tokens * inputs.value + load.output_tokens * outputs.value) / MILLION
    samples = catalogue.estimate("training.rollouts")
    cost = samples.range.times(plan.examples * sample_usd * plan.iterations)
    how = f"{plan.examples:,} examples x {samples.likely} sampled answers (from {samples.low} to {samples.high}), x {plan.iterations} rounds"
    lines.append(priced_line("training", price, "once", how, cost.likely))
    return cost
