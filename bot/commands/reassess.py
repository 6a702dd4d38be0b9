"""`reassess`: every decision whose verdict still counts, by today's catalogue."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import click

from bot.commands.options import Basis, basis_options, database_option, existing_database
from bot.context import Context
from bot.jobs.reassess import BATCH, DecisionChanges, Reassessor
from bot.store.errors import StoreError
from bot.store.sqlite import SqliteStore
from bot.terminal.console import make_console
from bot.text.templates import terminal


@click.command("reassess")
@database_option
@click.option("--dry-run", is_flag=True, help="Only show what changed; nothing is written or told.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="JSON gives a line for each change."
)
@basis_options
def command(db: Path | None, dry_run: bool, form: str, basis: Basis) -> None:
    """Look at every open or accepted decision again, by today's prices and routes.

    A changed verdict, a route that closes or a model that shuts down before break-even, and costs that moved by more
    than 20 % become an entry on the decision's log and a line in the next digest; a running bot tells the thread
    where the verdict itself changed. The bot does the same by itself once a week.
    """
    path = existing_database(db)
    try:
        store = SqliteStore(path, upgrade=False)
        try:
            looked, changed = _look(store, basis, dry_run, form)
        finally:
            store.close()
    except StoreError as error:
        raise click.UsageError(str(error)) from None
    if form == "text":
        make_console().print(terminal("reassess", part="end", looked=looked, changed=changed, dry_run=dry_run))


def _look(store: SqliteStore, basis: Basis, dry_run: bool, form: str) -> tuple[int, int]:
    """How many were looked at, and how many of them changed."""
    reassessor, now = Reassessor(Context(store, basis.catalogue, time.time, basis.thresholds)), time.time()
    looked = changed = 0
    while True:
        # Without a trace of what was looked at, all of them are taken at once.
        batch = reassessor.look(now, before=now, most=BATCH if not dry_run else 10**9, keep=not dry_run)
        count = 0
        for reassessed in batch:
            count += 1
            looked += 1
            changed += bool(reassessed.changes)
            if reassessed.changes:
                _show(store, reassessed, form)
        if dry_run or count == 0:
            return looked, changed


def _show(store: SqliteStore, reassessed: DecisionChanges, form: str) -> None:
    if form == "json":
        row: dict[str, Any] = {
            "decision": reassessed.decision,
            "changes": [change.kept.to_json() for change in reassessed.changes],
        }
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    with store.read() as reader:
        summary = reader.summary(reassessed.decision)
    make_console().print(
        terminal(
            "reassess",
            part="decision",
            number=reassessed.decision,
            title=summary.title if summary else "",
            changes=reassessed.changes,
        )
    )
