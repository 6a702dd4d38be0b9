"""Rows of the database as entries of a log, and times as they stand in one."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime

from flows.log import Entry

ENTRY_COLUMNS = ("kind", "question", "value", "text", "by", "at", "source", "how")


def entry_of(row: sqlite3.Row, prefix: str = "") -> Entry:
    """The entry of a row; `prefix` stands before the names of its columns."""
    stored = {name: row[prefix + name] for name in ENTRY_COLUMNS if row[prefix + name] is not None}
    if "value" in stored:
        stored["value"] = json.loads(stored["value"])
    return Entry.from_json(stored)


def iso(seconds: float) -> str:
    """A time as entries have it; entries are in UTC, so that the text sorts as the time does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
