"""What a store promises. `tests/bot/store/test_contract.py` is the same promise as tests, for every store."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from bot.store.effects import Item, Place
from bot.store.records import (
    Backlog,
    Decision,
    DecisionSummary,
    Digest,
    DigestChannels,
    Effect,
    Event,
    FirstOfMany,
    Forgotten,
    Shown,
    Wanted,
)
from flows.log.entries import Entry
from flows.log.log import Log
from flows.verdict.reply import Reply


class Reader(Protocol):
    """One consistent view."""

    def decision(self, id_: int) -> Decision | None:
        """A decision by its id."""

    def decision_in_thread(self, team: str, channel: str, thread_ts: str) -> Decision | None:
        """The decision that a thread belongs to."""

    def decision_of_source(self, team: str, channel: str, source: str) -> Decision | None:
        """The decision whose log has something that was said in one message."""

    def latest_in_channel(self, team: str, channel: str) -> Decision | None:
        """The decision that was begun last in a channel."""

    def is_opening(self, team: str, channel: str, thread: float, now: float) -> bool:
        """Whether a thread that began at a time may be that of a new decision whose first message is being sent."""

    def log(self, decision: int) -> Log:
        """The whole log, in order."""

    def reply(self, decision: int, number: int) -> Reply | None:
        """A decision's how-many-th verdict (from 1) as it was; None where there is none, or an earlier version kept none."""

    def size(self, decision: int) -> int:
        """How many entries the log has."""

    def said_in(self, decision: int, source: str) -> tuple[Entry, ...]:
        """The entries that came from one message or form."""

    def shown(self, decision: int) -> tuple[Shown, ...]:
        """The messages of the thread, in the order they were first posted."""

    def shown_as(self, decision: int, ts: str) -> Shown | None:
        """The message with a Slack id."""

    def shown_at(self, team: str, channel: str, ts: str) -> tuple[int, str] | None:
        """The decision and the name of the message that stands at a place of a channel."""

    def last_on(self, decision: int, question: str, by: str | None = None) -> Entry | None:
        """The last entry about a question since the log was last restarted, by anybody or by one person."""

    def seen(self, key: str) -> str | None:
        """What was noted with a delivery's key; None where the key is new."""

    def due(self, now: float) -> tuple[Effect, ...]:
        """The first effect of every lane, where its time has come and nobody waits for it.

        A change to a message (kind `update`) that has to wait lets what comes after it pass.
        """

    def next_due(self, now: float) -> float | None:
        """When the next effect is due that nothing holds up; in the past where one is due already."""

    def backlog(self) -> Backlog:
        """What the outbox still has to do."""

    def effects(self, lane: str) -> tuple[Effect, ...]:
        """What a lane of the outbox still holds, in order."""

    def summary(self, decision: int) -> DecisionSummary | None:
        """Where a decision stands."""

    def summaries(self, wanted: Wanted, *, most: int) -> tuple[DecisionSummary, ...]:
        """Those wanted, at most so many: the best match of a search first, else in their order."""

    def summaries_after(self, decision: int, wanted: Wanted, *, most: int) -> tuple[DecisionSummary, ...]:
        """Those wanted with a number after this one, by number, at most so many. A search has no such order: it finds none."""

    def count_summaries(self, wanted: Wanted, *, most: int) -> int:
        """How many are wanted; counting ends at `most`."""

    def channels(self, team: str, *, most: int) -> tuple[str, ...]:
        """The channels of a workspace that have decisions, the last changed first."""

    def to_ask(self, day: str, most: int) -> tuple[int, ...]:
        """Decisions in which the bot has something to ask by an ISO day, the longest due first."""

    def to_assess(self, before: float, most: int, team: str | None = None) -> tuple[int, ...]:
        """Decisions with a verdict that still counts, not assessed again since a time, the longest ago first."""

    def digest(self, team: str, channel: str) -> Digest | None:
        """The weekly digest that was set up in a channel."""

    def digests(self, team: str) -> tuple[Digest, ...]:
        """Every weekly digest of a workspace."""

    def places(self, team: str, *, most: int) -> tuple[str, ...]:
        """Channels of a workspace that have decisions, direct messages left out, by their ids."""

    def decided_in(self, within: DigestChannels, since: float, until: float, *, most: int) -> FirstOfMany:
        """Those that got their verdict in a time, the last first."""

    def waiting_in(self, within: DigestChannels, since: float, until: float, *, most: int) -> FirstOfMany:
        """Those that have waited for somebody's word since a time, the longest first; what the bot asked on a day left out."""

    def asked_in(self, within: DigestChannels, since: str, until: str, *, reviews: bool, most: int) -> FirstOfMany:
        """Those where the bot asked, from one ISO day to before another, and nobody has answered, the longest ago first.

        What was asked is how it went (`reviews`), or the numbers of a checkpoint.
        """

    def due_in(self, within: DigestChannels, day: str, *, reviews: bool, most: int) -> FirstOfMany:
        """Those where the bot will ask by an ISO day, the first due first."""

    def events_in(self, within: DigestChannels, since: float, until: float, *, most: int) -> tuple[Event, ...]:
        """What happened after verdicts in a time and was not taken back, in order; of more than `most` the last."""

    def verdicts_in(self, within: DigestChannels, since: float, until: float) -> dict[str, int]:
        """How many verdicts of each kind were reached in a time."""

    def reviewed(self, team: str, *, most: int) -> tuple[DecisionSummary, ...]:
        """Those of a workspace of which is known how it went, the last first."""

    def forgotten(self, decision: int, team: str) -> Forgotten | None:
        """What is known of a decision of a workspace that was deleted, alone or with all of the workspace."""

    def forgotten_in_thread(self, team: str, channel: str, thread_ts: str) -> Forgotten | None:
        """The same by the thread that it had."""

    def files(self, decision: int) -> tuple[str, ...]:
        """The ids of the files that were uploaded for a decision."""

    def begun(self, decision: int) -> tuple[Effect, ...]:
        """The effects of a decision of which a try is being made, or may have reached Slack."""

    def quoting(self, decision: int, team: str) -> tuple[Effect, ...]:
        """The effects of a workspace that are about more than one decision, and quote this one or may do so."""


