"""What a typed name of a model means: an id and its host, or the few that it may mean and what to ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pricing import base_prices
from pricing.base_prices import plain_name
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from pricing.hosts import OF_PROVIDER, PLACES, SELF_HOSTED
from pricing.model_facts import Alias

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody called a model.

    model        its id; None where the name means several, or nothing that is known here
    version      the id as typed where it names a day: a version can end before the rest
    host         who serves it, as said or as usual; None where it is not known
    host_said    whether the name told the host
    base         where it is sold by the token; None where it is not
    tuned        a model tuned on this one is meant
    moving       the name means whatever its provider finds newest
    candidates   the ids it may mean, the likeliest first, and the question that decides
    """

    text: str
    model: str | None = None
    version: str | None = None
    host: str | None = None
    host_said: bool = False
    base: BaseModelId | None = None
    tuned: bool = False
    moving: bool = False
    candidates: tuple[str, ...] = ()
    ask: str | None = None

    @property
    def known(self) -> bool:
        """Whether it means one model."""
        return self.model is not None

    @property
    def which(self) -> str | None:
        """Where it may mean several: a sentence that names them, and what to know to choose; None where it does not."""
        if not self.candidates:
            return None
        *others, last = self.candidates
        either = f"{', '.join(others)} or {last}" if others else last
        return f'"{self.text[:80]}" can be {either}. {self.ask}'


_PLACE = "|".join(re.escape(place) for place in sorted(PLACES, key=len, reverse=True))
_AT_PLACE = re.compile(
    rf"^(?P<name>.+?),? (?:hosted |served |deployed |running )?(?:on|at|via|in|through|by|from|with) (?P<place>{_PLACE})$"
)
_PLACE_FIRST = re.compile(rf"^(?P<place>{_PLACE})(?:'s)?[ :/]+(?P<name>.+)$")
_IN_BRACKETS = re.compile(rf"^(?P<name>.+?) ?\((?P<place>{_PLACE})\)$")
_OWN = re.compile(r"^(?:our own|self[- ]hosted|on-prem(?:ise)?) (?P<name>.+)$")
_TUNED = re.compile(r"^(?:our |a )?(?:fine[- ]?tuned|tuned|finetune of|fine-tune of) (?P<name>.+)$")
_TUNED_ID = re.compile(r"^ft:(?P<name>[^:]+)(?::.*)?$")
_BEFORE = re.compile(
    r"^(?:we(?:'re| are)? (?:use|using|on|run|running) |on |currently |today |it's |it is |the |an? |our |plain |using )"
)
_BEHIND = re.compile(r" (?:model|api|now|right now|today|currently|at the moment)$")
_VENDOR = re.compile(r"^(?:openai|anthropic|google|meta|amazon|microsoft|alibaba|moonshot|xai)(?:'s)? (?P<name>.+)$")


@lru_cache(maxsize=2048)
def read(catalogue: Catalogue, text: str) -> Named:
    """What a name means. A name that nobody knows comes back with the text alone, and the host where it told one."""
    said = " ".join(text[:_LONGEST].lower().replace("’", "'").split()).strip(" .,;:!?\"'`")
    return replace(_read(catalogue, said), text=text)


def _read(catalogue: Catalogue, said: str) -> Named:
    """The name as it stands, else without what people say around it, one word at a time."""
    whole = _lookup(catalogue, said)
    if whole.known or whole.candidates:
        return whole
    if match := _TUNED_ID.match(said):
        return replace(_read(catalogue, match["name"]), tuned=True, host="openai", host_said=True)
    for pattern in (_BEFORE, _BEHIND):
        shorter = pattern.sub("", said, count=1)
        if shorter != said and shorter and not _TUNED.match(said) and not _OWN.match(said):
            return _read(catalogue, shorter)
    if match := _TUNED.match(said):
        return _tuned(catalogue, _read(catalogue, match["name"]))
    for pattern in (_AT_PLACE, _IN_BRACKETS, _PLACE_FIRST):
        if match := pattern.match(said):
            inner = _read(catalogue, match["name"])
            if inner.known or inner.candidates or pattern is not _PLACE_FIRST:
                return _at(inner, PLACES[match["place"]])
    if match := _OWN.match(said):
        return _at(_read(catalogue, match["name"]), SELF_HOSTED)
    if match := _VENDOR.match(said):
        return _read(catalogue, match["name"])
    return Named(said)


