"""What the catalogue itself needs: sources that have become old, ends that come, ends that passed and that no state knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pricing.beliefs import Belief
from pricing.catalogue import STALE_DAYS, Catalogue
from pricing.endings import undated_key
from pricing.facts import Shutdown
from pricing.hosts import host_name
from pricing.in_words import end_in_words

AHEAD_DAYS = 90


@dataclass(frozen=True, slots=True)
class StaleSource:
    """A source older than 60 days, or without a date, and how many facts rest on it."""

    source: str
    source_date: str | None
    age_days: int | None
    facts: int


@dataclass(frozen=True, slots=True)
class Coming:
    """Something of the catalogue that ends: what, on which day, in a sentence."""

    subject: str
    on: date
    sentence: str
    # Its provider names the earliest day alone, and it is no training route: it stays until more is said.
    may_stay: bool = False


def stale(rows: list[Belief], limit: int = STALE_DAYS) -> list[StaleSource]:
    """Each source that is older than so many days, or has no date, the one with the most facts first."""
    found: dict[tuple[str, str | None, int | None], int] = defaultdict(int)
    for row in rows:
        if row.age_days is None or row.age_days > limit:
            found[row.source, row.source_date, row.age_days] += 1
    sources = (StaleSource(*key, facts=count) for key, count in found.items())
    return sorted(sources, key=lambda source: (-source.facts, source.source))


def ending(facts: Catalogue, as_of: date, days: int = AHEAD_DAYS) -> list[Coming]:
    """The listed models and routes that end, and the routes that close, within so many days after this one."""
    last = as_of + timedelta(days=days)
    return [coming for coming in _all_ends(facts, as_of) if as_of < coming.on <= last]


def passed(facts: Catalogue, as_of: date, days: int = AHEAD_DAYS) -> list[Coming]:
    """Those that ended within so many days up to this one; a model that may end any day has not."""
    first = as_of - timedelta(days=days)
    return [coming for coming in _all_ends(facts, as_of) if first <= coming.on <= as_of and not coming.may_stay]


def unnoticed(facts: Catalogue, as_of: date) -> list[str]:
    """Sentences about what ended and is still said to be there: each needs a new block."""
    found = []
    for route in facts.routes:
        end = facts.shutdown(route, as_of)
        if end is not None and end.on <= as_of and facts.availability(route, as_of, "never").available:
            found.append(f"{route.option_id} ended on {end.on}, and no state of it says so.")
    for word in facts.endings.alive:
        end = facts.endings.of(word.model, word.host, as_of)
        if end is not None and end.on <= as_of and not end.at_earliest:
            found.append(f"{word.model} at {host_name(word.host)} ended on {end.on}, and is said to have no end.")
    return found


def _all_ends(facts: Catalogue, as_of: date) -> list[Coming]:
    found: list[Coming] = []
    for model in facts.untuned:
        for host in facts.endings.hosts.get(undated_key(model.id), ()):
            end = facts.endings.of(model.id, host, as_of)
            if end is not None:
                coming = _coming(facts, f"{model.id} at {host_name(host)}", end, as_of)
                found.append(replace(coming, may_stay=end.at_earliest))
    for route in facts.routes:
        tuned = facts.shutdown(route, as_of)
        if tuned is not None:
            found.append(_coming(facts, f"{route.option_id}, tuned models", tuned, as_of))
        closes = facts.closes_on(route, as_of, "active")
        if closes is not None:
            at_earliest = " at the earliest" if closes.at_earliest else ""
            sentence = f"{route.option_id}: closes to everyone on {closes.from_}{at_earliest}."
            found.append(Coming(route.option_id, closes.from_, sentence))
    return sorted(found, key=lambda coming: (coming.on, coming.subject))


def _coming(facts: Catalogue, subject: str, end: Shutdown, as_of: date) -> Coming:
    return Coming(subject, end.on, f"{subject}: {end_in_words(facts, end, as_of)}.")
