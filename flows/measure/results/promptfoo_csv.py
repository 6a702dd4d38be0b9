"""promptfoo's CSV export: a column for each prompt and provider, cells that begin with [PASS], [FAIL] or [ERROR].

The number in brackets is a weighted share of assertions, not the verdict. Format: promptfoo's `csv.ts` and exports.
"""

from __future__ import annotations

import re

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, objects
from flows.measure.values import parsed, table, words

_CELL = re.compile(r"\s*\[(PASS|FAIL|ERROR)\]")


def reads(rows: Rows) -> bool:
    """Whether cells begin with a verdict in brackets."""
    return bool(rows.head and rows.first) and any(_CELL.match(words(cell)) for cell in rows.first[0].values())


def read(rows: Rows) -> Results:
    """Whether each cell passed; an [ERROR] is no score."""
    results = Results("promptfoo CSV", "promptfoo results as CSV")
    columns: dict[str, str] = {}
    for number, (_, row) in enumerate(objects(rows, results)):
        if not columns:
            graded = [column for column in rows.head if _CELL.match(words(row.get(column)))]
            columns = {column: _run(column, index, results) for index, column in enumerate(graded)}
        for column, run in columns.items():
            cell = _CELL.match(words(row.get(column)))
            value = None if cell is None or cell[1] == "ERROR" else float(cell[1] == "PASS")
            results.scores.append(Score(run, str(number), value, "pass"))
    return results


def _run(column: str, index: int, results: Results) -> str:
    """The name of a column's run: its provider, where the head tells it, and its place."""
    told = table(parsed(column)) if column.lstrip().startswith("{") else {}
    provider = words(told.get("label") or told.get("provider"))
    if not provider:
        found = re.match(r"\s*\[([^\]]{1,80})\]\s*(.*)", column, re.DOTALL)
        provider, prompt = (found[1], found[2]) if found else (column[:40], column)
    else:
        prompt = words(told.get("raw") or told.get("display"))
        provider = words(told.get("provider")) or provider
    run = f"{provider[:60]} [{index}]"
    results.apart[run] = prompt
    results.model_of[run] = provider
    return run
