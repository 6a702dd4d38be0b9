"""Rows of the database as entries of a log and effects of the outbox, and times as they stand in a log."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import Any

from bot.store import effects
from bot.store.records import Effect
from flows.log.entries import Entry, from_json

ENTRY_COLUMNS = ("kind", "question", "value", "text", "by", "at", "source", "how")


def entry_of(row: sqlite3.Row, prefix: str = "", *, value: dict[str, Any] | None = None) -> Entry:
    """The entry of a row; `prefix` stands before the names of its columns, `value` takes the place of what is kept elsewhere."""
    stored = {name: row[prefix + name] for name in ENTRY_COLUMNS if row[prefix + name] is not None}
    if "value" in stored:
        stored["value"] = json.loads(stored["value"])
    return from_json(stored if value is None else stored | {"value": value})


def effect_of(row: sqlite3.Row) -> Effect:
    """An effect as it was put in."""
    values = {key: row[key] for key in row.keys() if key not in ("kind", "payload")}  # noqa: SIM118 - a Row is no dict
    texts = {name: row[name] or "" for name in ("team", "channel", "name")}
    return Effect(
        effects.from_json(row["kind"], row["payload"]), **values | texts | {"uncertain": bool(row["uncertain"])}
    )


def iso(seconds: float) -> str:
    """A time as entries have it; entries are in UTC, so that the text sorts as the time does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
