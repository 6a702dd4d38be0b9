"""Run logs of openai/evals: a spec, events of samples, and a final report, in any order.

An item is a `sample_id`. Right and wrong stand in events of type match, or in the metrics of a model grader.
Format: openai/evals `evals/record.py`.
"""

from __future__ import annotations

from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, judged, objects
from flows.measure.values import at, table, words
from flows.measure.values import rows as rows_of

_GRADES = ("correct", "score", "accuracy", "choice")


def reads(rows: Rows) -> bool:
    """Whether the first rows are a spec or events."""
    return bool(rows.first) and any("spec" in row or {"run_id", "event_id", "type"} <= set(row) for row in rows.first)


def read(rows: Rows) -> Results:
    """A score for each sample of each run in the file."""
    results = Results("openai/evals run log", "openai/evals run log")
    models: dict[str, str] = {}
    found: list[tuple[str, str, str, float | None]] = []
    finished = False
    for _, row in objects(rows, results):
        if "spec" in row:
            spec = table(row["spec"])
            models[words(spec.get("run_id"))] = ", ".join(map(str, rows_of(spec.get("completion_fns"))))
        finished = finished or "final_report" in row
        graded = table(row.get("data"))
        metric = next((grade for grade in _GRADES if grade in graded), None)
        if words(row.get("type")) in {"match", "metrics"} and metric is not None and row.get("sample_id") is not None:
            found.append((words(row.get("run_id")), str(row["sample_id"]), metric, _grade(graded[metric])))
    runs = list(dict.fromkeys(run for run, *_ in found))
    named = {run: rows.name if len(runs) < 2 else run for run in runs}
    results.scores = [Score(named[run], item, value, metric) for run, item, metric, value in found]
    results.model_of = {named[run]: models.get(run, "") for run in runs}
    if not finished:
        results.notes.append(f"{rows.name} has no final report: the run may not have been finished.")
    if not found:
        results.notes.append(f"{rows.name} has no event of type match or metrics: it holds no score for each item.")
    return results


def _grade(value: Any) -> float | None:
    """A grade; of a model grader's letter only those that say right or wrong."""
    return judged(at({"grade": value}, "grade"))
