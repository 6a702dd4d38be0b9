"""Which of several open routes to recommend first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from flows.costs.workload import ASSUMED_INPUT, ASSUMED_OUTPUT
from pricing.able import Need
from pricing.catalogue import Catalogue
from pricing.offers import Offer, Team, distilling_offers, training_offers
from pricing.options import Option

if TYPE_CHECKING:
    from flows.costs.gate import Gate


def routes(catalogue: Catalogue, as_of: date, team: Team, need: Need, *, taught: bool) -> tuple[Offer, ...]:
    """Every training route; where there is a teacher whose quality is fine, distillations on its outputs too."""
    open_or_not = training_offers(catalogue, as_of, team, need)
    return (*open_or_not, *distilling_offers(catalogue, as_of, team, need)) if taught else open_or_not


@lru_cache(maxsize=256)
def for_traffic(
    catalogue: Catalogue, as_of: date, team: Team, need: Need, method: str, *, taught: bool
) -> tuple[Offer, ...]:
    """The routes of a method that are open to the team and may serve traffic, the cheapest to serve first."""
    fitting = (
        offer
        for offer in routes(catalogue, as_of, team, need, taught=taught)
        if offer.available and offer.kind == method and not offer.trial_serving
    )
    return tuple(sorted(fitting, key=token_rank))


def before_money(assessment: Gate, option: Option) -> tuple[object, ...]:
    """A sort key, the best first: what each line asks for is wanted more than all below it, and than money."""
    offer = option.offer
    return (
        any(word in option.unknown for word in ("serving price", "training price")),
        not offer.named_model,
        offer.trial_serving,
        assessment.places is not None and host_of(offer) not in assessment.places,
        _freshness(assessment, option),
        size_order(assessment, offer),
    )


def by_money(assessment: Gate, option: Option) -> tuple[object, ...]:
    """A sort key among those that are alike so far: the best net in the middle of the futures, else the cheapest tokens."""
    net = assessment.net(option)
    return (-net if net is not None else Decimal(0), token_rank(option.offer), option.id)


def host_of(offer: Offer) -> str | None:
    """Where an offer is trained and served."""
    return offer.training.host if offer.training is not None else offer.route


def _freshness(assessment: Gate, option: Option) -> int:
    """0 for a base of the last 18 months, 1 where its age is not known, 2 for one that newer ones have overtaken."""
    return 1 if option.offer.released is None else 2 if assessment.is_dated(option) else 0


def size_order(assessment: Gate, offer: Offer) -> int:
    """Middle sizes first: nobody has shown that a tiny tuned model reaches the target. Where speed counts small before large."""
    fast = assessment.answers.get("reason") == "latency" or assessment.answers.get("latency_sensitive") is True
    order = {"mid": 0, "small": 1, "large": 2} if fast else {"mid": 0, "large": 1, "small": 2}
    return order.get(offer.size, 3)


def token_rank(offer: Offer) -> Decimal:
    """USD for 1,000 requests of an assumed size, to order options while the volume is unknown."""
    if offer.rates is not None:
        return offer.rates.request_usd(ASSUMED_INPUT, Decimal(0), ASSUMED_OUTPUT) * 1000
    return offer.gpus.usd_per_hour.likely if offer.gpus is not None else Decimal(10**6)
