"""A sheet of 50 random rows for two people to check; what they return is read by `flows/measure/results/label_sheet.py`.

The only place where rows leave a file: on request, to the person who asks, by the command line.
"""

from __future__ import annotations

import csv
import io

import numpy as np

from flows.measure.datasets import example_of
from flows.measure.file import File, Unmeasurable
from flows.measure.opened import opened
from flows.measure.records import Record
from flows.measure.results.label_sheet import PEOPLE

ROWS = 50
_LONGEST = 4_000
HEAD = ("line", "input", "label", *PEOPLE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(file: File) -> str:
    """The sheet as CSV: the same rows each time the same file is asked for. Raises Unmeasurable."""
    held = opened(file, "dataset")
    assert held.rows is not None
    found = [
        example
        for record in held.rows.records
        if isinstance(record, Record) and (example := example_of(record.value, record.line))
    ]
    rows = [example for example in found if example.answer]
    if not rows:
        raise Unmeasurable(f"{file.name} has no row with an answer to check.")
    draws = np.random.default_rng(int(file.sha256[:16], 16))
    chosen = sorted(draws.choice(len(rows), size=min(ROWS, len(rows)), replace=False).tolist())
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for at in chosen:
        example = rows[at]
        writer.writerow((example.line, _cell(example.prompt), _cell(example.answer or ""), "", ""))
    return text.getvalue()


def _cell(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    short = value[:_LONGEST]
    return f"'{short}" if short.startswith(_FORMULA) else short
