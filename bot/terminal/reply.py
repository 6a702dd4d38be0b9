"""A reply in the terminal: prose from the template, the options as a table, the break-even as a curve."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.terminal.console import make_table
from bot.terminal.curve import draw
from bot.text.labels import pays_back
from bot.text.templates import reply_values, terminal
from flows.verdict.reply import OptionPart, Reply
from flows.verdict.shortlist import shortlist
from pricing.money import show_usd


def print_reply(console: Console, reply: Reply) -> None:
    """The reply in full, top to bottom."""
    shown = shortlist(reply)
    console.print(terminal("reply", part="head", reply=reply), soft_wrap=True)
    console.print()
    if shown:
        console.print(options_table(console, reply, shown))
    else:
        console.print(_NO_COSTS, soft_wrap=True)
    if reply.curve is not None:
        option = reply.option(reply.curve.option)
        console.print()
        console.print(Text(draw(reply.curve, option.label if option else reply.curve.option)), soft_wrap=True)
    console.print()
    tail = terminal("reply", part="tail", **reply_values(reply))
    console.print(tail, soft_wrap=True)


_NO_COSTS = (
    "What today costs is not known, and so nothing can be compared: give the model, requests a month and tokens a request, "
    "or the monthly bill."
)


def options_table(console: Console, reply: Reply, shown: tuple[OptionPart, ...]) -> Table:
    """The options side by side; the recommended one is marked."""
    table = make_table(console)
    table.add_column("option", overflow="fold")
    for name in ("a month", "up front", "upkeep", "pays back", "net", "within", "loss"):
        table.add_column(name, justify="right", no_wrap=True)
    for option in shown:
        mark = "> " if option.id == reply.recommended else "  "
        table.add_row(
            Text(mark + option.label + (f" ({option.aged})" if option.aged else "")),
            _usd(option.monthly_usd),
            _usd(option.upfront_usd),
            _usd(option.upkeep_usd),
            pays_back(option),
            _usd(option.net_usd),
            f"{option.horizon_months} mo",
            "-" if option.p_loss is None else f"{float(option.p_loss):.0%}",
        )
    return table


def _usd(value: object) -> str:
    return "?" if value is None else show_usd(float(str(value)))
