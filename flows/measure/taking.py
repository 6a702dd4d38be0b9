"""What was measured, taken into a decision: which answers, beside what was said, and the entries that keep them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from flows.log.entries import Answered, Entry, FileMeasured
from flows.log.history import MEASURED
from flows.measure.measurement import Measurement
from flows.questions import BY_ID
from flows.questions.answers import Answers, from_document, stored
from flows.questions.question import Value
from flows.text import Refused, clean

# A measured value this far from a typed one, as a share of the larger, is asked about. [own]
FAR = Decimal("0.2")
_LONGEST_NAME = 60
_OF_TRAFFIC = frozenset({"input_tokens", "output_tokens"})


@dataclass(frozen=True, slots=True)
class MeasuredAs:
    """A file, as an entry names it."""

    name: str
    sha256: str
    what: str
    rows: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The answers that follow from some files, by question."""

    files: tuple[MeasuredAs, ...]
    values: Mapping[str, Value]

    @property
    def named(self) -> str:
        """The files in a few words."""
        return " and ".join(file.name for file in self.files)


@dataclass(frozen=True, slots=True)
class Beside:
    """A measured answer beside the one that somebody gave; `far` where they differ by more than a fifth, or at all."""

    question: str
    said: Value
    measured: Value
    far: bool


def taken_of(measurement: Measurement, measured: Mapping[str, str] = MappingProxyType({})) -> Taken:
    """What a measurement answers; a value that its question does not take is left out.

    measured   the questions whose answers were measured before, and the file of each: what a data set has of tokens
               does not come before what real traffic has
    """
    files = tuple(MeasuredAs(_short(file.name), file.sha256, file.kind, file.rows) for file in measurement.files)
    known = _OF_TRAFFIC & set(measured) if measurement.usage is None else frozenset[str]()
    return Taken(files, {id_: value for id_, value in _values(measurement.answers).items() if id_ not in known})


def proposals_of(measurement: Measurement) -> dict[str, Value]:
    """What it proposes, by question: people decide."""
    return _values(measurement.proposed)


def beside(answers: Answers, taken: Taken) -> tuple[Beside, ...]:
    """The answers that were given already and are measured now, those that differ."""
    found = []
    for id_, measured in taken.values.items():
        said = answers.get(id_)
        if said is not None and said != measured:
            found.append(Beside(id_, said, measured, is_far(said, measured)))
    return tuple(found)


def entries(taken: Taken, by: str | None, at: datetime | None, source: str | None = None) -> tuple[Entry, ...]:
    """The answers, each with the file that it came from, and the files themselves."""
    common: dict[str, Any] = {"by": by, "at": at, "source": source, "how": MEASURED}
    answers = tuple(
        Answered(question=id_, value=value, text=taken.named, **common) for id_, value in taken.values.items()
    )
    files = tuple(
        FileMeasured(name=file.name, sha256=file.sha256, what=file.what, rows=file.rows, **common)
        for file in taken.files
    )
    return (*answers, *files)


def to_text(taken: Taken) -> str:
    """As a button carries it."""
    files = [[file.name, file.sha256, file.what, file.rows] for file in taken.files]
    answers = {id_: stored(value) for id_, value in taken.values.items()}
    return json.dumps({"f": files, "a": answers}, separators=(",", ":"), default=float)


def from_text(text: str) -> Taken | None:
    """The same read back; None for what no version ever wrote."""
    try:
        row = json.loads(text)
        files = tuple(MeasuredAs(str(name), str(digest), str(what), int(rows)) for name, digest, what, rows in row["f"])
        return Taken(files, _values(dict(row["a"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _values(found: Mapping[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for id_, value in found.items():
        question = BY_ID.get(id_)
        try:
            read = None if question is None else from_document(question, _exact(value))
        except Refused:
            continue
        if read is not None:
            values[id_] = read
    return values


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def is_far(said: Value, measured: Value) -> bool:
    """Whether two answers differ by more than a fifth of the larger; what is no number differs at all."""
    if isinstance(said, bool) or isinstance(measured, bool):
        return said != measured
    if not isinstance(said, int | Decimal) or not isinstance(measured, int | Decimal):
        return said != measured
    larger = max(abs(Decimal(said)), abs(Decimal(measured)))
    return larger > 0 and abs(Decimal(said) - Decimal(measured)) > FAR * larger


def _short(name: str) -> str:
    plain = " ".join(clean(name).split()) or "a file"
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 12]}...{plain[-9:]}"
