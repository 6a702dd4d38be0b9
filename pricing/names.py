"""What a typed name of a model means: an id and its host, or the few that it may mean and what to ask."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from functools import lru_cache

from pricing import base_prices, spelling
from pricing.base_prices import plain_name
from pricing.catalogue import Catalogue
from pricing.endings import undated_key
from pricing.facts import BaseModelId
from pricing.hosts import OF_PROVIDER, PROVIDER_OF, SELF_HOSTED, in_a_name
from pricing.model_facts import Alias, Untuned

# How many things may stand around a name: "we use our own fine-tuned llama 3.1 8b on azure today".
_DEEPEST = 6
_MOST_CANDIDATES = 3
_FEWEST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody called a model.

    model        its id; None where the name means several, or nothing that is known here
    version      the id as typed where it names a day: a version can end before the rest
    host         who serves it, as said or as usual; None where it is not known
    host_said    whether the name told the host
    base         where it is sold by the token; None where it is not
    stands_in    `base` is another host's price: that of the host that was said is not known
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
    stands_in: bool = False
    tuned: bool = False
    moving: bool = False
    candidates: tuple[str, ...] = ()
    ask: str | None = None

    @property
    def known(self) -> bool:
        """Whether it means one model."""
        return self.model is not None

    @property
    def choices(self) -> tuple[str, ...]:
        """The candidates as names that keep what was said beside: the host, and that the model is tuned."""
        at = [in_a_name(id_, self.host) if self.host_said and self.host else id_ for id_ in self.candidates]
        return tuple(f"fine-tuned {name}" if self.tuned and " tuned at " not in name else name for name in at)

    @property
    def either(self) -> str | None:
        """Where it may mean several: a clause that names them; None where it does not."""
        if not self.candidates:
            return None
        *others, last = self.choices
        either = f"{', '.join(others)} or {last}" if others else last
        return f'"{self.text[:80]}" can be {either}'

    @property
    def which(self) -> str | None:
        """The same as a sentence that asks, with what to know to choose."""
        return None if self.either is None else f"{self.either}. {self.ask}"


@lru_cache(maxsize=2048)
def read(catalogue: Catalogue, text: str) -> Named:
    """What a name means. A name that nobody knows comes back with the text alone, and the host where it told one."""
    named = _read(catalogue, spelling.plain(text), _DEEPEST)
    return replace(_where_tuned(catalogue, named) if named.tuned else named, text=text)


def near(catalogue: Catalogue, text: str) -> str | None:
    """The id that a name that nobody knows is likeliest a slip of; None where none is near."""
    said = spelling.plain(text)
    found = difflib.get_close_matches(said, _index(catalogue).ids, n=1, cutoff=0.8)
    return _index(catalogue).ids[found[0]] if found and plain_name(found[0]) != plain_name(said) else None


def _read(catalogue: Catalogue, said: str, depth: int) -> Named:
    """The name as it stands, else without what people write around it. An id that names its host is taken apart first."""
    slugs = tuple(spelling.slug(said))
    whole = Named(said) if slugs else _lookup(catalogue, said)
    if whole.known or whole.candidates or depth == 0:
        return whole
    host: str | None = None
    for part in (*slugs, *spelling.shorter(said)):
        inner = _read(catalogue, part.text, depth - 1)
        host = host or part.host or (inner.host if not inner.known else None)
        if not inner.known and not inner.candidates:
            continue
        if part.tuned:
            inner = replace(inner, tuned=True)
        if part.host is not None and not (inner.host_said and inner.host != part.host):
            inner = at_host(catalogue, inner, part.host)
        return inner
    found = _lookup(catalogue, said) if slugs else Named(said)
    return found if found.known else Named(said, host=host, host_said=host is not None)


def at_host(catalogue: Catalogue, named: Named, host: str) -> Named:
    """The same at a host: at that host's price where it is known. On the team's own machines nothing is sold by the token."""
    if host == SELF_HOSTED:
        return replace(named, host=host, host_said=True, base=None, stands_in=False)
    if not named.known or named.host == host:
        return replace(named, host=host, host_said=True)
    there = _price_at(catalogue, named, host)
    return replace(
        named, host=host, host_said=True, base=there or named.base, stands_in=there is None and named.base is not None
    )


def sold_at(catalogue: Catalogue, model: Untuned, host: str) -> BaseModelId | None:
    """Where the list price of an untuned model at one of its hosts is kept; None where it is not known."""
    if host == model.host:
        return model.base
    return _price_at(catalogue, Named(model.id, model=model.id, host=model.host, base=model.base), host)


def _price_at(catalogue: Catalogue, named: Named, host: str) -> BaseModelId | None:
    listed = catalogue.model(named.model or "")
    if listed is not None:
        for place in listed.price_at:
            if place.host == host and place.tier in (None, "global"):
                return place.base
    provider = PROVIDER_OF.get(host)
    # Vertex and the Gemini API, and Azure and OpenAI, charge the same for the models of their own house.
    if named.base is not None and (host, named.base.provider) in (("vertex", "google"), ("azure", "openai")):
        return named.base
    return None if provider is None else base_prices.same_at(provider, undated_key(named.model or ""))


def _where_tuned(catalogue: Catalogue, named: Named) -> Named:
    """A model tuned on it. Where several providers tune it, which one has to be asked."""
    if not named.known or named.host_said or named.base is None:
        return named
    key = undated_key(named.model or "")
    hosts = sorted({route.host for route in catalogue.routes if route.named_model and undated_key(route.id) == key})
    if len(hosts) < 2:
        return replace(named, host=hosts[0] if hosts else named.host)
    return Named(
        named.text,
        candidates=tuple(f"{named.model} tuned at {host}" for host in hosts[:_MOST_CANDIDATES]),
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
        for alias in catalogue.aliases:
            if alias.model is not None and alias.kind == "exact":
                self.plain.setdefault(plain_name(alias.model), alias)
        self.ids = {model.id.lower(): model.id for model in catalogue.untuned}
        self.models = {plain_name(model.label): model.id for model in catalogue.untuned}
        self.models |= {plain_name(model.id): model.id for model in catalogue.untuned}
        self.by_key = {undated_key(model.id): model.id for model in catalogue.untuned}
        words = [(word.model, word.host) for word in catalogue.endings.alive]
        words += [(end.model, end.host) for end in (*catalogue.endings.package, *catalogue.endings.own)]
        # Of several hosts the maker's comes first: it is the one whose id this is.
        self.elsewhere: dict[str, tuple[str, str]] = {}
        for model, host in sorted(
            words, key=lambda word: (word[1] in ("azure", "bedrock", "vertex"), word[1] != "openai")
        ):
            if not model.startswith("ft:"):
                self.elsewhere.setdefault(undated_key(model), (model, host))


@lru_cache(maxsize=8)
def _index(catalogue: Catalogue) -> _Index:
    return _Index(catalogue)


def _lookup(catalogue: Catalogue, said: str) -> Named:
    """A name without anything around it, in the spellings that people use for it."""
    named = _known(catalogue, said)
    if named is None and (dated := spelling.day_behind(said)) is not None:
        name, day = dated
        undated = _known(catalogue, name) or _other(catalogue, name)
        if undated is not None and undated.known:
            version = f"{name}-{day}"
            return replace(undated, version=version, base=base_prices.exact(version) or undated.base)
    return named or _other(catalogue, said) or _beginning_with(catalogue, said) or Named(said)


def _other(catalogue: Catalogue, said: str) -> Named | None:
    found = (_known(catalogue, other) for other in spelling.other_spellings(said))
    return next((named for named in found if named is not None), None)


def _known(catalogue: Catalogue, said: str) -> Named | None:
    """A name as it is spelled: ours, then its maker's, then one whose end is known, then a reseller's."""
    index = _index(catalogue)
    if alias := index.spelled.get(said):
        return _aliased(catalogue, alias, said)
    if said in index.ids:
        return _listed(catalogue.model(index.ids[said]), said)
    key = plain_name(said)
    if not key or "ft:" in said or _is_two(said):
        return None
    if spelling.day_behind(said) is None:
        if alias := index.plain.get(key):
            return _aliased(catalogue, alias, said)
        if key in index.models:
            return _listed(catalogue.model(index.models[key]), said)
        if base := base_prices.find(said, resellers=False):
            return Named(
                said, model=_without_pointer(base.id), host=OF_PROVIDER.get(base.provider, base.provider), base=base
            )
        if listed := index.by_key.get(undated_key(said)):
            return _listed(catalogue.model(listed), said)
        if undated_key(said) in index.elsewhere:
            model, host = index.elsewhere[undated_key(said)]
            name = (spelling.day_behind(model) or (model, ""))[0]
            return Named(said, model=name, host=host, base=base_prices.exact(model))
        if base := base_prices.find(said):
            host = OF_PROVIDER.get(base.provider, base.provider)
            return Named(said, model=base.id.split("/")[-1], host=host, base=base)
    elif base := base_prices.exact(said):
        undated = _known(catalogue, (spelling.day_behind(said) or (said, ""))[0])
        named = undated or Named(said, model=base.id, host=OF_PROVIDER.get(base.provider, base.provider))
        return replace(named, version=said, base=base)
    return None


def _is_two(said: str) -> bool:
    """Whether several models are named: "gpt-4o / gpt-4o-mini"."""
    return " / " in said or " and " in said or " or " in said or ", " in said


def _aliased(catalogue: Catalogue, alias: Alias, said: str) -> Named:
    if alias.model is None:
        return Named(
            said, host=alias.host, host_said=alias.host is not None, candidates=alias.candidates, ask=alias.ask
        )
    named = _listed(catalogue.model(alias.model), said) or _by_price(alias.model, alias.base, said)
    if named.host is None:
        named = replace(named, host=_host_of_end(catalogue, alias.model))
    named = replace(named, moving=alias.kind == "moving", tuned=alias.kind == "tuned")
    return named if alias.host is None else at_host(catalogue, named, alias.host)


def _listed(model: Untuned | None, said: str) -> Named | None:
    return None if model is None else Named(said, model=model.id, host=model.host, base=model.base)


def _by_price(id_: str, base: BaseModelId | None, said: str) -> Named:
    base = base or base_prices.find(id_)
    host = None if base is None else OF_PROVIDER.get(base.provider, base.provider)
    return Named(said, model=id_, host=host, base=base)


def _host_of_end(catalogue: Catalogue, id_: str) -> str | None:
    """The host of a model that nobody sells by the token any more, where its end there is known."""
    return _index(catalogue).elsewhere.get(undated_key(id_), (id_, None))[1]


def _without_pointer(id_: str) -> str:
    """Anthropic's pointers are named as the model they point to."""
    return id_.removesuffix("-latest").removesuffix("-0") if id_.startswith("claude-") else id_


def _beginning_with(catalogue: Catalogue, said: str) -> Named | None:
    """A family without its size, such as "gpt-5.6": the models whose ids begin so."""
    key = plain_name(said)
    if len(key) < _FEWEST_LETTERS or not any(letter.isdigit() for letter in key):
        return None
    begun = [
        model
        for model in catalogue.untuned
        if (rest := plain_name(model.id).removeprefix(key)) != plain_name(model.id) and rest and not rest[0].isdigit()
    ]
    newest = sorted(begun, key=lambda model: (not model.worth_scoring, -model.since.toordinal(), model.id))
    if len(newest) < 2:
        return None
    return Named(said, candidates=tuple(model.id for model in newest[:_MOST_CANDIDATES]), ask="Which size or version?")
