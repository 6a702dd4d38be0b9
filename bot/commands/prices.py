"""`prices`: what the catalogue believes, where from, how old and how sure; and what could not be verified."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import click

from bot.commands.options import as_of_option
from pricing import catalogue
from pricing.beliefs import beliefs, unverified


@click.command("prices")
@as_of_option
@click.option(
    "--stale",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="Only facts whose source is older than this, or has no date.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(as_of: date, stale: int | None, format_: str) -> None:
    """What the catalogue believes on a day, with source, age and grade (A the provider's own text, D an assumption)."""
    facts = catalogue.load()
    rows = [row for row in beliefs(facts, as_of) if stale is None or row.age_days is None or row.age_days > stale]
    if format_ == "json":
        for row in rows:
            click.echo(json.dumps(asdict(row), ensure_ascii=False))
        return
    from bot.terminal.prices import print_prices

    print_prices(rows, as_of, stale, unverified(facts, as_of) if stale is None else [])
