"""What the page sent with an act, read strictly: whatever is not as it should be is told in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.playground.page.seat import channel_of, somebody
from bot.playground.stage import Stage
from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import View
from flows.text import is_storable

_MOST_TEXT = 12_000


class ActRequest:
    """Who does something, where, and with what. Every method raises NotPossible with a sentence for that person."""

    def __init__(self, stage: Stage, given: Mapping[str, Any]) -> None:
        self.stage = stage
        self._given = given
        self.person: Person = somebody(stage, self.text("as"))

    @property
    def channel(self) -> Channel:
        """Where the person is, as the page's address says it. What was written for one place is never done in another."""
        wanted = self.text("in")
        channel = channel_of(self.stage, self.person, wanted) if wanted else self.stage.channel
        if channel is None:
            raise NotPossible("You are not in that channel.")
        return channel

    def text(self, name: str, most: int = _MOST_TEXT) -> str:
        """A text; empty where there is none."""
        value = self._given.get(name, "")
        if not isinstance(value, str):
            raise NotPossible(f"{name} must be text.")
        if not is_storable(value):
            raise NotPossible("That has a character that cannot be sent.")
        if len(value) > most:
            raise NotPossible(f"That is too long: at most {most:,} characters.")
        return value

    def number(self, name: str, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self._given.get(name)
        text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
        if not text.isascii() or not text.isdigit() or len(text) > 9 or not low <= int(text) <= high:
            raise NotPossible(f"{name.capitalize()} must be a whole number from {low} to {high}.")
        return int(text)

    def value(self, name: str) -> Any:
        """Whatever was chosen: a text, several, or nothing."""
        value = self._given.get(name)
        if isinstance(value, list) and not all(isinstance(text, str) for text in value):
            raise NotPossible(f"{name} must be texts.")
        if isinstance(value, bool) or (value is not None and not isinstance(value, str | list | int)):
            raise NotPossible(f"{name} must be a text, several, or nothing.")
        if not all(
            is_storable(text) for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
        ):
            raise NotPossible("That has a character that cannot be sent.")
        return value

    def fields(self) -> dict[str, Any]:
        """What stands in the fields of a form, by block."""
        value = self._given.get("fields", {})
        if not isinstance(value, dict):
            raise NotPossible("fields must be an object.")
        return {
            str(name): ActRequest(self.stage, {"as": self.person.name, "value": chosen}).value("value")
            for name, chosen in value.items()
        }

    def message(self) -> PostedMessage:
        """The message that is meant, which this person can see."""
        channel, _, ts = self.text("place").partition(":")
        place = self.stage.workspace.channels.get(channel)
        if place is not None and self.person.id in place.members:
            for message in (*place.messages.values(), *place.ephemerals):
                if message.ts == ts and message.ephemeral_to in {None, self.person.id}:
                    return message
        raise NotPossible("That message is not there any more.")

    def view(self) -> View:
        """The form or Home tab that is meant."""
        view = self.stage.workspace.views.get(self.text("place"))
        if view is None or view.person != self.person.id or not view.open:
            raise NotPossible("That form is closed already.")
        return view

    def place(self) -> PostedMessage | View:
        """The message, form or Home tab in which something was clicked."""
        return self.message() if ":" in self.text("place") else self.view()
