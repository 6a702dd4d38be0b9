"""When models end, by host: what our own rows say, and what the package bydtech-model-retire says.

The same id ends on other days at other hosts, and a dated version on other days than the name without a date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from pricing import packages, retirements
from pricing.model_facts import Alive, End

_VERSION = re.compile(r"[-.]?v\d+:\d+(:\w+)?$|@\w+$")
_PLACE = re.compile(r"^(?:us|eu|apac|jp|global|regional)\.")
_VENDOR = re.compile(
    r"^(?:ai21|amazon|anthropic|cohere|deepseek|google|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|xai|zai)\."
)
_DAY = re.compile(r"[- ]?(?:20\d\d-?\d\d-?\d\d)$")
# A version of OpenAI's that is called so is another model, one of open weights is the model itself.
_TUNED_TO_CHAT = re.compile(r"(?<!turbo)-(?:instruct(?:-turbo)?|it|versatile|instant)$")
# Anthropic's pointers are another name of the model.
_POINTER = re.compile(r"^(claude-.+?)(?:-latest|(?<=-4)-0)$")


@lru_cache(maxsize=8192)
def exact_key(model: str) -> str:
    """Letters and digits of an id, a day behind it among them, without host, vendor and Bedrock's version."""
    bare = model.strip().lower().split("/")[-1]
    bare = _VENDOR.sub("", _PLACE.sub("", bare)).removeprefix("meta-")
    bare = _POINTER.sub(r"\1", _TUNED_TO_CHAT.sub("", _VERSION.sub("", bare)))
    return "".join(letter for letter in bare if letter.isalnum())


@lru_cache(maxsize=8192)
def undated_key(model: str) -> str:
    """The same without the day: all versions of a model have it in common."""
    bare = model.strip().lower().split("/")[-1]
    bare = _VERSION.sub("", _VENDOR.sub("", _PLACE.sub("", bare)))
    return exact_key(_DAY.sub("", bare))


@dataclass(frozen=True)
class Endings:
    """Every end that is known, our own and the package's, and where no end was announced."""

    own: tuple[End, ...]
    package: tuple[End, ...]
    alive: tuple[Alive, ...] = ()

    @cached_property
    def _by_version(self) -> dict[tuple[str, str], list[tuple[bool, End]]]:
        return _grouped(exact_key, self)

    @cached_property
    def _by_model(self) -> dict[tuple[str, str], list[tuple[bool, End]]]:
        return _grouped(undated_key, self)

    @cached_property
    def hosts(self) -> dict[str, tuple[str, ...]]:
        """By the name of a model without a day: every host of which an end, or that there is none, is known."""
        found: dict[str, set[str]] = defaultdict(set)
        places = [(end.model, end.host) for end in (*self.own, *self.package)]
        for model, host in (*places, *((word.model, word.host) for word in self.alive)):
            found[undated_key(model)].add(host)
        return {key: tuple(sorted(hosts)) for key, hosts in found.items()}

    def of(self, model: str, host: str, as_of: date) -> End | None:
        """The end of a model at a host as far as it is known on the day; None where none is.

        Of several words on the same version the one that was looked at last counts, our own before the package's
        of the same day. A name without a day means the version that goes last.
        """
        exact, undated = exact_key(model), undated_key(model)
        end = self._of_version(host, exact, as_of)
        if end is not None or exact != undated:
            return end or self._of_version(host, undated, as_of)
        if (host, undated) in self._by_version:
            # The name itself ends, though nobody knew it by then: a version that goes before it says nothing of it.
            return None
        versions = {exact_key(end.model) for _, end in self._by_model.get((host, undated), ())}
        known = [end for key in sorted(versions) if (end := self._of_version(host, key, as_of)) is not None]
        return max(known, key=lambda end: end.on, default=None)

    def _of_version(self, host: str, key: str, as_of: date) -> End | None:
        words = [word for word in self._by_version.get((host, key), ()) if word[1].known_from <= as_of]
        if not words:
            return None
        # What the company says of itself counts before what anybody looked at.
        _, end = max(words, key=lambda word: (word[1].grade == "own", word[1].checked_on, word[0], word[1].known_from))
        if retirements.DISTRIBUTION not in end.source:
            return end
        # The package's word is as sure as it is fresh on the day.
        return end.model_copy(update={"grade": packages.grade(end.checked_on, as_of, end.source)})

    def not_announced(self, model: str, host: str, as_of: date) -> Alive | None:
        """The newest word that a model at a host has no end, where one was read up to the day."""
        words = [
            fact
            for fact in self.alive
            if fact.host == host
            and undated_key(fact.model) == undated_key(model)
            and (fact.dated or fact.checked_on) <= as_of
        ]
        return max(words, key=lambda fact: fact.checked_on) if words else None

    def disagreements(self) -> tuple[tuple[End, End], ...]:
        """Pairs of our own end and the package's, of the same version at the same host, that name other days."""
        theirs = {(end.host, exact_key(end.model)): end for end in self.package}
        newest = {(end.host, exact_key(end.model)): end for end in self.own}
        return tuple(
            (own, theirs[key]) for key, own in sorted(newest.items()) if key in theirs and theirs[key].on != own.on
        )


def _grouped(key_of: Callable[[str], str], endings: Endings) -> dict[tuple[str, str], list[tuple[bool, End]]]:
    found: dict[tuple[str, str], list[tuple[bool, End]]] = defaultdict(list)
    for is_own, ends in ((False, endings.package), (True, endings.own)):
        for end in ends:
            found[end.host, key_of(end.model)].append((is_own, end))
    return found


NONE_KNOWN = Endings((), ())
