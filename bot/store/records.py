"""What a store holds, as frozen records. Times are seconds since 1970 (UTC)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.store.effects import JOBS, Item, Place, kind_of
from flows.log.entries import Entry

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
    """Something to do, in the order of its lane: a job to carry out, or a message to send.

    lane      effects of one lane are done one after the other, in the order of their ids
    name      the message within the decision, for posts and updates
    uncertain whether a try may have reached Slack without an answer: it is looked up before it is tried again
    """

    item: Item
    lane: str
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

    @property
    def kind(self) -> str:
        """The name of the item's kind."""
        return kind_of(self.item)

    @property
    def is_job(self) -> bool:
        """Whether it is carried out here, and not sent."""
        return isinstance(self.item, JOBS)


@dataclass(frozen=True, slots=True)
class DecisionSummary:
    """Where a decision stands, in the table `standings`: worked out from its log (`bot.decisions.summary`), kept so that lists, search and digests can find it.

    Days are ISO dates, times are seconds, money is USD (a month where it says so), gains are shares.
    """

    decision: int
    team: str
    channel: str
    place: Place
    title: str
    # One of `flows.lifecycle.stages.Stage`.
    stage: str
    started_by: str
    started_at: float
    changed_at: float
    verdict: str | None = None
    # What would be right once ready.
    ready_for: str | None = None
    # What was decided on: the verdict's method, or the other way.
    method: str | None = None
    headline: str | None = None
    owner: str | None = None
    decided_at: float | None = None
    reacted_at: float | None = None
    ended_at: float | None = None
    # What somebody has to say next, and since when that is waited for.
    waits_for: str | None = None
    waits_since: float | None = None
    # When the bot asks next, and what ("checkpoint 2", "review").
    due_on: str | None = None
    due_what: str | None = None
    # Since when something that was asked waits for its answer, and whether it was asked again in vain.
    asked_on: str | None = None
    is_late: bool = False
    review_on: str | None = None
    today_usd: float | None = None
    monthly_usd: float | None = None
    upfront_usd: float | None = None
    net_usd: float | None = None
    predicted_gain: float | None = None
    real_gain: float | None = None
    real_monthly_usd: float | None = None
    reviewed_at: float | None = None
    supersedes: int | None = None
    superseded_by: int | None = None
    # What full-text search finds beside title and headline.
    words: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which summaries are asked for. What is None or empty does not narrow.

    channels   only those of these channels, and the direct messages of `direct_of`
    person     only those that this person owns or began
    words      full-text search, of any characters; the best match comes first, else the last changed
    due_by     only those where the bot has asked, or asks by this ISO day
    decision   only this one
    waiting    only those in which somebody has to say something
    order      "changed" for the last changed first, "due" for what has been due longest first; a search has its own
    """

    team: str | None = None
    channels: frozenset[str] | None = None
    direct_of: str | None = None
    stages: tuple[str, ...] = ()
    person: str | None = None
    words: str | None = None
    due_by: str | None = None
    decision: int | None = None
    waiting: bool = False
    order: Literal["changed", "due"] = "changed"


@dataclass(frozen=True, slots=True)
class Digest:
    """A channel's weekly digest: `weekday` is 0 for Monday, `minute` that of the day, `zone` that of the person who set it up.

    quiet     whether a week with nothing new is passed over
    sent_at   up to when the last one that was delivered tells
    told      which lines that wait were told, by their keys, and when last (epoch seconds)
    """

    team: str
    channel: str
    place: Place
    weekday: int
    minute: int
    zone: str
    quiet: bool
    set_by: str
    set_at: float
    sent_at: float | None = None
    told: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DigestChannels:
    """Channels of a workspace whose decisions are told together."""

    team: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstOfMany:
    """The first of many, and how many there are; counting ends at a thousand."""

    summaries: tuple[DecisionSummary, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a decision after its verdict, and where the decision stands by now."""

    summary: DecisionSummary
    entry: Entry


@dataclass(frozen=True, slots=True)
class Forgotten:
    """That a decision was deleted, or (without `decision`) all of a workspace up to the decision `up_to`: nothing of what it said."""

    team: str
    why: str
    at: float
    decision: int | None = None
    by: str | None = None
    channel: str | None = None
    thread_ts: str | None = None
    up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What the outbox still has to do: how many effects, since when (None for nothing), how many that wait for a person."""

    waiting: int
    oldest: float | None
    held: int
    failed: int
