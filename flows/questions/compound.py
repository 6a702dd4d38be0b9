"""Values made of parts: which models passed or failed, and a team's GPUs. Frozen here, an object in JSON, a line for people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flows.text import Refused, clean, word_set

RESULTS = ("passes", "fails")
MOST_MODELS = 20
LONGEST_NAME = 80
MOST_GPUS = 10_000
LONGEST_TYPE = 40
# The kinds of GPU that have prices, as the catalogue spells them; any other plain name is kept as it was given.
GPU_KINDS = ("H100", "H200", "A100 80GB", "L40S", "L4", "T4")

# Names are kept to what can be read back from a line of several.
_NAME = re.compile(r"[^\W_](?:[\w .:/@()+#'-]*[\w)+])?")
_NO_NAMES = word_set(
    "pass passes passed passing fail fails failed failing and or not no never nothing none nobody everything i we it they think"
    " is isn't are aren't was wasn't were does doesn't do don't did didn't has hasn't have haven't almost nearly hardly barely"
    " sometimes maybe perhaps probably might may could would should will but if both neither nor yet only"
)
_TYPE = re.compile(r"[^\W_](?:[\w ./+-]*[\w+])?")
_NO_TYPES = word_set("and or not no gpu gpus card cards plus")


@dataclass(frozen=True, slots=True)
class ScoredModels:
    """Which untuned models were scored: (name, "passes" or "fails") for each, in the order of their names."""

    results: tuple[tuple[str, str], ...]

    def to_json(self) -> dict[str, Any]:
        """As a document has it."""
        return dict(self.results)

    def __str__(self) -> str:
        return ", ".join(f"{name} {result}" for name, result in self.results)


@dataclass(frozen=True, slots=True)
class OwnGpus:
    """GPUs that a team has itself."""

    type: str
    count: int

    def to_json(self) -> dict[str, Any]:
        """As a document has it."""
        return {"type": self.type, "count": self.count}

    def __str__(self) -> str:
        return f"{self.count:,} x {self.type}"


def scored_models(results: Iterable[tuple[str, str]]) -> ScoredModels:
    """The models with what came of each. Raises Refused where a name is none or stands twice, and for too many or none."""
    pairs = sorted((_model_name(name), result) for name, result in results)
    names = {name.casefold() for name, _ in pairs}
    if not 1 <= len(pairs) <= MOST_MODELS or len(names) < len(pairs) or any(said not in RESULTS for _, said in pairs):
        raise Refused("results of models")
    return ScoredModels(tuple(pairs))


def _model_name(name: str) -> str:
    plain = clean(name)
    if (
        not plain
        or len(plain) > LONGEST_NAME
        or _NAME.fullmatch(plain) is None
        or _NO_NAMES & set(plain.lower().split())
    ):
        raise Refused("a name of a model")
    return plain


def own_gpus(type_: str, count: int) -> OwnGpus:
    """So many GPUs of a type; kinds with prices are spelled as the catalogue does. Raises Refused."""
    plain = clean(type_)
    if (
        not 2 <= len(plain) <= LONGEST_TYPE
        or _TYPE.fullmatch(plain) is None
        or not any(letter.isalpha() for letter in plain)
        or _NO_TYPES & set(plain.lower().split())
        or not 1 <= count <= MOST_GPUS
    ):
        raise Refused("GPUs")
    return OwnGpus(gpu_kind(plain) or plain, count)


def gpu_kind(name: str) -> str | None:
    """The kind with prices that is meant, however it is written ("h100", "A100-80GB"); None for any other."""
    return _KINDS.get(_key(name))


def _key(name: str) -> str:
    return re.sub(r"[\s_-]", "", name.casefold())


_KINDS = {_key(kind): kind for kind in GPU_KINDS}
