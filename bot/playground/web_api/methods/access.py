"""What every method needs: its arguments, the scopes it asks for, the conversations the bot may touch."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from bot.playground.web_api.calls import CallRefused
from bot.playground.workspace.conversations import PLURAL, Channel, Json, PostedMessage
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.limits import Problem
from bot.playground.workspace.people import Person


class Arguments:
    """The arguments of a call, whether they came as a form or as JSON."""

    def __init__(self, given: Json) -> None:
        self.given = {name: value for name, value in given.items() if value is not None}

    def text(self, name: str, default: str = "") -> str:
        """A string, or the default."""
        value = self.given.get(name, default)
        return value if isinstance(value, str) else str(value)

    def needed(self, name: str) -> str:
        """A string that has to be there."""
        if self.given.get(name) in (None, ""):
            raise CallRefused("invalid_arguments", [f"missing required field: {name}"])
        return self.text(name)

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false, as JSON or in a form's words."""
        value = self.given.get(name, default)
        return value if isinstance(value, bool) else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError) as wrong:
            raise CallRefused("invalid_arguments", [f"must be an integer [json-pointer:/{name}]"]) from wrong

    def json(self, name: str, code: str) -> Any:
        """A JSON value, which a form holds as a string; None when it is not there."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as wrong:
            raise CallRefused(code, [f"must be valid JSON [json-pointer:/{name}]"]) from wrong


Handler = Callable[[Interactions, Arguments], Json]
Caller = Literal["bot", "app", "anyone"]


@dataclass(frozen=True)
class ApiMethod:
    """A Web API method: what answers it, the scopes of which it needs one, and whose token it takes."""

    answer: Handler
    scopes: tuple[str, ...] = ()
    caller: Caller = "bot"


def refused(problems: list[Problem], prefix: str = "") -> CallRefused:
    """The refusal of a payload with these problems."""
    return CallRefused(
        problems[0].code, [f"{problem.text} [json-pointer:{prefix}{problem.where}]" for problem in problems]
    )


def with_scope(workspace: Interactions, scope: str) -> None:
    """Refuse unless the app has this scope."""
    if scope not in workspace.app.scopes:
        raise CallRefused("missing_scope", needed=scope, provided=",".join(sorted(workspace.app.scopes)))


def known(workspace: Interactions, name: str) -> Channel:
    """A conversation that the bot can know of: public ones and those it is in."""
    channel = workspace.channels.get(name)
    if channel is None or (channel.kind != "channel" and workspace.bot.id not in channel.members):
        raise CallRefused("channel_not_found")
    return channel


def readable(workspace: Interactions, arguments: Arguments, what: str) -> Channel:
    """A conversation that the bot may ask about (`what` is "read") or whose messages it may read ("history")."""
    channel = known(workspace, arguments.needed("channel"))
    with_scope(workspace, f"{PLURAL[channel.kind]}:{what}")
    if what == "history" and workspace.bot.id not in channel.members:
        raise CallRefused("not_in_channel")
    return channel


def postable(workspace: Interactions, name: str, public: bool = False) -> Channel:
    """A conversation that the bot may write to, by id or name; a person stands for the direct message with them."""
    if name in workspace.people:
        if name == workspace.bot.id or workspace.people[name].deleted:
            raise CallRefused("channel_not_found")
        return workspace.dm_with(name)
    named = next(
        (
            candidate.id
            for candidate in workspace.channels.values()
            if candidate.name and candidate.name == name.lstrip("#")
        ),
        name,
    )
    channel = known(workspace, named)
    if workspace.bot.id not in channel.members and not (public and "chat:write.public" in workspace.app.scopes):
        raise CallRefused("not_in_channel")
    if channel.archived:
        raise CallRefused("is_archived")
    return channel


def somebody(workspace: Interactions, user: str) -> Person:
    """A person of this workspace."""
    person = workspace.people.get(user)
    if person is None:
        raise CallRefused("user_not_found")
    return person


def message_in(channel: Channel, ts: str) -> PostedMessage:
    """A message that is still there."""
    message = channel.messages.get(ts)
    if message is None or message.subtype == "tombstone":
        raise CallRefused("message_not_found")
    return message


def page(items: list[Json], arguments: Arguments, default: int = 100, most: int = 1000) -> tuple[list[Json], str]:
    """One page of a list and the cursor of the next."""
    limit = arguments.number("limit", default) or default
    if limit < 1:
        raise CallRefused("invalid_limit")
    limit = min(limit, most)
    try:
        first = int(base64.b64decode(arguments.text("cursor"), validate=True).decode().removeprefix("next:") or 0)
    except (binascii.Error, ValueError) as wrong:
        raise CallRefused("invalid_cursor") from wrong
    more = first + limit < len(items)
    return items[first : first + limit], base64.b64encode(f"next:{first + limit}".encode()).decode() if more else ""
