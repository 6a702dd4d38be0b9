"""Whether an offer can do the task at all: lengths, images, tools, trial serving, region. What nobody read stands in no way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pricing.offers import Offer

Region = Literal["eu", "us"]

# Serving that a provider calls a trial or a beta carries a test, no production traffic. [own]
MOST_TRIAL_REQUESTS = 10_000
# Tokens of a request that every model of these days takes; of a longer one it has to be known. [own]
MOST_UNKNOWN_TOKENS = 32_768
# Places in what providers say of regions, by where they are.
_IN = {
    "eu": re.compile(r"\b(europe|eu|eu-\w+-\d|europe-\w+|sweden|poland|france|germany|ireland|frankfurt|netherlands|italy|spain|norway|switzerland)\b", re.IGNORECASE),
    "us": re.compile(r"\b(us|us-\w+-?\d?|usa|united states|virginia|oregon|ohio|east us|west us|north central us)\b", re.IGNORECASE),
}  # fmt: skip
_ELSEWHERE_ONLY = {
    "eu": re.compile(r"^US only$", re.IGNORECASE),
    "us": re.compile(r"^(EU|Europe) only$", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Need:
    """What the task asks of a model.

    input_tokens, output_tokens   of one request
    traffic                       whether it is more a month than a trial is made for
    images, tools                 whether requests hold images, or the model calls tools
    region                        where data has to stay; None for anywhere
    task                          as the team names it
    """

    input_tokens: int
    output_tokens: int
    traffic: bool = False
    images: bool = False
    tools: bool = False
    region: Region | None = None
    task: str | None = None


def unable(offer: Offer, need: Need) -> str | None:
    """Why an offer cannot do the task, None where nothing known stands against it."""
    return _too_long(offer, need) or _cannot(offer, need) or _only_a_trial(offer, need) or _elsewhere(offer, need)


def _too_long(offer: Offer, need: Need) -> str | None:
    both = need.input_tokens + need.output_tokens
    if both > MOST_UNKNOWN_TOKENS and _is_of_unknown_length(offer):
        return f"nobody is known to have said that it takes a request of {both:,} tokens"
    if offer.context_tokens is not None and both > offer.context_tokens:
        return f"a request of {both:,} tokens is longer than its {offer.context_tokens:,}"
    ability = offer.ability
    if ability is None:
        return None
    if ability.train_tokens is not None and both > ability.train_tokens:
        return f"an example of {both:,} tokens is longer than the {ability.train_tokens:,} that it can be trained on"
    if ability.serve_tokens is not None and both > ability.serve_tokens:
        return f"a request of {both:,} tokens is longer than the {ability.serve_tokens:,} that a tuned model here takes"
    return None


def _is_of_unknown_length(offer: Offer) -> bool:
    ability = offer.ability
    told = ability is not None and (ability.train_tokens is not None or ability.serve_tokens is not None)
    return offer.context_tokens is None and not told


def _cannot(offer: Offer, need: Need) -> str | None:
    if need.images and offer.images == "no":
        return "it reads no images"
    if need.images and offer.ability is not None and offer.ability.images == "no":
        return "it is not trained on images here"
    if need.tools and offer.ability is not None and offer.ability.tools == "no":
        return "it is not trained on tool calls here"
    if need.task is not None and need.task in offer.unsuited:
        return f"it is said to be unfit for this kind of task ({need.task.replace('_', ' ')})"
    return None


def _only_a_trial(offer: Offer, need: Need) -> str | None:
    if not offer.trial_serving or not need.traffic:
        return None
    return f"its serving is a trial, not made for more than {MOST_TRIAL_REQUESTS:,} requests a month"


def _elsewhere(offer: Offer, need: Need) -> str | None:
    """That it is known to have no such region; one of which nothing is known stays, and is to be asked about."""
    ability = offer.ability
    if need.region is None or ability is None:
        return None
    if ability.residency is not None and _ELSEWHERE_ONLY[need.region].match(ability.residency.strip()):
        return f"it stays in no {need.region.upper()} region ({ability.residency})"
    named = ability.regions
    if named is None or "differs" in named or _IN[need.region].search(named):
        return None
    # A list that names places, none of them there.
    names_places = any(pattern.search(named) for pattern in _IN.values())
    return f"it has no {need.region.upper()} region ({named})" if names_places else None
