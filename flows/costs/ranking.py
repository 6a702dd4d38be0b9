"""Which of several open routes to recommend first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from flows.costs.workload import ASSUMED_INPUT, ASSUMED_OUTPUT
from pricing.offers import Offer
from pricing.options import Option

if TYPE_CHECKING:
    from flows.costs.assessment import Assessment


def rank(assessment: Assessment, option: Option) -> tuple[object, ...]:
    """A sort key, the best first: what each line asks for is wanted more than all below it."""
    net = assessment.net(option)
    complete = (
        option.upfront is not None
        and (option.request_usd is not None or assessment.workload is None)
        and "serving price" not in option.unknown
    )
    return (
        not complete,
        not option.offer.named_model,
        assessment.answers.get("task") in option.offer.unsuited,
        option.offer.trial_serving,
        assessment.answers.get("reason") == "cost" and net is not None and net <= 0,
        _freshness(assessment, option),
        _size_order(assessment)[option.offer.size],
        -net if net is not None else Decimal(0),
        token_rank(option.offer),
        option.id,
    )


def _freshness(assessment: Assessment, option: Option) -> int:
    """0 for a base of the last 18 months, 1 where its age is not known, 2 for one that newer ones have overtaken."""
    return 1 if option.offer.released is None else 2 if assessment.is_dated(option) else 0


def _size_order(assessment: Assessment) -> dict[str, int]:
    """Middle sizes first; where speed counts small ones come before large ones."""
    fast = assessment.answers.get("reason") == "latency" or assessment.answers.get("latency_sensitive") is True
    return (
        {"mid": 0, "small": 1, "large": 2, "frontier": 3} if fast else {"mid": 0, "large": 1, "small": 2, "frontier": 3}
    )


def token_rank(offer: Offer) -> Decimal:
    """USD for 1,000 requests of an assumed size, to order options while the volume is unknown."""
    if offer.rates is not None:
        return offer.rates.request_usd(ASSUMED_INPUT, Decimal(0), ASSUMED_OUTPUT) * 1000
    return offer.gpus.usd_per_hour.likely if offer.gpus is not None else Decimal(10**6)
