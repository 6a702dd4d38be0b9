"""The database's versions. A migration that was released is never edited; a change is a new one below it."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from bot.store.earlier_verdicts import verdict_of_before
from bot.store.sql_views import drop_views, make_views

migrations = Migrations("should-we-finetune")


@migrations()
def m001_log_and_outbox(db: Database) -> None:
    """Decisions, their logs, the deliveries that were seen, the messages that stand, and the outbox."""
    # AUTOINCREMENT, so that no id is ever used again: a button carries a decision's, a courier at work an effect's.
    db.execute(
        """CREATE TABLE decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT, team TEXT NOT NULL, channel TEXT NOT NULL, place TEXT NOT NULL, thread_ts TEXT,
            started_by TEXT NOT NULL, started_at REAL NOT NULL, response_url TEXT
        ) STRICT"""
    )
    db.table("decisions").create_index(["team", "channel", "thread_ts"], unique=True)
    db.table("entries").create(
        {
            "id": int,
            "decision": int,
            "kind": str,
            "question": str,
            "value": str,
            "text": str,
            "by": str,
            "at": str,
            "source": str,
            "how": str,
        },
        pk="id",
        not_null={"decision", "kind"},
        foreign_keys=[("decision", "decisions", "id")],
        strict=True,
    )
    db.table("entries").create_index(["decision", "question"])
    db.table("entries").create_index(["source"])
    db.table("deliveries").create(
        {"key": str, "at": float, "note": str}, pk="key", not_null={"at", "note"}, strict=True
    )
    db.table("messages").create(
        {"id": int, "decision": int, "name": str, "version": str, "ts": str, "delivered_at": float},
        pk="id",
        not_null={"decision", "name", "version"},
        foreign_keys=[("decision", "decisions", "id")],
        strict=True,
    )
    db.table("messages").create_index(["decision", "name"], unique=True)
    db.table("messages").create_index(["ts"])
    db.execute(
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, kind TEXT NOT NULL, decision INTEGER, team TEXT, channel TEXT,
            name TEXT, payload TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, due REAL NOT NULL, owner TEXT,
            uncertain INTEGER NOT NULL, error TEXT, created REAL NOT NULL
        ) STRICT"""
    )
    db.table("outbox").create_index(["lane", "id"])
    # What is due is asked for after every commit: it must not grow with what failed for good.
    db.execute("CREATE INDEX outbox_to_do ON outbox (lane, id) WHERE state <> 'failed'")
    # Every answer lets go what was held in its channel: mostly nothing.
    db.execute("CREATE INDEX outbox_held ON outbox (team, channel) WHERE state = 'held'")


