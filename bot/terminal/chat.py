"""The shows of a turn in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from bot.terminal.reply import print_reply
from bot.words import question_name, show_value, terminal
from flows import shows
from flows.question import Value
from flows.reply import Reply
from flows.shows import Show, Taken
from flows.words import NAMES, show_months
from pricing.money import show_usd


def print_shows(console: Console, shown: Iterable[Show]) -> None:
    """Draw each show, in order."""
    for one in shown:
        if isinstance(one, shows.Verdict):
            _verdict(console, one)
        else:
            console.print(terminal("chat", name=type(one).__name__, show=one, **_extra(one)), soft_wrap=True)


def _verdict(console: Console, verdict: shows.Verdict) -> None:
    if verdict.before is not None:
        lines = _compare(verdict.before, verdict.reply)
        console.print(terminal("chat", name="Changed", show=verdict, lines=lines), soft_wrap=True)
        if verdict.before.verdict == verdict.reply.verdict:
            return
    console.print()
    print_reply(console, verdict.reply, brief=verdict.brief)


def _extra(one: Show) -> dict[str, object]:
    match one:
        case shows.Took(answers) | shows.State(given=answers):
            return {"lines": [_taken(taken) for taken in answers]}
        case shows.Difference():
            return {"lines": [_taken(taken) for taken in one.changes], "compared": _compare(one.now, one.then)}
        case _:
            return {"lines": []}


def _taken(taken: Taken) -> str:
    name = question_name(taken.question.id)
    before = "" if taken.before is None or taken.before == taken.value else f" (was {_value(taken, taken.before)})"
    return f"{name}: {_value(taken, taken.value)}{before}"


def _value(taken: Taken, value: Value | None) -> str:
    return "not sure" if value is None else show_value(taken.question.id, value)


def _compare(now: Reply, then: Reply) -> list[str]:
    """Lines that say what differs between two replies; the same is said as such."""
    rows = [(label, before, after) for label, before, after in zip(_LABELS, _facts(now), _facts(then), strict=True)]
    return [
        f"{label}: {before}" if before == after else f"{label}: {before} -> {after}"
        for label, before, after in rows
        if not before == after == _NOT_KNOWN
    ]


_NOT_KNOWN = "not known"
_LABELS = ("verdict", "because", "today", "training option", "it costs", "it pays back", "its net")


def _facts(reply: Reply) -> tuple[str, ...]:
    today = reply.option("status_quo")
    curve = reply.option(reply.curve.option) if reply.curve else None
    return (
        NAMES[reply.verdict] + (f", then {NAMES[reply.then]}" if reply.then else ""),
        reply.reasons[0].text,
        _monthly(today.monthly_usd if today else None),
        curve.label if curve else _NOT_KNOWN,
        _monthly(curve.monthly_usd if curve else None),
        "never"
        if curve and curve.break_even_months is None
        else show_months(float(curve.break_even_months or 0))
        if curve
        else _NOT_KNOWN,
        _NOT_KNOWN if curve is None or curve.net_usd is None else f"{show_usd(curve.net_usd)} in {curve.horizon_months} months",
    )


def _monthly(usd: object) -> str:
    return _NOT_KNOWN if usd is None else f"{show_usd(float(str(usd)))} a month"
