"""promptfoo's JSON export (version 3): one result for each test, prompt and provider.

`success` mixes assertions of latency and cost with those of the answer: an answer is judged by the others here.
Format: promptfoo's `EvaluateSummaryV3` and its documentation of outputs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, whole
from flows.measure.values import at, table, words
from flows.measure.values import rows as rows_of

_NOT_OF_THE_ANSWER = frozenset({"latency", "cost"})
# failureReason: the call itself failed.
_ERROR = 2


def reads(rows: Rows) -> bool:
    """Whether the file is one evaluation with results."""
    return (
        bool(rows.first)
        and isinstance(rows.first[0].get("results"), Mapping)
        and bool({"evalId", "config", "shareableUrl"} & set(rows.first[0]))
    )


def read(rows: Rows) -> Results:
    """Whether each answer passed what was asked of it."""
    results = Results("promptfoo JSON", "promptfoo results")
    found = rows_of(at(whole(rows), "results", "results"))
    beside = 0
    for result in map(table, found):
        results.rows += 1
        provider = words(at(result, "provider", "label")) or words(at(result, "provider", "id"))
        prompt = words(result.get("promptId")) or str(result.get("promptIdx"))
        run = f"{provider} [{result.get('promptIdx', 0)}]"
        results.model_of[run] = words(at(result, "provider", "id")) or provider
        results.apart[run] = words(at(result, "prompt", "raw")) or prompt
        value, differs = _value(result)
        beside += differs
        results.scores.append(Score(run, str(result.get("testIdx", table(result.get("vars")))), value, "pass"))
    if beside:
        results.notes.append(
            f"{beside} answers failed on latency or cost alone: they are judged by the other assertions here."
        )
    if not found:
        results.notes.append("There are no results in this export: export version 3, with results.")
    return results


def _value(result: Mapping[str, Any]) -> tuple[float | None, bool]:
    """Whether an answer is right, None after an error of the call; and whether the export's flag says otherwise."""
    success = result.get("success")
    if result.get("failureReason") == _ERROR:
        return None, False
    of_answer = [
        bool(part.get("pass"))
        for part in map(table, rows_of(at(result, "gradingResult", "componentResults")))
        if words(at(part, "assertion", "type")).removeprefix("not-") not in _NOT_OF_THE_ANSWER
    ]
    if not of_answer:
        return (float(success), False) if isinstance(success, bool) else (None, False)
    return float(all(of_answer)), all(of_answer) != success
