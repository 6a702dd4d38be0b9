"""Who looks at the page, and at what: read from its address, so that a reload and a link show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.playground.stage import Stage
from bot.playground.workspace.conversations import Channel
from bot.playground.workspace.people import Person

HOME = "home"
_APP = "app"
# How many messages of a conversation are shown at first, and at most.
MOST, _MOST_OF_ALL = 100, 5_000


@dataclass(frozen=True)
class Seat:
    """A person before a channel, or before the app's Home tab; perhaps with a thread open beside it."""

    person: Person
    channel: Channel
    home: bool = False
    thread: str | None = None
    most: int = MOST
    bench: bool = False

    def address(self, stage: Stage, **changed: str | None) -> str:
        """The page's address for this seat with something changed, as `in`, `as` or `thread`; None leaves a part out."""
        here: dict[str, str | None] = {
            "as": self.person.name.lower(),
            "in": HOME if self.home else named(stage, self.channel, self.person),
            "thread": self.thread,
            "bench": "1" if self.bench else None,
            "most": str(self.most) if self.most != MOST and "in" not in changed else None,
        }
        return "/?" + urlencode({name: value for name, value in {**here, **changed}.items() if value})


def named(stage: Stage, channel: Channel, person: Person) -> str:
    """A channel in an address: by its name, or "app" for a person's messages with the bot."""
    return _APP if channel is stage.workspace.dm_with(person.id) else channel.name or channel.id


def visible(stage: Stage, person: Person) -> list[Channel]:
    """The channels that a person sees at the left, public ones first."""
    mine = [
        channel
        for channel in stage.workspace.channels.values()
        if person.id in channel.members and channel.kind != "im"
    ]
    return sorted(mine, key=lambda channel: channel.kind != "channel")


def channel_of(stage: Stage, person: Person, wanted: str) -> Channel | None:
    """The channel that an address means, by name or id; None where this person does not see it."""
    own = stage.workspace.dm_with(person.id)
    places = {channel.name: channel for channel in visible(stage, person)}
    places |= {channel.id: channel for channel in places.values()} | {_APP: own, HOME: own, own.id: own}
    return places.get(wanted)


def seat_of(stage: Stage, given: Mapping[str, str]) -> Seat:
    """The seat that an address asks for; where it asks for what is not there, or not for this person's eyes, the nearest one."""
    person = somebody(stage, given.get("as", ""))
    wanted = given.get("in", "")
    channel = channel_of(stage, person, wanted) or stage.channel
    thread = given.get("thread")
    return Seat(
        person,
        channel,
        home=wanted == HOME,
        thread=thread if thread in channel.messages else None,
        most=_number(given.get("most", "")),
        bench=given.get("bench") == "1",
    )


def somebody(stage: Stage, name: str) -> Person:
    """The person of this name; the first one where there is none."""
    return next((person for person in stage.people if person.name.lower() == name.lower()), stage.people[0])


def _number(text: str) -> int:
    return (
        min(int(text), _MOST_OF_ALL) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) > 0 else MOST
    )
