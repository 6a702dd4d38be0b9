"""What the names of cloud meters say: which kind of tokens, of which model, and how many a unit stands for."""

from __future__ import annotations

import re
from typing import Literal, TypedDict

Part = Literal["input", "cached", "written", "output"]


class Tokens(TypedDict):
    """Tokens by what a `Used` calls them."""

    input: int
    cached: int
    written: int
    output: int


_CACHE_WRITE = re.compile(r"cache[- _]?(?:write|creation)", re.IGNORECASE)
_CACHED = re.compile(r"cach(?:ed?|d)\b|cache[- _]?(?:read|hit)|\bcchd\b|cached", re.IGNORECASE)
_OUTPUT = re.compile(r"\bout(?:p|put|put?s)?\b|outp?\b|output|completion|response", re.IGNORECASE)
_INPUT = re.compile(r"\binp?(?:ut)?s?\b|input|prompt", re.IGNORECASE)
_TOKENS = re.compile(r"token|\b(?:inp|outp)\b", re.IGNORECASE)
_UNIT = re.compile(r"([\d.,]+)?\s*([KMB])?\b", re.IGNORECASE)
_TIMES = {"": 1, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_MODEL = re.compile(
    r"(?:gpt|claude|gemini|llama|mistral|nova|titan|deepseek|qwen|phi|command|o[134]|grok|gemma)[\w.]*(?:[-. ]\d[\w.]*|[- ](?:mini|nano|pro|flash|lite|micro|haiku|sonnet|opus|turbo))*",
    re.IGNORECASE,
)


def part_of(meter: str) -> Part | None:
    """Which tokens a meter counts; None for a meter that counts none."""
    if not _TOKENS.search(meter):
        return None
    if _CACHE_WRITE.search(meter):
        return "written"
    if _CACHED.search(meter):
        return "cached"
    if _OUTPUT.search(meter):
        return "output"
    return "input" if _INPUT.search(meter) else None


def by_part(tokens: int, part: Part) -> Tokens:
    """The tokens of one meter as `Used` takes them: all that is not output is input, cached and cache-written too."""
    return {
        "input": tokens if part != "output" else 0,
        "cached": tokens if part == "cached" else 0,
        "written": tokens if part == "written" else 0,
        "output": tokens if part == "output" else 0,
    }


def tokens_a_unit(unit: str) -> int | None:
    """How many tokens a unit is: "Tokens" 1, "1K tokens" and "1K" 1,000, "1M" a million; None for hours and the like."""
    plain = unit.strip().casefold().replace("tokens", "").replace("token", "").replace("/", "").strip()
    if plain in {"", "1", "units", "count", "each"}:
        return 1
    if plain in {"thousand", "thousands"}:
        return 1_000
    if plain in {"million", "millions"}:
        return 1_000_000
    found = _UNIT.fullmatch(plain)
    if found is None or not (found[1] or found[2]):
        return None
    many = float(found[1].replace(",", "")) if found[1] and found[1].strip(".,") else 1.0
    return round(many * _TIMES[(found[2] or "").upper()])


def model_of(meter: str) -> str | None:
    """The model that a meter names, as far as it can be told."""
    found = _MODEL.search(meter)
    return found[0].strip() if found else None
