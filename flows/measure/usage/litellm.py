"""LiteLLM's proxy: SpendLogs (a row for each request) and its daily tables.

Prompt tokens hold the cached ones, which only the metadata, a JSON text, tells apart. Failed calls are not requests;
answers from the gateway's own cache cost nothing. Format: LiteLLM's `schema.prisma`.
"""

from __future__ import annotations

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import at, count, day, number, table, words
from flows.measure.values import rows as rows_of

_CHAT = frozenset(
    {
        "",
        "completion",
        "acompletion",
        "responses",
        "aresponses",
        "anthropic_messages",
        "text_completion",
        "atext_completion",
    }
)


def reads(rows: Rows) -> bool:
    """Whether rows are requests with a spend, or days with api_requests."""
    row = rows.first[0] if rows.first else {}
    return {"spend", "prompt_tokens"} <= set(row) and bool(
        {"call_type", "api_requests", "successful_requests", "startTime"} & set(row)
    )


def read(rows: Rows) -> Export:
    """What was used; spend is by LiteLLM's own price table."""
    first = Export("litellm spend logs", "LiteLLM spend logs", billed=False)
    export = filled(rows, first, _row)
    if any(used.requests != 1 for used in export.used):
        export.format, export.said = "litellm daily spend", "LiteLLM daily spend"
    export.notes.append("The spend is by LiteLLM's own price table, which is not the bill.")
    return export


def _row(row: Row, export: Export) -> Used | None:
    if "api_requests" in row or "successful_requests" in row:
        return _day(row, export)
    if words(row.get("call_type")).casefold() not in _CHAT:
        export.left_out += 1
        return None
    metadata = table(row.get("metadata"))
    status = (words(row.get("status")) or words(metadata.get("status"))).casefold()
    if status not in {"", "success"}:
        export.failed += 1
        return None
    if words(row.get("cache_hit")).casefold() == "true" and not number(row.get("spend")):
        # The gateway answered itself: no model was asked. It stays a request of the team's.
        export.notes = export.notes or ["Some requests were answered from the gateway's own cache, at no cost."]
    details = at(metadata, "usage_object", "prompt_tokens_details", "cached_tokens")
    return Used(
        day=day(row.get("startTime")),
        model=words(row.get("model")) or None,
        project=_tag(row),
        requests=1,
        input=count(row.get("prompt_tokens")),
        cached=None if details is None else count(details),
        written=count(at(metadata, "usage_object", "cache_creation_input_tokens")),
        output=count(row.get("completion_tokens")),
        spend=number(row.get("spend")),
    )


def _tag(row: Row) -> str | None:
    tags = [words(tag) for tag in rows_of(row.get("request_tags"))]
    named = next((tag for tag in tags if tag and not tag.casefold().startswith("user-agent")), None)
    return named or words(row.get("team_id")) or None


def _day(row: Row, export: Export) -> Used:
    export.failed += count(row.get("failed_requests"))
    return Used(
        day=day(row.get("date")),
        model=words(row.get("model")) or words(row.get("model_group")) or None,
        project=words(row.get("team_id")) or words(row.get("tag")) or None,
        requests=count(row.get("successful_requests", row.get("api_requests"))),
        input=count(row.get("prompt_tokens")),
        cached=count(row["cache_read_input_tokens"]) if "cache_read_input_tokens" in row else None,
        written=count(row.get("cache_creation_input_tokens")),
        output=count(row.get("completion_tokens")),
        spend=number(row.get("spend")),
    )
