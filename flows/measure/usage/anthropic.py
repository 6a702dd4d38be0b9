"""Anthropic: the usage, cost and Claude Code reports of the Admin API, and the console's CSV files.

Cached tokens stand beside the uncached ones: input is their sum. The cost API gives cents, the console's CSV dollars.
Neither counts requests; only the Claude Code report does. Format: Anthropic's Usage and Cost API reference.
"""

from __future__ import annotations

from flows.measure.records import Rows
from flows.measure.usage.used import MORE_PAGES, Export, Row, Used, each, filled
from flows.measure.values import at, count, day, number, table, words
from flows.measure.values import rows as rows_of

_CENTS = 100
_NO_REQUESTS = "Anthropic's reports count no requests: take them from your own logs or your gateway."


def reads(rows: Rows) -> bool:
    """Whether it is one of the reports, or one of the console's tables."""
    if rows.head:
        return "usage_date_utc" in rows.head or {"usage_input_tokens_no_cache"} <= set(rows.head)
    row = rows.first[0] if rows.first else {}
    part = next((table(part) for part in rows_of(row.get("data"))), row)
    results = [table(result) for result in rows_of(part.get("results"))]
    return (
        "starting_at" in part
        or any("uncached_input_tokens" in result for result in results)
        or "model_breakdown" in part
    )


def read(rows: Rows) -> Export:
    """What was used or paid."""
    if rows.head:
        if "cost_usd" in rows.head:
            export = filled(rows, Export("anthropic cost csv", "Anthropic console, costs"), _console_cost)
            export.notes.append("It holds money only: tokens are in the console's token CSV, requests in neither.")
            return export
        export = filled(rows, Export("anthropic token csv", "Anthropic console, tokens"), _console_tokens)
        export.notes.append(_NO_REQUESTS)
        return export
    export = Export("anthropic usage report", "Anthropic usage report")
    kinds = set()
    more = False
    for page in each(rows, export):
        more = bool(page.get("has_more"))
        for bucket in map(table, rows_of(page["data"]) if "data" in page else [page]):
            if table(bucket.get("usage")) or table(bucket.get("cost")):
                export.rows += 1
                kinds.add("analytics")
                export.used.append(_analysed(bucket))
            for result in map(
                table, rows_of(bucket.get("results")) or ([bucket] if "model_breakdown" in bucket else [])
            ):
                export.rows += 1
                kind = "cost" if "amount" in result else "code" if "model_breakdown" in result else "usage"
                kinds.add(kind)
                export.used += _code(result) if kind == "code" else [_reported(result, kind, bucket)]
    if kinds == {"cost"}:
        export.format, export.said = "anthropic cost report", "Anthropic cost report (its cents read as cents)"
    if kinds == {"code"}:
        export.format, export.said = "claude code report", "Claude Code report"
    if kinds == {"analytics"}:
        export.format, export.said = "anthropic analytics", "Anthropic analytics report"
    if kinds - {"code", "analytics"}:
        export.notes.append(_NO_REQUESTS)
    if more:
        export.notes.append(MORE_PAGES)
    return export


def _reported(result: Row, kind: str, bucket: Row) -> Used:
    when = day(bucket.get("starting_at"))
    if kind == "cost":
        cents = number(result.get("amount"))
        spend = None if cents is None else cents / _CENTS
        return Used(
            day=when,
            model=words(result.get("model")) or None,
            project=words(result.get("workspace_id")) or None,
            spend=spend,
        )
    created = table(result.get("cache_creation"))
    written = count(created.get("ephemeral_5m_input_tokens")) + count(created.get("ephemeral_1h_input_tokens"))
    written = written or count(result.get("cache_creation_input_tokens"))
    cached = count(result.get("cache_read_input_tokens"))
    return Used(
        day=when,
        model=words(result.get("model")) or None,
        project=words(result.get("workspace_id")) or None,
        input=count(result.get("uncached_input_tokens")) + cached + written,
        cached=cached,
        written=written,
        output=count(result.get("output_tokens")),
        batch=words(result.get("service_tier")) == "batch",
    )


def _analysed(row: Row) -> Used:
    """A row of the analytics report, which alone counts requests; its costs are cents after discount."""
    usage, cost = table(row.get("usage")), table(row.get("cost"))
    used = _reported(usage, "usage", row) if usage else Used(day=day(row.get("starting_at")))
    used.model = words(at(row, "group", "model")) or words(row.get("model")) or None
    requests = number(usage.get("requests"))
    used.requests = None if requests is None else round(requests)
    cents, listed = number(cost.get("amount")), number(cost.get("list_amount"))
    used.spend = None if cents is None else cents / _CENTS
    used.listed = None if listed is None else listed / _CENTS
    return used


def _code(result: Row) -> list[Used]:
    """A day of Claude Code by model; its costs are cents."""
    found = []
    for model in map(table, rows_of(result.get("model_breakdown"))):
        tokens, cents = table(model.get("tokens")), number(at(model, "estimated_cost", "amount"))
        cached, written = count(tokens.get("cache_read")), count(tokens.get("cache_creation"))
        used = Used(
            day=day(result.get("date")), model=words(model.get("model")) or None, cached=cached, written=written
        )
        used.input, used.output = count(tokens.get("input")) + cached + written, count(tokens.get("output"))
        used.spend = None if cents is None else cents / _CENTS
        found.append(used)
    return found


def _console_cost(row: Row, _: Export) -> Used:
    return Used(
        day=day(row.get("usage_date_utc")),
        model=words(row.get("model")) or None,
        project=words(row.get("workspace")) or None,
        spend=number(row.get("cost_usd")),
        listed=number(row.get("list_price_usd")),
        batch=row.get("usage_type") == "batch",
    )


def _console_tokens(row: Row, _: Export) -> Used:
    cached = count(row.get("usage_input_tokens_cache_read"))
    written = sum(count(value) for name, value in row.items() if name.startswith("usage_input_tokens_cache_write"))
    return Used(
        day=day(row.get("usage_date_utc")),
        model=words(row.get("model_version")) or words(row.get("model")) or None,
        project=words(row.get("workspace")) or None,
        input=count(row.get("usage_input_tokens_no_cache")) + cached + written,
        cached=cached,
        written=written,
        output=count(row.get("usage_output_tokens")),
        batch=row.get("usage_type") == "batch",
    )
