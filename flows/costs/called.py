"""The options that people mean by the name of a model or route."""

from __future__ import annotations

import re

from flows.costs import ranking
from flows.costs.assessment import Assessment
from pricing import names
from pricing.options import Option

_TUNED = re.compile(r"\b(?:fine-?)?tun(?:ed?|ing)\b|\blora\b|\btrain(?:ed|ing)?\b", re.IGNORECASE)


def options_called(assessment: Assessment, text: str) -> tuple[Option, ...]:
    """The options of a name, as people type it: today's model, an untuned one, or where training is meant its routes, open ones first.

    Empty where no model is known by that name, or it is none that is compared.
    """
    tuned = _TUNED.search(text) is not None
    named = names.read(assessment.catalogue, _TUNED.sub(" ", text).strip())
    ids = {named.model} if named.model is not None else set(named.candidates)
    if not ids:
        return ()
    if tuned:
        routes = [option for option in assessment.tuned if option.id.rpartition("/")[2].lower() in ids]
        if named.host_said:
            routes = [option for option in routes if ranking.host_of(option.offer) == named.host] or routes
        return tuple(sorted(routes, key=lambda option: (not option.offer.available, option.monthly_usd is None)))
    follows = () if assessment.successor is None else (assessment.successor,)
    return tuple(option for option in (assessment.today, *follows, *assessment.untuned) if option.offer.model in ids)
