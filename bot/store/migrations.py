"""The database's versions. A migration that was released is never edited; a change is a new one below it."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("should-we-finetune")


@migrations()
def m001_log_and_outbox(db: Database) -> None:
    """Decisions, their logs, the deliveries that were seen, the messages that stand, and the outbox."""
    db.table("decisions").create(
        {
            "id": int, "team": str, "channel": str, "place": str, "thread_ts": str, "started_by": str, "started_at": float,
            "response_url": str,
        },
        pk="id", not_null={"team", "channel", "place", "started_by", "started_at"}, strict=True,
    )  # fmt: skip
    db.table("decisions").create_index(["team", "channel", "thread_ts"], unique=True)
    db.table("entries").create(
        {
            "id": int, "decision": int, "kind": str, "question": str, "value": str, "text": str, "by": str, "at": str,
            "source": str, "how": str,
        },
        pk="id", not_null={"decision", "kind"}, foreign_keys=[("decision", "decisions", "id")], strict=True,
    )  # fmt: skip
    db.table("entries").create_index(["decision", "question"])
    db.table("deliveries").create({"key": str, "at": float, "note": str}, pk="key", not_null={"at", "note"}, strict=True)
    db.table("messages").create(
        {"id": int, "decision": int, "name": str, "version": str, "ts": str, "delivered_at": float},
        pk="id", not_null={"decision", "name", "version"}, foreign_keys=[("decision", "decisions", "id")], strict=True,
    )  # fmt: skip
    db.table("messages").create_index(["decision", "name"], unique=True)
    db.table("outbox").create(
        {
            "id": int, "lane": str, "kind": str, "decision": int, "team": str, "channel": str, "name": str, "payload": str,
            "state": str, "attempts": int, "due": float, "owner": str, "uncertain": int, "error": str, "created": float,
        },
        pk="id", not_null={"lane", "kind", "payload", "state", "attempts", "due", "uncertain", "created"}, strict=True,
    )  # fmt: skip
    db.table("outbox").create_index(["lane", "id"])
