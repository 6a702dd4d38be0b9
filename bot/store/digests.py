"""Weekly digests, in SQL: which channels have one, and what they tell.

Every question is asked of an index, channel by channel, and ends at a limit: what a digest costs follows what happened, and not
how many decisions there are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from bot.store.records import DecisionSummary, Digest, DigestChannels, Event, FirstOfMany
from bot.store.rows import ENTRY_COLUMNS, entry_of, iso
from bot.store.summaries import NAMES, QUALIFIED, summary_of

_DIGEST = tuple(field.name for field in fields(Digest))
_DIGEST_NAMES = ", ".join(_DIGEST)
_DIGEST_MARKS = ", ".join("?" for _ in _DIGEST)
# As the index `entries_events` has it, word for word: else it cannot be used.
_KINDS = (
    "kind IN ('accepted', 'overrode', 'deferred', 'measured', 'carried_on',"
    " 'stopped', 'adopted', 'reviewed', 'dissented', 'reassessed', 'superseded')"
)
_EVENTS = ", ".join(f'entries."{name}" AS entry_{name}' for name in ENTRY_COLUMNS)
_MOST_COUNTED = 1000
# Which lines were told is of no use after so long.
_TOLD_FOR = 35 * 86_400.0


class SqliteDigests:
    """The digests part of a transaction."""

    _run: Callable[..., sqlite3.Cursor]

    def digest(self, team: str, channel: str) -> Digest | None:
        """What was set up in a channel."""
        sql = f"SELECT {_DIGEST_NAMES} FROM digests WHERE team = ? AND channel = ?"  # noqa: S608
        row = self._run(sql, (team, channel)).fetchone()
        return None if row is None else _digest(row)

    def digests(self, team: str) -> tuple[Digest, ...]:
        """What was set up in a workspace."""
        return tuple(_digest(row) for row in self._run(f"SELECT {_DIGEST_NAMES} FROM digests WHERE team = ?", (team,)))  # noqa: S608

    def keep_digest(self, digest: Digest) -> None:
        """Set a channel's digest up, in place of the one it had."""
        values = tuple(_stored(getattr(digest, name)) for name in _DIGEST)
        self._run(f"INSERT OR REPLACE INTO digests ({_DIGEST_NAMES}) VALUES ({_DIGEST_MARKS})", values)  # noqa: S608

    def drop_digest(self, team: str, channel: str) -> bool:
        """Take a channel's digest away; False where it has none."""
        return self._run("DELETE FROM digests WHERE team = ? AND channel = ?", (team, channel)).rowcount == 1

    def digest_sent(self, team: str, channel: str, at: float, told: tuple[str, ...] = ()) -> None:
        """Say up to when the digest that was delivered tells, and which lines that wait it told; what is long told is dropped."""
        digest = self.digest(team, channel)
        if digest is None:
            return
        kept = {key: when for key, when in digest.told.items() if at - when < _TOLD_FOR} | dict.fromkeys(told, at)
        self._run(
            "UPDATE digests SET sent_at = ?, told = ? WHERE team = ? AND channel = ?",
            (at, json.dumps(kept), team, channel),
        )

    def places(self, team: str, *, most: int) -> tuple[str, ...]:
        """Channels of a workspace that have decisions, direct messages left out, by their ids."""
        # From one channel to the next by the index: not through every decision of each.
        rows = self._run(
            "WITH RECURSIVE places (channel) AS (SELECT min(channel) FROM standings WHERE team = ?1 UNION ALL"
            " SELECT (SELECT min(channel) FROM standings WHERE team = ?1 AND channel > places.channel) FROM places"
            " WHERE places.channel IS NOT NULL)"
            " SELECT channel FROM places WHERE channel IS NOT NULL"
            " AND (SELECT place FROM standings WHERE team = ?1 AND standings.channel = places.channel LIMIT 1) <> 'im' LIMIT ?2",
            (team, most),
        )
        return tuple(row[0] for row in rows)

    def decided_in(self, within: DigestChannels, since: float, until: float, *, most: int) -> FirstOfMany:
        """Those that got their verdict in a time, the last first."""
        return self._first_of_many(
            within, "decided_at >= ? AND decided_at < ?", (since, until), "decided_at", most, last_first=True
        )

    def waiting_in(self, within: DigestChannels, since: float, until: float, *, most: int) -> FirstOfMany:
        """Those that have waited for somebody's word since a time, the longest first; what the bot asked on a day left out."""
        return self._first_of_many(
            within, "asked_on IS NULL AND waits_since >= ? AND waits_since < ?", (since, until), "waits_since", most
        )

    def asked_in(self, within: DigestChannels, since: str, until: str, *, reviews: bool, most: int) -> FirstOfMany:
        """Those where the bot has asked, for the numbers of a checkpoint or how it went, and nobody has answered, the longest ago first."""
        sign = "=" if reviews else "<>"
        asked = f"asked_on >= ? AND asked_on < ? AND waits_for {sign} 'how it went'"
        return self._first_of_many(within, asked, (since, until), "asked_on", most)

    def due_in(self, within: DigestChannels, day: str, *, reviews: bool, most: int) -> FirstOfMany:
        """Those where the bot will ask by an ISO day, the first due first."""
        sign = "=" if reviews else "<>"
        return self._first_of_many(
            within, f"asked_on IS NULL AND due_on <= ? AND due_what {sign} 'review'", (day,), "due_on", most
        )

    def events_in(self, within: DigestChannels, since: float, until: float, *, most: int) -> tuple[Event, ...]:
        """What happened in a time and was not taken back, in order; of more than `most` the last."""
        if not within.channels:
            return ()
        marks = ", ".join("?" for _ in within.channels)
        rows = self._run(
            f"SELECT {_EVENTS}, {QUALIFIED} FROM entries INDEXED BY entries_events"  # noqa: S608
            " CROSS JOIN standings ON standings.decision = entries.decision"
            f" WHERE at >= ? AND at < ? AND {_KINDS} AND standings.team = ? AND standings.channel IN ({marks})"
            " AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE later.decision = entries.decision AND later.kind = 'retracted'"
            " AND later.id > entries.id AND json_extract(later.value, '$.source') = entries.source)"
            " ORDER BY at DESC, entries.id DESC LIMIT ?",
            (iso(since), iso(until), within.team, *within.channels, most),
        )
        return tuple(Event(summary_of(row), entry_of(row, "entry_")) for row in rows)[::-1]

    def verdicts_in(self, within: DigestChannels, since: float, until: float) -> dict[str, int]:
        """How many verdicts of each kind were reached in a time."""
        marks = ", ".join("?" for _ in within.channels)
        rows = self._run(
            f"SELECT verdict, count(*) FROM standings WHERE team = ? AND channel IN ({marks}) AND decided_at >= ? AND decided_at < ?"  # noqa: S608
            " AND verdict IS NOT NULL GROUP BY verdict",
            (within.team, *within.channels, since, until),
        )
        return {row[0]: row[1] for row in rows}

    def reviewed(self, team: str, *, most: int) -> tuple[DecisionSummary, ...]:
        """Those of a workspace of which is known how it went, the last first."""
        rows = self._run(
            f"SELECT {NAMES} FROM standings WHERE team = ? AND reviewed_at IS NOT NULL ORDER BY reviewed_at DESC LIMIT ?",  # noqa: S608
            (team, most),
        )
        return tuple(summary_of(row) for row in rows)

    def _first_of_many(
        self,
        within: DigestChannels,
        condition: str,
        values: tuple[Any, ...],
        order: str,
        most: int,
        *,
        last_first: bool = False,
    ) -> FirstOfMany:
        """The first of each channel, then the first of these: one channel's are read in the order of its index, to a limit."""
        where = f"FROM standings WHERE team = ? AND channel = ? AND {condition}"
        rows: list[sqlite3.Row] = []
        count = 0
        for channel in within.channels:
            bound = (within.team, channel, *values)
            left = _MOST_COUNTED - count
            if left > 0:
                counted = f"SELECT count(*) FROM (SELECT 1 {where} LIMIT ?)"  # noqa: S608
                count += self._run(counted, (*bound, left)).fetchone()[0]
            rows += self._run(
                f"SELECT {NAMES} {where} ORDER BY {order} {'DESC' if last_first else ''} LIMIT ?", (*bound, most)
            )
        rows.sort(key=lambda row: (row[order], row["decision"]), reverse=last_first)
        return FirstOfMany(tuple(summary_of(row) for row in rows[:most]), count)


def _stored(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value)
    return int(value) if isinstance(value, bool) else value


def _digest(row: sqlite3.Row) -> Digest:
    values = {name: row[name] for name in _DIGEST}
    return Digest(**values | {"quiet": bool(row["quiet"]), "told": json.loads(row["told"])})
