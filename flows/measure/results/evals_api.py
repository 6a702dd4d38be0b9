"""Output items of OpenAI's Evals API: an item of a data source by a run, with the grades of each grader.

An item whose call failed has no grades: that is not a wrong answer. Format: OpenAI's API reference (evals, output items).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, judged, objects
from flows.measure.values import at, table, words
from flows.measure.values import rows as rows_of


def reads(rows: Rows) -> bool:
    """Whether rows, or the list in the one object, name a data source's item and a run."""
    row = rows.first[0] if rows.first else {}
    listed = rows_of(row.get("data"))
    row = table(listed[0]) if listed else row
    return bool({"data_source_idx", "datasource_item_id"} & set(row)) and "run_id" in row


def read(rows: Rows) -> Results:
    """A score for each item, run and grader."""
    results = Results("OpenAI Evals API output items", "OpenAI Evals output items")
    found = [inside for _, row in objects(rows, results) for inside in rows_of(row.get("data")) or [row]]
    items = [table(item) for item in found]
    results.rows = len(items)
    graders = list(dict.fromkeys(grader for item in items for grader in _grades(item)))
    failed = 0
    for item in items:
        run = words(item.get("run_id")) or rows.name
        key = str(item.get("data_source_idx", item.get("datasource_item_id")))
        results.model_of[run] = words(at(item, "sample", "sampled_model_name")) or words(at(item, "sample", "model"))
        grades = _grades(item)
        failed += not grades
        for grader in graders or [""]:
            results.scores.append(Score(run, key, grades.get(grader), grader))
    if failed:
        results.notes.append(
            f"{failed} items have no grade: their call failed, which is not a wrong answer; they are left out."
        )
    return results


def _grades(item: Mapping[str, Any]) -> dict[str, float | None]:
    found = {str(grader): judged(value) for grader, value in table(item.get("passes")).items()}
    found |= {str(grader): judged(value) for grader, value in table(item.get("grades")).items() if grader not in found}
    for result in map(table, rows_of(item.get("results"))):
        grader = words(result.get("name"))
        if grader and grader not in found:
            found[grader] = judged(result.get("passed", result.get("score")))
    return found
