"""Entries as tests write them: a kind by its name, and its value as it is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flows.log.entries import Entry, from_json


def an_entry(
    kind: str,
    question: str | None = None,
    value: Any = None,
    text: str | None = None,
    by: str | None = None,
    at: datetime | None = None,
    source: str | None = None,
    how: str | None = None,
) -> Entry:
    """An entry of a kind, read as a stored one is."""
    row = {"kind": kind, "question": question, "value": value, "text": text, "by": by, "source": source, "how": how}
    return from_json(row | ({"at": at.isoformat()} if at is not None else {}))


def value(entry: Entry) -> Any:
    """What an entry says, as it is stored."""
    return entry.to_json().get("value")
