"""What the time brings: digests that are due, numbers to be asked for, and whatever else is done by the clock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import structlog

from bot.context import SlackContext
from bot.digest.post import schedule_of, to_draw, week_key
from bot.digest.schedule import due, local
from bot.events import Where, utc
from bot.outbox.effects import bring_up_to_date
from bot.slack_api.errors import NotTold
from bot.store.errors import StoreError
from bot.store.protocol import Reader
from bot.store.records import DecisionSummary
from flows.lifecycle.stages import life, to_ask
from flows.log.entries import Asked

_LOG = structlog.get_logger("schedule")
_EVERY = 20.0
# People are asked from nine in the morning on, where they are.
_ASKING_HOUR = 9
_MOST_ASKS = 5_000
# A job that Slack holds up is not waited for when the bot ends; what it began is one transaction.
_STOPPING_SECONDS = 5.0

Job = Callable[[float], None]
Jobs = tuple[Job, ...]


@dataclass(frozen=True)
class Digests:
    """Puts the digests that are due into the outbox, each once a channel and week."""

    context: SlackContext

    def __call__(self, now: float) -> None:
        """Do what is due at a time. Raises StoreError."""
        context = self.context
        with context.store.read() as reader:
            scheduled = [(digest, due(schedule_of(digest), now)) for digest in reader.digests(context.identity.team)]
            new = [
                (digest, when)
                for digest, when in scheduled
                if when is not None and reader.seen(week_key(digest, when.week)) is None
            ]
        for digest, when in new:
            with context.store.write() as unit:
                # It may have been changed, turned off or sent since.
                if unit.digest(digest.team, digest.channel) == digest and unit.first_time(
                    week_key(digest, when.week), now
                ):
                    where = Where(digest.team, digest.channel, digest.place)
                    unit.enqueue([to_draw(where, digest.set_by, digest.zone, now, at=when.at)])
        if new:
            context.wake()


@dataclass(frozen=True)
class Asks:
    """Asks for the numbers of a checkpoint, and how it went, on the day and in the morning of whoever has to answer."""

    context: SlackContext

    def __call__(self, now: float) -> None:
        """Ask what is due at a time. Raises StoreError."""
        context = self.context
        with context.store.read() as reader:
            # Somewhere it is tomorrow already.
            ids = reader.to_ask((utc(now).date() + timedelta(days=1)).isoformat(), _MOST_ASKS)
            summaries = [
                summary
                for summary in (reader.summary(id_) for id_ in ids)
                if summary is not None and summary.team == context.identity.team
            ]
        silent = False
        asked = False
        for summary in summaries:
            try:
                zone = None if silent else context.users.about(summary.owner or summary.started_by).zone
            except NotTold as error:
                _LOG.warning("Slack does not tell a time zone", error=str(error))
                silent, zone = True, None
            if silent and not _is_late(summary, now):
                # In the morning of UTC it may be night there: the next look may know.
                continue
            there = local(now, zone or "UTC")
            if there.hour >= _ASKING_HOUR:
                asked = self._ask(summary.decision, there.date(), now) or asked
        if asked:
            context.wake()

    def _ask(self, decision: int, today: date, now: float) -> bool:
        """Write down what is asked today, in the transaction that sees that it was not asked yet."""
        with self.context.store.read() as reader:
            if not _new(reader, decision, today):
                return False
        with self.context.store.write() as unit:
            entries = _new(unit, decision, today)
            stored = unit.decision(decision)
            if not entries or stored is None:
                return False
            unit.append(decision, (replace(entry, at=utc(now)) for entry in entries))
            unit.enqueue([bring_up_to_date(stored, now)])
        return True


def _new(reader: Reader, decision: int, today: date) -> tuple[Asked, ...]:
    return to_ask(life(reader.log(decision)), today)


def _is_late(summary: DecisionSummary, now: float) -> bool:
    return summary.due_on is not None and summary.due_on < utc(now).date().isoformat()


class Scheduler:
    """Does the jobs one after the other, every twenty seconds. What one of them cannot do never stops the others."""

    def __init__(self, jobs: Jobs, clock: Callable[[], float]) -> None:
        self._jobs, self._clock = jobs, clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="schedule", daemon=True)

    def tick(self, now: float) -> None:
        """Do all that is due at a time (epoch seconds). Never raises."""
        for job in self._jobs:
            if self._stopping.is_set():
                return
            name = getattr(job, "__name__", type(job).__name__)
            try:
                job(now)
            except StoreError as error:
                _LOG.error("job failed", job=name, reason=str(error))
            except Exception as error:  # noqa: BLE001 - the schedule of a running bot never ends
                _LOG.exception("job stumbled", job=name, error=type(error).__name__)

    def start(self) -> None:
        """Begin, with a first look at once: something may have been missed."""
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish the job that is being done, as far as it does not wait for Slack too long, and end."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(_STOPPING_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.tick(self._clock())
            self._stopping.wait(_EVERY)
