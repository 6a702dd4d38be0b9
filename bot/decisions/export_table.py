"""Many decisions as a file: CSV for a spreadsheet, or JSON lines with every log. Both are made line by line."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.decisions.permalink import thread_link
from bot.events import utc
from bot.store.protocol import Reader
from bot.store.records import DecisionSummary, Wanted
from bot.text.templates import printable

_PAGE = 500
# What a spreadsheet runs at the beginning of a cell, after blanks and quotes too; it may also begin one after a semicolon.
_FORMULA = re.compile(r"(^|;)([\s\u200c\u200d'\"`’‘“”]*)(?=[=+\-@|%\uff1d\uff0b\uff0d\uff20])")
# Some readers end a line at these too.
_SEPARATORS = re.compile("[\x85\u2028\u2029]")
_TIMES = ("started_at", "decided_at", "reacted_at", "ended_at", "reviewed_at", "waits_since", "changed_at")
# All that is kept of where a decision stands, but the words that search looks through.
COLUMNS = (
    "decision", "title", "stage", "verdict", "ready_for", "method", "headline", "owner", "started_by", "started_at", "decided_at",
    "reacted_at", "ended_at", "reviewed_at", "changed_at", "waits_for", "waits_since", "due_on", "due_what", "asked_on", "is_late",
    "review_on", "today_usd", "monthly_usd", "upfront_usd", "net_usd", "predicted_gain", "real_gain", "real_monthly_usd",
    "supersedes", "superseded_by", "team", "channel", "place",
)  # fmt: skip


def csv_lines(reader: Reader, wanted: Wanted, workspace: str = "") -> Iterator[str]:
    """RFC 4180 with a header: times in UTC, money in USD (a month where it says so), gains as shares. Text is always quoted.

    workspace   its address on the web, for a link to each thread
    """
    yield _row([*COLUMNS, "thread"])
    for summary in summaries(reader, wanted):
        values = as_told(summary)
        link = thread_link(workspace, reader.decision(summary.decision))
        yield _row([cell(values[name]) for name in COLUMNS] + [link or ""])


def json_lines(reader: Reader, wanted: Wanted, workspace: str = "") -> Iterator[str]:
    """One JSON object a line: `decision`, `thread`, `standing`, and the `log` without the packed reply of each verdict."""
    for summary in summaries(reader, wanted):
        line = json.dumps(told(reader, summary, workspace), ensure_ascii=False)
        yield _SEPARATORS.sub(lambda separator: f"\\u{ord(separator[0]):04x}", line) + "\n"


def told(reader: Reader, summary: DecisionSummary, workspace: str = "") -> dict[str, Any]:
    """One decision as JSON: `decision`, `thread`, `standing` and `log`."""
    return {
        "decision": summary.decision,
        "thread": thread_link(workspace, reader.decision(summary.decision)),
        "standing": as_told(summary),
        "log": [entry.to_json() for entry in reader.log(summary.decision)],
    }


LINES: Mapping[str, Callable[[Reader, Wanted, str], Iterator[str]]] = {"csv": csv_lines, "jsonl": json_lines}


def without(content: str, decision: int) -> tuple[str, int]:
    """A file of either form without one decision, and how many are left in it."""
    if content.startswith('"'):
        # No cell of a table holds the end of a line, and the number comes first.
        kept = [row for row in content.split("\r\n") if row and not row.startswith(f"{decision},")]
        return "".join(f"{row}\r\n" for row in kept), len(kept) - 1
    kept = [line for line in content.split("\n") if line and json.loads(line)["decision"] != decision]
    return "".join(f"{line}\n" for line in kept), len(kept)


def summaries(reader: Reader, wanted: Wanted) -> Iterator[DecisionSummary]:
    """All that are wanted, by number."""
    last = 0
    while page := reader.summaries_after(last, wanted, most=_PAGE):
        yield from page
        last = page[-1].decision


def as_told(summary: DecisionSummary) -> dict[str, Any]:
    """A summary with its times as people and spreadsheets read them; without the words that search looks through."""
    values = {name: getattr(summary, name) for name in COLUMNS}
    return values | {
        name: utc(values[name]).isoformat(timespec="seconds") for name in _TIMES if values[name] is not None
    }


def cell(value: Any) -> Any:
    """A number as a number; everything else as text that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return int(value) if math.isfinite(value) and value == int(value) else value if math.isfinite(value) else ""
    text = str(value)
    text = " ".join(printable(text).split())
    return _FORMULA.sub(r"\1\2'", text)


def _row(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
