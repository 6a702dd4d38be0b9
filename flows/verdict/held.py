"""Which of the many options a reply holds: those that people may see side by side, and those that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from flows.costs import Assessment, Option
from flows.costs.ranking import size_order
from flows.verdict.shortlist import UNTUNED_SHOWN, is_over


def held(assessment: Assessment, spoken_of: Iterable[Option | None], *, trains: bool) -> tuple[Option, ...]:
    """Today's first, in the order of all options; the others are one question away (`--all-options`).

    spoken_of   options that the reply names: what it recommends, the route of the training, the one of the curve
    trains      whether training is in question, so that people ask for the routes that the sources name
    """
    options = [assessment.today, assessment.retrieval, *(option for option in spoken_of if option is not None)]
    options += [] if assessment.successor is None else [assessment.successor]
    options += _cheapest_untuned(assessment)
    for method in ("distillation", "sft", "rft", "lora"):
        options += _of_method(assessment, method)
    # Who has the GPUs for an adapter can serve the same weights as they are.
    twins = {option.id.replace("lora:", "untuned:", 1) for option in options if option.id.startswith("lora:")}
    options += [option for option in assessment.untuned if option.id in twins]
    options += _over(assessment) if trains else []
    once = {option.id: option for option in options}
    return tuple(once[id_] for id_ in assessment.ids if id_ in once)


def _cheapest_untuned(assessment: Assessment) -> list[Option]:
    """The cheapest: of those that nothing newer has overtaken, where there are any."""
    priced = [
        option
        for option in assessment.untuned
        if option.offer.available and option.offer.size != "small" and option.monthly_usd is not None
    ]
    return ([option for option in priced if not assessment.is_dated(option)] or priced)[:UNTUNED_SHOWN]


def _of_method(assessment: Assessment, method: str) -> list[Option]:
    """The first in rank, and the cheapest to serve of the others: who asks why it is not taken sees both."""
    first = next((option for option in assessment.candidates(method) if option.monthly_usd is not None), None)
    if first is None:
        return []
    others = [
        option
        for option in assessment.available(method)
        if option.monthly_usd is not None and not option.unknown and option.id != first.id
    ]
    cheapest = min(
        others,
        key=lambda option: (
            option.offer.trial_serving,
            size_order(assessment, option.offer),
            option.monthly_usd,
            option.id,
        ),
        default=first,
    )
    return [first, cheapest]


def _over(assessment: Assessment) -> list[Option]:
    """The routes that the sources name and that are closed, were never there or are shut down."""
    return [
        option
        for option in assessment.named_in_sources
        if not option.offer.available
        and is_over(
            option.offer.availability.state if option.offer.availability else None,
            option.offer.ends.on if option.offer.ends else None,
            assessment.as_of,
        )
    ]
