"""Verdicts, in SQL: what lists and the decision's life go by in columns of their own, the rest of the reply packed beside them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flows.log.entries import Concluded
from flows.log.figures import Predicted
from flows.verdict.reply import Reply

# What a column holds is not in the packed rest: the reply's own name, and the column's.
_OF_THE_REPLY = {
    "verdict": "verdict", "then": "ready_for", "headline": "headline", "recommended": "recommended",
    "review_on": "review_on", "as_of": "as_of", "prices_as_of": "prices_as_of",
}  # fmt: skip
_MONEY = tuple(Predicted.__dataclass_fields__)
_COLUMNS = ("entry", "decision", *_OF_THE_REPLY.values(), "because", *_MONEY, "criteria", "figures", "step", "reply")
_KEEP = f"INSERT INTO conclusions ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _ in _COLUMNS)})"  # noqa: S608
_READ = ", ".join(name for name in _COLUMNS if name != "reply")


class SqliteVerdicts:
    """The part of a transaction that is about verdicts."""

    _run: Callable[..., sqlite3.Cursor]

    def reply(self, decision: int, number: int) -> Reply | None:
        """A decision's how-many-th verdict (from 1) as it was; None where there is none, or an earlier version kept none."""
        row = self._run(
            "SELECT * FROM conclusions WHERE decision = ? ORDER BY entry LIMIT 1 OFFSET ?", (decision, number - 1)
        ).fetchone()
        return None if number < 1 or row is None or row["reply"] is None else _reply_of(row)

    def _keep_verdict(self, entry: int, decision: int, concluded: Concluded, reply: Reply | None) -> None:
        value = json.loads(json.dumps(concluded.to_json().get("value", {})))
        columns = {column: value.get(name) for name, column in _OF_THE_REPLY.items()}
        self._run(
            _KEEP,
            (
                entry,
                decision,
                *columns.values(),
                value.get("because"),
                *(value.get("figures", {}).get(name) for name in _MONEY),
                _json(value.get("criteria")),
                _json(value.get("record")),
                _json(value.get("step")),
                _packed(reply) if reply is not None else None,
            ),
        )

    def _verdicts(self, decision: int) -> dict[int, dict[str, Any]]:
        """The values of a log's verdicts, by the ids of their entries."""
        rows = self._run(f"SELECT {_READ} FROM conclusions WHERE decision = ?", (decision,))  # noqa: S608
        return {row["entry"]: _value(row) for row in rows}


def _value(row: sqlite3.Row) -> dict[str, Any]:
    """A verdict as its entry has it."""
    value: dict[str, Any] = {name: row[column] for name, column in _OF_THE_REPLY.items()}
    money = {name: _number(row[name]) for name in _MONEY if row[name] is not None}
    in_json = {"criteria": row["criteria"], "record": row["figures"], "step": row["step"]}
    parsed = {name: json.loads(text) for name, text in in_json.items() if text is not None}
    return value | {"because": row["because"], "figures": money} | parsed


def _packed(reply: Reply) -> bytes:
    """What no column holds. Cost lines are kept of the options that are explained: today's and the recommended one."""
    explained = {"status_quo", reply.recommended, reply.curve.option if reply.curve else None}
    options = tuple(
        option if option.id in explained else option.model_copy(update={"lines": ()}) for option in reply.options
    )
    rest = reply.model_copy(update={"options": options})
    return zlib.compress(rest.model_dump_json(exclude={*_OF_THE_REPLY, "abort_criteria"}).encode(), 9)


def unpacked(packed: bytes | None) -> str:
    """The packed rest of a reply as JSON text; an empty object where none was kept."""
    return zlib.decompress(packed).decode() if packed else "{}"


def _reply_of(row: sqlite3.Row) -> Reply | None:
    columns = {name: row[column] for name, column in _OF_THE_REPLY.items()}
    kept = json.dumps(columns, ensure_ascii=False)[1:-1] + f', "abort_criteria": {row["criteria"] or "[]"}'
    try:
        # As text, so that no number goes through another form than its own.
        rest = unpacked(row["reply"])
        return Reply.model_validate_json(f"{{{kept}, {rest[1:]}")
    except (ValueError, zlib.error):
        return None


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _number(value: float) -> int | float:
    exact = Decimal(repr(value))
    return int(exact) if exact == exact.to_integral_value() else value