class Unit(Reader, Protocol):
    """One transaction: all of it is on disk when it ends, or none."""

    def first_time(self, key: str, now: float, note: str = "") -> bool:
        """Record a delivery's idempotency key; False where it was seen before, however long ago."""

    def note(self, key: str, note: str) -> None:
        """Change what was noted with a key."""

    def open_decision(
        self,
        team: str,
        channel: str,
        place: Place,
        thread_ts: str | None,
        by: str,
        now: float,
        response_url: str | None = None,
    ) -> int:
        """Begin a decision; its id."""

    def place_thread(self, decision: int, thread_ts: str) -> None:
        """Say where the thread of a decision is, once its first message stands."""

    def unplace_thread(self, decision: int) -> None:
        """Say that the thread of a decision is gone: its first message, questions and verdicts have to be posted anew."""

    def set_place(self, decision: int, place: Place) -> None:
        """Say what kind of channel a decision is in."""

    def forget_message(self, decision: int, name: str) -> None:
        """Say that a message does not stand."""

    def append(self, decision: int, entries: Iterable[Entry], reply: Reply | None = None) -> None:
        """Add to a log; `reply` is that of the verdict among the entries."""

    def keep_summary(self, summary: DecisionSummary) -> None:
        """Say where a decision stands now."""

    def assessed(self, decision: int, at: float) -> None:
        """Say that a decision was assessed again."""

    def keep_digest(self, digest: Digest) -> None:
        """Set a channel's weekly digest up, in place of the one it had."""

    def drop_digest(self, team: str, channel: str) -> bool:
        """Take a channel's weekly digest away; False where it has none."""

    def digest_sent(self, team: str, channel: str, at: float, told: tuple[str, ...] = ()) -> None:
        """Say up to when the weekly digest that was delivered tells, and by their keys which lines that wait it told."""

    def enqueue(self, effects: Iterable[Effect]) -> None:
        """Put effects into the outbox, in order."""

    def show(self, decision: int, name: str, version: str) -> None:
        """Say that a message now has this version, which is on its way."""

    def stands(self, decision: int, name: str, ts: str, version: str, now: float) -> None:
        """Say that a version of a message was delivered, with its Slack id."""

    def claim(self, effect: int, owner: str, until: float, now: float | None = None) -> Effect | None:
        """Take an effect for one try, for this long; None where it is gone, or somebody else is at it.

        A claim that ran out by `now` is taken over, uncertain; without `now` any is, which is right only where one process sends.
        """

    def release_owner(self, owner: str) -> int:
        """Give back what an owner that is gone had claimed, as uncertain; how many."""

    def owners(self) -> tuple[str, ...]:
        """Who has claimed something."""

    def done(self, effect: int) -> bool:
        """Take an effect out of the outbox; False where it was gone."""

    def redraw(self, effect: int, item: Item) -> None:
        """Change what an effect will do or send."""

    def later(self, effect: int, due: float, error: str, *, uncertain: bool) -> None:
        """Try an effect again at a time."""

    def postpone(self, effect: int, due: float, error: str) -> None:
        """Draw or carry out an effect at a later time, which counts as a try."""

    def fail(self, effect: int, error: str) -> None:
        """Record that an effect can never be done; what comes after it goes on."""

    def hold(self, effect: int, error: str) -> None:
        """Stop a lane at an effect until somebody lets it go on."""

    def let_go(self, team: str, channel: str, now: float) -> int:
        """Let every held lane of a channel go on; how many effects."""

    def keep_file(self, decision: int, file: str) -> None:
        """Say that a file was uploaded for a decision, by its Slack id."""

    def turn_into(self, effect: int, item: Item) -> None:
        """Make another effect of one, claimed or not as it was."""

    def forget(self, decision: int, by: str | None, why: str, now: float) -> bool:
        """Delete a decision and all that is kept of it but effects of kind `delete`; record that. False where there is none.

        The keys of its deliveries stay, and its number is never used again.
        """

    def forget_workspace(self, team: str, why: str, now: float) -> int:
        """Record that all of a workspace is to be deleted; the number of the last decision it reaches to."""

    def erase_some(self, team: str, up_to: int, before: float, most: int) -> int:
        """Delete some of what a workspace has: effects up to the time `before`, decisions up to a number, digests, delivery keys.

        How many rows of the kind that came next; 0 once nothing is left.
        """


class Store(Protocol):
    """Somewhere to keep decisions."""

    def read(self) -> AbstractContextManager[Reader]:
        """A consistent view. Raises StoreError."""

    def write(self) -> AbstractContextManager[Unit]:
        """A transaction that is on disk when the block ends. Raises StoreError; then nothing of it is kept."""

    def scrub(self) -> bool:
        """Rub what was deleted out of the file, byte by byte. False where somebody was in the way: try again later.

        Raises StoreError. Nobody who writes waits for it.
        """

    def close(self) -> None:
        """Close every connection."""
