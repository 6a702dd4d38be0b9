"""Which choice words speak of: the cues of a question, in order, each taking its words."""

from __future__ import annotations

import re
from functools import lru_cache

from flows.questions.question import Value
from flows.reading.cues import CUES, NO, YES

_YES = re.compile(r"^(?:(?:oh|well|so|hm+|ok|honestly)[, ]+)?yes\b[,.!: ]*")
_NO = re.compile(
    r"^(?:(?:oh|well|so|hm+|ok|honestly|sadly)[, ]+)?no(?:$|[,.;:!] ?| (?=(?:we|it|i|not|they|that|this|never|but|so|nobody|thanks|way|there|he|she|just|only|nothing)\b))"
)


_LAST = re.compile(r"\bso (yes|no)[.!]*$")


@lru_cache(maxsize=1)
def _compiled() -> dict[str, tuple[tuple[Value, re.Pattern[str]], ...]]:
    return {id_: tuple((value, re.compile(cue)) for value, cue in cues) for id_, cues in CUES.items()}


def found(id_: str, text: str, *, flag: bool = False) -> list[Value]:
    """The values that a plain text speaks of, each once, a leading yes or no first; the later ones as they stand in the text."""
    values: list[tuple[int, Value]] = []
    rest = text
    for pattern, means in ((_YES, True if flag else YES.get(id_)), (_NO, False if flag else NO.get(id_))):
        match = pattern.match(rest)
        if match is not None and means is not None:
            values.append((-1, means))
            rest = " " * match.end() + rest[match.end() :]
    for value, cue in _compiled().get(id_, ()):
        for match in cue.finditer(rest):
            if match.end() > match.start():
                values.append((match.start(), value))
                rest = rest[: match.start()] + " " * (match.end() - match.start()) + rest[match.end() :]
    if not values:
        # "Haiku gets 84, so no": the answer comes last.
        last = _LAST.search(text)
        means = None if last is None else (last[1] == "yes") if flag else (YES if last[1] == "yes" else NO).get(id_)
        return [] if means is None else [means]
    values.sort(key=lambda one: one[0])
    return list(dict.fromkeys(value for _, value in values))
