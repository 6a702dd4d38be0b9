"""Answers -> requests and tokens a month, from the bill where only that is known."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from flows.questions.answers import Answers
from pricing.base_prices import TokenRates
from pricing.money import MILLION, ZERO
from pricing.workload import Workload

ASSUMED_INPUT, ASSUMED_OUTPUT = Decimal(500), Decimal(200)


def workload_of(
    answers: Answers, rates_for: Callable[[Decimal], TokenRates | None]
) -> tuple[Workload | None, tuple[str, ...]]:
    """The workload, None while it cannot be known, and what was assumed to make it, in sentences.

    rates_for   what today's model costs, by the input tokens of a request
    """
    number = answers.number
    requests, inputs, outputs = (number(id_) for id_ in ("requests_per_month", "input_tokens", "output_tokens"))
    cached, growth = number("cached_share") or ZERO, number("growth_per_month") or ZERO
    bill = number("monthly_spend_usd")
    rates = rates_for(inputs or ASSUMED_INPUT)
    notes: list[str] = []
    if bill is not None and rates is not None:
        if inputs is None or outputs is None:
            request_usd = bill / requests if requests else None
            inputs, outputs = _tokens_of(request_usd, rates, cached, inputs, outputs)
            fitted = "to fit the bill" if request_usd is not None else "five of input for every two of output"
            notes.append(f"Not all tokens per request were said: they are assumed, {fitted}.")
        if requests is None and (request_usd := rates.request_usd(inputs, cached, outputs)):
            requests = bill / request_usd
            notes.append("The volume was not said: it is worked out from the bill.")
    if requests is None or inputs is None or outputs is None:
        return None, ()
    return Workload(requests, inputs, outputs, cached, growth), tuple(notes)


def _tokens_of(
    request_usd: Decimal | None, rates: TokenRates, cached: Decimal, inputs: Decimal | None, outputs: Decimal | None
) -> tuple[Decimal, Decimal]:
    """Both token counts of a request, from the one that is known and, where it is, what a request costs in USD."""
    share = ASSUMED_OUTPUT / ASSUMED_INPUT
    if inputs is None and outputs is None:
        scale = (
            Decimal(1)
            if request_usd is None
            else request_usd / rates.request_usd(ASSUMED_INPUT, cached, ASSUMED_OUTPUT)
        )
        return ASSUMED_INPUT * scale, ASSUMED_OUTPUT * scale
    if inputs is not None:
        left = None if request_usd is None else request_usd - rates.request_usd(inputs, cached, ZERO)
        return inputs, inputs * share if left is None else max(ZERO, left * MILLION / rates.output)
    known = outputs or ZERO
    left = None if request_usd is None else request_usd - rates.request_usd(ZERO, cached, known)
    per_token = rates.request_usd(Decimal(1), cached, ZERO)
    return known / share if left is None or not per_token else max(ZERO, left / per_token), known
