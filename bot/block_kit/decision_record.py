"""One decision as one Slack message: where it stands, its verdict, its plan and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.block_kit.fit import fits_a_message, roomiest, text_alone
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import rich
from bot.decisions.record import DecisionRecord
from bot.events import utc
from bot.text.templates import slack

_PARTS = ("head", "verdict", "reaction", "end", "dissents", "changes", "ties", "plan", "limits")


@dataclass(frozen=True, slots=True)
class _RecordRoom:
    """How many of each are kept, and how long a text may be."""

    title: int = 300
    width: int = 300
    checks: int = 12
    findings: int = 3
    limits: int = 12
    dissents: int = 8
    changes: int = 5


# What is cut first comes first.
_CUTS: tuple[dict[str, int], ...] = (
    {"findings": 2},
    {"changes": 2, "width": 200},
    {"limits": 6, "dissents": 5},
    {"findings": 1, "width": 120},
    {"limits": 3, "dissents": 3, "title": 150},
    {"findings": 0, "width": 60},
    {"checks": 6, "limits": 0, "dissents": 2, "changes": 1, "title": 80},
    {"checks": 3, "width": 30, "dissents": 1, "changes": 0},
)


def decision_message(record: DecisionRecord) -> Message:
    """The decision in one message, however much was said of it: what has no room is in its export, and that is said."""
    pieces, blocks = roomiest(_versions(record), lambda version: fits_a_message(version[1]))
    return Message(text_alone("\n".join(pieces).split("\n")), blocks)


def _versions(record: DecisionRecord) -> Iterator[tuple[list[str], tuple[Block, ...]]]:
    """The words of each part and its block, the roomiest first."""
    for room in _rooms():
        pieces = _pieces(record, room)
        yield pieces, tuple(rich(piece) for piece in pieces)


def _pieces(record: DecisionRecord, room: _RecordRoom) -> list[str]:
    """Each part in words; none of what there is nothing to say of."""
    return [words for words in (_words(part, record, room) for part in _PARTS) if words]


def decision_words(record: DecisionRecord) -> str:
    """All of it in words, with the marks of `bot.block_kit.rich_text`, for a place where nothing has to fit."""
    room = _RecordRoom(**dict.fromkeys((field.name for field in fields(_RecordRoom)), 10_000))
    return "\n".join(_pieces(record, room))


def _words(part: str, record: DecisionRecord, room: _RecordRoom) -> str:
    rendered = slack(
        "show", part=part, record=record, room=room, begun=utc(record.decision.started_at).date(), **_figures(record)
    )
    return "\n".join(line.strip() for line in rendered.split("\n") if line.strip())


def _figures(record: DecisionRecord) -> dict[str, Any]:
    """What the verdict said of money, in USD; of a way that it did not recommend nothing is known."""
    reply = record.reply
    today = reply.today
    option = reply.recommended_option if record.overrode is None else None
    return {
        "today_usd": today.monthly_usd if today else None,
        "monthly_usd": option.monthly_usd if option else None,
        "upfront_usd": option.upfront_usd if option else None,
        "net_usd": option.net_usd if option else None,
    }


def _rooms() -> Iterator[_RecordRoom]:
    room = _RecordRoom()
    yield room
    for cut in _CUTS:
        room = replace(room, **cut)
        yield room