@migrations()
def m002_standings_and_digests(db: Database) -> None:
    """Where each decision stands (read by lists, search, digests and the schedule), digests, and what was forgotten."""
    db.execute(
        """CREATE TABLE standings (
            decision INTEGER PRIMARY KEY REFERENCES decisions (id), team TEXT NOT NULL, channel TEXT NOT NULL, place TEXT NOT NULL,
            title TEXT NOT NULL, stage TEXT NOT NULL, verdict TEXT, ready_for TEXT, method TEXT, headline TEXT, owner TEXT,
            started_by TEXT NOT NULL, started_at REAL NOT NULL, decided_at REAL, reacted_at REAL, ended_at REAL, changed_at REAL NOT NULL,
            waits_for TEXT, waits_since REAL, due_on TEXT, due_what TEXT, asked_on TEXT, is_late INTEGER NOT NULL, review_on TEXT,
            today_usd REAL, monthly_usd REAL, upfront_usd REAL, net_usd REAL, predicted_gain REAL, real_gain REAL,
            real_monthly_usd REAL, reviewed_at REAL, supersedes INTEGER, superseded_by INTEGER, words TEXT NOT NULL, assessed_at REAL
        ) STRICT"""
    )
    # A digest, a list and the schedule read what they show, however much else there is.
    db.execute("CREATE INDEX standings_stage ON standings (team, channel, stage, changed_at)")
    db.execute("CREATE INDEX standings_decided ON standings (team, channel, decided_at, verdict)")
    db.execute("CREATE INDEX standings_changed ON standings (team, changed_at)")
    db.execute("CREATE INDEX standings_due ON standings (due_on) WHERE due_on IS NOT NULL")
    db.execute("CREATE INDEX standings_asked ON standings (team, channel, asked_on) WHERE asked_on IS NOT NULL")
    db.execute(
        "CREATE INDEX standings_due_here ON standings (team, channel, due_on) WHERE due_on IS NOT NULL AND asked_on IS NULL"
    )
    db.execute(
        "CREATE INDEX standings_waiting ON standings (team, channel, waits_since) WHERE waits_since IS NOT NULL AND asked_on IS NULL"
    )
    db.execute("CREATE INDEX standings_owner ON standings (team, owner)")
    db.execute("CREATE INDEX standings_starter ON standings (team, started_by)")
    db.execute("CREATE INDEX standings_reviewed ON standings (team, reviewed_at) WHERE reviewed_at IS NOT NULL")
    db.execute(
        "CREATE INDEX standings_assessed ON standings (assessed_at) WHERE stage IN ('decided', 'accepted', 'overridden', 'deferred', 'training', 'adopted')"
    )
    db.table("standings").enable_fts(
        ["title", "headline", "words"], create_triggers=True, tokenize="porter unicode61 remove_diacritics 2"
    )
    # Most changes leave the words as they are: the index is written only where they change.
    db.execute("DROP TRIGGER standings_au")
    db.execute(
        """CREATE TRIGGER standings_au AFTER UPDATE ON standings
        WHEN old.title IS NOT new.title OR old.headline IS NOT new.headline OR old.words IS NOT new.words BEGIN
            INSERT INTO standings_fts (standings_fts, rowid, title, headline, words)
                VALUES ('delete', old.rowid, old.title, old.headline, old.words);
            INSERT INTO standings_fts (rowid, title, headline, words) VALUES (new.rowid, new.title, new.headline, new.words);
        END"""
    )
    # What happened in a week, over all decisions, without a look at every answer.
    db.execute(
        "CREATE INDEX entries_events ON entries (at, kind) WHERE kind IN ('accepted', 'overrode', 'deferred', 'measured', 'carried_on',"
        " 'stopped', 'adopted', 'reviewed', 'dissented', 'reassessed', 'superseded')"
    )
    db.execute(
        """CREATE TABLE digests (
            team TEXT NOT NULL, channel TEXT NOT NULL, place TEXT NOT NULL, weekday INTEGER NOT NULL, minute INTEGER NOT NULL,
            zone TEXT NOT NULL, quiet INTEGER NOT NULL, set_by TEXT NOT NULL, set_at REAL NOT NULL, sent_at REAL,
            PRIMARY KEY (team, channel)
        ) STRICT"""
    )
    # That something was deleted, when and by whom, and where its thread was; nothing of what it said.
    # Without a decision it is a whole workspace: every decision of it up to a number.
    db.execute(
        """CREATE TABLE forgotten (
            id INTEGER PRIMARY KEY AUTOINCREMENT, team TEXT NOT NULL, decision INTEGER, channel TEXT, thread_ts TEXT, up_to INTEGER,
            "by" TEXT, why TEXT NOT NULL, at REAL NOT NULL
        ) STRICT"""
    )
    db.execute("CREATE INDEX forgotten_decision ON forgotten (decision)")
    db.execute("CREATE INDEX forgotten_thread ON forgotten (team, channel, thread_ts)")
    # What was uploaded, so that it can be deleted.
    db.execute("CREATE TABLE files (file TEXT PRIMARY KEY, decision INTEGER NOT NULL REFERENCES decisions (id)) STRICT")
    db.execute("CREATE INDEX files_decision ON files (decision)")
    make_views(db)
    # Decisions of an earlier version get their summary when the courier next looks.
    db.execute(
        "INSERT INTO outbox (lane, kind, decision, team, channel, payload, state, attempts, due, uncertain, created)"
        " SELECT 'draw:' || id, 'thread', id, team, channel, '{}', 'waiting', 0, 0, 0, started_at FROM decisions"
    )


@migrations()
def m003_lists_of_channels(db: Database) -> None:
    """The last changed decisions of each channel, for a list of what somebody may see."""
    db.execute("CREATE INDEX standings_last ON standings (team, channel, changed_at, decision)")


@migrations()
def m004_verdicts_of_their_own(db: Database) -> None:
    """Verdicts in a table of their own, each kept once; before, each stood three times in its entry, packed as text."""
    db.execute(
        """CREATE TABLE conclusions (
            entry INTEGER PRIMARY KEY REFERENCES entries (id), decision INTEGER NOT NULL REFERENCES decisions (id),
            verdict TEXT, ready_for TEXT, headline TEXT, recommended TEXT, review_on TEXT, as_of TEXT, prices_as_of TEXT, because TEXT,
            today_usd REAL, monthly_usd REAL, upkeep_usd REAL, upfront_usd REAL, net_usd REAL, gain REAL,
            criteria TEXT, figures TEXT, reply BLOB
        ) STRICT"""
    )
    db.execute("CREATE INDEX conclusions_decision ON conclusions (decision, entry)")
    earlier = "SELECT id, decision, value FROM entries WHERE kind = 'concluded' AND id > ? ORDER BY id LIMIT 100"
    last = 0
    while rows := db.execute(earlier, (last,)).fetchall():
        for id_, decision, value in rows:
            kept = verdict_of_before(value)
            columns = ", ".join(f'"{name}"' for name in kept)
            marks = ", ".join("?" for _ in kept)
            db.execute(
                f"INSERT INTO conclusions (entry, decision, {columns}) VALUES (?, ?, {marks})",  # noqa: S608
                (id_, decision, *kept.values()),
            )
            last = id_
    db.execute("UPDATE entries SET value = NULL WHERE kind = 'concluded'")
    drop_views(db)
    make_views(db)


@migrations()
def m005_first_steps(db: Database) -> None:
    """What a verdict says to do first, which is asked for on its day."""
    db.execute("ALTER TABLE conclusions ADD COLUMN step TEXT")


@migrations()
def m006_less_noise_of_digests(db: Database) -> None:
    """A digest knows which waiting lines it told; weeks with nothing new are skipped, as nobody could say otherwise before."""
    db.execute("ALTER TABLE digests ADD COLUMN told TEXT NOT NULL DEFAULT '{}'")
    db.execute("UPDATE digests SET quiet = 1")


def names() -> frozenset[str]:
    """Every migration that this version knows."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return frozenset(migration.name for migration in migrations.pending(empty))
    finally:
        empty.close()
