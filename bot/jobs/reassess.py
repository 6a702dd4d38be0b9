"""Looks at old decisions again by today's prices and routes: what changed is a new entry on the log, and nothing old is rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import structlog

from bot.context import Context
from bot.decisions.verdict_entry import reply_at
from bot.events import utc
from bot.outbox import effects
from flows.lifecycle.figures import Figures, figures_now, figures_of
from flows.lifecycle.reassess import Change, reassess
from flows.lifecycle.stages import Life, life
from flows.log.entries import Entry, fold

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
class Looked:
    """A decision that was looked at again, and what changed since it was last told."""

    decision: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Reassessing:
    """Looks at decisions whose verdict still counts."""

    context: Context

    def weekly(self, now: float) -> None:
        """One batch of those that nobody looked at for a week. Raises StoreError."""
        looked = list(self.look(now, before=now - WEEK, most=BATCH))
        if looked:
            _LOG.info("assessed again", decisions=len(looked), changed=sum(bool(one.changes) for one in looked))

    def look(
        self, now: float, *, before: float, most: int, team: str | None = None, keep: bool = True
    ) -> Iterator[Looked]:
        """At most so many that were not looked at since `before`; with `keep` false nothing is written. Raises StoreError."""
        with self.context.store.read() as reader:
            due = reader.to_assess(before, most, team)
        for id_ in due:
            yield Looked(id_, self.one(id_, now, keep=keep))

    def one(self, id_: int, now: float, *, keep: bool = True) -> tuple[Change, ...]:
        """Look at one decision; what changed, which is on its log then. Raises StoreError."""
        for _ in range(_TRIES):
            with self.context.store.read() as reader:
                decision, log = reader.decision(id_), reader.log(id_)
            entry, changes = self._compared(log, utc(now).date()) if decision is not None else (None, ())
            if not keep:
                return changes
            with self.context.store.write() as unit:
                if decision is None or unit.size(id_) != len(log):
                    continue
                unit.assessed(id_, now)
                if entry is not None:
                    unit.append(id_, [_at(entry, now)])
                    unit.enqueue([effects.bring_up_to_date(decision, now)])
            if entry is not None:
                self.context.wake()
            return changes
        return ()

    def _compared(self, log: tuple[Entry, ...], today: date) -> tuple[Entry | None, tuple[Change, ...]]:
        now = life(log)
        if now.concluded is None:
            return None, ()
        live_on = now.plan.checkpoints[now.plan.deciding - 1] if now.plan is not None else None
        found = reassess(
            self._followed(log, now, live_on),
            fold(log),
            today,
            self.context.catalogue,
            self.context.thresholds,
            live_on=live_on,
        )
        if not found.changes:
            return None, ()
        value = {
            "changes": [one.to_json() for one in found.changes],
            "verdict": found.now.verdict,
            "then": found.now.then,
            "headline": found.now.headline,
            "as_of": today.isoformat(),
            "record": found.record.to_json(),
        }
        return Entry("reassessed", value={name: one for name, one in value.items() if one is not None}), found.changes

    def _followed(self, log: tuple[Entry, ...], now: Life, live_on: date | None) -> Figures:
        """What people were last told, of the route that is trained on where a team went another way."""
        known = self._known(log, now)
        option = now.plan.option if now.plan is not None else None
        if now.planned is None or now.planned.at is None or option is None or known.option == option:
            return known
        then = figures_now(
            fold(log),
            now.planned.at.date(),
            self.context.catalogue,
            self.context.thresholds,
            follows=option,
            live_on=live_on,
        )
        return replace(known, **{name: getattr(then, name) for name in _OF_THE_OPTION})

    def _known(self, log: tuple[Entry, ...], now: Life) -> Figures:
        """What people were last told: by the last re-assessment, else by the verdict."""
        for one in reversed(now.reassessed):
            if isinstance(one.value, dict) and "record" in one.value:
                return Figures.from_json(one.value["record"])
        assert now.concluded is not None, "there is a verdict"
        if isinstance(now.concluded.value.get("record"), dict):
            return Figures.from_json(now.concluded.value["record"])
        at = next(place for place in range(len(log) - 1, -1, -1) if log[place] is now.concluded)
        return figures_of(reply_at(log, at, self.context.catalogue, self.context.thresholds), self.context.thresholds)


def _at(entry: Entry, now: float) -> Entry:
    return Entry(entry.kind, value=entry.value, at=utc(now))
