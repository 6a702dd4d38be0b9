"""One score of one item by one run, and what a file of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.measure import records
from flows.measure.measurement import Labels
from flows.measure.records import Record, Rows, Unreadable
from flows.measure.values import number

_RIGHT = frozenset(["pass", "passed", "true", "yes", "y", "correct", "right", "c", "ok", "success", "successful", "1"])
_WRONG = frozenset(["fail", "failed", "false", "no", "n", "incorrect", "wrong", "i", "failure", "unsuccessful", "0"])


@dataclass(frozen=True, slots=True)
class Score:
    """A value (1 right, 0 wrong, or a grade) of an item by a run; None: there is none, which is not a wrong answer."""

    run: str
    item: str
    value: float | None
    metric: str = "score"


@dataclass(slots=True)
class Results:
    """What a file of results holds.

    said        the format, in a word for people
    name        of the file
    scores      one for each run, item, metric and epoch
    unfinished  why it cannot be compared: a run that was cancelled; None where nothing stands against it
    apart       of runs that differ in their prompt: which prompt each has
    baseline    the run that the file itself calls the baseline
    """

    format: str
    said: str
    name: str = ""
    scores: list[Score] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    unfinished: str | None = None
    apart: dict[str, str] = field(default_factory=dict)
    baseline: str | None = None
    model_of: dict[str, str] = field(default_factory=dict)
    general: bool = False
    labels: Labels | None = None


def judged(value: Any) -> float | None:
    """A verdict as a number: pass, correct, C, true and yes are 1, their opposites 0; a number stays; else None."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        word = value.strip().casefold()
        if word in _RIGHT or word in _WRONG:
            return float(word in _RIGHT)
    return number(value)


def objects(rows: Rows, results: Results) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows that are objects, with their line; the others are counted as unreadable."""
    for line, row in records.objects(rows, results.unreadable):
        results.rows += 1
        yield line, row


def whole(rows: Rows) -> Mapping[str, Any]:
    """The one object of a file that is one."""
    record = next((record for record in rows.records if isinstance(record, Record)), None)
    return record.value if record is not None and isinstance(record.value, Mapping) else {}
