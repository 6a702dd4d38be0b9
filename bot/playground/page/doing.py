"""What a person does on the page, done to the workspace: one function for each thing, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.listeners.shortcuts import SHORTCUT
from bot.playground.clock import later, morning, utc
from bot.playground.examples import example
from bot.playground.page.asked import Given
from bot.playground.page.spelling import as_said
from bot.playground.stage import Stage, heard
from bot.playground.workspace import forms
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import View

FIRST_DAY, _YEARS_AHEAD = date(2026, 1, 1), 2
_MOST_TIMES, _MOST_SECONDS = 50, 30


# Does something, and says what the person should know besides.
Act = Callable[[Given], str | None]


def do(stage: Stage, given: Mapping[str, Any]) -> str | None:
    """Do what a page asks for; what the person should know besides. Raises NotPossible with a sentence for whoever asked."""
    act = _ACTS.get(str(given.get("do")))
    if act is None:
        raise NotPossible(f"The page can do {', '.join(_ACTS)}, and nothing else.")
    try:
        return act(Given(stage, given))
    except LookupError as error:
        raise NotPossible(f"That is not there any more: {error.args[0] if error.args else error}") from error


# Writing.


def _say(given: Given) -> str | None:
    text = given.text("text").strip()
    if not text:
        raise NotPossible("Write something first.")
    thread = given.text("thread") or None
    if text.startswith("/"):
        _slash(given, text, thread)
        return None
    workspace, bot = given.stage.workspace, given.stage.workspace.bot
    broadcast = bool(given.value("broadcast"))
    message = workspace.say(
        given.person, given.channel, as_said(workspace, text, given.person), thread=thread, broadcast=broadcast
    )
    if bot.mention in message.text and bot.id not in given.channel.members:
        return f"@{bot.name} is not in this channel and does not hear you: add it first (/invite @{bot.name})."
    return None


def _slash(given: Given, text: str, thread: str | None) -> None:
    workspace = given.stage.workspace
    name, _, rest = text.partition(" ")
    if thread is not None:
        raise NotPossible(
            f"{name} is not supported in threads: use it in the channel, or mention @{workspace.bot.name} here."
        )
    if name == workspace.app.command:
        heard(workspace.command(given.person, given.channel, rest))
    elif name in {"/invite", "/remove"}:
        _come_or_go(given, rest.strip().lstrip("@"), coming=name == "/invite")
    else:
        raise NotPossible(
            f"{name} is not a command here: {workspace.app.command}, /invite @name and /remove @name are."
        )


def _come_or_go(given: Given, name: str, *, coming: bool) -> None:
    workspace, channel = given.stage.workspace, given.channel
    who = next((each for each in workspace.people.values() if each.name.lower() == name.lower()), None)
    if channel.kind not in {"channel", "group"}:
        raise NotPossible("Nobody can be invited to a direct message, or removed from it.")
    if given.person.id not in channel.members:
        raise NotPossible(f"{given.person.name} is not in this channel.")
    if who is None:
        raise NotPossible(
            f"Nobody is called {name!r} here: {', '.join(each.name for each in workspace.people.values())} are."
        )
    if coming:
        workspace.invite(who, channel, by=given.person)
    elif who is given.person:
        raise NotPossible("You would not see the channel any more: be somebody else, and remove this person then.")
    else:
        workspace.kick(who, channel, by=given.person)


def _invite_bot(given: Given) -> None:
    _come_or_go(given, given.stage.workspace.bot.name, coming=True)


def _remove_bot(given: Given) -> None:
    _come_or_go(given, given.stage.workspace.bot.name, coming=False)


def _edit(given: Given) -> None:
    text = given.text("text").strip()
    if not text:
        raise NotPossible("A message cannot be empty: delete it instead.")
    given.stage.workspace.edit(given.person, given.message(), as_said(given.stage.workspace, text, given.person))


def _delete(given: Given) -> None:
    given.stage.workspace.delete(given.person, given.message())


# Clicking and choosing.


def _click(given: Given) -> None:
    block, value = given.text("block"), given.text("value") or None
    heard(given.stage.workspace.click(given.person, given.place(), given.text("action"), value, block))


def _select(given: Given) -> None:
    chosen = given.value("chosen")
    heard(given.stage.workspace.select(given.person, given.place(), given.text("action"), chosen, given.text("block")))


def _shortcut(given: Given) -> None:
    heard(given.stage.workspace.shortcut(given.person, given.message(), SHORTCUT))


def _submit(given: Given) -> None:
    workspace, view = given.stage.workspace, given.view()
    try:
        workspace.fill(given.person, view, given.fields())
    except TypeError:
        raise NotPossible("A field holds something else than it takes.") from None
    wrong = _complaints(view)
    with workspace.lock:
        # Said by Slack's client itself, before the bot hears of it.
        view.errors = wrong
    workspace.poke()
    if not wrong:
        heard(workspace.submit(given.person, view))


def _complaints(view: View) -> dict[str, str]:
    state = view.values
    found: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] == "input":
            sentence = forms.complaint(block, state[block["block_id"]][block["element"]["action_id"]])
            if sentence:
                found[block["block_id"]] = f"{sentence[:1].upper()}{sentence[1:]}."
    return found


def _close(given: Given) -> None:
    given.stage.workspace.close(given.person, given.view())


def _open_home(given: Given) -> None:
    given.stage.workspace.open_home(given.person)


# Time, faults, examples.


def _turn(given: Given) -> None:
    stage = given.stage
    match given.text("to"):
        case "now":
            stage.turn(stage.clock.real)
        case "day":
            _turn_to(stage, later(stage.clock(), 1))
        case "week":
            _turn_to(stage, later(stage.clock(), 7))
        case wanted:
            _turn_to(stage, morning(datetime.combine(_day(stage, wanted), datetime.min.time(), UTC).timestamp()))


def last_day(stage: Stage) -> date:
    """The last day that the clock can be turned to."""
    return date(utc(stage.clock.real).year + _YEARS_AHEAD, 12, 31)


def _day(stage: Stage, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotPossible(f"Give a day as YYYY-MM-DD, from {FIRST_DAY} to {last_day(stage)}.") from None


def _turn_to(stage: Stage, to: float) -> None:
    if not FIRST_DAY <= utc(to).date() <= last_day(stage):
        raise NotPossible(f"The clock goes from {FIRST_DAY} to {last_day(stage)}.")
    stage.turn(to)


def _fault(given: Given) -> None:
    faults = given.stage.workspace.faults
    kind, times = given.text("fault"), given.number("times", 1, _MOST_TIMES)
    match kind:
        case "slow":
            faults.slow(seconds=given.number("seconds", 1, _MOST_SECONDS), times=times)
        case "rate_limited":
            faults.rate_limited(retry_after=given.number("seconds", 1, _MOST_SECONDS), times=times)
        case "drop":
            faults.drop(times=times)
        case "server_error":
            faults.server_error(times=times)
        case "duplicate":
            faults.duplicate(times)
        case "lose_ack":
            faults.lose_ack(times)
        case "late":
            faults.delay(given.number("seconds", 1, _MOST_SECONDS), times)
        case "charts":
            faults.refuse_blocks({"data_visualization"})
        case _:
            raise NotPossible(f"There is no fault {kind!r}.")
    given.stage.workspace.poke()


def _no_faults(given: Given) -> None:
    given.stage.workspace.faults.clear()
    given.stage.workspace.poke()


def _transport(given: Given) -> None:
    match given.text("over"):
        case "http":
            given.stage.use_http()
        case "socket":
            given.stage.use_socket()
        case other:
            raise NotPossible(f"Slack speaks over http or socket, not over {other!r}.")


def _cut(given: Given) -> None:
    if given.stage.over_http:
        raise NotPossible("There is no socket to cut while Slack delivers over HTTP: switch to Socket Mode first.")
    given.stage.workspace.sockets.cut()


def _example(given: Given) -> None:
    given.stage.begin(given.person, given.channel, example(given.text("example")))


_ACTS: dict[str, Act] = {
    "say": _say, "edit": _edit, "delete": _delete, "invite_bot": _invite_bot, "remove_bot": _remove_bot, "click": _click,
    "select": _select, "overflow": _select, "shortcut": _shortcut, "submit": _submit, "close": _close, "home": _open_home, "turn": _turn,
    "fault": _fault, "no_faults": _no_faults, "transport": _transport, "cut": _cut, "example": _example,
}  # fmt: skip
