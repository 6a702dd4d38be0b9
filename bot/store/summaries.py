"""Where decisions stand, in SQL: kept, listed, searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import fields

from bot.store import search as sqlite_wanted
from bot.store.records import DecisionSummary, Wanted

_COLUMNS = tuple(field.name for field in fields(DecisionSummary))
NAMES = ", ".join(_COLUMNS)
QUALIFIED = ", ".join(f"standings.{name}" for name in _COLUMNS)
_MARKS = ", ".join("?" for _ in _COLUMNS)
_CHANGES = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "decision")
_KEEP = f"INSERT INTO standings ({NAMES}) VALUES ({_MARKS}) ON CONFLICT (decision) DO UPDATE SET {_CHANGES}"  # noqa: S608
_ORDERS = {
    "rank": "found.fit, standings.decision DESC",
    "changed": "standings.changed_at DESC, standings.decision DESC",
    "due": "coalesce(standings.asked_on, standings.due_on), standings.decision",
}


class SqliteSummaries:
    """The summaries part of a transaction."""

    _run: Callable[..., sqlite3.Cursor]

    def keep_summary(self, summary: DecisionSummary) -> None:
        """Say where a decision stands now."""
        self._run(
            _KEEP,
            tuple(int(value) if isinstance(value := getattr(summary, name), bool) else value for name in _COLUMNS),
        )

    def summary(self, decision: int) -> DecisionSummary | None:
        """Where a decision stands."""
        row = self._run(f"SELECT {NAMES} FROM standings WHERE decision = ?", (decision,)).fetchone()  # noqa: S608
        return None if row is None else summary_of(row)

    def summaries(self, wanted: Wanted, *, most: int) -> tuple[DecisionSummary, ...]:
        """Those wanted, at most so many."""
        query = sqlite_wanted.query(wanted, most)
        if query is None:
            return ()
        order = _ORDERS["rank" if wanted.words is not None else wanted.order]
        rows = self._run(
            f"SELECT {QUALIFIED} FROM {query.source} WHERE {query.conditions} ORDER BY {order} LIMIT ?",  # noqa: S608
            (*query.values, most),
        )
        return tuple(summary_of(row) for row in rows)

    def summaries_after(self, decision: int, wanted: Wanted, *, most: int) -> tuple[DecisionSummary, ...]:
        """Those wanted with a number after this one, by number, at most so many. A search has no such order: it finds none."""
        query = sqlite_wanted.by_number(wanted)
        if query is None:
            return ()
        rows = self._run(
            f"SELECT {QUALIFIED} FROM {query.source} WHERE {query.conditions} AND standings.decision > ?"  # noqa: S608
            " ORDER BY standings.decision LIMIT ?",
            (*query.values, decision, most),
        )
        return tuple(summary_of(row) for row in rows)

    def count_summaries(self, wanted: Wanted, *, most: int) -> int:
        """How many are wanted; counting ends at `most`, and of a search at some thousands."""
        query = sqlite_wanted.query(wanted)
        if query is None:
            return 0
        counted = f"SELECT count(*) FROM (SELECT 1 FROM {query.source} WHERE {query.conditions} LIMIT ?)"  # noqa: S608
        return int(self._run(counted, (*query.values, most)).fetchone()[0])

    def channels(self, team: str, *, most: int) -> tuple[str, ...]:
        """The channels of a workspace that have decisions, the last changed first."""
        rows = self._run(
            "SELECT channel FROM standings WHERE team = ? GROUP BY channel ORDER BY max(changed_at) DESC LIMIT ?",
            (team, most),
        )
        return tuple(row[0] for row in rows)

    def to_ask(self, day: str, most: int) -> tuple[int, ...]:
        """Decisions in which the bot has something to ask by an ISO day, the longest due first."""
        rows = self._run(
            "SELECT decision FROM standings WHERE due_on IS NOT NULL AND due_on <= ? ORDER BY due_on, decision LIMIT ?",
            (day, most),
        )
        return tuple(row[0] for row in rows)

    def to_assess(self, before: float, most: int, team: str | None = None) -> tuple[int, ...]:
        """Decisions with a verdict that still counts, which were not assessed again since a time, the longest ago first."""
        rows = self._run(
            "SELECT decision FROM standings WHERE stage IN ('decided', 'accepted', 'overridden', 'deferred', 'training', 'adopted')"
            " AND (assessed_at IS NULL OR assessed_at < ?1) AND coalesce(decided_at, 0) < ?1 AND (?3 IS NULL OR team = ?3)"
            " ORDER BY assessed_at, decision LIMIT ?2",
            (before, most, team),
        )
        return tuple(row[0] for row in rows)

    def assessed(self, decision: int, at: float) -> None:
        """Say that a decision was assessed again."""
        self._run("UPDATE standings SET assessed_at = ? WHERE decision = ?", (at, decision))


def summary_of(row: sqlite3.Row) -> DecisionSummary:
    """The summary in a row."""
    values = {name: row[name] for name in _COLUMNS}
    return DecisionSummary(**values | {"is_late": bool(row["is_late"])})
