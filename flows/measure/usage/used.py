"""What one row of an export says was used, and what a file of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flows.measure.records import Rows, Unreadable, objects

MORE_PAGES = "There are more pages than this file holds (has_more): get the rest, or the month is not whole."


@dataclass(slots=True)
class Used:
    """One row. Tokens of input are all of them, cached and cache-written included; None is unknown, not zero.

    day, until      the first day of what the row covers, and the day after its last where it covers several
    spend, listed   US dollars paid, and by list
    """

    day: date | None = None
    until: date | None = None
    model: str | None = None
    project: str | None = None
    requests: int | None = None
    input: int | None = None
    cached: int | None = None
    written: int | None = None
    output: int | None = None
    spend: float | None = None
    listed: float | None = None
    batch: bool = False


@dataclass(slots=True)
class Export:
    """A file of usage: its format, its rows, failed calls, rows of other things, and what is to be said of it.

    billed   whether its money is what the provider asks, and not what a tool's own price table makes of the tokens
    """

    format: str
    said: str
    used: list[Used] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    billed: bool = True
    failed: int = 0
    left_out: int = 0


Row = Mapping[str, Any]
OneRow = Callable[[Row, Export], Used | None]


def each(rows: Rows, export: Export) -> Iterator[Row]:
    """The rows that are objects; the others are counted as unreadable."""
    return (row for _, row in objects(rows, export.unreadable))


def filled(rows: Rows, export: Export, one: OneRow) -> Export:
    """An export of whose rows each says what was used."""
    for row in each(rows, export):
        export.rows += 1
        used = one(row, export)
        if used is not None:
            export.used.append(used)
    return export
