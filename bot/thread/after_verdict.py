"""What a thread shows of a decision's life after its verdict: the log -> the messages that should stand."""

from __future__ import annotations

from collections.abc import Iterator

from bot.block_kit import after_verdict as say
from bot.block_kit import after_verdict_asks as asking
from bot.block_kit.first_step import first_step
from bot.block_kit.message import Message
from flows.lifecycle.records import Ask, Life
from flows.lifecycle.stages import counted, life
from flows.log.entries import (
    Adopted,
    Asked,
    CarriedOn,
    Concluded,
    Dissented,
    Entry,
    Measured,
    Owned,
    Planned,
    Reaction,
    Reassessed,
    Rescored,
    Retracted,
    Reviewed,
    Stopped,
    Tie,
)
from flows.log.log import Log

# Cards have buttons as long as they are the last word.
_CARDS = (Reaction, Planned)
_LINES = (Owned, Dissented, CarriedOn, Stopped, Adopted, Reviewed, Rescored, Tie)


def life_messages(decision: int, log: Log) -> Iterator[tuple[str, Message]]:
    """The name and the message of everything that happened after a verdict, in order."""
    now = life(log)
    counted_ids = {id(entry) for entry in counted(log)}
    current = _current_card(now)
    handed_on = any(isinstance(entry, Owned) for entry in log)
    for at, entry in enumerate(log):
        name = f"life:{at + 1}"
        if id(entry) not in counted_ids:
            if isinstance(entry, (*_CARDS, *_LINES, Measured)):
                yield name, say.retracted(_taken_back(log[at:], entry))
        elif isinstance(entry, _CARDS):
            if not _came_with(log, at):
                planned = _plan_with(log, at)
                is_open = current is not None and (current is entry or (planned is not None and current is planned))
                plan = planned.plan if planned is not None else None
                yield name, say.card(decision, now, entry, plan, is_open=is_open, tells_owner=not handed_on)
        elif isinstance(entry, Asked):
            message = _asked(decision, now, entry)
            if message is not None:
                yield name, message
        elif isinstance(entry, Measured):
            if entry.checkpoint is not None:
                yield name, say.judged(decision, now, entry)
        elif isinstance(entry, Reassessed):
            if say.tells_of_a_verdict(entry):
                stood = next((before for before in reversed(log[:at]) if isinstance(before, Concluded)), None)
                yield name, say.happened(decision, now, entry, stood)
        elif isinstance(entry, _LINES):
            yield name, say.happened(decision, now, entry)


def _current_card(now: Life) -> Reaction | Planned | None:
    """The entry whose card has the buttons."""
    if now.is_over or (now.reaction is None and now.planned is None):
        return None
    return now.planned if now.planned is not None else now.reaction


def _came_with(log: Log, at: int) -> bool:
    """Whether a plan came with what was decided, and stands in its card."""
    before = log[at - 1] if at else None
    return isinstance(log[at], Planned) and isinstance(before, _CARDS) and _together(before, log[at])


def _plan_with(log: Log, at: int) -> Planned | None:
    entry = log[at]
    if isinstance(entry, Planned):
        return entry
    after = log[at + 1] if at + 1 < len(log) else None
    return after if isinstance(after, Planned) and _together(entry, after) else None


def _together(entry: Entry, next_: Entry) -> bool:
    return (entry.by, entry.at, entry.source) == (next_.by, next_.at, next_.source)


def _asked(decision: int, now: Life, entry: Asked) -> Message | None:
    if entry.what is None or entry.number is None:
        return None
    ask = next((ask for ask in now.asks if (ask.what, ask.number) == (entry.what, entry.number)), None)
    is_open = ask is not None and entry in (ask.asked, ask.again)
    if entry.what == "step":
        return first_step(decision, now, ask, again=entry.again, is_open=is_open)
    if entry.what == "month":
        return asking.month(decision, now, ask, again=entry.again, is_open=is_open)
    if entry.what == "review":
        return asking.review(decision, now, again=entry.again, is_open=is_open)
    known = ask or (Ask("checkpoint", entry.number, entry.day) if entry.day is not None else None)
    return asking.checkpoint(decision, now, known, again=entry.again, is_open=is_open) if known is not None else None


def _taken_back(since: Log, entry: Entry) -> Entry | None:
    """What took an entry back: its reply was edited or deleted, or somebody said undo."""
    return next((back for back in since if isinstance(back, Retracted) and back.of == entry.source), None)
