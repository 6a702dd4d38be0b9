"""Looks at old decisions again by today's prices and routes: what changed is a new entry on the log, and nothing old is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import structlog

from bot.context import Context
from bot.decisions.verdict_entry import verdict_number
from bot.events import utc
from bot.outbox import effects
from flows.lifecycle.figures import figures_now, figures_of
from flows.lifecycle.reassess import Change, reassess
from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.log.entries import Reassessed
from flows.log.figures import Figures
from flows.log.log import Log

_LOG = structlog.get_logger("reassessing")
WEEK = 7 * 86_400.0
# So many at a time: each takes some milliseconds, and answers come first.
BATCH = 50
_TRIES = 3
# What figures say of the option that is followed, and not of the verdict.
_OF_THE_OPTION = (
    "option", "label", "model", "open", "unavailable_because", "monthly_usd", "upkeep_usd", "upfront_usd", "net_usd", "pays_back_on",
    "route_closes_on", "model_ends_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecisionChanges:
    """A decision that was looked at again, and what changed since it was last told."""

    decision: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Reassessor:
    """Looks at decisions whose verdict still counts."""

    context: Context

    def weekly(self, now: float) -> None:
        """One batch of those that nobody looked at for a week. Raises StoreError."""
        looked = list(self.look(now, before=now - WEEK, most=BATCH))
        if looked:
            _LOG.info(
                "assessed again", decisions=len(looked), changed=sum(bool(decision.changes) for decision in looked)
            )

    def look(
        self, now: float, *, before: float, most: int, team: str | None = None, keep: bool = True
    ) -> Iterator[DecisionChanges]:
        """At most so many that were not looked at since `before`; with `keep` false nothing is written. Raises StoreError."""
        with self.context.store.read() as reader:
            due = reader.to_assess(before, most, team)
        for id_ in due:
            yield DecisionChanges(id_, self.look_at(id_, now, keep=keep))

    def look_at(self, id_: int, now: float, *, keep: bool = True) -> tuple[Change, ...]:
        """Look at one decision; what changed, which is on its log then. Raises StoreError."""
        for _ in range(_TRIES):
            with self.context.store.read() as reader:
                decision, log = reader.decision(id_), reader.log(id_)
            entry, changes = self._compared(id_, log, utc(now).date()) if decision is not None else (None, ())
            if not keep:
                return changes
            with self.context.store.write() as unit:
                if decision is None or unit.size(id_) != len(log):
                    continue
                unit.assessed(id_, now)
                if entry is not None:
                    unit.append(id_, [replace(entry, at=utc(now))])
                    unit.enqueue([effects.bring_up_to_date(decision, now)])
            if entry is not None:
                self.context.wake()
            return changes
        return ()

    def _compared(self, id_: int, log: Log, today: date) -> tuple[Reassessed | None, tuple[Change, ...]]:
        now, context = life(log), self.context
        if now.concluded is None:
            return None, ()
        live_on = now.plan.checkpoints[now.plan.deciding - 1] if now.plan is not None else None
        before = self._followed(id_, log, now, live_on)
        result = reassess(before, log.answers, today, context.catalogue, context.thresholds, live_on=live_on)
        if not result.changes:
            return None, ()
        entry = Reassessed(
            changes=tuple(change.kept for change in result.changes),
            verdict=result.now.verdict,
            then=result.now.then,
            headline=result.now.headline,
            as_of=today,
            figures=result.record,
        )
        return entry, result.changes

    def _followed(self, id_: int, log: Log, now: Life, live_on: date | None) -> Figures:
        """What people were last told, of the route that is trained on where a team went another way."""
        known = self._known(id_, log, now)
        option = now.plan.option if now.plan is not None else None
        if now.planned is None or now.planned.day is None or option is None or known.option == option:
            return known
        context = self.context
        then = figures_now(
            log.answers, now.planned.day, context.catalogue, context.thresholds, follows=option, live_on=live_on
        )
        return replace(known, **{name: getattr(then, name) for name in _OF_THE_OPTION})

    def _known(self, id_: int, log: Log, now: Life) -> Figures:
        """What people were last told: by the last re-assessment, else by the verdict."""
        for entry in reversed(now.reassessed):
            if entry.figures is not None:
                return entry.figures
        assert now.concluded is not None, "there is a verdict"
        if now.concluded.figures is not None:
            return now.concluded.figures
        context = self.context
        with context.store.read() as reader:
            reply = verdict_number(reader, id_, log, now.verdict_number, context.catalogue, context.thresholds)
        return figures_of(reply, context.thresholds) if reply is not None else Figures()
