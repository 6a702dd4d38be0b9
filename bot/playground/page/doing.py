"""What a person does on the page, done to the workspace: one function for each thing, by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.events import utc
from bot.listeners.shortcuts import SHORTCUT
from bot.playground.clock import later, morning
from bot.playground.examples import example
from bot.playground.page.act_request import ActRequest
from bot.playground.page.spelling import as_said
from bot.playground.stage import Stage, heard
from bot.playground.workspace import forms
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import View

FIRST_DAY, _YEARS_AHEAD = date(2026, 1, 1), 2
_MOST_TIMES, _MOST_SECONDS = 50, 30


# Does something, and says what the person should know besides.
PageAct = Callable[[ActRequest], str | None]


def do(stage: Stage, given: Mapping[str, Any]) -> str | None:
    """Do what a page asks for; what the person should know besides. Raises NotPossible with a sentence for whoever asked."""
    act = _ACTS.get(str(given.get("do")))
    if act is None:
        raise NotPossible(f"The page can do {', '.join(_ACTS)}, and nothing else.")
    try:
        return act(ActRequest(stage, given))
    except LookupError as error:
        raise NotPossible(f"That is not there any more: {error.args[0] if error.args else error}") from error


# Writing.


def _say(request: ActRequest) -> str | None:
    text = request.text("text").strip()
    if not text:
        raise NotPossible("Write something first.")
    thread = request.text("thread") or None
    if text.startswith("/"):
        _slash(request, text, thread)
        return None
    workspace, bot = request.stage.workspace, request.stage.workspace.bot
    broadcast = bool(request.value("broadcast"))
    message = workspace.say(
        request.person, request.channel, as_said(workspace, text, request.person), thread=thread, broadcast=broadcast
    )
    if bot.mention in message.text and bot.id not in request.channel.members:
        return f"@{bot.name} is not in this channel and does not hear you: add it first (/invite @{bot.name})."
    return None


def _slash(request: ActRequest, text: str, thread: str | None) -> None:
    workspace = request.stage.workspace
    name, _, rest = text.partition(" ")
    if thread is not None:
        raise NotPossible(
            f"{name} is not supported in threads: use it in the channel, or mention @{workspace.bot.name} here."
        )
    if name == workspace.app.command:
        heard(workspace.command(request.person, request.channel, rest))
    elif name in {"/invite", "/remove"}:
        _come_or_go(request, rest.strip().lstrip("@"), coming=name == "/invite")
    else:
        raise NotPossible(
            f"{name} is not a command here: {workspace.app.command}, /invite @name and /remove @name are."
        )


def _come_or_go(request: ActRequest, name: str, *, coming: bool) -> None:
    workspace, channel = request.stage.workspace, request.channel
    who = next((person for person in workspace.people.values() if person.name.lower() == name.lower()), None)
    if channel.kind not in {"channel", "group"}:
        raise NotPossible("Nobody can be invited to a direct message, or removed from it.")
    if request.person.id not in channel.members:
        raise NotPossible(f"{request.person.name} is not in this channel.")
    if who is None:
        raise NotPossible(
            f"Nobody is called {name!r} here: {', '.join(person.name for person in workspace.people.values())} are."
        )
    if coming:
        workspace.invite(who, channel, by=request.person)
    elif who is request.person:
        raise NotPossible("You would not see the channel any more: be somebody else, and remove this person then.")
    else:
        workspace.kick(who, channel, by=request.person)


def _invite_bot(request: ActRequest) -> None:
    _come_or_go(request, request.stage.workspace.bot.name, coming=True)


def _remove_bot(request: ActRequest) -> None:
    _come_or_go(request, request.stage.workspace.bot.name, coming=False)


def _edit(request: ActRequest) -> None:
    text = request.text("text").strip()
    if not text:
        raise NotPossible("A message cannot be empty: delete it instead.")
    request.stage.workspace.edit(
        request.person, request.message(), as_said(request.stage.workspace, text, request.person)
    )


def _delete(request: ActRequest) -> None:
    request.stage.workspace.delete(request.person, request.message())


# Clicking and choosing.


def _click(request: ActRequest) -> None:
    block, value = request.text("block"), request.text("value") or None
    heard(request.stage.workspace.click(request.person, request.place(), request.text("action"), value, block))


def _select(request: ActRequest) -> None:
    workspace, chosen = request.stage.workspace, request.value("chosen")
    heard(workspace.select(request.person, request.place(), request.text("action"), chosen, request.text("block")))


def _shortcut(request: ActRequest) -> None:
    heard(request.stage.workspace.shortcut(request.person, request.message(), SHORTCUT))


def _submit(request: ActRequest) -> None:
    workspace, view = request.stage.workspace, request.view()
    try:
        workspace.fill(request.person, view, request.fields())
    except TypeError:
        raise NotPossible("A field holds something else than it takes.") from None
    wrong = _complaints(view)
    with workspace.lock:
        # Said by Slack's client itself, before the bot hears of it.
        view.errors = wrong
    workspace.poke()
    if not wrong:
        heard(workspace.submit(request.person, view))


def _complaints(view: View) -> dict[str, str]:
    state = view.values
    complaints: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] == "input":
            sentence = forms.complaint(block, state[block["block_id"]][block["element"]["action_id"]])
            if sentence:
                complaints[block["block_id"]] = f"{sentence[:1].upper()}{sentence[1:]}."
    return complaints


def _close(request: ActRequest) -> None:
    request.stage.workspace.close(request.person, request.view())


def _open_home(request: ActRequest) -> None:
    request.stage.workspace.open_home(request.person)


# Time, faults, examples.


def _turn(request: ActRequest) -> None:
    stage = request.stage
    match request.text("to"):
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


def _fault(request: ActRequest) -> None:
    faults = request.stage.workspace.faults
    kind, times = request.text("fault"), request.number("times", 1, _MOST_TIMES)
    match kind:
        case "slow":
            faults.slow(seconds=request.number("seconds", 1, _MOST_SECONDS), times=times)
        case "rate_limited":
            faults.rate_limited(retry_after=request.number("seconds", 1, _MOST_SECONDS), times=times)
        case "drop":
            faults.drop(times=times)
        case "server_error":
            faults.server_error(times=times)
        case "duplicate":
            faults.duplicate(times)
        case "lose_ack":
            faults.lose_ack(times)
        case "late":
            faults.delay(request.number("seconds", 1, _MOST_SECONDS), times)
        case "charts":
            faults.refuse_blocks({"data_visualization", "table"})
        case _:
            raise NotPossible(f"There is no fault {kind!r}.")
    request.stage.workspace.poke()


def _no_faults(request: ActRequest) -> None:
    request.stage.workspace.faults.clear()
    request.stage.workspace.poke()


def _transport(request: ActRequest) -> None:
    match request.text("over"):
        case "http":
            request.stage.use_http()
        case "socket":
            request.stage.use_socket()
        case over:
            raise NotPossible(f"Slack speaks over http or socket, not over {over!r}.")


def _cut(request: ActRequest) -> None:
    if request.stage.over_http:
        raise NotPossible("There is no socket to cut while Slack delivers over HTTP: switch to Socket Mode first.")
    request.stage.workspace.sockets.cut()


def _example(request: ActRequest) -> None:
    request.stage.begin(request.person, request.channel, example(request.text("example")))


_ACTS: dict[str, PageAct] = {
    "say": _say, "edit": _edit, "delete": _delete, "invite_bot": _invite_bot, "remove_bot": _remove_bot, "click": _click,
    "select": _select, "overflow": _select, "shortcut": _shortcut, "submit": _submit, "close": _close, "home": _open_home, "turn": _turn,
    "fault": _fault, "no_faults": _no_faults, "transport": _transport, "cut": _cut, "example": _example,
}  # fmt: skip
