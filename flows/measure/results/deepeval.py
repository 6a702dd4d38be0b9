"""Test runs of DeepEval: test cases with a verdict and metrics, in camel case now and in snake case before.

A case passes when all of its metrics do; a metric with an error has no score. Format: deepeval's `test_run.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, judged, whole
from flows.measure.values import rows as rows_of
from flows.measure.values import table, words

SUCCESS = "success"


def reads(rows: Rows) -> bool:
    """Whether the file is one test run."""
    return bool(rows.first) and bool({"testCases", "test_cases"} & set(rows.first[0]))


def read(rows: Rows) -> Results:
    """Whether each case passed, and each metric's score."""
    results = Results("deepeval test run", "DeepEval test run")
    run = whole(rows)
    for place, case in enumerate(map(table, rows_of(run.get("testCases", run.get("test_cases"))))):
        results.rows += 1
        item = words(case.get("name")) or words(case.get("input")) or str(place)
        metrics = [table(metric) for metric in rows_of(case.get("metricsData", case.get("metrics_data")))]
        scores = {words(metric.get("name")): _score(metric) for metric in metrics}
        without = any(score is None for score in scores.values())
        success = None if without else judged(case.get(SUCCESS))
        results.scores.append(Score(rows.name, item, success, SUCCESS))
        results.scores += [Score(rows.name, item, score, metric) for metric, score in scores.items()]
    left_out = sum(score.metric == SUCCESS and score.value is None for score in results.scores)
    if left_out:
        results.notes.append(
            f"{left_out} {'case has' if left_out == 1 else 'cases have'} an error or a score that is no number: left out, not counted as wrong."
        )
    return results


def _score(metric: Mapping[str, Any]) -> float | None:
    return None if metric.get("error") else judged(metric.get("score"))
