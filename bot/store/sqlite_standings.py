"""Where decisions stand, in SQL: kept, listed, searched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from bot.store.records import Standing, Wanted

_COLUMNS = tuple(one.name for one in fields(Standing))
_NAMES = ", ".join(_COLUMNS)
_QUALIFIED = ", ".join(f"standings.{name}" for name in _COLUMNS)
_MARKS = ", ".join("?" for _ in _COLUMNS)
_CHANGES = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "decision")
_KEEP = f"INSERT INTO standings ({_NAMES}) VALUES ({_MARKS}) ON CONFLICT (decision) DO UPDATE SET {_CHANGES}"  # noqa: S608
# More words than this say nothing more, and each costs a look at the index.
_MOST_WORDS = 20


class SqliteStandings:
    """The standings part of a transaction."""

    _run: Callable[..., sqlite3.Cursor]

    def keep_standing(self, standing: Standing) -> None:
        """Say where a decision stands now."""
        self._run(_KEEP, tuple(int(value) if isinstance(value := getattr(standing, name), bool) else value for name in _COLUMNS))

    def standing(self, decision: int) -> Standing | None:
        """Where a decision stands."""
        row = self._run(f"SELECT {_NAMES} FROM standings WHERE decision = ?", (decision,)).fetchone()  # noqa: S608
        return None if row is None else _standing(row)

    def standings(self, wanted: Wanted, *, most: int, skip: int = 0) -> tuple[Standing, ...]:
        """Those wanted, at most so many."""
        source, conditions, values = _narrowed(wanted)
        if source is None:
            return ()
        order = (
            "rank, standings.decision DESC" if wanted.words is not None else "standings.changed_at DESC, standings.decision DESC"
        )
        found = self._run(
            f"SELECT {_QUALIFIED} FROM {source} WHERE {conditions} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
            (*values, most, skip),
        )
        return tuple(_standing(row) for row in found)

    def count_standings(self, wanted: Wanted, *, most: int) -> int:
        """How many are wanted; counting ends at `most`."""
        source, conditions, values = _narrowed(wanted)
        if source is None:
            return 0
        found = self._run(f"SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {conditions} LIMIT ?)", (*values, most))  # noqa: S608
        return int(found.fetchone()[0])

    def channels(self, team: str, *, most: int) -> tuple[str, ...]:
        """The channels of a workspace that have decisions, the last changed first."""
        found = self._run(
            "SELECT channel FROM standings WHERE team = ? GROUP BY channel ORDER BY max(changed_at) DESC LIMIT ?", (team, most)
        )
        return tuple(row[0] for row in found)

    def to_ask(self, day: str, most: int) -> tuple[int, ...]:
        """Decisions in which the bot has something to ask by an ISO day, the longest due first."""
        found = self._run(
            "SELECT decision FROM standings WHERE due_on IS NOT NULL AND due_on <= ? ORDER BY due_on, decision LIMIT ?",
            (day, most),
        )
        return tuple(row[0] for row in found)

    def to_assess(self, before: float, most: int, team: str | None = None) -> tuple[int, ...]:
        """Decisions with a verdict that still counts, which were not assessed again since a time, the longest ago first."""
        found = self._run(
            "SELECT decision FROM standings WHERE stage IN ('decided', 'accepted', 'overridden', 'deferred', 'training', 'adopted')"
            " AND (assessed_at IS NULL OR assessed_at < ?1) AND coalesce(decided_at, 0) < ?1 AND (?3 IS NULL OR team = ?3)"
            " ORDER BY assessed_at, decision LIMIT ?2",
            (before, most, team),
        )
        return tuple(row[0] for row in found)

    def assessed(self, decision: int, at: float) -> None:
        """Say that a decision was assessed again."""
        self._run("UPDATE standings SET assessed_at = ? WHERE decision = ?", (at, decision))


def _narrowed(wanted: Wanted) -> tuple[str | None, str, list[Any]]:
    """Tables, conditions and their values; no table where nothing can be found."""
    source, conditions, values = "standings", ["1 = 1"], list[Any]()

    def also(condition: str, *more: Any) -> None:
        conditions.append(condition)
        values.extend(more)

    if wanted.words is not None:
        query = _fts(wanted.words)
        if not query:
            return None, "", []
        source = "standings_fts JOIN standings ON standings.decision = standings_fts.rowid"
        also("standings_fts MATCH ?", query)
    if wanted.team is not None:
        also("standings.team = ?", wanted.team)
    if wanted.channels is not None:
        marks = ", ".join("?" for _ in wanted.channels)
        seen = f"standings.channel IN ({marks}) AND standings.place <> 'im'" if wanted.channels else "0"
        also(f"(({seen}) OR (standings.place = 'im' AND standings.started_by = ?))", *sorted(wanted.channels), wanted.direct_of)
    if wanted.stages:
        also(f"standings.stage IN ({', '.join('?' for _ in wanted.stages)})", *wanted.stages)
    if wanted.person is not None:
        also("(standings.owner = ? OR standings.started_by = ?)", wanted.person, wanted.person)
    if wanted.due_by is not None:
        also("(standings.asked_on IS NOT NULL OR standings.due_on <= ?)", wanted.due_by)
    if wanted.decided_since is not None:
        also("standings.decided_at >= ?", wanted.decided_since)
    return source, " AND ".join(conditions), values


def _fts(words: str) -> str:
    """A search of any characters as an FTS query: every word, or what begins with it, has to be there; none is an operator."""
    kept = [one for one in words.replace("\0", " ").split() if any(letter.isalnum() for letter in one)]
    return " ".join('"' + one.replace('"', '""') + '"*' for one in kept[:_MOST_WORDS])


def _standing(row: sqlite3.Row) -> Standing:
    values = {name: row[name] for name in _COLUMNS}
    return Standing(**values | {"is_late": bool(row["is_late"])})
