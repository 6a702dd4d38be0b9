"""The catalogue's beliefs in the terminal: tables for a person, a line a fact in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from bot.terminal.console import make_console, make_table
from pricing.beliefs import Belief
from pricing.catalogue import STALE_DAYS
from pricing.upkeep import AHEAD_DAYS, Coming, StaleSource


def print_prices(rows: Sequence[Belief], as_of: date, stale: int | None, unverified: Sequence[str]) -> None:
    """One part a kind of fact, then what could not be verified."""
    console = make_console()
    limit = STALE_DAYS if stale is None else stale
    old = sum(1 for row in rows if row.age_days is None or row.age_days > limit)
    look = f"; {old} rest on a source older than {limit} days or without a date: look at the provider's page before money is spent"
    console.print(f"{len(rows)} fact{'s' * (len(rows) != 1)} as of {as_of}{look if old else ''}.", soft_wrap=True)
    for kind in dict.fromkeys(row.kind for row in rows):
        _print_kind(console, kind, [row for row in rows if row.kind == kind])
    if unverified:
        console.print("\nNot verified, or not known:")
        for sentence in unverified:
            console.print(Text(f"  {sentence}"), soft_wrap=True)


def print_check(
    as_of: date,
    stale: Sequence[StaleSource],
    coming: Sequence[Coming],
    passed: Sequence[Coming],
    unnoticed: Sequence[str],
) -> None:
    """What the catalogue needs, the most urgent first."""
    console = make_console()
    facts = sum(source.facts for source in stale)
    parts = [
        ("Ended, and still said to be there", unnoticed),
        (f"Ends within {AHEAD_DAYS} days after {as_of}", [end.sentence for end in coming]),
        (f"Ended within {AHEAD_DAYS} days before", [end.sentence for end in passed]),
        (
            f"{facts} facts rest on {len(stale)} sources that are older than {STALE_DAYS} days or have no date",
            [f"{source.facts} on {source.source}, {_since(source)}" for source in stale],
        ),
    ]
    for title, sentences in parts:
        console.print(f"{title}:" if sentences else f"{title}: none", soft_wrap=True)
        for sentence in sentences:
            console.print(Text(f"  {sentence}"), soft_wrap=True)


def _since(source: StaleSource) -> str:
    if source.source_date is None:
        return "undated"
    return source.source_date if source.age_days is None else f"{source.source_date}, {source.age_days} days old"


def _print_kind(console: Console, kind: str, rows: Sequence[Belief]) -> None:
    if not console.is_terminal:
        for row in rows:
            line = f"{kind}\t{row.subject}\t{row.belief}\t{row.source}\t{row.source_date or 'undated'}\t{_age(row)}\t{row.grade}"
            # Rich would make blanks of the tabs by which a pipe tells the columns.
            console.file.write(f"{line}\n")
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
