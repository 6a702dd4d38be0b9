"""`decisions`: what is in the bot's database, for whoever runs it: lists, search, one decision, files."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.commands.options import Basis, basis_options, database_option, existing_database
from bot.decisions.export_table import LINES, as_told, told
from bot.decisions.list_line import KINDS, narrowed
from bot.decisions.record import DecisionRecord, record_of
from bot.events import utc
from bot.store.errors import StoreError
from bot.store.protocol import Reader
from bot.store.records import DecisionSummary, Wanted
from bot.store.sqlite import SqliteStore

_COUNTED = 1_000_000
Command = TypeVar("Command", bound=Callable[..., Any])


def _format_option(command: Command) -> Command:
    help_ = "JSON gives one object a line."
    return click.option(
        "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help=help_
    )(command)


def _most_option(command: Command) -> Command:
    return click.option(
        "--most", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many at most."
    )(command)


@click.group("decisions")
def command() -> None:
    """What is in the bot's database: every decision of every channel, so this is for whoever runs the bot.

    Nothing is changed, and no database is made.
    """


@command.command("list")
@click.argument("kind", type=click.Choice(KINDS), default="", metavar=f"[{'|'.join(KINDS[1:])}]")
@_most_option
@_format_option
@database_option
def list_(kind: str, most: int, form: str, db: Path | None) -> None:
    """Decisions, the last changed first.

    open: questions to answer, or a verdict to accept. decided, training: what they say. due: what was asked, or comes
    within seven days, the longest overdue first.
    """
    today = utc(time.time()).date()
    wanted = narrowed(Wanted(), kind, today)
    with _reading(db) as reader:
        summaries = reader.summaries(wanted, most=most)
        left = reader.count_summaries(wanted, most=_COUNTED) - len(summaries) if len(summaries) == most else 0
    _print(
        summaries, left, form, today, "No decision is in the database yet." if not kind else f"No decision is {kind}."
    )


@command.command("search")
@click.argument("words", nargs=-1, required=True)
@_most_option
@_format_option
@database_option
def search(words: tuple[str, ...], most: int, form: str, db: Path | None) -> None:
    """Decisions with these words in title, verdict, reasons or what was said, the best match first.

    Every word has to be there, or begin one that is; no character means anything else.
    """
    wanted = Wanted(words=" ".join(words))
    with _reading(db) as reader:
        summaries = reader.summaries(wanted, most=most)
        left = reader.count_summaries(wanted, most=_COUNTED) - len(summaries) if len(summaries) == most else 0
    _print(
        summaries, left, form, utc(time.time()).date(), "Nothing was found. Try fewer words, or the beginning of one."
    )


@command.command("show")
@click.argument("number", type=click.IntRange(1, 10**15))
@_format_option
@database_option
@basis_options
def show(number: int, form: str, db: Path | None, basis: Basis) -> None:
    """One decision: where it stands, its verdict, its plan and what became of it."""
    with _reading(db) as reader:
        record = _record(reader, number, basis)
        row = told(reader, record.summary)
    if form == "json":
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    from bot.terminal.decisions import print_decision

    print_decision(record)


@command.command("export")
@click.argument("which", metavar="NUMBER|all")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "csv", "jsonl"]),
    help="md for one decision (MADR), csv for all, if left out.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file; standard output if left out.",
)
@database_option
@basis_options
def export(which: str, form: str | None, output: Path | None, db: Path | None, basis: Basis) -> None:
    """One decision as a Markdown record, or all of them as a table or as JSON lines with every log."""
    number = int(which) if which.isascii() and which.isdigit() and len(which) <= 15 else None
    if number is None and which != "all":
        raise click.UsageError(f"{which!r} is no decision: give its number, or all.")
    form = form or ("csv" if number is None else "md")
    if number is None and form == "md":
        raise click.UsageError("Markdown is for one decision: give its number, or --format csv or jsonl for all.")
    with _reading(db) as reader:
        _write(_exported(reader, number, form, basis), output)


def _exported(reader: Reader, number: int | None, form: str, basis: Basis) -> Iterator[str]:
    if number is None:
        yield from LINES[form](reader, Wanted(), "")
        return
    record = _record(reader, number, basis)
    if form == "md":
        from bot.decisions.export_madr import madr

        yield madr(record)
    else:
        yield from LINES[form](reader, Wanted(decision=number), "")


def _write(lines: Iterable[str], output: Path | None) -> None:
    if output is None:
        out = sys.stdout.buffer
        for line in lines:
            out.write(line.encode())
        out.flush()
        return
    # What was there is replaced once all is written.
    partial = output.with_name(f"{output.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        partial.replace(output)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        if partial.exists():
            partial.unlink()


def _record(reader: Reader, number: int, basis: Basis) -> DecisionRecord:
    record = record_of(reader, number, basis.catalogue, basis.thresholds, time.time())
    if record is None:
        raise click.UsageError(f"There is no decision {number}.")
    return record


def _print(summaries: tuple[DecisionSummary, ...], left: int, form: str, today: date, nothing: str) -> None:
    from bot.terminal.decisions import print_decisions, say_left

    if form == "json":
        for summary in summaries:
            click.echo(json.dumps(as_told(summary), ensure_ascii=False))
    else:
        print_decisions(summaries, today, nothing)
    say_left(left)


@contextmanager
def _reading(db: Path | None) -> Iterator[Reader]:
    """One view of a database that is there and up to date; it is not changed."""
    path = existing_database(db)
    try:
        store = SqliteStore(path, upgrade=False)
        try:
            with store.read() as reader:
                yield reader
        finally:
            store.close()
    except StoreError as error:
        raise click.UsageError(str(error)) from None
