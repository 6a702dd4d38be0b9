"""`measure`: files in, what they show out."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from bot.commands.options import Basis, as_of_option, basis_options
from bot.measuring.here import file_at, measured_here
from bot.terminal.measured import measured_text
from flows.measure.file import MOST_BYTES, File, Unmeasurable
from flows.measure.general.grading import general_set as prompts
from flows.measure.general.grading import handed_out
from flows.measure.label_sheet import ROWS, sheet
from flows.measure.measure import Asked
from flows.measure.measurement import KINDS, Kind
from flows.measure.taking import Taken, beside, taken_of
from flows.questions.answers import Answers, stored
from flows.questions.document import DocumentError, parse


@click.command("measure")
@click.argument("files", nargs=-1, metavar="FILE...")
@click.option("--test", metavar="FILE", help="A test set, held beside the training set.")
@click.option("--baseline", metavar="FILE", help="Results of today's model, where each side has a file of its own.")
@click.option("--candidate", metavar="FILE", help="Results of the other model on the same items.")
@click.option("--kind", type=click.Choice(KINDS), help="What the files are, where that is not found out rightly.")
@click.option("--metric", metavar="NAME", help="Which of several scores counts.")
@click.option(
    "--run", "runs", multiple=True, metavar="NAME", help="Twice: which two runs of a file, the baseline first."
)
@click.option("--model", metavar="NAME", help="Whose part of a usage export counts.")
@click.option("--project", metavar="NAME", help="Which project's part of a usage export counts.")
@click.option("--general-set", metavar="FILE", help="Write the general-ability set there, to run with both models.")
@click.option("--label-sheet", metavar="FILE", help="Write 50 random rows there, for two people to check their labels.")
@click.option("--into", metavar="ANSWERS.json", help="Write what follows into this file of answers.")
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
    general_set: str | None,
    label_sheet: str | None,
    into: str | None,
    as_of: date,
    format_: str,
    basis: Basis,
) -> None:
    """Measure a data set, evaluation results or a usage export ("-" is standard input).

    What each file is is found out and said. Nothing of a row is shown or kept: counts, ids and line numbers
    only. Exit status 0 with a measurement, also a partial one, and 2 where nothing can be measured, with the
    sentence that says why.
    """
    if general_set is not None:
        _hand_out(general_set)
        if not files and not (baseline and candidate):
            return
    if not files and not (baseline and candidate):
        raise click.UsageError("Name a file, or --baseline and --candidate.")
    try:
        answers = Answers() if into is None else _answers(into)
        sides = {"test": test, "baseline": baseline, "candidate": candidate}
        asked = Asked(
            tuple(map(_file, files)),
            **{side: None if name is None else _file(name) for side, name in sides.items()},
            kind=kind,
            metric=metric,
            runs=runs,
            model=model,
            project=project,
        )
        if label_sheet is not None:
            _write_sheet(label_sheet, asked.files)
        measurement = measured_here(asked, lambda: basis.catalogue, as_of)
        taken = taken_of(measurement)
        if into is not None:
            _write(into, taken)
    except Unmeasurable as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if format_ == "json":
        click.echo(measurement.model_dump_json(exclude_none=True))
        return
    for line in measured_text(measurement, taken, beside(answers, taken)):
        click.echo(line)
    if into is not None:
        click.echo(f"\n{len(taken.values)} answers were written into {into}.")


def _hand_out(path: str) -> None:
    try:
        Path(path).write_text(handed_out(), encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(
        f'{path} has {len(prompts())} prompts. Run them with both models, put each answer beside its id under "output", and '
        "measure the two files as --baseline and --candidate."
    )


def _write_sheet(path: str, files: tuple[File, ...]) -> None:
    """Write the rows for two people to check; of a file that is fresh only its owner may read. Raises Unmeasurable."""
    if not files:
        raise click.UsageError("--label-sheet takes its rows from a data set: name the file.")
    text = sheet(files[0])
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
    except OSError as error:
        raise Unmeasurable(f"{path} cannot be written: {error.strerror}.") from None
    click.echo(
        f"{path} has at most {ROWS} random rows. Two people write right or wrong into their columns, "
        "without looking at each other's; then measure the sheet.",
        err=True,
    )


def _file(name: str) -> File:
    """A file's bytes, at most one more than are allowed. Raises Unmeasurable."""
    return File("standard input", sys.stdin.buffer.read(MOST_BYTES + 1)) if name == "-" else file_at(name)


def _answers(path: str) -> Answers:
    """What a file of answers says; nothing where there is none yet. Raises Unmeasurable."""
    try:
        return parse(_text(path)) if Path(path).exists() else Answers()
    except DocumentError as error:
        raise Unmeasurable(f"{path}: {error.problems[0]}") from None


def _write(path: str, taken: Taken) -> None:
    """Put the measured answers into a file of answers; what else stands there stays. Raises Unmeasurable."""
    document: dict[str, Any] = json.loads(_text(path)) if Path(path).exists() else {}
    document |= {id_: stored(value) for id_, value in taken.values.items()}
    try:
        Path(path).write_text(
            json.dumps(document, indent=2, ensure_ascii=False, default=float) + "\n", encoding="utf-8"
        )
    except OSError as error:
        raise Unmeasurable(f"{path} cannot be written: {error.strerror}.") from None


def _text(path: str) -> str:
    try:
        return file_at(path).data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unmeasurable(f"{path} is not UTF-8 text.") from None
