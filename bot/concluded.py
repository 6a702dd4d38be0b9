"""A verdict on the log: what is kept of it, and the whole of it again. The same answers on the same day give the same bytes."""

from __future__ import annotations

from datetime import date, datetime

from flows.assess import Catalogue
from flows.log import Entry, fold
from flows.reply import Reply
from flows.thresholds import Thresholds
from flows.verdict import decide


def concluded(reply: Reply, now: datetime) -> Entry:
    """The entry that says that a verdict was reached, and for which day."""
    value = {
        "verdict": reply.verdict,
        "then": reply.then,
        "headline": reply.headline,
        "because": reply.reasons[0].text,
        "recommended": reply.recommended,
        "as_of": reply.as_of.isoformat(),
        "prices_as_of": reply.prices_as_of.isoformat(),
        "review_on": reply.review_on.isoformat(),
    }
    return Entry("concluded", value={key: one for key, one in value.items() if one is not None}, at=now)


def reply_at(log: tuple[Entry, ...], index: int, catalogue: Catalogue, thresholds: Thresholds) -> Reply:
    """The verdict that was recorded at an index of a log, computed for its own day."""
    return decide(fold(log[:index]), date.fromisoformat(log[index].value["as_of"]), catalogue, thresholds)


def reply_number(log: tuple[Entry, ...], number: int, catalogue: Catalogue, thresholds: Thresholds) -> Reply | None:
    """A decision's how-many-th verdict; None where it has not so many."""
    indexes = [at for at, one in enumerate(log) if one.kind == "concluded"]
    return reply_at(log, indexes[number - 1], catalogue, thresholds) if 0 < number <= len(indexes) else None
