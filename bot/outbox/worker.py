"""The courier drains the outbox: in order per thread, each effect once, at the pace that Slack allows."""

from __future__ import annotations

import math
import os
import secrets
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from bot.digest import post as weekly
from bot.jobs.handlers import Drawing
from bot.outbox.effects import bring_up_to_date, direct_key
from bot.outbox.notices import instead, tell_once
from bot.outbox.results import NOT_INSTALLED, Again, Done, Gone, Never, NotLetIn, Outcome, Plainer
from bot.outbox.sender import Delivery
from bot.outbox.throttle import Places
from bot.privacy.forget import came_late
from bot.store.errors import StoreError
from bot.store.protocol import Store, Unit
from bot.store.records import Decision, Effect
from bot.thread.names import ROOT

_LOG = structlog.get_logger("courier")
_DRAWN = ("thread", "aside", "export", "order", "digest", "home", "erase", "scrub")
# What is told to one person alone: it says nothing of whether the thread stands.
_PASSING = ("ephemeral", "respond", "direct")
# How long another process leaves a claimed effect alone: longer than any call may take.
_LEASE = 120.0
_IDLE = 1.0


def owner_name() -> str:
    """A name for this process, told apart from every other, also from one that had its number before."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(owner: str, me: str) -> bool:
    """Whether a process that claimed something is certainly dead; of another machine nobody can tell."""
    host, pid, _ = owner.rsplit(":", 2)
    mine = me.rsplit(":", 2)
    if owner == me or host != mine[0]:
        return False
    if pid == mine[1]:
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False


class Courier:
    """Takes effects from the outbox and has them drawn or delivered by a few threads."""

    def __init__(
        self,
        store: Store,
        drawing: Drawing,
        delivery: Delivery,
        clock: Callable[[], float],
        *,
        workers: int = 6,
        between_messages: float = 1.0,
        owner: str | None = None,
    ) -> None:
        self._store, self._drawing, self._delivery, self._clock = store, drawing, delivery, clock
        self.owner = owner or owner_name()
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="courier")
        self._places = Places(between_messages)
        self._busy: set[str] = set()
        self._changed = threading.Condition()
        self._news = False
        self._stopping = False
        # What Slack says of the installation, such as "token_revoked"; None while it takes what is sent.
        self.refused: str | None = None
        # Why the workspace sent the bot away, such as "app uninstalled".
        self.sent_away: str | None = None
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin, after giving back what a dead process of this machine had claimed. Raises StoreError."""
        with self._store.write() as unit:
            for owner in unit.owners():
                if is_gone(owner, self.owner):
                    unit.release_owner(owner)
        self._thread.start()

    def wake(self) -> None:
        """Say that there is something new in the outbox."""
        with self._changed:
            self._news = True
            self._changed.notify()

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish what is being sent, and end. What is left stays in the outbox."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()
        self._pool.shutdown()

    def _run(self) -> None:
        while not self._stopping:
            try:
                wait = self._hand_out()
            except StoreError as error:
                _LOG.error("outbox cannot be read", reason=str(error))
                wait = _IDLE
            except Exception as error:  # noqa: BLE001 - the courier of a running bot never ends
                _LOG.exception("courier stumbled", error=type(error).__name__)
                wait = _IDLE
            with self._changed:
                if not self._news and not self._stopping:
                    self._changed.wait(wait)
                self._news = False

    def _hand_out(self) -> float:
        """Give what is due to the workers; how long nothing else is."""
        now = self._clock()
        with self._store.read() as reader:
            effects = reader.due(now)
            next_due = reader.next_due(now)
        wait = _IDLE if next_due is None or next_due <= now else min(_IDLE, next_due - now)
        for effect in effects:
            with self._changed:
                if self._stopping or effect.lane in self._busy:
                    continue
                if len(self._busy) >= self._workers:
                    break
                earliest = 0.0 if effect.kind in _DRAWN else self._places.earliest(effect, now)
                if earliest > now:
                    wait = min(wait, earliest - now)
                    continue
                self._places.starts(effect, now)
                self._busy.add(effect.lane)
            self._pool.submit(self._work, effect)
        return wait

    def _work(self, effect: Effect) -> None:
        try:
            if effect.kind == "erase":
                # The workspace has sent the bot away: whoever watches it is told.
                self.sent_away = str(effect.payload.get("why"))
            if effect.kind in _DRAWN:
                self._drawing.draw(effect)
            else:
                self._deliver(effect)
        except StoreError as error:
            _LOG.error("store failed", effect=effect.kind, reason=str(error))
        except Exception as error:  # noqa: BLE001
            # A fault of ours must not stop the other threads' messages: set it back and say so.
            _LOG.exception("effect failed", effect=effect.kind, decision=effect.decision, error=type(error).__name__)
            self._set_back(effect, type(error).__name__)
        finally:
            with self._changed:
                self._busy.discard(effect.lane)
                self._news = True
                self._changed.notify()

    def _set_back(self, effect: Effect, error: str) -> None:
        try:
            with self._store.write() as unit:
                unit.later(effect.id, self._clock() + 30, error, uncertain=True)
        except StoreError as failure:
            _LOG.error("store failed", effect=effect.kind, reason=str(failure))

    def _deliver(self, effect: Effect) -> None:
        with self._store.write() as unit:
            claimed = unit.claim(effect.id, self.owner, self._clock() + _LEASE, self._clock())
            if claimed is None:
                return
            if self._clock() > claimed.payload.get("expires", math.inf):
                _LOG.warning("too late to be sent", effect=claimed.kind, channel=claimed.channel)
                unit.done(claimed.id)
                return
            decision = unit.decision(claimed.decision) if claimed.decision is not None else None
            shown = {one.name: one for one in unit.shown(claimed.decision)} if claimed.name and claimed.decision else {}
        ts = shown[claimed.name].ts if claimed.name in shown else None
        thread_ts = decision.thread_ts if decision else None
        if claimed.kind == "update" and ts is None:
            outcome: Outcome = Done()
        else:
            if claimed.kind == "post" and claimed.name == ROOT and decision is not None:
                self._arrive(decision)
            outcome = self._delivery.deliver(claimed, thread_ts, ts)
            if isinstance(outcome, NotLetIn) and outcome.error == "not_in_channel":
                joined = self._delivery.let_in(claimed)
                if isinstance(joined, Done):
                    outcome = self._delivery.deliver(claimed, thread_ts, ts)
                elif isinstance(joined, Again) and joined.error not in NOT_INSTALLED:
                    outcome = joined
        if isinstance(outcome, Done):
            self.refused = self.sent_away = None
        elif isinstance(outcome, Again) and outcome.error in NOT_INSTALLED:
            self.refused = outcome.error
        self._record(claimed, decision, outcome)

    def _arrive(self, decision: Decision) -> None:
        """Before the first message: be where the replies can be heard, and know what kind of place it is."""
        if decision.place == "private" and self._delivery.is_public(decision.channel):
            # A mention does not say what kind of channel it was made in.
            with self._store.write() as unit:
                unit.set_place(decision.id, "public")
        elif decision.place == "public":
            # It may be let post where it is not; but only who is in a channel hears the replies.
            self._delivery.join(decision.channel)

    def _record(self, effect: Effect, decision: Decision | None, outcome: Outcome) -> None:
        now = self._clock()
        log = _LOG.bind(effect=effect.kind, decision=effect.decision, channel=effect.channel)
        with self._store.write() as unit:
            if effect.decision is not None and effect.kind != "delete" and unit.decision(effect.decision) is None:
                came_late(unit, effect, outcome, now)
                return
            match outcome:
                case Done(direct=str(direct)):
                    unit.first_time(direct_key(effect.team, effect.payload["user"]), now, direct)
                    # What it holds may have been shortened meanwhile, by forgetting.
                    said = next((one.payload for one in unit.effects(effect.lane) if one.id == effect.id), {})
                    unit.redraw(effect.id, said | {"direct": direct})
                    unit.later(effect.id, now, "", uncertain=False)
                case Again(error=error) if self.sent_away is not None and error in NOT_INSTALLED:
                    log.warning("not sent: the workspace is gone", error=error)
                    unit.done(effect.id)
                case Done(ts, file=file):
                    _stands(unit, effect, decision, ts, file, now)
                case Again(wait, error, uncertain, pause):
                    if pause:
                        with self._changed:
                            self._places.told_to_wait(effect, wait, now)
                    log.warning("will try again", error=error, seconds=round(wait, 1), attempts=effect.attempts)
                    unit.later(effect.id, now + wait, error, uncertain=uncertain)
                case Plainer(error) if not effect.payload.get("blocks"):
                    log.error("Slack refused the text alone", error=error)
                    self._give_up(unit, effect, decision, error, now)
                case Plainer(error):
                    log.warning("Slack refused the blocks", error=error)
                    _make_plainer(unit, effect, error, now)
                case NotLetIn(error) if effect.kind in ("post", "update") and decision is not None:
                    log.warning("not let in", error=error)
                    unit.hold(effect.id, error)
                    tell_once(unit, decision, error, now)
                case NotLetIn(error) if effect.kind == "delete":
                    # Who is let in again cleans up.
                    unit.hold(effect.id, error)
                case Gone(error, thread) if decision is not None and effect.kind not in _PASSING:
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
        if effect.kind == "post" and decision is not None and decision.thread_ts is None:
            # Without its first message nothing else of the thread has a place.
            unit.hold(effect.id, error)
        else:
            unit.fail(effect.id, error)
            if effect.kind == "post" and decision is not None:
                unit.forget_message(decision.id, effect.name)
        other = instead(effect, error, now)
        if other is not None:
            unit.enqueue([other])
        elif effect.payload.get("digest"):
            weekly.refused(unit, effect, error, now)
        elif effect.kind == "post" and decision is not None:
            tell_once(unit, decision, error, now)


def _stands(
    unit: Unit, effect: Effect, decision: Decision | None, ts: str | None, file: str | None, now: float
) -> None:
    """Keep where it stands, so that it can be changed and deleted."""
    if effect.decision is not None and file is not None:
        unit.keep_file(effect.decision, file)
    if effect.decision is not None and ts is not None and effect.name:
        if decision is not None and decision.thread_ts is None and effect.kind == "post":
            unit.place_thread(effect.decision, ts)
        unit.stands(effect.decision, effect.name, ts, str(effect.payload.get("version", "")), now)
    unit.done(effect.id)
    weekly.stands(unit, effect)


def _make_plainer(unit: Unit, effect: Effect, error: str, now: float) -> None:
    """Send the next plainer blocks, and after the last of them the text alone."""
    plainer = list(effect.payload.get("plainer") or [])
    blocks = plainer.pop(0) if plainer else []
    unit.redraw(effect.id, effect.payload | {"blocks": blocks, "plainer": plainer})
    unit.later(effect.id, now, error, uncertain=False)
