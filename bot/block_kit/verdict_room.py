"""How much of a verdict a message has room for: what is cut first, what each part is given, which parts there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class VerdictRoom:
    """How much of each list is kept, and how long a text in it may be."""

    titles: bool = True
    disagreements: int = 2
    unknowns: int = 4
    closed: int = 4
    rows: int = 8
    flips: int = 5
    reasons: int = 2
    aborts: int = 12
    changed: int = 14
    width: int = 240


# What is cut first comes first.
_CUTS: tuple[dict[str, Any], ...] = (
    {"titles": False},
    {"disagreements": 1},
    {"disagreements": 0},
    {"unknowns": 2},
    {"closed": 2},
    {"unknowns": 1},
    {"closed": 0},
    {"rows": 6},
    {"flips": 4},
    {"reasons": 0},
    {"aborts": 6},
    {"changed": 8},
    {"rows": 4},
    {"width": 120},
    {"flips": 2, "aborts": 3, "changed": 4},
    {"width": 60},
    {"rows": 2, "width": 40},
)
# What of the room each part of the template is given: a part is rendered again only where that changes.
GIVEN: dict[str, tuple[str, ...]] = {
    "changed": ("changed", "width"),
    "head": ("reasons", "width"),
    "board": ("width",),
    "readiness": ("width",),
    "costs": (),
    "rows": ("rows", "width"),
    "table": ("rows", "width"),
    "notes": ("rows",),
    "closed": ("closed", "width"),
    "curve": ("width",),
    "flips": ("flips", "width"),
    "aborts": ("aborts", "width"),
    "unknowns": ("unknowns", "width"),
    "disagreements": ("disagreements", "width"),
    "sources": ("titles", "width"),
}
_END = ("flips", "aborts", "unknowns", "disagreements", "sources", "dated", "buttons")
WHOLE = (
    "changed",
    "header",
    "use case",
    "head",
    "board",
    "readiness",
    "costs",
    "table",
    "notes",
    "closed",
    "curve",
    "chart",
    *_END,
)
NO_CHART = tuple("curve rows" if part == "chart" else part for part in WHOLE)
WORDS_ALONE = (
    "changed",
    "title",
    "use case",
    "head",
    "board",
    "readiness",
    "rows",
    "notes",
    "closed",
    "curve",
    "curve rows",
    *_END,
)


def rooms() -> Iterator[VerdictRoom]:
    """Every room, the roomiest first."""
    room = VerdictRoom()
    yield room
    for cut in _CUTS:
        room = replace(room, **cut)
        yield room
