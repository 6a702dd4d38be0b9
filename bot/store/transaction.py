"""One SQLite transaction, in SQL: all that is read and written within it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from bot.store.deletion import SqliteForgetting
from bot.store.digests import SqliteDigests
from bot.store.effects import Place
from bot.store.outbox import SqliteOutbox
from bot.store.records import Decision, Shown
from bot.store.rows import ENTRY_COLUMNS, entry_of
from bot.store.summaries import SqliteSummaries
from bot.store.verdicts import SqliteVerdicts
from flows.log.entries import Concluded, Entry
from flows.log.log import Log
from flows.verdict.reply import Reply

_ENTRY_COLUMNS = ", ".join(f'"{name}"' for name in ENTRY_COLUMNS)
_SELECT_ENTRIES = f"SELECT {_ENTRY_COLUMNS} FROM entries"  # noqa: S608 - fixed column names

# A first message that did not stand after this long has failed for good, or waits for an invitation.
_OPENING = 600.0
# Our clock and Slack's.
_CLOCKS_APART = 120.0
_LAST_ON = """WHERE decision = ?1 AND question = ?2 AND (?3 IS NULL OR "by" = ?3)
    AND id > coalesce((SELECT max(id) FROM entries WHERE decision = ?1 AND kind = 'restarted'), 0)
    ORDER BY id DESC LIMIT 1"""


class SqliteUnit(SqliteOutbox, SqliteVerdicts, SqliteSummaries, SqliteDigests, SqliteForgetting):
    """Reads and writes within the transaction of one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute

    def end(self) -> None:
        """The transaction has ended: whoever kept this can do nothing with it."""
        self._run = _ended

    # Decisions and their logs

    def decision(self, id_: int) -> Decision | None:
        """A decision by its id."""
        return self._decision("SELECT * FROM decisions WHERE id = ?", id_)

    def decision_in_thread(self, team: str, channel: str, thread_ts: str) -> Decision | None:
        """The decision that a thread belongs to."""
        return self._decision(
            "SELECT * FROM decisions WHERE team = ? AND channel = ? AND thread_ts = ?", team, channel, thread_ts
        )

    def decision_of_source(self, team: str, channel: str, source: str) -> Decision | None:
        """The decision whose log has something that was said in one message."""
        return self._decision(
            "SELECT * FROM decisions WHERE team = ? AND channel = ? AND id IN (SELECT decision FROM entries WHERE source = ?) LIMIT 1",
            team,
            channel,
            source,
        )

    def latest_in_channel(self, team: str, channel: str) -> Decision | None:
        """The decision that was begun last in a channel."""
        return self._decision(
            "SELECT * FROM decisions WHERE team = ? AND channel = ? ORDER BY id DESC LIMIT 1", team, channel
        )

    def is_opening(self, team: str, channel: str, thread: float, now: float) -> bool:
        """Whether a thread may be that of a new decision whose first message is being sent."""
        openings = self._run(
            "SELECT 1 FROM decisions WHERE team = ? AND channel = ? AND thread_ts IS NULL AND started_at BETWEEN ? AND ?"
            " AND id IN (SELECT decision FROM outbox WHERE (kind = 'thread' OR name = 'root') AND state IN ('waiting', 'sending')) LIMIT 1",
            (team, channel, now - _OPENING, thread + _CLOCKS_APART),
        )
        return openings.fetchone() is not None

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
        inserted = self._run(
            "INSERT INTO decisions (team, channel, place, thread_ts, started_by, started_at, response_url) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (team, channel, place, thread_ts, by, now, response_url),
        )
        assert inserted.lastrowid is not None
        return inserted.lastrowid

    def place_thread(self, decision: int, thread_ts: str) -> None:
        """Say where the thread of a decision is."""
        self._run("UPDATE decisions SET thread_ts = ? WHERE id = ? AND thread_ts IS NULL", (thread_ts, decision))

    def unplace_thread(self, decision: int) -> None:
        """Say that the thread of a decision is gone; what was only told in passing is not told again."""
        self._run("UPDATE decisions SET thread_ts = NULL WHERE id = ?", (decision,))
        self._run(
            "DELETE FROM messages WHERE decision = ? AND (name = 'root' OR name LIKE 'ask:%' OR name LIKE 'verdict:%' OR name LIKE 'life:%')",
            (decision,),
        )
        self._run("DELETE FROM outbox WHERE decision = ? AND kind IN ('post', 'update')", (decision,))

    def set_place(self, decision: int, place: Place) -> None:
        """Say what kind of channel a decision is in."""
        self._run("UPDATE decisions SET place = ? WHERE id = ?", (place, decision))

    def log(self, decision: int) -> Log:
        """The whole log, in order."""
        sql = f"SELECT id, {_ENTRY_COLUMNS} FROM entries WHERE decision = ? ORDER BY id"  # noqa: S608
        rows = self._run(sql, (decision,)).fetchall()
        verdicts = self._verdicts(decision) if any(row["kind"] == Concluded.kind for row in rows) else {}
        return Log(tuple(entry_of(row, value=verdicts.get(row["id"])) for row in rows))

    def size(self, decision: int) -> int:
        """How many entries the log has."""
        return int(self._run("SELECT count(*) FROM entries WHERE decision = ?", (decision,)).fetchone()[0])

    def said_in(self, decision: int, source: str) -> tuple[Entry, ...]:
        """The entries that came from one message or form."""
        rows = self._run(f"{_SELECT_ENTRIES} WHERE decision = ? AND source = ? ORDER BY id", (decision, source))
        return tuple(entry_of(row) for row in rows)

    def last_on(self, decision: int, question: str, by: str | None = None) -> Entry | None:
        """The last entry about a question since the log was last restarted, by anybody or by one person."""
        row = self._run(f"{_SELECT_ENTRIES} {_LAST_ON}", (decision, question, by)).fetchone()
        return None if row is None else entry_of(row)

    def append(self, decision: int, entries: Iterable[Entry], reply: Reply | None = None) -> None:
        """Add to a log; `reply` is that of the verdict among the entries."""
        for entry in entries:
            row = entry.to_json()
            is_verdict = isinstance(entry, Concluded)
            value = json.dumps(row["value"], ensure_ascii=False) if "value" in row and not is_verdict else None
            inserted = self._run(
                f"INSERT INTO entries (decision, {_ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (decision, *(value if name == "value" else row.get(name) for name in ENTRY_COLUMNS)),
            )
            if isinstance(entry, Concluded):
                assert inserted.lastrowid is not None
                self._keep_verdict(inserted.lastrowid, decision, entry, reply)

    # Deliveries

    def seen(self, key: str) -> str | None:
        """What was noted with a delivery's key; None where the key is new."""
        row = self._run("SELECT note FROM deliveries WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def first_time(self, key: str, now: float, note: str = "") -> bool:
        """Record a delivery's key; False where it was seen before."""
        inserted = self._run(
            'INSERT INTO deliveries ("key", at, note) VALUES (?, ?, ?) ON CONFLICT ("key") DO NOTHING', (key, now, note)
        )
        return inserted.rowcount == 1

    def note(self, key: str, note: str) -> None:
        """Change what was noted with a key."""
        self._run("UPDATE deliveries SET note = ? WHERE key = ?", (note, key))

    # Messages of a thread

    def shown(self, decision: int) -> tuple[Shown, ...]:
        """The messages of the thread, in the order they were first posted."""
        rows = self._run(
            "SELECT name, version, ts, delivered_at FROM messages WHERE decision = ? ORDER BY id", (decision,)
        )
        return tuple(Shown(*row) for row in rows)

    def shown_as(self, decision: int, ts: str) -> Shown | None:
        """The message with a Slack id."""
        row = self._run(
            "SELECT name, version, ts, delivered_at FROM messages WHERE decision = ? AND ts = ?", (decision, ts)
        ).fetchone()
        return None if row is None else Shown(*row)

    def shown_at(self, team: str, channel: str, ts: str) -> tuple[int, str] | None:
        """The decision and the name of the message that stands at a place of a channel."""
        row = self._run(
            "SELECT decision, name FROM messages WHERE ts = ? AND decision IN (SELECT id FROM decisions WHERE team = ? AND channel = ?)",
            (ts, team, channel),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def show(self, decision: int, name: str, version: str) -> None:
        """Say that a message now has this version, which is on its way."""
        self._run(
            "INSERT INTO messages (decision, name, version) VALUES (?, ?, ?)"
            " ON CONFLICT (decision, name) DO UPDATE SET version = excluded.version, delivered_at = NULL",
            (decision, name, version),
        )

    def stands(self, decision: int, name: str, ts: str, version: str, now: float) -> None:
        """Say that a version of a message was delivered, with its Slack id."""
        self._run("UPDATE messages SET ts = ? WHERE decision = ? AND name = ?", (ts, decision, name))
        self._run(
            "UPDATE messages SET delivered_at = ? WHERE decision = ? AND name = ? AND version = ?",
            (now, decision, name, version),
        )

    def forget_message(self, decision: int, name: str) -> None:
        """Say that a message does not stand."""
        self._run("DELETE FROM messages WHERE decision = ? AND name = ?", (decision, name))

    def _decision(self, sql: str, *values: Any) -> Decision | None:
        row = self._run(sql, values).fetchone()
        return None if row is None else Decision(**{key: row[key] for key in row.keys()})  # noqa: SIM118 - a Row is no dict


def _ended(*_: Any) -> Any:
    raise RuntimeError("the transaction has ended")
