"""`measure`: files in, what they show out."""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from pathlib import Path

import click

from bot.commands.options import Basis, as_of_option, basis_options
from bot.measuring.basis import installed_tokens, list_prices
from flows.measure.file import MOST_BYTES, File, Unmeasurable
from flows.measure.measure import Asked, measure
from flows.measure.measurement import KINDS, Kind, Measurement


@click.command("measure")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--test", metavar="FILE", help="A test set, held beside the training set.")
@click.option("--baseline", metavar="FILE", help="Results of the model of today, one file for each side.")
@click.option("--candidate", metavar="FILE", help="Results of the other model on the same items.")
@click.option("--kind", type=click.Choice(KINDS), help="What the files are, where it is not found out rightly.")
@click.option("--metric", metavar="NAME", help="Which of several scores counts.")
@click.option(
    "--run", "runs", multiple=True, metavar="NAME", help="Twice: which two runs of one file, the baseline first."
)
@click.option("--model", metavar="NAME", help="Whose part of a usage export counts.")
@click.option("--project", metavar="NAME", help="Which project's part of a usage export counts.")
@as_of_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@basis_options
def command(
    files: tuple[str, ...],
    test: str | None,
    baseline: str | None,
    candidate: str | None,
    kind: Kind | None,
    metric: str | None,
    runs: tuple[str, ...],
    model: str | None,
    project: str | None,
    as_of: date,
    format_: str,
    basis: Basis,
) -> None:
    """Measure a data set, evaluation results or a usage export ("-" is standard input)."""
    asked = Asked(
        tuple(_file(name) for name in files),
        test=None if test is None else _file(test),
        baseline=None if baseline is None else _file(baseline),
        candidate=None if candidate is None else _file(candidate),
        kind=kind,
        metric=metric,
        runs=runs,
        model=model,
        project=project,
    )
    try:
        measurement = measure(asked, installed_tokens(), list_prices(cache(lambda: basis.catalogue), as_of))
    except Unmeasurable as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if format_ == "json":
        click.echo(measurement.model_dump_json(exclude_none=True))
        return
    for line in _lines(measurement):
        click.echo(line)


def _lines(measurement: Measurement) -> list[str]:
    return measurement.said


def _file(name: str) -> File:
    """A file's bytes, at most one more than are allowed."""
    try:
        if name == "-":
            return File("standard input", sys.stdin.buffer.read(MOST_BYTES + 1))
        with Path(name).expanduser().open("rb") as opened:
            return File(Path(name).name, opened.read(MOST_BYTES + 1))
    except OSError as error:
        raise click.UsageError(f"{name} cannot be read: {error.strerror}.") from None
