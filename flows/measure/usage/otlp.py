"""OpenTelemetry's GenAI spans as OTLP JSON. A request is a span with usage of which no span below has usage.

Agents' spans repeat the sum of their calls. Input holds the cached tokens. Format: OpenTelemetry semantic conventions for
generative AI, and the older names prompt_tokens and completion_tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, each
from flows.measure.values import count, day, number, table, words
from flows.measure.values import rows as rows_of

_INPUT = ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
_OUTPUT = ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
_CACHED = (
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "gen_ai.usage.details.cache_read_tokens",
)
_WRITTEN = ("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens")
_MODEL = ("gen_ai.response.model", "gen_ai.request.model")
_VALUES = ("stringValue", "intValue", "doubleValue", "boolValue")


def reads(rows: Rows) -> bool:
    """Whether there are resources' spans."""
    return bool(rows.first) and bool({"resourceSpans", "resource_spans", "scopeSpans"} & set(rows.first[0]))


def read(rows: Rows) -> Export:
    """What every innermost call used."""
    export = Export("otlp genai", "OpenTelemetry GenAI spans", billed=False)
    spans = {span_id: span for row in each(rows, export) for span_id, span in _spans(row)}
    export.rows = len(spans)
    used = {span_id for span_id, span in spans.items() if _first(span, _INPUT) is not None}
    above = {parent for span_id in used for parent in _ancestors(spans, span_id)}
    for span_id in spans:
        if span_id in used - above:
            export.used.append(_used(spans[span_id]))
    if not used:
        export.notes.append("No span counts tokens (gen_ai.usage.input_tokens): export the spans of the model's calls.")
    else:
        export.notes.append("Traces are often a sample of the traffic: requests a month may be more.")
    return export


def _spans(row: Row) -> Iterator[tuple[str, dict[str, Any]]]:
    for resource in map(table, rows_of(row.get("resourceSpans") or row.get("resource_spans")) or [row]):
        service = _attributes(table(resource.get("resource"))).get("service.name")
        for scope in map(table, rows_of(resource.get("scopeSpans") or resource.get("scope_spans"))):
            for span in map(table, rows_of(scope.get("spans"))):
                found = _attributes(span)
                parent = span.get("parentSpanId", span.get("parent_span_id"))
                start = span.get("startTimeUnixNano", span.get("start_time_unix_nano"))
                yield (
                    words(span.get("spanId", span.get("span_id"))),
                    {**found, "parent": words(parent), "start": start, "service": service},
                )


def _attributes(holder: Row) -> dict[str, Any]:
    found = {}
    for attribute in map(table, rows_of(holder.get("attributes"))):
        value = table(attribute.get("value"))
        found[words(attribute.get("key"))] = next((value[kind] for kind in _VALUES if kind in value), None)
    return found


def _ancestors(spans: Mapping[str, Mapping[str, Any]], span_id: str) -> set[str]:
    above: set[str] = set()
    parent = spans[span_id]["parent"]
    while parent and parent not in above:
        above.add(parent)
        parent = spans.get(parent, {}).get("parent", "")
    return above


def _first(span: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((span[name] for name in names if number(span.get(name)) is not None), None)


def _used(span: Mapping[str, Any]) -> Used:
    cached = _first(span, _CACHED)
    return Used(
        day=day(span["start"]),
        model=next((words(span[name]) for name in _MODEL if span.get(name)), None),
        project=words(span.get("service")) or None,
        requests=1,
        input=count(_first(span, _INPUT)),
        cached=None if cached is None else count(cached),
        written=count(_first(span, _WRITTEN)),
        output=count(_first(span, _OUTPUT)),
    )
