"""The rows of a file, one after the other: JSON lines, a JSON array or object, CSV. A bad row never loses the others."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, Literal

from flows.measure.file import Unmeasurable

Shape = Literal["json", "csv"]

_MOST_COLUMNS = 2_000
_BLANK = re.compile(r"[\s,]*")
_HEAD = 65_536
_SEPARATOR = re.compile(rb"sep=([,;\t|])\r?\n", re.IGNORECASE)
# Cells of real exports hold whole conversations; the default of the csv module is 131,072.
_MOST_CELL = 50_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line that it begins on (from 1), its value, and its size in bytes."""

    line: int
    value: Any
    size: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row that cannot be read, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Noticed:
    """What reading noticed besides: the lines where a name is given twice, and those with NaN or infinity."""

    twice: list[int] = field(default_factory=list)
    not_numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Rows:
    """A file opened: its name, the head of a CSV, its records as they come, and what was noticed so far.

    first    the first rows that are objects, to tell a format by
    single   of a JSON file: whether it is one object, written over several lines or alone
    """

    name: str
    shape: Shape
    head: tuple[str, ...]
    records: Iterator[Record | Unreadable]
    noticed: Noticed
    single: bool = False
    first: tuple[Mapping[str, Any], ...] = ()


def rows_of(name: str, data: bytes) -> Rows:
    """The rows of an unpacked file; raises Unmeasurable for what is neither JSON nor CSV."""
    noticed = Noticed()
    first = data.lstrip()[:1]
    if first == b"{" and _first_line_is_json(data):
        return Rows(name, "json", (), _lines(data, noticed), noticed)
    if first in (b"{", b"["):
        text = _decoded(data)
        if first == b"{":
            return Rows(name, "json", (), _values(text, 0, noticed), noticed, single=True)
        return Rows(name, "json", (), _array(text, noticed), noticed)
    if b"\x00" in data[:_HEAD]:
        raise Unmeasurable("This is not text: give JSON lines, JSON, CSV or Parquet.")
    return _csv(name, data, noticed)


def peeked(rows: Rows, most: int = 50) -> list[Record | Unreadable]:
    """The first rows, which stay to be read; those that are objects are noted in `rows.first`."""
    peek = list(islice(rows.records, most))
    rows.records = chain(peek, rows.records)
    # One object written on one line is a file of one object too.
    rows.single = rows.single or (len(peek) == 1 and rows.shape == "json")
    rows.first = tuple(found.value for found in peek if isinstance(found, Record) and isinstance(found.value, Mapping))
    return peek


