"""`chat`: the questions, one by one, in the terminal. The log file is the whole state."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.commands.options import Basis, as_of_option, basis_options
from bot.terminal.chat import print_shows
from bot.terminal.console import make_console
from flows.conversation.turn import begin, turn
from flows.language.intent import Said
from flows.log.entries import Entry, Unknown, from_json
from flows.log.log import Log
from flows.verdict.scene import Scene

_LEAVE = frozenset({"quit", "exit", "bye", ":q"})


class _LogError(click.ClickException):
    """The log cannot be read or written; exit status 2."""

    exit_code = 2


@click.command("chat")
@click.option(
    "--log",
    "log_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("decision.jsonl"),
    show_default=True,
    help="Where the conversation is kept; the same file takes it up again.",
)
@as_of_option
@basis_options
def command(log_path: Path, as_of: date, basis: Basis) -> None:
    """The questions in the terminal, typed or picked by number.

    Say "back", "change volume to 2M", "what if volume is 2M", "not sure", "why", "status", "go on",
    "restart", "help" or "quit" at any time. Every answer is on disk before the next question.
    """
    scene = Scene(Log.of(_load(log_path)), as_of, basis.catalogue, basis.thresholds)
    console = make_console()
    print_shows(console, begin(scene).shows)
    by = _person()
    for line in _lines():
        if line.strip().lower() in _LEAVE:
            break
        taken = turn(scene, Said(line, by, datetime.now(UTC)))
        if taken.entries:
            _append(log_path, taken.entries)
            scene = scene.after(*taken.entries)
        print_shows(console, taken.shows)
    _farewell(scene, log_path)


def _farewell(scene: Scene, path: Path) -> None:
    """What is still open, and where the answers are."""
    question = scene.deciding_question
    click.echo()
    if question is not None:
        click.echo(f"Still open: {question.ask} ({question.id})")
    else:
        click.echo("Nothing is open that could change the verdict.")
    if scene.log:
        click.echo(f"Your answers are in {path}; the same command takes them up again.")


def _lines() -> Iterator[str]:
    """What is typed, line by line, until the end of input. A prompt is shown to a person only."""
    stream = sys.stdin
    while True:
        if stream.isatty():
            click.echo("> ", nl=False)
        try:
            line = stream.readline()
        except UnicodeDecodeError:
            click.echo("I could not read that: type UTF-8 text, please.")
            continue
        except KeyboardInterrupt:
            return
        if not line:
            return
        yield line.rstrip("\r\n")


def _load(path: Path) -> Iterable[Entry]:
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _LogError(f"{path} cannot be read: {error.strerror}.") from error
    return [_entry(line) for line in text.splitlines() if line.strip()]


def _entry(line: str) -> Entry:
    """One line of the log; a line torn by a crash changes nothing."""
    try:
        return from_json(json.loads(line))
    except (ValueError, RecursionError):
        return Unknown()


def _append(path: Path, entries: Iterable[Entry]) -> None:
    """Write and sync, so that what was taken is on disk. A line torn before is ended first."""
    lines = "".join(json.dumps(entry.to_json(), ensure_ascii=False) + "\n" for entry in entries)
    try:
        with path.open("a+b") as file:
            if file.tell():
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    lines = "\n" + lines
            file.write(lines.encode("utf-8", errors="surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _LogError(f"{path} cannot be written: {error.strerror}. The last answer was not kept.") from error


def _person() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None
