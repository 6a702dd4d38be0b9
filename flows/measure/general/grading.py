"""Whether an answer to a prompt of the general set is right: formats, counts, instructions, sums, things that do not exist."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_MOST_SIGNS = 4_000
_DENIES = re.compile(
    r"\b(?:no|not|never|n't|cannot|unable|unaware|unknown|unfamiliar|fiction(?:al)?|imaginary|hypothetical|nonexistent|"
    r"doesn't|isn't|don't|can't|wasn't|didn't|hasn't)\b|n't\b|n\u2019t\b",
    re.IGNORECASE,
)
_FENCE = re.compile(r"^```[a-z]*\n(.*?)\n?```$", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*(?:\s|$)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_THOUSANDTH = 1e-3


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of the set, and what its answer is checked for."""

    id: str
    prompt: str
    check: Mapping[str, Any]


@cache
def general_set() -> dict[str, Prompt]:
    """The prompts by id, in their order."""
    text = files("flows.measure.general").joinpath("set.jsonl").read_text(encoding="utf-8")
    return {row["id"]: Prompt(**row) for row in map(json.loads, text.splitlines())}


def handed_out() -> str:
    """The set as a team runs it: JSON lines with an id and a prompt; its answers go beside, under `output`."""
    rows = ({"id": prompt.id, "prompt": prompt.prompt} for prompt in general_set().values())
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def is_right(prompt: Prompt, output: str) -> bool:
    """Whether an answer passes every check of its prompt."""
    answer = output.strip()[:_MOST_SIGNS]
    fenced = _FENCE.match(answer)
    answer = fenced[1].strip() if fenced else answer
    return all(_CHECKS[name](answer, wanted) for name, wanted in prompt.check.items() if name in _CHECKS) and _exactly(
        answer, prompt.check
    )


def _exactly(answer: str, check: Mapping[str, Any]) -> bool:
    if "exact" not in check:
        return True
    wanted, said = str(check["exact"]), answer.strip().strip("\"'`").removesuffix(".")
    lines = "\n".join(line.strip() for line in said.splitlines() if line.strip())
    return lines == wanted if check.get("case") else lines.casefold() == wanted.casefold()


def _json(answer: str, wanted: Any) -> bool:
    try:
        return bool(json.loads(answer) == wanted)
    except (ValueError, RecursionError):
        return False


def _number(answer: str, wanted: float) -> bool:
    found = _NUMBER.findall(answer)
    return len(found) == 1 and abs(float(found[0].replace(",", "")) - wanted) < _THOUSANDTH


def _lines(answer: str) -> list[str]:
    return [line.strip() for line in answer.splitlines() if line.strip()]


def _sentences(answer: str, wanted: int) -> bool:
    return len(_SENTENCE_END.findall(answer)) == wanted


def _numbered(answer: str, wanted: int) -> bool:
    lines = _lines(answer)
    return len(lines) == wanted and all(line.startswith(f"{at}.") for at, line in enumerate(lines, 1))


_CHECKS: dict[str, Callable[[str, Any], bool]] = {
    "json": _json,
    "number": _number,
    "regex": lambda answer, pattern: re.search(pattern, answer, re.IGNORECASE) is not None,
    "words": lambda answer, wanted: len(re.findall(r"[\w'\u2019-]+", answer)) == wanted,
    "lines": lambda answer, wanted: len(_lines(answer)) == wanted,
    "sentences": _sentences,
    "bullets": lambda answer, wanted: (
        sum(line.startswith("- ") for line in _lines(answer)) == wanted == len(_lines(answer))
    ),
    "numbered": _numbered,
    "begins": lambda answer, wanted: answer.startswith(wanted),
    "ends": lambda answer, wanted: answer.rstrip().rstrip(".!" if wanted != "?" else "").endswith(wanted),
    "has": lambda answer, wanted: all(word.casefold() in answer.casefold() for word in wanted),
    "without": lambda answer, wanted: bool(answer) and not any(word.casefold() in answer.casefold() for word in wanted),
    "lower": lambda answer, _: answer == answer.lower(),
    "denies": lambda answer, _: _DENIES.search(answer) is not None,
}
