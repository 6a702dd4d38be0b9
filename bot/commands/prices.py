"""`prices`: what the catalogue believes, or one model of it; where from, how old and how sure; and what it needs."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

import click

from bot.commands.options import as_of_option, company_option
from pricing import loading, names, upkeep
from pricing.beliefs import about, beliefs, not_told, unverified
from pricing.catalogue import Catalogue
from pricing.names import Named


@click.command("prices")
@click.argument("model", nargs=-1)
@as_of_option
@click.option(
    "--stale",
    type=click.IntRange(0, 36_500),
    metavar="DAYS",
    help="Only facts whose source is older than this, or has no date.",
)
@click.option(
    "--check",
    is_flag=True,
    help="What is stale, what ends in the next 90 days, what has passed; exit status 1 if something ended unnoticed.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@company_option
def command(
    model: tuple[str, ...], as_of: date, stale: int | None, check: bool, format_: str, company: Catalogue | None
) -> None:
    """What the catalogue believes on a day, with source, age and grade (A the provider's own text, D an assumption).

    With a MODEL, as people call it ("sonnet 4.5", "gpt-4o on azure"): what it costs by host, until when, what follows.
    What your company's file says is of grade "own".
    """
    facts = company or loading.load()
    if check:
        if model:
            raise click.UsageError("--check looks at the whole catalogue: leave out the model, or --check.")
        _check(facts, as_of, format_)
        return
    named = _named(facts, " ".join(model)) if model else None
    rows = beliefs(facts, as_of) if named is None else about(facts, named, as_of)
    missing = unverified(facts, as_of) if named is None else not_told(named, rows)
    rows = [row for row in rows if stale is None or row.age_days is None or row.age_days > stale]
    if format_ == "json":
        for row in rows:
            click.echo(json.dumps(asdict(row), ensure_ascii=False))
        return
    from bot.terminal.prices import print_prices

    print_prices(rows, as_of, stale, missing if stale is None else [])


def _named(facts: Catalogue, name: str) -> Named:
    named = names.read(facts, name)
    if named.which is not None:
        raise click.BadParameter(named.which, param_hint="MODEL")
    if not named.known:
        near = names.near(facts, name)
        hint = f'Did you mean "{near}"?' if near else "Ids look like gpt-5.4-mini."
        raise click.BadParameter(
            f'No model is known as "{name[:80]}". {hint} Without a name all are listed.', param_hint="MODEL"
        )
    return named


def _check(facts: Catalogue, as_of: date, format_: str) -> None:
    old = upkeep.stale(beliefs(facts, as_of))
    coming, gone = upkeep.ending(facts, as_of), upkeep.passed(facts, as_of)
    unnoticed = upkeep.unnoticed(facts, as_of)
    if format_ == "json":
        found = {
            "as_of": as_of.isoformat(),
            "stale": [asdict(source) for source in old],
            "ending": [asdict(end) | {"on": end.on.isoformat()} for end in coming],
            "passed": [asdict(end) | {"on": end.on.isoformat()} for end in gone],
            "unnoticed": unnoticed,
        }
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        from bot.terminal.prices import print_check

        print_check(as_of, old, coming, gone, unnoticed)
    if unnoticed:
        raise click.exceptions.Exit(1)
