"""Decisions in the terminal: a table for a person, a line a decision in a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click
from rich.text import Text

from bot.block_kit.decision_record import decision_words
from bot.block_kit.rich_text import plain
from bot.decisions.list_line import ListLine, line_of
from bot.decisions.record import DecisionRecord
from bot.store.records import DecisionSummary
from bot.terminal.console import make_console, make_table
from bot.text.marks import with_names

_COLUMNS = ("decision", "title", "stands", "since", "method", "owner", "next", "waits for")
_SHORT = ("decision", "since", "owner")


def print_decisions(summaries: Sequence[DecisionSummary], today: date, nothing: str) -> None:
    """A line each."""
    console = make_console()
    rows = [_cells(line_of(summary, today)) for summary in summaries]
    if not rows:
        console.print(nothing, soft_wrap=True)
    elif not console.is_terminal:
        for row in rows:
            # Not by the console, which makes spaces of tabs.
            click.echo("\t".join(row))
    else:
        table = make_table(console)
        for name in _COLUMNS:
            table.add_column(name, overflow="fold", no_wrap=name in _SHORT)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)


def say_left(left: int) -> None:
    """How many there are besides; beside what goes into a pipe, so that nobody takes a part for the whole."""
    if left:
        click.echo(f"And {left:,} more: give --most, or export all.", err=True)


def print_decision(record: DecisionRecord) -> None:
    """One decision, in the words that Slack shows."""
    console = make_console()
    console.print(Text(with_names(plain(decision_words(record)), str)), soft_wrap=True)
    place = record.decision
    console.print(Text(f"In channel {place.channel}, thread {place.thread_ts or '(none yet)'}."), soft_wrap=True)


def _cells(line: ListLine) -> tuple[str, ...]:
    stands = line.stage + (f" by {line.replaced_by}" if line.replaced_by else "")
    method = (line.method or "-") + (f", then {line.ready_for}" if line.ready_for else "")
    due = f"{line.due_what}, {line.due_on}" if line.due_on else "-"
    late = f" ({line.late} day{'s' if line.late != 1 else ''} overdue)" if line.late > 0 else ""
    return (
        str(line.number),
        line.title,
        stands,
        str(line.since),
        method,
        line.owner or "-",
        due + late,
        line.waits_for or "-",
    )
