"""What people type on the page, and how Slack's client would send it: names become mentions, and back."""

from __future__ import annotations

import re

from bot.playground.workspace.people import Person
from bot.playground.workspace.workspace import Workspace
from bot.playground.workspace.writing import read

_NAMED = re.compile(r"(?<![\w@#/])(?P<sign>[@#])(?P<name>\w[\w.-]*\w|\w)")
_MARKED = re.compile(
    r"<(?:@(?P<user>\w+)|#(?P<channel>\w+)|!(?P<range>here|channel|everyone)|mailto:(?P<mail>[^|>]+)|(?P<url>https?://[^|>]+))(?:\|[^>]*)?>"
)
_EVERYBODY = frozenset({"here", "channel", "everyone"})


def as_said(workspace: Workspace, text: str, by: Person) -> str:
    """Typed text with the people and channels that are named in it marked, as the client marks those that were picked.

    A private channel is one only for those who are in it.
    """

    def mark(found: re.Match[str]) -> str:
        name = found["name"].lower()
        if found["sign"] == "#":
            seen = (each for each in workspace.channels.values() if each.kind == "channel" or by.id in each.members)
            channel = next((each for each in seen if each.name and each.name.lower() == name), None)
            return workspace.mention(channel) if channel else found[0]
        if name in _EVERYBODY:
            return workspace.mention(name)
        person = next((each for each in workspace.people.values() if each.name.lower() == name), None)
        return workspace.mention(person) if person else found[0]

    return _NAMED.sub(mark, text)


def as_typed(workspace: Workspace, text: str) -> str:
    """A message as its author typed it, to be edited."""

    def plain(found: re.Match[str]) -> str:
        if found["user"]:
            person = workspace.people.get(found["user"])
            return f"@{person.name if person else found['user']}"
        if found["channel"]:
            channel = workspace.channels.get(found["channel"])
            return f"#{channel.name if channel else found['channel']}"
        return f"@{found['range']}" if found["range"] else found["mail"] or found["url"]

    return read(_MARKED.sub(plain, text))
