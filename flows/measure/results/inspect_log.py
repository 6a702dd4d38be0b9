"""Logs of Inspect AI: `.eval` (a zip of JSON files) and `.json`. An item is a sample; its epochs are averaged.

Values: C right, I wrong, P half, N no answer, or a number. Format: inspect_ai's `log/_recorders` and its log viewer's
documentation. A run that was cancelled or failed is not compared.
"""

from __future__ import annotations

import io
import json
import sys
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

if sys.version_info >= (3, 14):
    import zipfile

    from compression.zstd import ZstdError
else:
    # Newer logs are packed with zstd, which zipfile itself reads from Python 3.14 on.
    from backports.zstd import ZstdError, zipfile

from flows.measure.file import MOST_BYTES, File, Unmeasurable
from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, judged, whole
from flows.measure.values import at, table, words

_VALUES = {"C": 1.0, "I": 0.0, "P": 0.5, "N": 0.0}


def reads(rows: Rows) -> bool:
    """Whether the file is one log."""
    return bool(rows.single and rows.first) and {"eval", "status"} <= set(rows.first[0])


def read(rows: Rows) -> Results:
    """The scores of a `.json` log."""
    log = whole(rows)
    return _results(rows.name, log, log.get("samples") or [], "inspect .json")


def read_zip(file: File, data: bytes) -> Results:
    """The scores of a `.eval` archive. Raises Unmeasurable where it is none, or packed too new or too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = archive.namelist()
        header = next((found for found in ("header.json", "_journal/start.json") if found in names), None)
        if header is None:
            raise Unmeasurable(
                f"{file.name} is a zip archive and not an Inspect log: unpack it and give the file inside."
                if "xl/workbook.xml" not in names
                else f"{file.name} is an Excel file: save the sheet as CSV."
            )
        log = _json(archive, header)
        inside = [found for found in names if found.startswith("samples/")]
        summaries = "summaries.json" in names
        samples = _json(archive, "summaries.json") if summaries else [_json(archive, found) for found in inside]
    except NotImplementedError:
        raise Unmeasurable(
            f"{file.name} is packed in a way that is not read here: run `inspect log convert --to json` and give the JSON."
        ) from None
    except (zipfile.BadZipFile, zlib.error, ZstdError, ValueError, RecursionError, KeyError, EOFError) as error:
        if isinstance(error, Unmeasurable):
            raise
        raise Unmeasurable(f"{file.name} is an archive that is damaged or cut off: copy it again.") from None
    except RuntimeError:
        raise Unmeasurable(f"{file.name} is protected by a password: take it off first.") from None
    if not summaries and not inside:
        samples = []
    return _results(file.name, log, samples, "inspect .eval")


def _json(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name) as opened:
        # What the archive says of a size may lie: read so much and no more.
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unmeasurable(f"{name} in the archive unpacks to more than {MOST_BYTES // 1_000_000} MB.")
    return json.loads(data)


def _results(name: str, log: Mapping[str, Any], samples: Iterable[Any], format_: str) -> Results:
    results = Results(format_, "Inspect log")
    model = words(at(log, "eval", "model"))
    results.model_of[name] = model
    found = [sample for sample in samples if isinstance(sample, Mapping)]
    results.rows = len(found)
    for sample in found:
        item = str(sample.get("id", sample.get("uuid")))
        scores = table(sample.get("scores"))
        failed = bool(sample.get("error"))
        for metric, score in scores.items():
            results.scores.append(Score(name, item, None if failed else _value(table(score).get("value")), metric))
        if not scores:
            results.scores.append(Score(name, item, None, ""))
    metrics = {score.metric for score in results.scores if score.metric}
    only = next(iter(metrics)) if len(metrics) == 1 else ""
    # A sample that failed has no score of the one metric there is.
    results.scores = [
        Score(score.run, score.item, score.value, score.metric or only)
        for score in results.scores
        if score.metric or only
    ]
    status = words(log.get("status")) or "started"
    planned = at(log, "eval", "dataset", "samples")
    if status != "success":
        results.unfinished = (
            f"{name} is a run that was not finished ({status}), with {results.rows} samples of {planned or '?'}"
        )
    elif isinstance(planned, int) and len({score.item for score in results.scores}) < planned:
        results.notes.append(f"{name} holds {results.rows} samples of {planned}: a limit was set.")
    if not metrics:
        results.notes.append(f"{name} has no scores: run `inspect score`, or the evaluation without --no-score.")
    return results


def _value(value: Any) -> float | None:
    if isinstance(value, str) and value in _VALUES:
        return _VALUES[value]
    if isinstance(value, list | Mapping):
        inside = [_value(part) for part in (value if isinstance(value, list) else value.values())]
        numbers = [part for part in inside if part is not None]
        return sum(numbers) / len(numbers) if numbers else None
    return judged(value)
