"""One message on its way: claimed, sent, and what became of it kept in one transaction."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import structlog

from bot.outbox.effects import bring_up_to_date, direct_key
from bot.outbox.installation import Installation
from bot.outbox.notices import instead, tell_once
from bot.outbox.owner import owner_name
from bot.outbox.results import NOT_INSTALLED, Again, Done, Gone, Never, NotLetIn, Plainer, SendResult
from bot.outbox.sender import Sender
from bot.outbox.throttle import Throttle
from bot.store.effects import Delete, Direct, Ephemeral, GiveFile, Post, Respond, Update
from bot.store.protocol import Store, Unit
from bot.store.records import Decision, Effect, Shown
from bot.thread.names import ROOT

_LOG = structlog.get_logger("courier")
# What is told to one person alone: it says nothing of whether the thread stands.
_PASSING = (Ephemeral, Respond, Direct)
# How long another process leaves a claimed effect alone: longer than any call may take.
_LEASE = 120.0


@dataclass(frozen=True)
class Hooks:
    """What others want to know of messages, each within the transaction that keeps what became of them.

    delivered   (unit, effect): it stands in Slack
    refused     (unit, effect, error, now): it can never be delivered
    orphaned    (unit, effect, result, now): it was being sent while its decision was forgotten
    """

    delivered: Callable[[Unit, Effect], None]
    refused: Callable[[Unit, Effect, str, float], None]
    orphaned: Callable[[Unit, Effect, SendResult, float], None]


@dataclass(frozen=True)
class Delivery:
    """Sends messages of the outbox. `owner` is this process's name on what it claims."""

    store: Store
    sender: Sender
    throttle: Throttle
    hooks: Hooks
    clock: Callable[[], float]
    installation: Installation
    owner: str = field(default_factory=owner_name)

    def deliver(self, effect: Effect) -> None:
        """Send one message and write down what became of it. Raises StoreError."""
        with self.store.write() as unit:
            claimed = unit.claim(effect.id, self.owner, self.clock() + _LEASE, self.clock())
            if claimed is None:
                return
            expires = claimed.item.expires if isinstance(claimed.item, Post) else None
            if self.clock() > (math.inf if expires is None else expires):
                _LOG.warning("too late to be sent", effect=claimed.kind, channel=claimed.channel)
                unit.done(claimed.id)
                return
            decision = unit.decision(claimed.decision) if claimed.decision is not None else None
            shown = unit.shown(claimed.decision) if claimed.decision is not None else ()
        ts = next((message.ts for message in shown if message.name == claimed.name), None) if claimed.name else None
        self._keep(claimed, decision, self._sent(claimed, decision, _thread_of(decision, shown), ts))

    def _sent(self, effect: Effect, decision: Decision | None, thread_ts: str | None, ts: str | None) -> SendResult:
        if isinstance(effect.item, Update) and ts is None:
            return Done()
        if isinstance(effect.item, Post) and effect.name == ROOT and decision is not None:
            self._arrive(decision)
        result = self.sender.send(effect, thread_ts, ts)
        if isinstance(result, NotLetIn) and result.error == "not_in_channel":
            joined = self.sender.let_in(effect)
            if isinstance(joined, Done):
                result = self.sender.send(effect, thread_ts, ts)
            elif isinstance(joined, Again) and joined.error not in NOT_INSTALLED:
                result = joined
        if isinstance(result, Done):
            self.installation.works()
        elif isinstance(result, Again) and result.error in NOT_INSTALLED:
            self.installation.refused = result.error
        return result

    def _arrive(self, decision: Decision) -> None:
        """Before the first message: be where the replies can be heard, and know what kind of place it is."""
        if decision.place == "private" and self.sender.is_public(decision.channel):
            # A mention does not say what kind of channel it was made in.
            with self.store.write() as unit:
                unit.set_place(decision.id, "public")
        elif decision.place == "public":
            # It may be let post where it is not; but only who is in a channel hears the replies.
            self.sender.join(decision.channel)

    def _keep(self, effect: Effect, decision: Decision | None, result: SendResult) -> None:
        """Write down what became of a message."""
        now, item = self.clock(), effect.item
        log = _LOG.bind(effect=effect.kind, decision=effect.decision, channel=effect.channel)
        with self.store.write() as unit:
            if effect.decision is not None and not isinstance(item, Delete) and unit.decision(effect.decision) is None:
                self.hooks.orphaned(unit, effect, result, now)
                return
            match result:
                case Done(direct=str(direct)) if isinstance(item, GiveFile):
                    unit.first_time(direct_key(effect.team, item.user), now, direct)
                    # What it holds may have been shortened meanwhile, by forgetting.
                    waiting = (queued.item for queued in unit.effects(effect.lane) if queued.id == effect.id)
                    unit.redraw(effect.id, replace(_as_file(next(waiting, item)), direct=direct))
                    unit.later(effect.id, now, "", uncertain=False)
                case Again(error=error) if self.installation.sent_away is not None and error in NOT_INSTALLED:
                    log.warning("not sent: the workspace is gone", error=error)
                    unit.done(effect.id)
                case Done(ts, file=file):
                    _stands(unit, effect, decision, ts, file, now)
                    self.hooks.delivered(unit, effect)
                case Again(wait, error, uncertain, pause):
                    if pause:
                        self.throttle.told_to_wait(effect, wait, now)
                    log.warning("will try again", error=error, seconds=round(wait, 1), attempts=effect.attempts)
                    unit.later(effect.id, now + wait, error, uncertain=uncertain)
                case Plainer(error) if isinstance(item, Post | Update | Ephemeral | Respond) and item.blocks:
                    log.warning("Slack refused the blocks", error=error)
                    # The next plainer blocks, and after the last of them the text alone.
                    first, *rest = item.plainer or ((),)
                    unit.redraw(effect.id, replace(item, blocks=first, plainer=tuple(rest)))
                    unit.later(effect.id, now, error, uncertain=False)
                case Plainer(error):
                    log.error("Slack refused the text alone", error=error)
                    self._give_up(unit, effect, decision, error, now)
                case NotLetIn(error) if isinstance(item, Post | Update) and decision is not None:
                    log.warning("not let in", error=error)
                    unit.hold(effect.id, error)
                    tell_once(unit, decision, error, now)
                case NotLetIn(error) if isinstance(item, Delete):
                    # Who is let in again cleans up.
                    unit.hold(effect.id, error)
                case Gone(error, thread) if decision is not None and not isinstance(item, _PASSING):
                    log.warning("does not stand any more", error=error)
                    unit.done(effect.id)
                    if thread:
                        unit.unplace_thread(decision.id)
                        unit.enqueue([bring_up_to_date(decision, now)])
                    else:
                        unit.forget_message(decision.id, effect.name)
                case NotLetIn(error) | Never(error) | Gone(error):
                    log.error("can never be delivered", error=error)
                    self._give_up(unit, effect, decision, error, now)

    def _give_up(self, unit: Unit, effect: Effect, decision: Decision | None, error: str, now: float) -> None:
        """Record what can never be done, so that it is tried anew when the thread is drawn again, and tell somebody."""
        is_post = isinstance(effect.item, Post) and decision is not None
        if is_post and decision is not None and decision.thread_ts is None:
            # Without its first message nothing else of the thread has a place.
            unit.hold(effect.id, error)
        else:
            unit.fail(effect.id, error)
            if is_post and decision is not None:
                unit.forget_message(decision.id, effect.name)
        notice = instead(effect, error, now)
        if notice is not None:
            unit.enqueue([notice])
        elif is_post and decision is not None:
            tell_once(unit, decision, error, now)
        else:
            self.hooks.refused(unit, effect, error, now)


def _thread_of(decision: Decision | None, shown: tuple[Shown, ...]) -> str | None:
    """The thread in which a decision's messages go; none in a direct message where its first one was asked for outside of threads."""
    if decision is None:
        return None
    root = next((message.ts for message in shown if message.name == ROOT), None)
    return None if decision.place == "im" and root == decision.thread_ts else decision.thread_ts


def _as_file(item: object) -> GiveFile:
    assert isinstance(item, GiveFile), "an effect that waits for its direct message stays a file"
    return item


def _stands(
    unit: Unit, effect: Effect, decision: Decision | None, ts: str | None, file: str | None, now: float
) -> None:
    """Keep where it stands, so that it can be changed and deleted."""
    if effect.decision is not None and file is not None:
        unit.keep_file(effect.decision, file)
    if effect.decision is not None and ts is not None and effect.name:
        if decision is not None and decision.thread_ts is None and isinstance(effect.item, Post):
            unit.place_thread(effect.decision, ts)
        version = effect.item.version if isinstance(effect.item, Post | Update) else ""
        unit.stands(effect.decision, effect.name, ts, version, now)
    unit.done(effect.id)
