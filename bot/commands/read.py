"""`read`: what is read of people's own words: recorded, proposed, or asked back."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from flows.questions import BY_ID
from flows.questions.question import Value
from flows.reading.reader import read_reply
from flows.reading.reading import Reading
from flows.reading.title import title_of


@click.command("read")
@click.option("--question", "id_", metavar="ID", help="The question that is open, by its id.")
@click.option(
    "--batch",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="One JSON object a line: id, text, question.",
)
@click.argument("text", nargs=-1)
def command(id_: str | None, batch: Path | None, text: tuple[str, ...]) -> None:
    """Show what is read of TEXT, or of each line of a file."""
    if id_ is not None and id_ not in BY_ID:
        raise click.UsageError(f"There is no question {id_!r}: they are {', '.join(BY_ID)}.")
    if batch is None:
        click.echo(_line(None, " ".join(text), id_))
        return
    for number, line in enumerate(batch.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                raise click.ClickException(f"Line {number} of {batch} is no JSON object.") from None
            click.echo(_line(row.get("id"), str(row.get("text", "")), row.get("question")))


def _line(name: Any, text: str, id_: str | None) -> str:
    question = BY_ID.get(id_ or "")
    reading = read_reply(text, question)
    return json.dumps(
        {
            "id": name,
            "recorded": {id_: _json(value) for id_, value in reading.recorded.items()},
            "proposed": {
                # Places are one value that holds several.
                id_: _json(values[0]) if id_ == "hosts" else [_json(value) for value in values]
                for id_, values in reading.proposed.items()
            },
            "title": title_of(text) if question is None else None,
            "said": said(reading),
        },
        ensure_ascii=False,
    )


def said(reading: Reading) -> str:
    """What the writer, who was asked, is told."""
    if reading.recorded:
        return "tick"
    if reading.proposed:
        return "ask"
    if reading.is_talk:
        return "silent"
    return "hint" if reading.is_question else "ask"


def _json(value: Value | None) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return list(value) if isinstance(value, tuple) else value
