"""Helicone's export of requests: a row for each, those that failed among them.

Format: Helicone's `request_response_rmt` table and its export page. Cached tokens are inside the prompt for OpenAI and
beside it for Anthropic: the total tells.
"""

from __future__ import annotations

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import count, day, number, table, words

_OK = range(200, 300)


def reads(rows: Rows) -> bool:
    """Whether rows are requests with a status."""
    return bool(rows.first) and {"request_created_at", "response_status"} <= set(rows.first[0])


def read(rows: Rows) -> Export:
    """What the requests that succeeded used."""
    return filled(rows, Export("helicone requests", "Helicone requests", billed=False), _row)


def _row(row: Row, export: Export) -> Used | None:
    if count(row.get("response_status")) not in _OK:
        export.failed += 1
        return None
    prompt, output = count(row.get("prompt_tokens")), count(row.get("completion_tokens"))
    cached, written = count(row.get("prompt_cache_read_tokens")), count(row.get("prompt_cache_write_tokens"))
    total = count(row.get("total_tokens"))
    beside = words(row.get("provider")).upper() == "ANTHROPIC" if not total else total != prompt + output
    features = table(row.get("request_properties") or row.get("properties"))
    return Used(
        day=day(row.get("request_created_at")),
        model=words(row.get("response_model")) or words(row.get("request_model")) or None,
        project=next((words(value) for value in features.values() if words(value)), None),
        requests=1,
        input=prompt + (cached + written if beside else 0),
        cached=cached if "prompt_cache_read_tokens" in row else None,
        written=written,
        output=output,
        spend=number(row.get("cost", row.get("cost_usd"))),
    )
