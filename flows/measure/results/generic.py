"""A table of anybody's making: an id and a column for each model, or an id, a model and a score in each row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, judged, objects
from flows.measure.values import words

_IDS = [
    "id",
    "item_id",
    "item",
    "case",
    "case_id",
    "test_id",
    "test",
    "sample_id",
    "sample",
    "doc_id",
    "question_id",
    "example_id",
    "key",
    "uid",
    "uuid",
    "idx",
    "index",
    "row",
    "number",
    "name",
    "question",
    "input",
    "prompt",
    "user_input",
    "query",
    "text",
]
_RUNS = [
    "model",
    "model_id",
    "model_name",
    "run",
    "run_id",
    "variant",
    "system",
    "version",
    "side",
    "arm",
    "candidate_name",
    "provider",
    "experiment",
]
_SCORES = [
    "score",
    "correct",
    "is_correct",
    "passed",
    "pass",
    "success",
    "result",
    "value",
    "grade",
    "accuracy",
    "verdict",
    "outcome",
    "rating",
]
_EPOCHS = frozenset(["epoch", "repeat", "repetition", "trial", "attempt", "seed", "sample_epoch", "run_number"])
_BASELINES = frozenset(
    ["baseline", "base", "before", "old", "original", "control", "current", "score_baseline", "baseline_score"]
)
_CANDIDATES = frozenset(
    [
        "candidate",
        "tuned",
        "after",
        "new",
        "finetuned",
        "fine_tuned",
        "treatment",
        "challenger",
        "score_candidate",
        "candidate_score",
    ]
)
_NO_SCORE = re.compile(
    r"(?:^|[_ ])(?:latency|costs?|tokens?|time|timestamp|duration|ms|usd|price|length|count|index|epoch|repeat|seed|rank|"
    r"difficulty|weight|date|temperature|expected|actual|outputs?|predict(?:ion|ed)|gold|reference|response|target|labels?|answers?|line|page|year|id)(?:[_ ]|$)",
    re.IGNORECASE,
)
_METRIC = re.compile(
    r"^(?:acc(?:uracy)?|f1|bleu|rouge|meteor|exact[_ ]?match|em|precision|recall|faithfulness|\w*relevan|\w*similarity|"
    r"correctness|helpfulness|coherence|fluency|toxicity|bert[_ ]?score|perplexity|groundedness|completeness|conciseness|"
    r"safety|style|tone|quality|overall)",
    re.IGNORECASE,
)
# Cells looked at before a column is taken for scores.
_LOOKED_AT = 200


def reads(rows: Rows) -> bool:
    """Whether the table names items and has a column of scores for them."""
    if not rows.first:
        return False
    head = rows.head or tuple(rows.first[0])
    item = _column(head, _IDS)
    if item is None:
        return False
    scores = _score_columns(rows.first, head, item)
    long = _column(head, _SCORES)
    told = {name.casefold() for name in scores}
    return (
        len(scores) > 1
        or (long in scores and (_column(head, _RUNS) is not None or item not in _IDS[-5:]))
        or bool(told & (_BASELINES | _CANDIDATES))
    )


def read(rows: Rows) -> Results:
    """A score for each item and run; where an id stands twice without an epoch the first counts."""
    results = Results("csv" if rows.shape == "csv" else "rows of scores", "a table of scores")
    found = [row for _, row in objects(rows, results)]
    head = rows.head or tuple(dict.fromkeys(column for row in found for column in row))
    item, run, score = _column(head, _IDS) or "", _column(head, _RUNS), _column(head, _SCORES)
    columns = _score_columns(found[:_LOOKED_AT], head, item)
    if (
        run is not None
        and score is not None
        and score in columns
        and len({words(row.get(run)) for row in found}) < max(2, len(found))
    ):
        results.format += " long"
        results.scores = [Score(str(row.get(run)), str(row.get(item)), judged(row.get(score))) for row in found]
        _say_models(results)
        return results
    results.format += " wide" if len(columns) > 1 else ""
    if len(columns) > 1 and all(_METRIC.search(column) for column in columns):
        # Several scores of one side, not several models.
        found_scores = ((row, column) for row in found for column in columns)
        results.scores = [
            Score(rows.name, str(row.get(item)), judged(row.get(column)), column) for row, column in found_scores
        ]
        return results
    epochs = any(column.casefold() in _EPOCHS for column in head)
    seen: defaultdict[str, int] = defaultdict(int)
    twice: list[str] = []
    for row in found:
        key = str(row.get(item))
        seen[key] += 1
        if seen[key] > 1 and not epochs:
            twice.append(key)
            continue
        results.scores += [Score(_run(column, rows.name, columns), key, judged(row.get(column))) for column in columns]
    if twice:
        results.notes.append(
            f"{len(twice)} rows have an id that stands there before, the first of them item {_place(found, item, twice[0])}: "
            "the first row of each counts."
        )
    results.baseline = next((column for column in columns if column.casefold() in _BASELINES), None)
    if results.baseline is None and len(columns) == 2:
        results.baseline = next(
            (column for column in columns if columns[1 - columns.index(column)].casefold() in _CANDIDATES), None
        )
    if len(columns) > 1:
        _say_models(results)
    return results


def _run(column: str, name: str, columns: list[str]) -> str:
    return column if len(columns) > 1 or column.casefold() in _BASELINES | _CANDIDATES else name


def _say_models(results: Results) -> None:
    results.model_of = {run: run for run in dict.fromkeys(score.run for score in results.scores)}


def _place(found: Sequence[Mapping[str, Any]], item: str, key: str) -> int:
    """The number of the row, from 1, on which an id stands for the second time."""
    places = [number for number, row in enumerate(found, 1) if str(row.get(item)) == key]
    return places[1] if len(places) > 1 else places[0]


def _column(head: tuple[str, ...], names: list[str]) -> str | None:
    lowered = {column.strip().casefold(): column for column in head}
    return next((lowered[name] for name in names if name in lowered), None)


def _score_columns(found: Sequence[Mapping[str, Any]], head: tuple[str, ...], item: str) -> list[str]:
    """The columns whose cells are scores: of two with _x and _y those, of a baseline and a candidate those."""
    columns = [
        column
        for column in head
        if column != item
        and column.casefold() not in _RUNS
        and not _NO_SCORE.search(column)
        and _holds_scores(found, column)
    ]
    named = [column for column in columns if column.casefold() in _BASELINES | _CANDIDATES]
    if len(named) == 2:
        return named
    merged = [
        column
        for column in columns
        if column.endswith(("_x", "_y")) and column[:-2] + {"x": "_y", "y": "_x"}[column[-1]] in columns
    ]
    if merged:
        return merged
    # A column that is called a score is one, and what stands beside it belongs to it.
    long = _column(tuple(columns), _SCORES)
    return [long] if long is not None else columns


def _holds_scores(found: Sequence[Mapping[str, Any]], column: str) -> bool:
    cells = [row.get(column) for row in found[:_LOOKED_AT]]
    told = [
        cell
        for cell in cells
        if (cell is not None and words(cell).strip().casefold() not in {"", "nan", "none", "null", "n/a"})
        or isinstance(cell, int | float)
    ]
    return bool(told) and sum(judged(cell) is not None for cell in told) >= 0.9 * len(told)
