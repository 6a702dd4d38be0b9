"""Places where training may run, in the words of people."""

from __future__ import annotations

import re

_PLACES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (place, re.compile(pattern))
    for place, pattern in (
        ("self_hosted", r"\bself-? ?hosted\b|\b(?:own|our|eigenen?) (?:servers?|hardware|gpus?|cluster|data ?cent(?:er|re)|infrastructure)\b|\bon[- ]?prem\w*|\bin[- ]house\b|\bown machines\b|\beigenen servern\b|\blocally\b|\b[ahbl][0-9]{2,3}s?\b|\b(?:cellar|basement|server room)\b"),
        (
            "any",
            r"\bany(?:where| of (?:them|these))?\b|\bwhich(?:ever| one) you (?:want|like)\b|\bno preference\b|\b(?:do|does) not (?:care|matter)\b|\bwherever\b|\begal\b|\ball (?:of them|the same)\b",
        ),
        ("azure", r"\bazure\b|\bmicrosoft\b|\bfoundry\b"),
        ("bedrock", r"\bbedrock\b|\baws\b|\bamazon\b|\bsagemaker\b"),
        ("vertex", r"\bvertex\b|\bgoogle\b|\bgcp\b|\bgemini api\b"),
        ("together", r"\btogether(?: ai)?\b"),
        ("fireworks", r"\bfireworks\b"),
        ("openai", r"\bopenai\b(?! (?:account|tuning))"),
    )
)  # fmt: skip


def places_in(text: str) -> tuple[str, ...]:
    """The places that a plain text names, in its order."""
    at = {place: match.start() for place, pattern in _PLACES if (match := pattern.search(text)) is not None}
    return tuple(sorted(at, key=lambda place: at[place]))
