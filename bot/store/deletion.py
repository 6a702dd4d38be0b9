"""What is deleted for good, in SQL: one decision at once, a workspace in batches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from bot.store.effects import Item, kind_of, to_json
from bot.store.records import Effect, Forgotten
from bot.store.rows import effect_of

_COLUMNS = 'team, why, at, decision, "by", channel, thread_ts, up_to'
# Children first: a decision goes when nothing points to it.
_TABLES = (
    ("files", "decision"),
    ("standings", "decision"),
    ("messages", "decision"),
    ("conclusions", "decision"),
    ("entries", "decision"),
    ("decisions", "id"),
)
# What quotes several decisions says so in its payload; a digest, a Home tab and an export of all may quote any.
_QUOTES = (
    "decision IS NULL AND team = ?2 AND (EXISTS (SELECT 1 FROM json_each(payload, '$.about') WHERE value = ?1)"
    " OR json_type(payload, '$.about') = 'null' OR kind IN ('document', 'publish') OR json_type(payload, '$.digest') = 'object')"
)
# The kinds of deliveries whose keys name their workspace.
_KEYS = ("click", "command", "deleted:message", "digest", "direct", "form", "message", "shortcut")
# Leaf pages of the search index that one transaction merges: some tens of milliseconds.
_PAGES = 200


class SqliteForgetting:
    """The forgetting part of a transaction."""

    _run: Callable[..., sqlite3.Cursor]

    def forgotten(self, decision: int, team: str) -> Forgotten | None:
        """What is known of a decision that was deleted."""
        return self._forgotten("team = ?1 AND (decision = ?2 OR (decision IS NULL AND up_to >= ?2))", team, decision)

    def forgotten_in_thread(self, team: str, channel: str, thread_ts: str) -> Forgotten | None:
        """The same by the thread that it had."""
        return self._forgotten("team = ? AND channel = ? AND thread_ts = ?", team, channel, thread_ts)

    def _forgotten(self, condition: str, *values: Any) -> Forgotten | None:
        sql = f"SELECT {_COLUMNS} FROM forgotten WHERE {condition} ORDER BY id DESC LIMIT 1"  # noqa: S608
        row = self._run(sql, values).fetchone()
        return None if row is None else Forgotten(*row)

    def files(self, decision: int) -> tuple[str, ...]:
        """The ids of the files that were uploaded for a decision."""
        return tuple(
            row[0] for row in self._run("SELECT file FROM files WHERE decision = ? ORDER BY file", (decision,))
        )

    def keep_file(self, decision: int, file: str) -> None:
        """Say that a file was uploaded."""
        self._run("INSERT INTO files (file, decision) VALUES (?, ?) ON CONFLICT (file) DO NOTHING", (file, decision))

    def begun(self, decision: int) -> tuple[Effect, ...]:
        """The effects of a decision of which a try is being made, or may have reached Slack."""
        rows = self._run(
            "SELECT * FROM outbox WHERE decision = ? AND (state = 'sending' OR (uncertain AND state <> 'failed')) ORDER BY id",
            (decision,),
        )
        return tuple(effect_of(row) for row in rows)

    def quoting(self, decision: int, team: str) -> tuple[Effect, ...]:
        """The effects that are about more than one decision, and quote this one or may do so."""
        rows = self._run(f"SELECT * FROM outbox WHERE {_QUOTES} ORDER BY id", (decision, team))  # noqa: S608
        return tuple(effect_of(row) for row in rows)

    def turn_into(self, effect: int, item: Item) -> None:
        """Make another effect of one, claimed or not as it was."""
        self._run(
            "UPDATE outbox SET kind = ?, name = '', payload = ?, error = NULL WHERE id = ?",
            (kind_of(item), to_json(item), effect),
        )

    def forget(self, decision: int, by: str | None, why: str, now: float) -> bool:
        """Delete a decision and all that is kept of it but effects of kind `delete`; record that."""
        recorded = self._run(
            'INSERT INTO forgotten (team, decision, channel, thread_ts, "by", why, at)'
            " SELECT team, id, channel, thread_ts, ?2, ?3, ?4 FROM decisions WHERE id = ?1",
            (decision, by, why, now),
        )
        if recorded.rowcount != 1:
            return False
        self._run("DELETE FROM outbox WHERE decision = ? AND kind <> 'delete'", (decision,))
        for table, column in _TABLES:
            self._run(f"DELETE FROM {table} WHERE {column} = ?", (decision,))  # noqa: S608
        return True

    def forget_workspace(self, team: str, why: str, now: float) -> int:
        """Record that all of a workspace is to be deleted."""
        last = self._run("SELECT coalesce(max(id), 0) FROM decisions WHERE team = ?", (team,)).fetchone()[0]
        self._run("INSERT INTO forgotten (team, up_to, why, at) VALUES (?, ?, ?, ?)", (team, last, why, now))
        return int(last)

    def erase_some(self, team: str, up_to: int, before: float, most: int) -> int:
        """Delete some of what a workspace has."""
        return (
            self._erase("outbox", "team = ? AND created <= ? AND kind <> 'erase'", most * 10, team, before)
            or self._erase_decisions(team, up_to, most)
            or self._erase("digests", "team = ? AND set_at <= ?", most, team, before)
            or next((done for kind in _KEYS if (done := self._erase_keys(f"{kind}:{team}:", before, most * 10))), 0)
        )

    def _erase_decisions(self, team: str, up_to: int, most: int) -> int:
        rows = self._run("SELECT id FROM decisions WHERE team = ? AND id <= ? ORDER BY id LIMIT ?", (team, up_to, most))
        ids = json.dumps([row[0] for row in rows])
        done = 0
        for table, column in (("outbox", "decision"), *_TABLES):
            done = self._run(f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (ids,)).rowcount  # noqa: S608
        return done

    def _erase_keys(self, prefix: str, before: float, most: int) -> int:
        """Keys that begin so: a range of the index, which ends with the character after the colon."""
        return self._erase(
            "deliveries", '"key" >= ? AND "key" < ? AND at <= ?', most, prefix, prefix[:-1] + ";", before
        )

    def _erase(self, table: str, condition: str, most: int, *values: Any) -> int:
        rows = f"SELECT rowid FROM {table} WHERE {condition} LIMIT ?"  # noqa: S608
        return self._run(f"DELETE FROM {table} WHERE rowid IN ({rows})", (*values, most)).rowcount  # noqa: S608

    def tidy_index(self, first: bool) -> bool:
        """Merge a part of the search index, so that words that were deleted leave it; False once there is nothing to merge.

        FTS5 only marks what is deleted, until its segments are merged to one: a negative number begins that.
        """
        before = self._changes()
        self._run(
            "INSERT INTO standings_fts (standings_fts, rank) VALUES ('merge', ?)", (-_PAGES if first else _PAGES,)
        )
        # So say the docs of FTS5: a merge that changes less than two rows had nothing to do.
        return self._changes() - before >= 2

    def _changes(self) -> int:
        return int(self._run("SELECT total_changes()").fetchone()[0])
