"""Langfuse: observations as CSV, JSON or a trace with its observations. A request is a GENERATION, not a trace.

`inputUsage` and `outputUsage` are sums over details whose names differ by integration. Money is by Langfuse's own table.
Format: Langfuse's API reference (observations) and the exports of its tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, each
from flows.measure.values import at, count, day, number, table, words
from flows.measure.values import rows as rows_of

_REQUESTS = frozenset({"GENERATION", "EMBEDDING"})
_CACHED = (
    "input_cache_read",
    "input_cached_tokens",
    "cache_read_input_tokens",
    "prompt_details.cache_read",
    "input_cached",
)
_WRITTEN = ("input_cache_creation", "cache_creation_input_tokens", "prompt_details.cache_write")


def reads(rows: Rows) -> bool:
    """Whether rows are observations, or the object holds some."""
    row = rows.first[0] if rows.first else {}
    return any({"traceId", "type"} <= set(table(part)) for part in (row, *_inside(row)[:1]))


def read(rows: Rows) -> Export:
    """What every generation used."""
    export = Export(
        "langfuse observations csv" if rows.head else "langfuse trace", "Langfuse observations", billed=False
    )
    for row in each(rows, export):
        for observation in map(table, _inside(row) or [row]):
            export.rows += 1
            export.used += _used(observation, export)
    export.notes.append("The money is by Langfuse's own price table, which is not the bill.")
    return export


def _inside(row: Row) -> list[Any]:
    return rows_of(row.get("observations")) or rows_of(at(row, "trace", "observations")) or rows_of(row.get("data"))


def _used(row: Row, export: Export) -> Iterator[Used]:
    if words(row.get("type")).upper() not in _REQUESTS:
        return
    if words(row.get("level")).upper() == "ERROR" and not count(row.get("totalUsage")):
        export.failed += 1
        return
    details = table(row.get("usageDetails"))
    cached = next((count(details[name]) for name in _CACHED if name in details), None)
    yield Used(
        day=day(row.get("startTime")),
        model=words(row.get("model")) or None,
        project=words(row.get("traceName")) or None,
        requests=1,
        input=count(row.get("inputUsage", details.get("input", row.get("promptTokens")))),
        cached=cached if cached is not None else 0 if details else None,
        written=next((count(details[name]) for name in _WRITTEN if name in details), 0),
        output=count(row.get("outputUsage", details.get("output", row.get("completionTokens")))),
        spend=number(row.get("totalCost", at(row, "costDetails", "total"))),
    )
