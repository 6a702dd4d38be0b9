"""Rows of the database as entries of a log and effects of the outbox, and times as they stand in a log."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from bot.store.effects import from_json
from bot.store.records import Effect
from flows.log.entries import Entry

ENTRY_COLUMNS = ("kind", "question", "value", "text", "by", "at", "source", "how")


def entry_of(row: sqlite3.Row, prefix: str = "") -> Entry:
    """The entry of a row; `prefix` stands before the names of its columns."""
    stored = {name: row[prefix + name] for name in ENTRY_COLUMNS if row[prefix + name] is not None}
    if "value" in stored:
        stored["value"] = json.loads(stored["value"])
    return Entry.from_json(stored)


def effect_of(row: sqlite3.Row) -> Effect:
    """An effect as it was put in."""
    values = {key: row[key] for key in row.keys() if key not in ("kind", "payload")}  # noqa: SIM118 - a Row is no dict
    texts = {name: row[name] or "" for name in ("team", "channel", "name")}
    return Effect(from_json(row["kind"], row["payload"]), **values | texts | {"uncertain": bool(row["uncertain"])})


def iso(seconds: float) -> str:
    """A time as entries have it; entries are in UTC, so that the text sorts as the time does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
