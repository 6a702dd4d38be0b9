"""Answers -> requests and tokens a month, from the bill where only that is known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flows.answers import Answers
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from pricing.money import ZERO
from pricing.workload import Workload

ASSUMED_INPUT, ASSUMED_OUTPUT = Decimal(500), Decimal(200)


def workload_of(
    answers: Answers, base: BaseModelId | None, catalogue: Catalogue, as_of: date
) -> tuple[Workload | None, tuple[str, ...]]:
    """The workload, None while it cannot be known, and what was assumed to make it, in sentences."""
    number = answers.number
    requests, inputs, outputs = (number(one) for one in ("requests_per_month", "input_tokens", "output_tokens"))
    bill = number("monthly_spend_usd")
    cached, growth = number("cached_share") or ZERO, number("growth_per_month") or ZERO
    notes: list[str] = []
    rates = None if base is None else catalogue.rates(base, as_of, inputs or ASSUMED_INPUT)
    if bill is not None and rates is not None and (inputs is None or outputs is None):
        share = ASSUMED_OUTPUT / ASSUMED_INPUT
        if inputs is None and outputs is None:
            inputs, outputs = ASSUMED_INPUT, ASSUMED_OUTPUT
            if requests:
                scale = bill / (requests * rates.request_usd(inputs, cached, outputs))
                inputs, outputs = inputs * scale, outputs * scale
        else:
            inputs, outputs = (inputs, inputs * share) if inputs is not None else ((outputs or ZERO) / share, outputs)
        notes.append("Tokens per request were not said: five input tokens for every two of output are assumed, to fit the bill.")
    if bill is not None and rates is not None and requests is None and inputs is not None and outputs is not None:
        one = rates.request_usd(inputs, cached, outputs)
        requests = bill / one if one else None
        notes.append("The volume was not said: it is worked out from the bill.")
    if requests is None or inputs is None or outputs is None:
        return None, ()
    return Workload(requests, inputs, outputs, cached, growth), tuple(notes)
