"""Several answers out of one sentence: "1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples"."""

from __future__ import annotations

import re

from flows.answers import MAX_TEXT, Refused, clean
from flows.question import Value
from flows.questions import BY_ID
from flows.typed import read

_N = r"(?P<n>\$?\s?\d[\d,._]*\s?(?:k|m|mn|mio|million|thousand|bn|billion)?)"
_PER = r"(?:\s*(?:/|per|a|an|each|every)\s*(?:second|sec|minute|min|hour|day|week|month|mo|year|yr)\b|\s+(?:daily|weekly|monthly|yearly))"
_THINGS = r"(?:requests?|calls?|queries|documents?|docs|messages?|tickets?|emails?|prompts?|completions?|reqs?|inferences?)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (id_, re.compile(pattern, re.IGNORECASE))
    for id_, pattern in (
        ("upkeep_usd", rf"(?:upkeep|maintenance)\s*(?:of|is|at|:|costs?)?\s*(?P<all>\$?\s?\d[\d,._]*\s?(?:k|m)?{_PER}?)"),
        ("upkeep_usd", rf"(?P<all>\$\s?\d[\d,._]*\s?(?:k|m)?{_PER}?)\s+(?:of\s+)?(?:upkeep|maintenance)"),
        ("monthly_spend_usd", rf"(?P<all>\$\s?\d[\d,._]*\s?(?:k|m)?{_PER})"),
        ("requests_per_month", rf"(?<!\$)(?P<all>(?<![\d.,$]){_N}\s*{_THINGS}?{_PER})"),
        ("input_tokens", rf"(?<![\d.,]){_N}\s*(?:tokens?\s+)?(?:in|input)\b(?:\s+tokens?)?"),
        ("output_tokens", rf"(?<![\d.,]){_N}\s*(?:tokens?\s+)?(?:out|output)\b(?:\s+tokens?)?"),
        (
            "test_items",
            rf"(?<![\d.,]){_N}\s*(?:labelled\s+|labeled\s+)?(?:test|eval|evaluation)[ -]?(?:items?|cases?|examples?|set)\b",
        ),
        (
            "examples",
            rf"(?<![\d.,]){_N}\s*(?:(?:checked|reviewed|labelled|labeled|training|gold|unchecked|good|real)\s+)*examples?\b",
        ),
    )
)
_MODEL = re.compile(
    r"\b(?:on|using|with|model|runs? on|served by)?\s*(?P<name>(?:gpt|claude|gemini|gemma|llama|mistral|ministral|qwen|deepseek|nova|o[134])"
    r"(?:[-. ]?(?:\d+(?:\.\d+)*[a-z]?|oss|mini|nano|pro|luna|sol|terra|astra|haiku|sonnet|opus|fable|flash|lite|small|medium|large|turbo|v\d+|\d+b|instruct))+)(?![\w-])",
    re.IGNORECASE,
)
_LABELS = re.compile(r"\b(?P<word>checked|reviewed|unchecked|gold)\s+(?:\w+\s+)?examples?\b", re.IGNORECASE)
_TASK = re.compile(r"\b(classification|extraction|summari[sz]ation|moderation|tool use|question answering)\b", re.IGNORECASE)


def extract(text: str) -> dict[str, Value]:
    """Every answer that stands plainly in the text, by question id; nothing is guessed. Never raises."""
    plain = clean(text[:MAX_TEXT])
    found: dict[str, Value] = {}
    rest = plain
    for id_, pattern in _PATTERNS:
        match = pattern.search(rest)
        if match is None or id_ in found:
            continue
        groups = match.groupdict()
        part = groups.get("all") or groups.get("n") or ""
        value = _read(id_, part)
        if value is not None:
            found[id_] = value
            rest = rest[: match.start()] + " ; " + rest[match.end() :]
    labels = _LABELS.search(plain)
    if labels is not None:
        found["labels"] = "unchecked" if labels["word"].lower() == "unchecked" else "checked"
    model = _MODEL.search(plain)
    if model is not None:
        found["model"] = model["name"]
    tasks = {one.lower() for one in _TASK.findall(plain)}
    if len(tasks) == 1:
        task = _read("task", tasks.pop())
        if task is not None:
            found["task"] = task
    return found


def _read(id_: str, text: str) -> Value | None:
    try:
        return read(BY_ID[id_], text)
    except Refused:
        return None
