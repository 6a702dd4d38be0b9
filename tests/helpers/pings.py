"""Who was pinged by which message, and by whose doing it was sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.playground.workspace.people import Person
from tests.helpers.people import mentioned
from tests.helpers.running import Running

_SENDING = ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url")


@dataclass(frozen=True)
class Ping:
    """One person mentioned in one message; `by` did what it tells of, None where a day came."""

    person: str
    by: str | None
    text: str
    method: str


@dataclass
class Pings:
    """Listens to what the bot sends, for as long as somebody does something."""

    bot: Running
    heard: list[Ping] = field(default_factory=list)
    # How many messages were posted, and how many of them pinged somebody.
    posts: int = 0
    pinging: int = 0

    @contextmanager
    def while_(self, person: Person | None = None) -> Iterator[None]:
        """What is sent in here is sent because this person did something."""
        self.bot.settle()
        before = len(self.bot.workspace.calls)
        yield
        self.bot.settle()
        for call in self.bot.workspace.calls[before:]:
            if call.method in _SENDING and call.ok:
                self._sent(call, person.id if person else None)

    def _sent(self, call: Any, by: str | None) -> None:
        text, blocks = str(call.arguments.get("text") or ""), call.arguments.get("blocks") or []
        people = mentioned(text, json.loads(blocks) if isinstance(blocks, str) else blocks)
        if call.method == "chat.update":
            # Slack tells nobody of a mention in a message that is changed; the one who did it sees it all the same.
            people &= {by} if by else set()
        else:
            self.posts += 1
            self.pinging += bool(people)
        self.heard += [Ping(person, by, text, call.method) for person in sorted(people)]

    def of(self, person: Person) -> list[str]:
        """The texts that pinged somebody."""
        return [ping.text for ping in self.heard if ping.person == person.id]
