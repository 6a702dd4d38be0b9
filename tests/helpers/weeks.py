"""The whole bot with a clock that tests set, and decisions that stand in its store."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.store.records import DecisionSummary, Digest
from bot.store.sqlite import SqliteStore
from flows.log.entries import Entry
from tests.helpers.entries import an_entry
from tests.helpers.running import Running, words

DAY = 86_400.0


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


class Clock:
    """Goes on as the real one does, from a time that is set."""

    offset = 0.0

    def __call__(self) -> float:
        return time.time() + self.offset

    def set(self, text: str) -> float:
        self.offset = at(text) - time.time()
        return self()


@dataclass
class Weekly:
    """A bot, and what digests are tested with: Ana of Berlin and Ben in a channel that the bot is not in."""

    bot: Running
    clock: Clock
    ana: Person
    ben: Person
    channel: Channel

    def say(self, text: str, by: Person | None = None, channel: Channel | None = None) -> str:
        """Give an order; what the person is answered."""
        person = by or self.ana
        assert self.bot.workspace.command(person, channel or self.channel, f"digest {text}").wait(5).acked
        self.settle()
        told = self.bot.workspace.ephemerals(person)
        return words(told[-1]) if told else ""

    def tick(self, text: str) -> None:
        """Let it be a time."""
        self.bot.application.scheduler.tick(self.clock.set(text))
        self.settle()

    def settle(self) -> None:
        """Wait until all is done; what waits for a later time has it at once."""
        for _ in range(60):
            with self.bot.store.read() as reader:
                next_due = reader.next_due(self.clock())
            if next_due is not None and next_due > self.clock() + 0.5:
                self.clock.offset += next_due - self.clock()
                self.bot.application.context.wake()
            try:
                self.bot.until(lambda: not self.bot.is_busy(), seconds=0.5)
            except AssertionError:
                continue
            return
        raise AssertionError("it never came to rest")

    def posted(self, channel: Channel | None = None) -> list[PostedMessage]:
        """The digests that stand in a channel."""
        return [
            message
            for message in self.bot.workspace.messages(channel or self.channel)
            if "Decisions from" in message.text
        ]

    def digest(self, channel: Channel | None = None) -> Digest | None:
        where = channel or self.channel
        with self.bot.store.read() as reader:
            return reader.digest(self.bot.workspace.team_id, where.id)

    def keep(
        self, title: str, *entries: Entry, channel: Channel | None = None, by: Person | None = None, **more: Any
    ) -> int:
        """A decision that was decided an hour ago."""
        where = channel or self.channel
        return keep(
            self.bot.store, self.bot.workspace.team_id, where, by or self.ana, title, self.clock(), entries, more
        )


PLACES = {"channel": "public", "group": "private", "im": "im", "mpim": "mpim"}


def keep(
    store: SqliteStore,
    team: str,
    where: Channel,
    by: Person,
    title: str,
    now: float,
    entries: Any,
    more: dict[str, Any],
) -> int:
    place: Any = PLACES[where.kind]
    with store.write() as unit:
        id_ = unit.open_decision(team, where.id, place, None, by.id, now - 2 * DAY)
        summary = DecisionSummary(
            id_,
            team,
            where.id,
            place,
            title,
            "decided",
            by.id,
            now - 2 * DAY,
            now - 3600,
            verdict="rag",
            method="rag",
            headline="Do not fine-tune. Retrieve the facts.",
            decided_at=now - 3600,
            waits_for="accept, another way or not now",
            waits_since=now - 3600,
        )
        unit.append(id_, entries)
        unit.keep_summary(replace(summary, **more))
    return id_


def entry(kind: str, when: float, by: Person | None = None, **more: Any) -> Entry:
    return an_entry(kind, at=datetime.fromtimestamp(when, UTC), by=by.id if by else None, **more)
