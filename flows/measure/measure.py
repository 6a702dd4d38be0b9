"""The door: some files in, what they show out. Nothing of a row leaves it but counts, ids and line numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flows.measure import following, words
from flows.measure.comparison import compared, distinct, evaluation_of
from flows.measure.dataset import Gathered, gather, leaked, measured
from flows.measure.dataset import proposed as proposed_of
from flows.measure.file import File, Unmeasurable
from flows.measure.measurement import MOST_LINES, Bad, Kind, MeasuredFile, Measurement
from flows.measure.months import ListPrice, usage_of
from flows.measure.opened import Opened, opened
from flows.measure.records import Unreadable
from flows.measure.results.score import Results
from flows.measure.tokens import Tokens
from flows.measure.usage.used import Export
from flows.text import clean

# What the name of a set that is held back says of it.
_TEST = re.compile(r"test|valid|(?:^|[_.-])(?:dev|eval|val)(?:[_.-]|$)|held|golden", re.IGNORECASE)


# (tokens of an epoch, tokens of the longest row) -> what a round costs, in sentences.
RoundCosts = Callable[[int, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be measured, and how.

    files       each is found out for itself
    test        a test set to hold beside the data set
    baseline, candidate   results of the two sides, in files of their own
    kind        what the files are, where somebody says so
    metric, runs          which score counts, and which two runs (the baseline first)
    model, project        whose part of a usage export counts
    """

    files: tuple[File, ...] = ()
    test: File | None = None
    baseline: File | None = None
    candidate: File | None = None
    kind: Kind | None = None
    metric: str | None = None
    runs: tuple[str, ...] = ()
    model: str | None = None
    project: str | None = None


@dataclass(slots=True)
class _Found:
    """What the files hold, gathered while they are read."""

    files: list[MeasuredFile] = field(default_factory=list)
    sets: list[tuple[str, Gathered]] = field(default_factory=list)
    results: list[Results] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    with_prompts: bool = False


def measure(
    asked: Asked, tokens: Tokens, list_price: ListPrice, round_costs: RoundCosts = lambda *_: ()
) -> Measurement:
    """Read and measure. Raises Unmeasurable, with one sentence, where nothing can be measured."""
    sides = [file for file in (asked.baseline, asked.candidate) if file is not None]
    found = _Found(with_prompts=asked.test is not None or len(asked.files) > 1)
    for file in _apart(asked.files):
        _read(opened(file, asked.kind), found, tokens)
    if asked.test is not None:
        if not found.sets:
            raise Unmeasurable("--test stands beside a data set: give the training set as a file as well.")
        _read(opened(_apart([asked.test])[0], "dataset"), found, tokens)
    others = len(found.results)
    for file in _apart(sides):
        _read(opened(file, "eval"), found, tokens)
    train, test = _train_and_test(found, told=asked.test is not None)
    of_sides = distinct([result for result in found.results[others:] or found.results if result.labels is None])
    comparison, of_comparison = (
        compared(of_sides[:1], of_sides[1:], asked.metric, asked.runs) if of_sides else (None, [])
    )
    measurement = Measurement(
        files=found.files,
        dataset=measured(train) if train is not None else None,
        test_set=measured(test) if test is not None else None,
        leakage=leaked(train, test) if train is not None and test is not None else None,
        labels=next((result.labels for result in found.results if result.labels is not None), None),
        evaluation=evaluation_of(of_sides, asked.metric) if of_sides else None,
        comparison=comparison,
        usage=usage_of(found.exports, list_price, asked.model, asked.project) if found.exports else None,
        proposed={
            **(proposed_of(train) if train is not None else {}),
            **(following.proposed_by(comparison) if comparison is not None and not of_sides[0].general else {}),
        },
    )
    notes = [note for result in found.results for note in result.notes]
    notes += [note for export in found.exports for note in export.notes]
    answered = following.answers(measurement, asked.model, asked.project)
    figures = None if measurement.dataset is None else measurement.dataset.tokens
    costs = [] if figures is None else round_costs(figures.training, figures.longest)
    said = [*words.sentences(measurement), *costs, *found.said, *of_comparison, *notes, *answered.said]
    return measurement.model_copy(
        update={"answers": answered.values, "choose": answered.choose, "said": list(dict.fromkeys(map(clean, said)))}
    )


def _apart(files: Sequence[File]) -> list[File]:
    """Files whose names can be shown and tell them apart: of two of one name the second is numbered."""
    seen: Counter[str] = Counter()
    found = []
    for file in files:
        name = clean(file.name) or "file"
        seen[name] += 1
        found.append(File(name if seen[name] == 1 else f"{name} ({seen[name]})", file.data))
    return found


def _train_and_test(found: _Found, *, told: bool) -> tuple[Gathered | None, Gathered | None]:
    """The training set and the test set: of two the one that is named as a test, else the smaller."""
    if len(found.sets) < 2:
        return (found.sets[0][1] if found.sets else None), None
    if len(found.sets) > 2:
        raise Unmeasurable(
            "Give one data set, or a training set and a test set: more than two cannot be held side by side."
        )
    (first, train), (second, test) = found.sets
    if not told and _is_test(first, train, second, test):
        (first, train), (second, test) = (second, test), (first, train)
    if not told:
        found.said.append(f"{first} was taken for the training set and {second} for the test set.")
    return train, test


def _is_test(first: str, its: Gathered, second: str, others: Gathered) -> bool:
    if bool(_TEST.search(first)) != bool(_TEST.search(second)):
        return _TEST.search(first) is not None
    return len(its.lines) < len(others.lines)


def _read(file: Opened, found: _Found, tokens: Tokens) -> None:
    unreadable: list[Unreadable]
    if file.rows is not None:
        unreadable = []
        kept = gather(file.rows.records, tokens, unreadable, with_prompts=found.with_prompts)
        if not kept.lines:
            raise Unmeasurable(
                f"{file.file.name}: no row can be read. Line {unreadable[0].line}: {unreadable[0].reason}."
            )
        found.sets.append((file.file.name, kept))
        rows, format_ = len(kept.lines), next(iter(kept.formats.most_common(1)))[0]
        said = words.FORMATS.get(format_, format_)
        found.said += words.of_reading(file.rows.noticed, dict(kept.formats.most_common()))
    else:
        held = file.results if file.results is not None else file.export
        assert held is not None
        rows, format_, said, unreadable = held.rows, held.format, held.said, held.unreadable
        if file.results is not None:
            found.results.append(file.results)
        if file.export is not None:
            found.exports.append(file.export)
    found.files.append(
        MeasuredFile(
            name=file.file.name,
            kind=file.kind,
            format=format_,
            said=f"{said}, {rows:,} {'row' if rows == 1 else 'rows'}",
            rows=rows,
            unreadable=[Bad(line=bad.line, reason=bad.reason) for bad in unreadable[:MOST_LINES]],
            unreadable_rows=len(unreadable),
            sha256=file.file.sha256,
        )
    )
