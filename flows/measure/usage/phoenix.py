"""Phoenix (Arize) and OpenInference spans: a row for each span; those of kind LLM are requests.

Format: OpenInference semantic conventions (llm.token_count.*), Phoenix's span data frames.
"""

from __future__ import annotations

from typing import Any

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import at, count, day, number, words

_PREFIXES = ("attributes.llm.", "llm.")


def reads(rows: Rows) -> bool:
    """Whether rows are spans with a kind and counts of tokens."""
    return any(
        ("span_kind" in row or "attributes.openinference.span.kind" in row)
        and _field(row, "token_count.prompt") is not None
        for row in rows.first
    )


def read(rows: Rows) -> Export:
    """What every LLM span used."""
    return filled(rows, Export("phoenix spans", "Phoenix spans", billed=False), _row)


def _field(row: Row, name: str) -> Any:
    flat = next((row[prefix + name] for prefix in _PREFIXES if prefix + name in row), None)
    return at(row, "attributes", "llm", *name.split(".")) if flat is None else flat


def _row(row: Row, export: Export) -> Used | None:
    kind = words(row.get("span_kind") or row.get("attributes.openinference.span.kind"))
    prompt = _field(row, "token_count.prompt")
    if kind.upper() != "LLM" or number(prompt) is None:
        export.left_out += kind.upper() == "LLM"
        return None
    output, total = count(_field(row, "token_count.completion")), count(_field(row, "token_count.total"))
    cached, written = (
        _field(row, "token_count.prompt_details.cache_read"),
        _field(row, "token_count.prompt_details.cache_write"),
    )
    given = count(prompt)
    # Whether the cached ones are inside depends on the integration: the total tells.
    beside = (
        bool(total)
        and total == given + output + count(cached) + count(written)
        and bool(count(cached) + count(written))
    )
    return Used(
        day=day(row.get("start_time")),
        model=words(_field(row, "model_name")) or None,
        requests=1,
        input=given + (count(cached) + count(written) if beside else 0),
        cached=None if cached is None else count(cached),
        written=count(written),
        output=output,
        spend=number(_field(row, "cost.total")),
    )
