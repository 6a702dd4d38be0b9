"""One SQLite transaction, in SQL: all that is read and written within it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from bot.store.deletion import SqliteForgetting
from bot.store.digests import SqliteDigests
from bot.store.effects import Item, Place, kind_of, to_json
from bot.store.records import Backlog, Decision, Effect, Shown
from bot.store.rows import ENTRY_COLUMNS, effect_of, entry_of
from bot.store.summaries import SqliteStandings
from flows.log.entries import Entry

_ENTRY_COLUMNS = ", ".join(f'"{name}"' for name in ENTRY_COLUMNS)
_SELECT_ENTRIES = f"SELECT {_ENTRY_COLUMNS} FROM entries"  # noqa: S608 - fixed column names

# A first message that did not stand after this long has failed for good, or waits for an invitation.
_OPENING = 600.0
# Our clock and Slack's.
_CLOCKS_APART = 120.0
_LAST_ON = """WHERE decision = ?1 AND question = ?2 AND (?3 IS NULL OR "by" = ?3)
    AND id > coalesce((SELECT max(id) FROM entries WHERE decision = ?1 AND kind = 'restarted'), 0)
    ORDER BY id DESC LIMIT 1"""

# A change to a message that has to wait lets the lane's other effects pass: nobody waits for it, and there is one for a message.
_STEPS_ASIDE = "(kind = 'update' AND state = 'waiting' AND due > ?1)"
_FIRST = f"SELECT min(id) FROM outbox WHERE state <> 'failed' AND NOT {_STEPS_ASIDE} GROUP BY lane"  # noqa: S608


class SqliteUnit(SqliteStandings, SqliteDigests, SqliteForgetting):
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
        found = self._run(
            "SELECT 1 FROM decisions WHERE team = ? AND channel = ? AND thread_ts IS NULL AND started_at BETWEEN ? AND ?"
            " AND id IN (SELECT decision FROM outbox WHERE (kind = 'thread' OR name = 'root') AND state IN ('waiting', 'sending')) LIMIT 1",
            (team, channel, now - _OPENING, thread + _CLOCKS_APART),
        )
        return found.fetchone() is not None

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
        made = self._run(
            "INSERT INTO decisions (team, channel, place, thread_ts, started_by, started_at, response_url) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (team, channel, place, thread_ts, by, now, response_url),
        )
        assert made.lastrowid is not None
        return made.lastrowid

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

    def log(self, decision: int) -> tuple[Entry, ...]:
        """The whole log, in order."""
        return tuple(
            entry_of(row) for row in self._run(f"{_SELECT_ENTRIES} WHERE decision = ? ORDER BY id", (decision,))
        )

    def size(self, decision: int) -> int:
        """How many entries the log has."""
        return int(self._run("SELECT count(*) FROM entries WHERE decision = ?", (decision,)).fetchone()[0])

    def said_in(self, decision: int, source: str) -> tuple[Entry, ...]:
        """The entries that came from one message or form."""
        found = self._run(f"{_SELECT_ENTRIES} WHERE decision = ? AND source = ? ORDER BY id", (decision, source))
        return tuple(entry_of(row) for row in found)

    def last_on(self, decision: int, question: str, by: str | None = None) -> Entry | None:
        """The last entry about a question since the log was last restarted, by anybody or by one person."""
        row = self._run(f"{_SELECT_ENTRIES} {_LAST_ON}", (decision, question, by)).fetchone()
        return None if row is None else entry_of(row)

    def append(self, decision: int, entries: Iterable[Entry]) -> None:
        """Add to a log."""
        for entry in entries:
            row = entry.to_json()
            value = json.dumps(row["value"], ensure_ascii=False) if "value" in row else None
            self._run(
                f"INSERT INTO entries (decision, {_ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                (decision, *(value if name == "value" else row.get(name) for name in ENTRY_COLUMNS)),
            )

    # Deliveries

    def seen(self, key: str) -> str | None:
        """What was noted with a delivery's key; None where the key is new."""
        row = self._run("SELECT note FROM deliveries WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def first_time(self, key: str, now: float, note: str = "") -> bool:
        """Record a delivery's key; False where it was seen before."""
        made = self._run(
            'INSERT INTO deliveries ("key", at, note) VALUES (?, ?, ?) ON CONFLICT ("key") DO NOTHING', (key, now, note)
        )
        return made.rowcount == 1

    def note(self, key: str, note: str) -> None:
        """Change what was noted with a key."""
        self._run("UPDATE deliveries SET note = ? WHERE key = ?", (note, key))

    # Messages of a thread

    def shown(self, decision: int) -> tuple[Shown, ...]:
        """The messages of the thread, in the order they were first posted."""
        found = self._run(
            "SELECT name, version, ts, delivered_at FROM messages WHERE decision = ? ORDER BY id", (decision,)
        )
        return tuple(Shown(*row) for row in found)

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

    # The outbox

    def enqueue(self, effects: Iterable[Effect]) -> None:
        """Put effects into the outbox, in order."""
        for one in effects:
            self._run(
                "INSERT INTO outbox (lane, kind, decision, team, channel, name, payload, state, attempts, due, uncertain, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, 0, ?)",
                (
                    one.lane,
                    one.kind,
                    one.decision,
                    one.team,
                    one.channel,
                    one.name,
                    to_json(one.item),
                    one.due,
                    one.created,
                ),
            )

    def due(self, now: float) -> tuple[Effect, ...]:
        """The first effect of every lane, where its time has come and nobody waits for it."""
        found = self._run(
            f"SELECT * FROM outbox WHERE id IN ({_FIRST}) AND state IN ('waiting', 'sending') AND due <= ?1 ORDER BY id",  # noqa: S608
            (now,),
        )
        return tuple(effect_of(row) for row in found)

    def next_due(self, now: float) -> float | None:
        """When the next effect is due that nothing holds up; in the past where one is due already."""
        row = self._run(
            f"SELECT min(due) FROM outbox WHERE state IN ('waiting', 'sending') AND (id IN ({_FIRST}) OR {_STEPS_ASIDE})",  # noqa: S608
            (now,),
        ).fetchone()
        return None if row is None else row[0]

    def effects(self, lane: str) -> tuple[Effect, ...]:
        """What a lane of the outbox still holds, in order."""
        return tuple(effect_of(row) for row in self._run("SELECT * FROM outbox WHERE lane = ? ORDER BY id", (lane,)))

    def claim(self, effect: int, owner: str, until: float, now: float | None = None) -> Effect | None:
        """Take an effect for one try; a claim that ran out leaves it uncertain."""
        row = self._run(
            "UPDATE outbox SET uncertain = uncertain OR state = 'sending', state = 'sending', owner = ?1, due = ?2, attempts = attempts + 1"
            " WHERE id = ?3 AND state IN ('waiting', 'sending') AND due <= coalesce(?4, due) RETURNING *",
            (owner, until, effect, now),
        ).fetchone()
        return None if row is None else effect_of(row)

    def owners(self) -> tuple[str, ...]:
        """Who has claimed something."""
        return tuple(row[0] for row in self._run("SELECT DISTINCT owner FROM outbox WHERE state = 'sending'"))

    def release_owner(self, owner: str) -> int:
        """Give back what an owner that is gone had claimed, as uncertain."""
        done = self._run(
            "UPDATE outbox SET state = 'waiting', uncertain = 1, due = 0, owner = NULL WHERE state = 'sending' AND owner = ?",
            (owner,),
        )
        return done.rowcount

    def done(self, effect: int) -> bool:
        """Take an effect out of the outbox; False where it was gone."""
        return self._run("DELETE FROM outbox WHERE id = ?", (effect,)).rowcount == 1

    def redraw(self, effect: int, item: Item) -> None:
        """Change what an effect will do or send."""
        self._run("UPDATE outbox SET kind = ?, payload = ? WHERE id = ?", (kind_of(item), to_json(item), effect))

    def later(self, effect: int, due: float, error: str, *, uncertain: bool) -> None:
        """Try an effect again at a time."""
        self._run(
            "UPDATE outbox SET state = 'waiting', owner = NULL, due = ?, error = ?, uncertain = ? WHERE id = ?",
            (due, error, int(uncertain), effect),
        )

    def postpone(self, effect: int, due: float, error: str) -> None:
        """Draw or carry out an effect at a later time, which counts as a try."""
        self._run("UPDATE outbox SET due = ?, error = ?, attempts = attempts + 1 WHERE id = ?", (due, error, effect))

    def fail(self, effect: int, error: str) -> None:
        """Record that an effect can never be done."""
        self._run("UPDATE outbox SET state = 'failed', owner = NULL, error = ? WHERE id = ?", (error, effect))

    def hold(self, effect: int, error: str) -> None:
        """Stop a lane at an effect until somebody lets it go on."""
        self._run("UPDATE outbox SET state = 'held', owner = NULL, error = ? WHERE id = ?", (error, effect))

    def let_go(self, team: str, channel: str, now: float) -> int:
        """Let every held lane of a channel go on."""
        done = self._run(
            "UPDATE outbox SET state = 'waiting', due = ?, attempts = 0 WHERE state = 'held' AND team = ? AND channel = ?",
            (now, team, channel),
        )
        return done.rowcount

    def backlog(self) -> Backlog:
        """What the outbox still has to do."""
        counts = {row[0]: row[1] for row in self._run("SELECT state, count(*) FROM outbox GROUP BY state")}
        oldest = self._run("SELECT min(created) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
        return Backlog(
            counts.get("waiting", 0) + counts.get("sending", 0), oldest, counts.get("held", 0), counts.get("failed", 0)
        )

    def _decision(self, sql: str, *values: Any) -> Decision | None:
        row = self._run(sql, values).fetchone()
        return None if row is None else Decision(**{key: row[key] for key in row.keys()})  # noqa: SIM118 - a Row is no dict


def _ended(*_: Any) -> Any:
    raise RuntimeError("the transaction has ended")