def objects(rows: Rows, unreadable: list[Unreadable]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows that are objects, with their line; the others are added to `unreadable`."""
    for record in rows.records:
        if isinstance(record, Unreadable):
            unreadable.append(record)
        elif isinstance(record.value, Mapping):
            yield record.line, record.value
        else:
            unreadable.append(Unreadable(record.line, "it is not an object"))


def _decoder(noticed: Noticed, line: list[int]) -> json.JSONDecoder:
    def object_(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        named = dict(pairs)
        if len(named) != len(pairs) and line[0] not in noticed.twice[-1:]:
            noticed.twice.append(line[0])
        return named

    def constant(_: str) -> None:
        if line[0] not in noticed.not_numbers[-1:]:
            noticed.not_numbers.append(line[0])

    return json.JSONDecoder(object_pairs_hook=object_, parse_constant=constant, strict=False)


def _first_line_is_json(data: bytes) -> bool:
    line = data.lstrip().split(b"\n", 1)[0]
    try:
        json.loads(line)
    except RecursionError:
        return True
    except ValueError:
        # The first line may be the bad one: then the next that begins an object tells.
        second = data.lstrip().split(b"\n", 2)[1:2]
        return bool(second) and second[0].startswith(b'{"')
    return True


def _lines(data: bytes, noticed: Noticed) -> Iterator[Record | Unreadable]:
    """JSON lines, split at line feeds only: other line breaks stand inside texts."""
    at = [0]
    decoder = _decoder(noticed, at)
    begin, size = 0, len(data)
    while begin < size:
        end = data.find(b"\n", begin)
        end = size if end < 0 else end
        raw, begin = data[begin:end], end + 1
        at[0] += 1
        if not raw.strip():
            continue
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            yield Unreadable(at[0], f"it is not UTF-8 (byte 0x{raw[error.start]:02X}): save the file as UTF-8")
            continue
        try:
            yield Record(at[0], decoder.decode(text), len(raw))
        except RecursionError:
            yield Unreadable(at[0], "it is nested too deeply to be a row")
        except ValueError:
            cut = end == size and not raw.rstrip().endswith(b"}")
            yield Unreadable(
                at[0], "it is cut off: the file was not written or copied to its end" if cut else _NOT_JSON
            )


_NOT_JSON = "it is not JSON"


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unmeasurable(
            f"Line {line} is not UTF-8 (byte 0x{data[error.start]:02X}): save the file as UTF-8."
        ) from None


def _values(text: str, begin: int, noticed: Noticed, stop: str = "") -> Iterator[Record | Unreadable]:
    """JSON values one after the other, with blanks and commas between, to a closing sign or the end."""
    at = [1]
    decoder = _decoder(noticed, at)
    counted = 0
    while True:
        begin = _blank_end(text, begin)
        at[0] += text.count("\n", counted, begin)
        counted = begin
        if begin >= len(text):
            if stop:
                yield Unreadable(at[0], "the list is not closed: the file was not written or copied to its end")
            return
        if text[begin] == stop:
            return
        try:
            value, end = decoder.raw_decode(text, begin)
        except RecursionError:
            yield Unreadable(at[0], "it is nested too deeply to be a row")
            return
        except ValueError:
            yield Unreadable(at[0], "it is not JSON, or cut off; what follows cannot be read")
            return
        yield Record(at[0], value, end - begin)
        begin = end


def _blank_end(text: str, begin: int) -> int:
    found = _BLANK.match(text, begin)
    return found.end() if found else begin


def _array(text: str, noticed: Noticed) -> Iterator[Record | Unreadable]:
    return _values(text, text.index("[") + 1, noticed, stop="]")


def _csv(name: str, data: bytes, noticed: Noticed) -> Rows:
    csv.field_size_limit(_MOST_CELL)
    told = _SEPARATOR.match(data)
    if told is not None:
        # Excel's own first line, which names the sign between the cells; the lines are counted as they stand.
        data = b"\n" + data[told.end() :]
    bad = _bad_lines(data)
    text = io.StringIO(data.decode(errors="replace"), newline="")
    reader = csv.reader(text, delimiter=told[1].decode() if told is not None else _delimiter(data))
    head = _head(reader)
    if len(head) < 2 and not head[0].isidentifier():
        raise Unmeasurable("This is neither JSON nor CSV: give JSON lines, JSON, CSV or Parquet.")
    return Rows(name, "csv", head, _cells(reader, head, bad), noticed)


def _head(reader: Any) -> tuple[str, ...]:
    try:
        cells: list[str] = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
    except csv.Error:
        cells = []
    if not cells or len(cells) > _MOST_COLUMNS:
        raise Unmeasurable(
            f"This is neither JSON nor CSV with at most {_MOST_COLUMNS:,} columns: give JSON lines, JSON, CSV or Parquet."
        )
    named: list[str] = []
    for cell in cells:
        name, again = cell.strip(), 2
        while name in named:
            name, again = f"{cell.strip()} ({again})", again + 1
        named.append(name)
    return tuple(named)


def _cells(reader: Any, head: tuple[str, ...], bad: set[int]) -> Iterator[Record | Unreadable]:
    line = reader.line_num
    while True:
        begin = line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(begin, f"it is not CSV ({error})")
            return
        line = reader.line_num
        if not any(cells):
            continue
        if bad and any(number in bad for number in range(begin, line + 1)):
            yield Unreadable(begin, "it is not UTF-8: save the file as UTF-8")
        elif len(cells) > len(head) and any(cells[len(head) :]):
            yield Unreadable(begin, f"it has {len(cells)} cells where the head has {len(head)}")
        else:
            size = sum(map(len, cells)) + len(cells)
            yield Record(begin, dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=False)), size)


def _bad_lines(data: bytes) -> set[int]:
    try:
        data.decode()
    except UnicodeDecodeError:
        return {number for number, raw in enumerate(data.split(b"\n"), 1) if not _is_utf8(raw)}
    return set()


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(data: bytes) -> str:
    """The sign that parts the cells of the head: the most frequent outside quotes."""
    quoted, counted = False, dict.fromkeys(",;\t|", 0)
    for sign in data[:_HEAD].decode(errors="replace"):
        if sign == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif sign == "\n":
            break
        elif sign in counted:
            counted[sign] += 1
    return max(counted, key=lambda sign: counted[sign])
