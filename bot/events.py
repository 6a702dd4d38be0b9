"""What came in from Slack, in our words, and the transaction it is taken in with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.store.protocol import Store, Unit
from bot.store.records import Place
from flows.costs import Catalogue
from flows.thresholds import Thresholds


class NotYet(Exception):
    """A delivery came before what it is about: it must not be acked, so that Slack sends it again."""


@dataclass(frozen=True, slots=True)
class Where:
    """A channel of a workspace."""

    team: str
    channel: str
    place: Place = "public"


@dataclass(frozen=True, slots=True)
class Written:
    """That somebody wrote or edited a message, its words not read yet: `edited` is Slack's time of telling of the edit, "" for none."""

    where: Where
    by: str
    ts: str
    thread_ts: str | None = None
    edited: str = ""
    # Whether it was certainly said to the bot: a mention, or a direct message.
    addressed: bool = False

    @property
    def key(self) -> str:
        """One message is one delivery, however many events tell of it."""
        return message_key(self.where, self.ts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Written):
    """A message with its words."""

    text: str


@dataclass(frozen=True, slots=True)
class Click:
    """A click or a submitted form: who, where, its idempotency key, and the address to answer that person."""

    where: Where
    by: str
    key: str
    message_ts: str | None = None
    thread_ts: str | None = None
    response_url: str | None = None


def is_ts(ts: object) -> bool:
    """Whether something is a message's id, which is also when it was written."""
    return isinstance(ts, str) and re.fullmatch(r"\d{1,12}\.\d{1,9}", ts) is not None


def message_key(where: Where, ts: str) -> str:
    """The idempotency key of a message."""
    return f"message:{where.team}:{where.channel}:{ts}"


@dataclass(frozen=True)
class Taking:
    """What it takes to take something in. `wake` is called after each commit that may have left something to do."""

    store: Store
    catalogue: Catalogue
    thresholds: Thresholds
    clock: Callable[[], float]
    wake: Callable[[], None]

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """One transaction, after which the courier looks."""
        with self.store.write() as unit:
            yield unit
        self.wake()

    def moment(self) -> datetime:
        """Now, in UTC."""
        return utc(self.clock())


def utc(seconds: float) -> datetime:
    """A time of the store as a datetime."""
    return datetime.fromtimestamp(seconds, UTC)
