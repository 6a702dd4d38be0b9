"""The console: colours and boxes where a person looks, plain text where it is piped."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Console
from rich.table import Table

PLAIN_WIDTH = 120


def make_console() -> Console:
    """A console on standard output; a fixed width where it is not a terminal."""
    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(width=width, highlight=False, emoji=False, soft_wrap=False)


def make_table(console: Console, title: str | None = None) -> Table:
    """An empty table that fits the console: boxes in a terminal, none in a pipe."""
    return Table(
        title=title,
        title_justify="left",
        box=box.SIMPLE_HEAD if console.is_terminal else None,
        pad_edge=False,
        show_edge=False,
    )
