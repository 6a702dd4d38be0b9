"""EleutherAI's lm-evaluation-harness: `samples_*.jsonl`, one row for each document and filter.

An item is a document (`doc_hash`, else `doc_id`). A metric's score stands under its own name; corpus metrics (f1, bleu)
hold parts of a sum there, which are no score of an item. Format: the harness's `evaluator.py` and `--log_samples`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, judged, objects


def reads(rows: Rows) -> bool:
    """Whether rows name a document and its metrics."""
    return bool(rows.first) and all(
        "doc_id" in row and ("metrics" in row or "filtered_resps" in row) for row in rows.first
    )


def read(rows: Rows) -> Results:
    """A score for each document, metric and filter."""
    results = Results("lm-eval samples", "lm-evaluation-harness samples")
    corpus: set[str] = set()
    filters: set[str] = set()
    found: list[tuple[str, str, str, float | None]] = []
    for _, row in objects(rows, results):
        item = str(row.get("doc_hash") or row.get("doc_id"))
        kept = str(row.get("filter") or "none")
        filters.add(kept)
        for metric in _metrics(row):
            value = row.get(metric)
            value = value[0] if isinstance(value, list) and len(value) == 1 else value
            score = judged(value)
            if score is None and value is not None:
                corpus.add(metric)
            else:
                found.append((item, metric, kept, score))
    several = len(filters) > 1
    results.scores = [
        Score(rows.name, item, value, f"{metric} ({kept})" if several else metric)
        for item, metric, kept, value in found
        if metric not in corpus
    ]
    if corpus:
        results.notes.append(
            f"{', '.join(sorted(corpus))} have no score for each item: they are computed over all of them."
        )
    return results


def _metrics(row: Mapping[str, Any]) -> list[str]:
    named = row.get("metrics")
    if isinstance(named, list):
        return [metric for metric in named if isinstance(metric, str)]
    return [metric for metric in ("exact_match", "acc", "acc_norm") if metric in row]
