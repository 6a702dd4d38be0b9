"""The database's versions. A migration that was released is never edited; a change is a new one below it."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

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
            "id": int, "decision": int, "kind": str, "question": str, "value": str, "text": str, "by": str, "at": str,
            "source": str, "how": str,
        },
        pk="id", not_null={"decision", "kind"}, foreign_keys=[("decision", "decisions", "id")], strict=True,
    )  # fmt: skip
    db.table("entries").create_index(["decision", "question"])
    db.table("entries").create_index(["source"])
    db.table("deliveries").create({"key": str, "at": float, "note": str}, pk="key", not_null={"at", "note"}, strict=True)
    db.table("messages").create(
        {"id": int, "decision": int, "name": str, "version": str, "ts": str, "delivered_at": float},
        pk="id", not_null={"decision", "name", "version"}, foreign_keys=[("decision", "decisions", "id")], strict=True,
    )  # fmt: skip
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


def names() -> frozenset[str]:
    """Every migration that this version knows."""
    empty = Database(memory=True, execute_plugins=False)
    try:
        return frozenset(one.name for one in migrations.pending(empty))
    finally:
        empty.close()
