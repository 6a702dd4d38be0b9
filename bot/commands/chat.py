"""`chat`: the questions, one by one, in the terminal. The log file is the whole state."""

from __future__ import annotations

import getpass
import json
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from bot.commands.options import Basis, as_of_option, basis_options
from bot.measuring.here import file_at, measured_here
from bot.terminal.chat import print_shows
from bot.terminal.console import make_console
from bot.terminal.measured import measured_text
from flows.conversation.turn import begin, took_in, turn
from flows.language.intent import Said
from flows.log.entries import Entry, Unknown, from_json
from flows.log.log import Log
from flows.measure.file import Unmeasurable
from flows.measure.measure import Asked
from flows.measure.taking import Taken, beside, entries, taken_of
from flows.text import NO, YES, bare
from flows.verdict.scene import Scene

_CHOICES = frozenset({"--model", "--project", "--metric"})
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

    "measure PATH" measures a data set, evaluation results or a usage export.
    Say "back", "change volume to 2M", "what if volume is 2M", "not sure", "why", "status", "go on",
    "restart", "help" or "quit" at any time. Every answer is on disk before the next question.
    """
    scene = Scene(Log.of(_load(log_path)), as_of, basis.catalogue, basis.thresholds)
    console = make_console()
    print_shows(console, begin(scene).shows)
    by = _person()
    waiting: Taken | None = None
    for line in _lines():
        if line.strip().lower() in _LEAVE:
            break
        if (names := _to_measure(line)) is not None:
            waiting = _measure(names, scene, basis)
            continue
        now = datetime.now(UTC)
        if waiting is not None and bare(line) in YES:
            taken = took_in(scene, entries(waiting, by, now, f"measured:{len(scene.log)}"))
        else:
            if waiting is not None and bare(line) in NO:
                click.echo("Nothing was taken in.")
                waiting = None
                continue
            taken = turn(scene, Said(line, by, now))
        waiting = None
        if taken.entries:
            _append(log_path, taken.entries)
            scene = scene.after(*taken.entries)
        print_shows(console, taken.shows)
    _farewell(scene, log_path)


def _to_measure(line: str) -> list[str] | None:
    """The files that are to be measured; None where something else was said."""
    word, _, rest = line.strip().partition(" ")
    if word.lower() != "measure" or not rest.strip():
        return None
    try:
        return shlex.split(rest)
    except ValueError:
        return [rest.strip()]


def _chosen(words: list[str]) -> tuple[list[str], dict[str, str]]:
    """The paths, and what was said beside them: --model, --project or --metric with a name each."""
    paths, chosen, left = [], {}, list(words)
    while left:
        word = left.pop(0)
        if word in _CHOICES and left:
            chosen[word.removeprefix("--")] = left.pop(0)
        else:
            paths.append(word)
    return paths, chosen


def _measure(names: list[str], scene: Scene, basis: Basis) -> Taken | None:
    """Measure, and say what follows; what waits for a yes to be taken in, None where nothing does."""
    try:
        paths, chosen = _chosen(names)
        asked = Asked(
            tuple(map(file_at, paths)),
            model=chosen.get("model"),
            project=chosen.get("project"),
            metric=chosen.get("metric"),
        )
        measurement = measured_here(
            asked, lambda: basis.catalogue, scene.as_of, scene.reply.route if scene.is_settled else None
        )
    except Unmeasurable as error:
        click.echo(str(error))
        return None
    taken = taken_of(measurement, scene.log.measured)
    for line in measured_text(measurement, taken, beside(scene.answers, taken)):
        click.echo(line)
    click.echo(
        "\nNothing of this counts yet. Say yes to take in what follows."
        if taken.values
        else "\nNo answer follows from it."
    )
    return taken if taken.values else None


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
