"""Answers of the providers' APIs as people log them: a model and its `usage`, one for each request, mostly without a day.

Cached tokens are inside the input for OpenAI and Google, beside it for Anthropic and Bedrock. Formats: the providers' API
references; the data set of genai-prices shows all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import at, count, day, number, table, words

_DAYS = ("timestamp", "created_at", "created", "time", "date", "ts", "datetime", "started_at")
_REQUESTS = ("requests", "request_count", "num_requests", "n_requests", "num_model_requests", "calls", "call_count")
_MODELS = (
    ("model",),
    ("modelVersion",),
    ("response", "model"),
    ("body", "model"),
    ("response", "body", "model"),
    ("attributes", "gen_ai.response.model"),
    ("attributes", "gen_ai.request.model"),
)
_PROJECTS = ("app", "feature", "project", "service", "use_case")


def reads(rows: Rows) -> bool:
    """Whether most rows hold a usage with counts of tokens."""
    return bool(rows.first) and sum(bool(_usage(row)) for row in rows.first) > len(rows.first) / 2


def read(rows: Rows) -> Export:
    """What each answer says that it used."""
    export = filled(rows, Export("api bodies", "API responses with their usage", billed=False), _row)
    if export.used and not any(used.day for used in export.used):
        export.notes.append("There are no dates: requests a month cannot be told from this file.")
    if export.used and not any(name in row for name in _REQUESTS for row in rows.first):
        export.notes.append("Each row was taken for one request.")
    return export


def _usage(row: Row) -> Mapping[str, Any]:
    for holder in (row, table(row.get("response")), table(row.get("body")), table(at(row, "response", "body"))):
        found = table(holder.get("usage")) or table(holder.get("usageMetadata")) or table(holder.get("usage_metadata"))
        if found:
            return found
    attributes = table(row.get("attributes"))
    if "gen_ai.usage.input_tokens" in attributes:
        return {
            "input_tokens": attributes["gen_ai.usage.input_tokens"],
            "output_tokens": attributes.get("gen_ai.usage.output_tokens"),
            "input_tokens_details": {"cached_tokens": attributes.get("gen_ai.usage.cache_read.input_tokens")},
        }
    counted = {"input_tokens", "prompt_tokens", "tokens_in"} & set(row)
    return row if counted and {"output_tokens", "completion_tokens", "tokens_out"} & set(row) else {}


def _row(row: Row, export: Export) -> Used | None:
    usage = _usage(row)
    counted = _counted(usage)
    if counted is None:
        export.left_out += 1
        return None
    given, cached, written, output = counted
    model = next((named for path in _MODELS if (named := words(at(row, *path)))), None)
    return Used(
        day=next((found for name in _DAYS if (found := day(row.get(name)))), None),
        model=model,
        project=next((words(row[name]) for name in _PROJECTS if words(row.get(name))), None),
        requests=_requests(row),
        input=given,
        cached=cached,
        written=written,
        output=output,
        spend=number(usage.get("cost", row.get("cost_usd", row.get("cost")))),
    )


def _requests(row: Row) -> int:
    """How many requests a row stands for: as many as it says, else one."""
    return next((count(row[name]) for name in _REQUESTS if number(row.get(name)) is not None), 1)


def _counted(usage: Row) -> tuple[int, int | None, int, int] | None:
    """Input in all, cached, cache-written, output; None where the body counts none."""
    if "promptTokenCount" in usage:
        given = count(usage["promptTokenCount"]) + count(usage.get("toolUsePromptTokenCount"))
        output = count(usage.get("candidatesTokenCount")) + count(usage.get("thoughtsTokenCount"))
        return given, count(usage.get("cachedContentTokenCount")), 0, output
    if "inputTokens" in usage:
        cached, written = count(usage.get("cacheReadInputTokens")), count(usage.get("cacheWriteInputTokens"))
        return count(usage["inputTokens"]) + cached + written, cached, written, count(usage.get("outputTokens"))
    if "prompt_tokens" in usage:
        cached = at(usage, "prompt_tokens_details", "cached_tokens")
        if "completion_tokens" not in usage and count(usage.get("total_tokens")) == count(usage["prompt_tokens"]):
            return None
        return (
            count(usage["prompt_tokens"]),
            None if cached is None else count(cached),
            0,
            count(usage.get("completion_tokens")),
        )
    if "input_tokens" in usage:
        given, output = count(usage["input_tokens"]), count(usage.get("output_tokens"))
        if "cache_read_input_tokens" in usage or "cache_creation_input_tokens" in usage:
            cached, written = (
                count(usage.get("cache_read_input_tokens")),
                count(usage.get("cache_creation_input_tokens")),
            )
            return given + cached + written, cached, written, output
        inside = at(usage, "input_tokens_details", "cached_tokens")
        return given, None if inside is None else count(inside), 0, output
    if "tokens_in" in usage:
        return count(usage["tokens_in"]), None, 0, count(usage.get("tokens_out"))
    return None
