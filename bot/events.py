"""What came in from Slack, in our words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.store.effects import Place


class NotYet(Exception):
    """A delivery came before what it is about: it must not be acked, so that Slack sends it again."""


@dataclass(frozen=True, slots=True)
class Where:
    """A channel of a workspace."""

    team: str
    channel: str
    place: Place = "public"


@dataclass(frozen=True, slots=True)
class MessageEvent:
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
class TypedMessage(MessageEvent):
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


def utc(seconds: float) -> datetime:
    """A time of the store as a datetime."""
    return datetime.fromtimestamp(seconds, UTC)
