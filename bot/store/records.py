"""What a store holds, as frozen records. Times are seconds since 1970 (UTC)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Place = Literal["public", "private", "im", "mpim"]

# What the outbox holds: three kinds to draw first, the others to deliver.
EffectKind = Literal["thread", "aside", "export", "post", "update", "ephemeral", "direct", "respond", "react", "unreact", "file"]
EffectState = Literal["waiting", "sending", "held", "failed"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: where its thread is and who began it. `thread_ts` is None until its first message stands."""

    id: int
    team: str
    channel: str
    place: Place
    thread_ts: str | None
    started_by: str
    started_at: float
    # Where to tell the person who began it that the channel cannot be written to; worth nothing after half an hour.
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of a thread: its name within the decision, what it says (a digest), and its Slack id once it stands."""

    name: str
    version: str
    ts: str | None
    # When the version was delivered; None while it is on its way.
    delivered_at: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """Something to do in Slack, in the order of its lane.

    lane      effects of one lane are done one after the other, in the order of their ids
    name      the message within the decision, for kinds post and update
    payload   what to draw or send, as JSON
    uncertain whether a try may have reached Slack without an answer: it is looked up before it is tried again
    """

    kind: EffectKind
    lane: str
    payload: dict[str, Any] = field(default_factory=dict)
    decision: int | None = None
    team: str = ""
    channel: str = ""
    name: str = ""
    id: int = 0
    state: EffectState = "waiting"
    attempts: int = 0
    due: float = 0.0
    owner: str | None = None
    uncertain: bool = False
    error: str | None = None
    created: float = 0.0


@dataclass(frozen=True, slots=True)
class Backlog:
    """What the outbox still has to do: how many effects, since when (None for nothing), how many that wait for a person."""

    waiting: int
    oldest: float | None
    held: int
    failed: int
