"""Results of ragas as CSV: a row for each question, metrics as columns, no id. An empty cell was not computed.

Format: ragas' `EvaluationResult.to_pandas`; older files name the question `question`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, objects
from flows.measure.values import number

_TEXTS = frozenset(
    [
        "user_input",
        "question",
        "retrieved_contexts",
        "contexts",
        "retrieved_context_ids",
        "response",
        "answer",
        "reference",
        "ground_truth",
        "ground_truths",
        "reference_contexts",
        "rubrics",
        "multi_responses",
        "id",
        "index",
        "episode_done",
        "synthesizer_name",
    ]
)
_CONTEXTS = frozenset({"retrieved_contexts", "contexts", "reference_contexts"})


def reads(rows: Rows) -> bool:
    """Whether there are a question, its contexts and figures beside them."""
    head = set(rows.head) or (set(rows.first[0]) if rows.first else set())
    return bool(head & {"user_input", "question"}) and bool(head & _CONTEXTS) and bool(_metrics(rows.first))


def read(rows: Rows) -> Results:
    """A score for each question and metric."""
    results = Results("ragas CSV", "ragas results")
    for _, row in objects(rows, results):
        item = str(row.get("user_input") or row.get("question"))
        for metric in row:
            if metric and metric not in _TEXTS:
                results.scores.append(Score(rows.name, item, number(row[metric]), metric))
    # A column without a single number is none.
    numbered = {score.metric for score in results.scores if score.value is not None}
    results.scores = [score for score in results.scores if score.metric in numbered]
    return results


def _metrics(first: Sequence[Mapping[str, Any]]) -> set[str]:
    return {name for row in first for name, value in row.items() if name not in _TEXTS and number(value) is not None}
