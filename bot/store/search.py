"""Which summaries are asked for, as SQL that reads little besides what it finds.

SQLite knows nothing of how rows are spread, so what is narrowest is read first by force (`CROSS JOIN` keeps the order):
the matches of a search, what is due, what is a person's own, else the few last changed of each channel.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.store.records import Wanted

# More words than this say nothing more, and each costs a look at the index.
_MOST_WORDS = 20
# A word that is in very many decisions ranks none of them: then the best of the newest so many are found.
_RANKED = 2_000
_VISIBLE = "((standings.place <> 'im' AND standings.channel IN (SELECT value FROM json_each(?))) OR (standings.place = 'im' AND standings.started_by = ?))"
_ASKED = "(standings.asked_on IS NOT NULL OR standings.due_on <= ?)"
_MATCHES = (
    "SELECT standings.decision, standings_fts.rank AS fit FROM standings_fts CROSS JOIN standings"
    " ON standings.decision = standings_fts.rowid WHERE standings_fts MATCH ?"
)
_DUE = (
    "SELECT decision FROM standings WHERE asked_on IS NOT NULL UNION SELECT decision FROM standings WHERE due_on <= ?"
)
_OWN = "SELECT decision FROM standings WHERE team = ? AND owner = ? UNION SELECT decision FROM standings WHERE team = ? AND started_by = ?"
_DIRECT = "SELECT decision FROM standings WHERE team = ? AND started_by = ? AND place = 'im'"


@dataclass(frozen=True, slots=True)
class Query:
    """`FROM source WHERE conditions`, with the values of its question marks in order."""

    source: str
    conditions: str
    values: tuple[Any, ...]


def query(wanted: Wanted, most: int | None = None) -> Query | None:
    """What finds those wanted; None where nothing can be found. With `most` no more than the last changed so many are needed."""
    conditions, values = _conditions(wanted)
    if wanted.words is not None:
        words = fts(wanted.words)
        if not words:
            return None
        matches = f"{_MATCHES} AND {conditions} ORDER BY standings_fts.rowid DESC LIMIT ?"
        return _among(matches, (words, *values, _RANKED), "1 = 1", ())
    if wanted.person is not None and wanted.team is not None:
        return _among(_OWN, (wanted.team, wanted.person) * 2, conditions, values)
    if wanted.due_by is not None:
        return _among(_DUE, (wanted.due_by,), conditions, values)
    if wanted.channels is not None and wanted.team is not None:
        return _of_channels(wanted, conditions, values, most if wanted.order == "changed" else None)
    return Query("standings", conditions, values)


def by_number(wanted: Wanted) -> Query | None:
    """The same, to be read once from the first number to the last."""
    conditions, values = _conditions(wanted)
    return None if wanted.words is not None else Query("standings NOT INDEXED", conditions, values)


def _among(candidates: str, first: tuple[Any, ...], conditions: str, values: tuple[Any, ...]) -> Query:
    source = f"({candidates}) AS found CROSS JOIN standings ON standings.decision = found.decision"
    return Query(source, conditions, (*first, *values))


def _of_channels(wanted: Wanted, conditions: str, values: tuple[Any, ...], most: int | None) -> Query:
    # The two parts share nothing, so that counting can end in the middle.
    last = " ORDER BY standings.changed_at DESC, standings.decision DESC LIMIT ?" if most is not None else ""
    in_channel = f"SELECT standings.decision FROM standings WHERE standings.team = ? AND standings.channel = place.value AND standings.place <> 'im' AND {conditions}{last}"  # noqa: S608
    candidates = f"SELECT seen.decision FROM json_each(?) AS place CROSS JOIN standings AS seen ON seen.decision IN ({in_channel}) UNION ALL {_DIRECT}"  # noqa: S608
    limit = () if most is None else (most,)
    first = (_json(wanted.channels), wanted.team, *values, *limit, wanted.team, wanted.direct_of)
    return _among(candidates, first, conditions, values)


def _conditions(wanted: Wanted) -> tuple[str, tuple[Any, ...]]:
    conditions: list[tuple[str, tuple[Any, ...]]] = [("1 = 1", ())]
    if wanted.team is not None:
        conditions.append(("standings.team = ?", (wanted.team,)))
    if wanted.channels is not None:
        conditions.append((_VISIBLE, (_json(wanted.channels), wanted.direct_of)))
    if wanted.stages:
        conditions.append((f"standings.stage IN ({', '.join('?' for _ in wanted.stages)})", wanted.stages))
    if wanted.person is not None:
        conditions.append(("(standings.owner = ? OR standings.started_by = ?)", (wanted.person, wanted.person)))
    if wanted.due_by is not None:
        conditions.append((_ASKED, (wanted.due_by,)))
    if wanted.decision is not None:
        conditions.append(("standings.decision = ?", (wanted.decision,)))
    if wanted.waiting:
        conditions.append(("standings.waits_for IS NOT NULL", ()))
    values = tuple(value for _, bound in conditions for value in bound)
    return " AND ".join(condition for condition, _ in conditions), values


def _json(channels: frozenset[str] | None) -> str:
    return json.dumps(sorted(channels or ()))


def fts(words: str) -> str:
    """A search of any characters as an FTS query: every word, or what begins with it, has to be there; none is an operator."""
    kept = [word for word in words.replace("\0", " ").split() if any(letter.isalnum() for letter in word)]
    return " ".join('"' + word.replace('"', '""') + '"*' for word in kept[:_MOST_WORDS])
