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

    def mark(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if match["sign"] == "#":
            seen = (
                channel
                for channel in workspace.channels.values()
                if channel.kind == "channel" or by.id in channel.members
            )
            channel = next((candidate for candidate in seen if candidate.name and candidate.name.lower() == name), None)
            return workspace.mention(channel) if channel else match[0]
        if name in _EVERYBODY:
            return workspace.mention(name)
        person = next((person for person in workspace.people.values() if person.name.lower() == name), None)
        return workspace.mention(person) if person else match[0]

    return _NAMED.sub(mark, text)


def as_typed(workspace: Workspace, text: str) -> str:
    """A message as its author typed it, to be edited."""

    def plain(match: re.Match[str]) -> str:
        if match["user"]:
            person = workspace.people.get(match["user"])
            return f"@{person.name if person else match['user']}"
        if match["channel"]:
            channel = workspace.channels.get(match["channel"])
            return f"#{channel.name if channel else match['channel']}"
        return f"@{match['range']}" if match["range"] else match["mail"] or match["url"]

    return read(_MARKED.sub(plain, text))
