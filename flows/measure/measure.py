"""The door: some files in, what they show out. Nothing of a row leaves it but counts, ids and line numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flows.measure import following, words
from flows.measure.comparison import compared, evaluation_of
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
    sets: list[Gathered] = field(default_factory=list)
    results: list[Results] = field(default_factory=list)
    exports: list[Export] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    with_prompts: bool = False


def measure(asked: Asked, tokens: Tokens, list_price: ListPrice) -> Measurement:
    """Read and measure. Raises Unmeasurable, with one sentence, where nothing can be measured."""
    found = _Found(with_prompts=asked.test is not None)
    for file in asked.files:
        _read(opened(file, asked.kind), found, tokens)
    test = _Found(with_prompts=True)
    if asked.test is not None:
        _read(_as_set(asked.test), test, tokens)
    sides = [_as_results(file) for file in (asked.baseline, asked.candidate) if file is not None]
    for side in sides:
        _read(side, found, tokens)
    sets, of_sides = found.sets, [side.results for side in sides if side.results is not None]
    if asked.test is not None and not sets:
        raise Unmeasurable("--test stands beside a data set: give the training set as a file as well.")
    kept = sets[0] if sets else None
    dataset = measured(kept) if kept is not None else None
    apart = found.results if not of_sides else of_sides[:1]
    comparison, of_comparison = None, list[str]()
    if found.results:
        first, second = (apart[:1], apart[1:]) if not of_sides else (of_sides[:1], of_sides[1:])
        comparison, of_comparison = compared(first, second, asked.metric, asked.runs)
    usage = usage_of(found.exports, list_price, asked.model, asked.project) if found.exports else None
    measurement = Measurement(
        files=[*found.files, *test.files],
        dataset=dataset,
        test_set=measured(test.sets[0]) if test.sets else None,
        leakage=leaked(kept, test.sets[0]) if kept is not None and test.sets else None,
        evaluation=evaluation_of(found.results, asked.metric) if found.results else None,
        comparison=comparison,
        usage=usage,
        proposed=proposed_of(kept) if kept is not None else {},
    )
    said = [*found.said, *test.said, *_of_results(found.results), *of_comparison, *_of_exports(found.exports)]
    answered = following.answers(measurement, asked.model, asked.project)
    return measurement.model_copy(
        update={"answers": answered.values, "said": [*words.sentences(measurement), *said, *answered.said]}
    )


def _as_set(file: File) -> Opened:
    return opened(file, "dataset")


def _as_results(file: File) -> Opened:
    return opened(file, "eval")


def _read(file: Opened, found: _Found, tokens: Tokens) -> None:
    unreadable: list[Unreadable]
    if file.rows is not None:
        unreadable = []
        kept = gather(file.rows.records, tokens, unreadable, with_prompts=found.with_prompts)
        if not kept.lines:
            raise Unmeasurable(
                f"{file.file.name}: no row can be read. Line {unreadable[0].line}: {unreadable[0].reason}."
            )
        found.sets.append(kept)
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


def _of_results(results: Sequence[Results]) -> Iterable[str]:
    return [note for result in results for note in result.notes]


def _of_exports(exports: Sequence[Export]) -> Iterable[str]:
    return list(dict.fromkeys(note for export in exports for note in export.notes))
