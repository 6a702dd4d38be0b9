"""The first screen of a verdict in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.terminal.console import make_table
from bot.text.screen import screen
from bot.text.templates import printable
from flows.verdict.reply import Reply


def print_screen(console: Console, reply: Reply) -> None:
    """What a lead has to read, in at most 1,200 characters."""
    shown = screen(reply)
    _line(console, shown.headline, style="bold")
    _line(console, shown.why)
    for title, lines in (("What decides", shown.fork), ("Before you start", shown.before)):
        if lines:
            console.print()
            _line(console, title, style="bold")
        for line in lines:
            _line(console, f"  {line}")
    if shown.rows:
        console.print()
        table = make_table(console)
        table.add_column(shown.titles[0].lower(), overflow="fold")
        for title in shown.titles[1:]:
            table.add_column(title.lower(), justify="right", no_wrap=True)
        for row in shown.rows:
            table.add_row(Text(printable(("> " if row.next else "  ") + row.label)), row.monthly, row.pays)
        console.print(table)
    console.print()
    _line(console, f"Doubt: {shown.doubt}" if shown.doubt else "")
    _line(console, shown.step, style="bold")
    _line(console, shown.worth)
    _line(console, shown.dated)


def _line(console: Console, words: str, style: str | None = None) -> None:
    if words:
        console.print(Text(printable(words), style=style or ""), soft_wrap=True)
