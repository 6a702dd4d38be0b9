"""OpenAI: the usage and costs API (pages of buckets), the dashboard's CSV, and the old /v1/usage.

Input tokens hold the cached and the cache-written ones. Costs are dollars. Formats: OpenAI's API reference
(organization/usage/completions, organization/costs), the columns of the dashboard's export.
"""

from __future__ import annotations

from collections.abc import Iterator

from flows.measure.records import Rows
from flows.measure.usage.used import MORE_PAGES, Export, Row, Used, each, filled
from flows.measure.values import at, count, day, number, table, words
from flows.measure.values import rows as rows_of

_COMPLETIONS = "organization.usage.completions.result"
_COSTS = "organization.costs.result"
_OLD = "n_context_tokens_total"


def reads(rows: Rows) -> bool:
    """Whether it is a page of buckets, an export with requests of models, or the old list."""
    row = rows.first[0] if rows.first else {}
    listed = [table(part) for part in rows_of(row.get("data"))[:5]]
    return (
        (
            words(row.get("object")) in {"page", "bucket"}
            and ("results" in row or any("results" in part for part in listed))
        )
        or str(row.get("object", "")).startswith("organization.")
        or "num_model_requests" in row
        or {"amount_value", "line_item"} <= set(row)
        or _OLD in row
        or any(_OLD in part for part in listed)
    )


def read(rows: Rows) -> Export:
    """What was used, of whichever of the formats."""
    if "amount_value" in rows.head:
        return filled(rows, Export("openai costs csv", "OpenAI costs CSV"), _cost_row)
    if rows.head:
        old = _OLD in rows.head
        said = "OpenAI legacy usage CSV" if old else "OpenAI usage CSV"
        return filled(rows, Export("openai usage csv", said), _old if old else _result)
    export = Export("openai usage api", "OpenAI usage API")
    more, kinds = False, set()
    for row in each(rows, export):
        more = bool(row.get("has_more"))
        for result, bucket in _results(row):
            export.rows += 1
            kind = words(result.get("object"))
            kinds.add(kind)
            used = (
                _cost(result) if kind == _COSTS else _old(result, export) if _OLD in result else _result(result, export)
            )
            if used is None:
                continue
            used.day = used.day or day(bucket.get("start_time")) or day(result.get("start_time"))
            export.used.append(used)
    if any(used.day is None for used in export.used):
        export.notes.append("Some rows have no day.")
    if kinds == {""}:
        export.format, export.said = "openai legacy usage", "OpenAI usage, the old API"
    if kinds == {_COSTS}:
        export.format, export.said = "openai costs api", "OpenAI costs API"
        export.notes.append("Costs alone: tokens and requests are in the usage API; give both.")
    if more:
        export.notes.append(MORE_PAGES)
    if export.left_out:
        export.notes.append(f"{export.left_out} rows are of embeddings, images and the like: left out.")
    return export


def _results(row: Row) -> Iterator[tuple[Row, Row]]:
    """The results of a page, a bucket, or a list without buckets; each with its bucket."""
    if "results" in row:
        yield from ((table(result), row) for result in rows_of(row["results"]))
    elif "data" in row:
        for part in map(table, rows_of(row["data"])):
            yield from _results(part)
    else:
        yield row, {}


def _result(row: Row, export: Export) -> Used | None:
    if words(row.get("object")) not in {"", _COMPLETIONS}:
        export.left_out += 1
        return None
    return Used(
        day=day(row.get("start_time_iso")) or day(row.get("start_time")),
        model=words(row.get("model")) or None,
        project=words(row.get("project_name")) or words(row.get("project_id")) or None,
        requests=count(row.get("num_model_requests")),
        input=count(row.get("input_tokens")),
        cached=count(row["input_cached_tokens"]) if "input_cached_tokens" in row else None,
        written=count(row.get("input_cache_write_tokens")),
        output=count(row.get("output_tokens")),
        batch=str(row.get("batch")).casefold() == "true",
    )


def _cost(row: Row) -> Used:
    return Used(
        day=day(row.get("start_time")),
        model=None,
        project=words(row.get("project_id")) or None,
        spend=number(at(row, "amount", "value")),
    )


def _cost_row(row: Row, _: Export) -> Used:
    day_ = day(row.get("start_time_iso")) or day(row.get("start_time"))
    project = words(row.get("project_name")) or words(row.get("project_id")) or None
    return Used(day=day_, project=project, spend=number(row.get("amount_value")))


def _old(row: Row, export: Export) -> Used | None:
    generated, model = count(row.get("n_generated_tokens_total")), words(row.get("snapshot_id"))
    if "embedding" in model or (words(row.get("operation")) not in {"", "completion"} and not generated):
        export.left_out += 1
        return None
    cached = "n_cached_context_tokens_total"
    return Used(
        day=day(row.get("aggregation_timestamp")) or day(row.get("timestamp")) or day(row.get("date")),
        model=model or None,
        project=words(row.get("project_name")) or words(row.get("project_id")) or None,
        requests=count(row.get("n_requests")),
        input=count(row.get(_OLD)),
        cached=count(row[cached]) if cached in row else None,
        output=generated,
        spend=number(row.get("amount")),
    )
