"""The catalogue's beliefs in the terminal: tables for a person, a line a fact in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from bot.terminal.console import make_console, make_table
from pricing.beliefs import Belief

STALE_AFTER = 60


def print_prices(rows: Sequence[Belief], as_of: date, stale: int | None, unverified: Sequence[str]) -> None:
    """One part a kind of fact, then what could not be verified."""
    console = make_console()
    limit = STALE_AFTER if stale is None else stale
    old = sum(1 for row in rows if row.age_days is None or row.age_days > limit)
    console.print(
        f"{len(rows)} facts as of {as_of}; {old} rest on a source older than {limit} days or without a date: "
        "look at the provider's page before money is spent.",
        soft_wrap=True,
    )
    for kind in dict.fromkeys(row.kind for row in rows):
        _print_kind(console, kind, [row for row in rows if row.kind == kind])
    if unverified:
        console.print("\nNot verified, or not known:")
        for sentence in unverified:
            console.print(Text(f"  {sentence}"), soft_wrap=True)


def _print_kind(console: Console, kind: str, rows: Sequence[Belief]) -> None:
    if not console.is_terminal:
        for row in rows:
            line = f"{kind}\t{row.subject}\t{row.belief}\t{row.source}\t{row.source_date or 'undated'}\t{_age(row)}\t{row.grade}"
            console.print(Text(line, tab_size=1), soft_wrap=True)
        return
    table = make_table(console, kind)
    for name in ("subject", "belief", "source", "date", "age", "grade"):
        table.add_column(name, overflow="fold", no_wrap=name in ("date", "age", "grade"))
    for row in rows:
        cells = (row.subject, row.belief, row.source, row.source_date or "undated", _age(row), row.grade)
        table.add_row(*(Text(cell) for cell in cells))
    console.print()
    console.print(table)


def _age(row: Belief) -> str:
    if row.age_days is None:
        return "age unknown"
    return f"{row.age_days} days" if row.age_days >= 0 else f"{-row.age_days} days later"