def _at(named: Named, host: str) -> Named:
    """The same at a host. On the team's own machines nothing is sold by the token."""
    base = None if host == SELF_HOSTED else named.base
    return replace(named, host=host, host_said=True, base=base)


def _tuned(catalogue: Catalogue, named: Named) -> Named:
    """A model tuned on it. Where several providers tune it, which one has to be asked."""
    if not named.known or named.host_said:
        return replace(named, tuned=True)
    hosts = sorted({route.host for route in catalogue.routes if route.base == named.base and route.method == "sft"})
    if len(hosts) < 2:
        return replace(named, tuned=True, host=hosts[0] if hosts else named.host)
    return Named(
        named.text,
        candidates=tuple(f"{named.model} tuned at {host}" for host in hosts[:3]),
        ask="They charge and end differently: where was it tuned?",
        tuned=True,
    )


class _Index:
    """Every name of a catalogue, as spelled and by letters and digits alone."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.spelled: dict[str, Alias] = {}
        self.plain: dict[str, Alias] = {}
        for alias in catalogue.aliases:
            for name in alias.names:
                self.spelled.setdefault(name.lower(), alias)
                key = plain_name(name)
                # Two spellings of one name can mean one model and several: who spells it a third way is asked.
                if key not in self.plain or alias.kind == "ambiguous":
                    self.plain[key] = alias
        self.ids = {model.id.lower(): model.id for model in catalogue.untuned}
        self.models = {plain_name(model.label): model.id for model in catalogue.untuned}
        self.models |= {plain_name(model.id): model.id for model in catalogue.untuned}
        self.ended = {plain_name(end.model): end for end in (*catalogue.endings.package, *catalogue.endings.own)}


@lru_cache(maxsize=8)
def _index(catalogue: Catalogue) -> _Index:
    return _Index(catalogue)


def _lookup(catalogue: Catalogue, said: str) -> Named:
    """A name without anything around it."""
    index = _index(catalogue)
    if alias := index.spelled.get(said):
        return _aliased(catalogue, alias, said)
    if said in index.ids:
        return _listed(catalogue, index.ids[said], said)
    key = plain_name(said)
    if not key:
        return Named(said)
    if (alias := index.plain.get(key)) and not _has_day(said):
        return _aliased(catalogue, alias, said)
    if key in index.models:
        return _listed(catalogue, index.models[key], said)
    base = base_prices.find(said)
    if base is not None:
        host = OF_PROVIDER.get(base.provider, base.provider)
        return Named(said, model=base.id, version=_version(said), host=host, base=base)
    if key in index.ended:
        end = index.ended[key]
        return Named(said, model=end.model, version=_version(said), host=end.host)
    return Named(said)


def _aliased(catalogue: Catalogue, alias: Alias, said: str) -> Named:
    if alias.model is None:
        return Named(
            said, host=alias.host, host_said=alias.host is not None, candidates=alias.candidates, ask=alias.ask
        )
    named = _listed(catalogue, alias.model, said)
    if not named.known or (named.base is None and alias.base is not None):
        host = None if alias.base is None else OF_PROVIDER.get(alias.base.provider)
        named = Named(said, model=alias.model, host=host, base=alias.base)
    named = replace(named, moving=alias.kind == "moving", tuned=alias.kind == "tuned")
    return named if alias.host is None else _at(named, alias.host)


def _listed(catalogue: Catalogue, id_: str, said: str) -> Named:
    """A model of the list of untuned models, else one that only its end or its price is known of."""
    model = catalogue.model(id_)
    if model is not None:
        return Named(said, model=model.id, version=_version(said), host=model.host, base=model.base)
    return Named(said) if plain_name(id_) == plain_name(said) and id_ == said else _by_price(id_, said)


def _by_price(id_: str, said: str) -> Named:
    base = base_prices.find(id_)
    host = None if base is None else OF_PROVIDER.get(base.provider, base.provider)
    return Named(said, model=id_, host=host, base=base)


def _has_day(said: str) -> bool:
    return bool(base_prices.DAY_BEHIND.search(said))


def _version(said: str) -> str | None:
    return said.split("/")[-1] if _has_day(said) else None
