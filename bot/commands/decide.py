"""`decide`: answers documents in, verdicts out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from bot.commands.options import Basis, as_of_option, basis_options
from flows.questions.answers import Answers
from flows.questions.document import DocumentError, parse
from flows.verdict.decide import decide

_MOST_BYTES = 10_000_000


@click.command("decide")
@click.argument("files", nargs=-1, required=True, metavar="ANSWERS.json...")
@as_of_option
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--brief", is_flag=True, help="As text: the one screen that Slack shows first, instead of all details.")
@click.option(
    "--all-options", is_flag=True, help="Also list in JSON what the text does not show: every model and route."
)
@basis_options
def command(files: tuple[str, ...], as_of: date, format_: str, brief: bool, all_options: bool, basis: Basis) -> None:
    """A verdict for each file of answers ("-" is standard input).

    Text is the details in full, `--brief` the first screen of at most 1,200 characters.
    JSON gives one document a line, in the order of the files; it holds the options that the
    text shows, `--all-options` all of them. The exit status is
    0 with a verdict, and 2 with an error that names the key and what is allowed; then nothing is printed
    for any file.
    """
    documents: list[Answers] = []
    problems: list[str] = []
    for name in files:
        try:
            documents.append(parse(_read(name)))
        except DocumentError as error:
            problems += [f"{name}: {problem}" for problem in error.problems]
    if problems:
        for problem in problems:
            click.echo(problem, err=True)
        sys.exit(2)
    for index, answers in enumerate(documents):
        reply = decide(answers, as_of, basis.catalogue, basis.thresholds, all_options=all_options)
        if format_ == "json":
            click.echo(reply.model_dump_json())
        elif format_ == "markdown":
            from bot.text.templates import markdown

            click.echo(("\n---\n\n" if index else "") + markdown(reply))
        else:
            from bot.terminal.console import make_console
            from bot.terminal.reply import print_reply
            from bot.terminal.screen import print_screen

            (print_screen if brief else print_reply)(make_console(), reply)


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise DocumentError([f"It cannot be read: {error.strerror}."]) from error
    if len(raw) > _MOST_BYTES:
        raise DocumentError([f"It is too large: an answers document has at most {_MOST_BYTES:,} bytes."])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(["It is not UTF-8 text."]) from error
