"""Results of Bedrock's prompt optimisation: the original and the optimised prompt on the same rows, in one record.

Format: aws-samples/amazon-bedrock-samples, advanced-prompt-optimization, its reference results.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, objects
from flows.measure.values import number, table, words
from flows.measure.values import rows as rows_of

_SIDES = (("original prompt", "originalPromptDetails"), ("optimized prompt", "optimizedPromptDetails"))


def reads(rows: Rows) -> bool:
    """Whether a record holds optimisation results."""
    return bool(rows.first) and "promptOptimizationResults" in rows.first[0]


def read(rows: Rows) -> Results:
    """The score of each row by both prompts; of several models each is a pair of runs of its own."""
    results = Results("Bedrock prompt optimisation", "Bedrock prompt optimisation results")
    optimised = [
        table(result) for _, row in objects(rows, results) for result in rows_of(row.get("promptOptimizationResults"))
    ]
    results.rows = 0
    for result in optimised:
        model = words(result.get("modelId"))
        for place, row in enumerate(map(table, rows_of(result.get("dataset")))):
            results.rows += 1
            for side, details in _SIDES:
                run = f"{side}, {model}" if len(optimised) > 1 else side
                results.model_of[run] = model
                results.scores.append(Score(run, str(place), _score(table(row.get(details))), "score"))
    results.baseline = next((score.run for score in results.scores), None)
    return results


def _score(details: Mapping[str, Any]) -> float | None:
    metrics = next((table(value) for name, value in details.items() if name.endswith("Metrics")), details)
    return number(metrics.get("score"))
