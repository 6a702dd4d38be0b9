"""The shows of a turn in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from bot.decisions.comparison import compare, taken_line
from bot.terminal.reply import print_reply
from bot.terminal.screen import print_screen
from bot.text.labels import name_of, words_of
from bot.text.templates import terminal
from flows.conversation import shows
from flows.conversation.shows import Show
from flows.questions import BY_ID
from flows.questions.question import Value
from flows.verdict.reply import Reply


def print_shows(console: Console, shown: Iterable[Show]) -> None:
    """Draw each show, in order."""
    for show in shown:
        if isinstance(show, shows.ShowVerdict):
            _verdict(console, show)
        else:
            console.print(terminal("chat", name=type(show).__name__, show=show, **_extra(show)), soft_wrap=True)


def _verdict(console: Console, verdict: shows.ShowVerdict) -> None:
    if verdict.before is not None:
        lines = _compare(verdict.before, verdict.reply)
        console.print(terminal("chat", name="Changed", show=verdict, lines=lines), soft_wrap=True)
        if verdict.before.verdict == verdict.reply.verdict:
            return
    console.print()
    (print_screen if verdict.brief else print_reply)(console, verdict.reply)


def _extra(show: Show) -> dict[str, object]:
    match show:
        case shows.Recorded(answers) | shows.WhereItStands(given=answers):
            return {"lines": [taken_line(taken) for taken in answers]}
        case shows.TookBack(again=again) if again is not None:
            return {"lines": [taken_line(again)]}
        case shows.Propose(readings):
            return {"lines": [_proposed(id_, values) for id_, values in readings.items()]}
        case shows.Difference():
            return {"lines": [taken_line(taken) for taken in show.changes], "compared": _compare(show.now, show.then)}
        case _:
            return {"lines": []}


def _proposed(id_: str, values: tuple[Value, ...]) -> str:
    question = BY_ID[id_]
    return f"{name_of(id_)}: {', or '.join(words_of(question, value) for value in values)}?"


def _compare(now: Reply, then: Reply) -> list[str]:
    """Lines that say what differs between two replies; the same is said as such."""
    return [
        f"{fact.label}: {fact.before} -> {fact.after}" if fact.differs else f"{fact.label}: {fact.before}"
        for fact in compare(now, then)
    ]
