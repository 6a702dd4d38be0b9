"""Which models passed or failed, and a team's GPUs, out of typed words: what can be read in two ways is refused."""

from __future__ import annotations

import re

from flows.questions.compound import MOST_MODELS, OwnGpus, ScoredModels, gpu_kind, own_gpus, scored_models
from flows.text import Refused

_RESULT = re.compile(r"(?<!\S)(pass(?:es|ed)?|fail(?:s|ed)?)(?![\w-])", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;]|(?<!\S)(?:and|but)(?!\S)", re.IGNORECASE)
_BOTH = re.compile(r"\s(?:both|all)$", re.IGNORECASE)
# Of one model people say "passes"; only "pass" and "fail" are said of several.
_OF_SEVERAL = frozenset({"pass", "fail"})


def scored(text: str) -> ScoredModels:
    """Results by name: "gpt-6-luna passes, haiku 4.5 and gemma 4 fail". Raises Refused."""
    parts = _RESULT.split(re.sub(r"[*`]", "", text))
    if not 3 <= len(parts) <= 2 * MOST_MODELS + 1 or parts[-1].strip(" .!,;"):
        raise Refused("results of models")
    results: list[tuple[str, str]] = []
    for said_before, result in zip(parts[:-1:2], parts[1::2], strict=True):
        word = result.lower()
        names = [name.strip(" :=-–—") for name in _BETWEEN.split(said_before) if name.strip(" :=-–—.")]
        if word in _OF_SEVERAL and len(names) > 1:
            names[-1] = _BOTH.sub("", names[-1])
        if not names or (len(names) > 1 and word not in _OF_SEVERAL):
            raise Refused("results of models")
        results += [(name, "passes" if word.startswith("pass") else "fails") for name in names]
    return scored_models(results)


_COUNT = r"(?P<count>[1-9][0-9]{0,2}(?:,[0-9]{3})|[1-9][0-9]{0,4})"
_GPU_WORD = re.compile(r"\s(?:gpus?|cards?)$", re.IGNORECASE)
_COUNTED = re.compile(rf"{_COUNT}(?P<times>\s?[x×]\s|\s?×|x(?=[A-Za-z])|\s)\s*(?P<type>\S.*)", re.IGNORECASE)
_COUNTED_AFTER = re.compile(rf"(?P<type>\S.*?)(?P<times>\s?[x×]\s?){_COUNT}", re.IGNORECASE)
_OURS = re.compile(r"^(?:we have|we've got|we have got|we own|our own|about)\s+", re.IGNORECASE)


def gpus(text: str) -> OwnGpus:
    """A count and a type: "4 x H100", "we have 4 H100s". Without the sign only kinds with prices are known. Raises Refused."""
    plain = _OURS.sub("", re.sub(r"[*`]", "", text)).strip(" .!")
    counted = _COUNTED.fullmatch(plain) or _COUNTED_AFTER.fullmatch(plain)
    if counted is None:
        raise Refused("GPUs")
    type_ = counted["type"]
    kind = _one_of(type_) or _one_of(_GPU_WORD.sub("", type_))
    if kind is None and not counted["times"].strip():
        raise Refused("GPUs")
    return own_gpus(kind or type_, int(counted["count"].replace(",", "")))


def _one_of(several: str) -> str | None:
    """The kind with prices that a word in the singular or plural means."""
    return gpu_kind(several) or gpu_kind(several.removesuffix("s"))
