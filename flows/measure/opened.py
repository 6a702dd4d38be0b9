"""What a file is: a data set, evaluation results or a usage export, told by what stands in it and never by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.measure import parquet
from flows.measure.datasets import example_of
from flows.measure.file import File, Unmeasurable, unpacked
from flows.measure.measurement import Kind
from flows.measure.records import Record, Rows, Unreadable, peeked, rows_of
from flows.measure.results import READERS as RESULTS
from flows.measure.results import inspect_log
from flows.measure.results.score import Results
from flows.measure.usage import READERS as USAGE
from flows.measure.usage.used import Export

# Lists in one object that hold the rows themselves.
_WRAPPERS = ("data", "examples", "rows", "train", "items", "dataset", "samples", "records")


@dataclass(slots=True)
class Opened:
    """A file and what it holds: `rows` of a data set, or `results`, or an `export` of usage."""

    file: File
    kind: Kind
    rows: Rows | None = None
    results: Results | None = None
    export: Export | None = None


def opened(file: File, kind: Kind | None = None) -> Opened:
    """Find out what a file is, or take it for what somebody says. Raises Unmeasurable."""
    data = unpacked(file)
    if data[:4] == b"PK\x03\x04":
        results = inspect_log.read_zip(file, data)
        results.name = file.name
        return Opened(file, "eval", results=results)
    if data[:4] == b"PAR1":
        return _told(file, parquet.rows_of(file, data), kind)
    try:
        rows = rows_of(file.name, data)
    except Unmeasurable as error:
        raise Unmeasurable(f"{file.name}: {error}") from None
    return _told(file, rows, kind)


def _told(file: File, rows: Rows, kind: Kind | None) -> Opened:
    peek = peeked(rows)
    if not rows.first:
        raise Unmeasurable(f"{file.name}: {_no_row(peek)}")
    named = _names(rows.first[0])
    if kind in {None, "usage"}:
        for usage in USAGE:
            if usage.reads(rows):
                return Opened(file, "usage", export=usage.read(rows))
    # What is in no format of its own may hold its rows in a list.
    for unwrapped in (False, True):
        if unwrapped and not (rows.single and _unwrap(rows)):
            break
        if kind == "eval" or (kind is None and not _is_plainly_a_set(rows)):
            held = _results(rows)
            if held is not None:
                return Opened(file, "eval", results=held)
        if kind in {None, "dataset"} and _examples(rows):
            return Opened(file, "dataset", rows=rows)
    raise Unmeasurable(f"{file.name}: {_not_known(kind)} Its first row names {named}.")


def _results(rows: Rows) -> Results | None:
    reader = next((reader for reader in RESULTS if reader.reads(rows)), None)
    if reader is None:
        return None
    held = reader.read(rows)
    held.name = rows.name
    return held


def _examples(rows: Rows) -> int:
    return sum(example_of(row, 1) is not None for row in rows.first)


def _is_plainly_a_set(rows: Rows) -> bool:
    """Whether rows are conversations or have an instruction: no table of results is that."""
    told = {"messages", "conversations", "instruction", "chosen", "preferred_output"}
    return _examples(rows) > 0 and any(told & set(row) for row in rows.first)


def _unwrap(rows: Rows) -> bool:
    """Take the rows from the list in the one object of a file; whether it has such a list."""
    whole = rows.first[0]
    listed = next((whole[name] for name in _WRAPPERS if isinstance(whole.get(name), list)), None)
    if listed is None:
        lists = [
            value
            for value in whole.values()
            if isinstance(value, list) and any(isinstance(row, Mapping) for row in value)
        ]
        listed = lists[0] if len(lists) == 1 else None
    if listed is not None:
        rows.records = iter([Record(number, row, 0) for number, row in enumerate(listed, 1)])
        peeked(rows)
    return listed is not None


def _no_row(peek: list[Record | Unreadable]) -> str:
    bad = next((record for record in peek if isinstance(record, Unreadable)), None)
    if bad is not None:
        return f"no row can be read; line {bad.line}: {bad.reason}."
    if any(isinstance(record, Record) and isinstance(record.value, list) for record in peek):
        return "its rows are lists, not objects: nested too deeply to be a data set."
    return "there is no row in it that is an object with names."


def _not_known(kind: Kind | None) -> str:
    if kind is None:
        return (
            "this is no data set, evaluation result or usage export that is known here: "
            "give a CSV with id, baseline and candidate, or with text and label."
        )
    return {
        "dataset": "no row is an example that is known here: give messages, or a prompt and an answer.",
        "eval": "no scores of items are found: give a CSV with id, baseline and candidate.",
        "usage": "no tokens, requests or costs are found: export the provider's usage by day and model.",
    }[kind]


def _names(row: Mapping[str, Any]) -> str:
    names = [f"{str(name)[:30]!r}" for name in row][:8]
    return ", ".join(names) or "nothing"
