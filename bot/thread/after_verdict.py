"""What a thread shows of a decision's life after its verdict: the log -> the messages that should stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.block_kit import after_verdict as say
from bot.block_kit.message import Message
from flows.lifecycle.plan import TrainingPlan
from flows.lifecycle.stages import Ask, Life, life, standing
from flows.log.entries import Entry

# Cards have buttons as long as they are the last word.
_CARDS = ("accepted", "overrode", "deferred", "planned")
_LINES = ("owned", "dissented", "carried_on", "stopped", "adopted", "reviewed", "superseded", "supersedes")


def life_messages(decision: int, log: tuple[Entry, ...]) -> Iterator[tuple[str, Message]]:
    """The name and the message of everything that happened after a verdict, in order."""
    now = life(log)
    counted = {id(one) for one in standing(log)}
    current = _current_card(now)
    for at, entry in enumerate(log):
        name = f"life:{at + 1}"
        if id(entry) not in counted:
            if entry.kind in (*_CARDS, *_LINES, "measured"):
                yield name, say.retracted(_taken_back(log[at:], entry))
        elif entry.kind in _CARDS:
            if not _came_with(log, at):
                plan = _plan_with(log, at)
                is_open = current is not None and (current is entry or (plan is not None and current is plan))
                yield (
                    name,
                    say.card(
                        decision, now, entry, TrainingPlan.from_json(plan.value) if plan else None, is_open=is_open
                    ),
                )
        elif entry.kind == "asked":
            found = _asked(decision, now, entry)
            if found is not None:
                yield name, found
        elif entry.kind == "measured" and _is_judgement(entry.value):
            yield name, say.judged(decision, now, entry)
        elif entry.kind == "reassessed":
            if say.tells_of_a_verdict(entry):
                stood = next((one for one in reversed(log[:at]) if one.kind == "concluded"), None)
                yield name, say.happened(decision, now, entry, stood)
        elif entry.kind in _LINES:
            yield name, say.happened(decision, now, entry)


def _current_card(now: Life) -> Entry | None:
    """The entry whose card has the buttons."""
    if now.is_over or (now.reaction is None and now.planned is None):
        return None
    return now.planned if now.planned is not None else now.reaction


def _came_with(log: tuple[Entry, ...], at: int) -> bool:
    """Whether a plan came with what was decided, and stands in its card."""
    before = log[at - 1] if at else None
    return log[at].kind == "planned" and before is not None and before.kind in _CARDS and _together(before, log[at])


def _plan_with(log: tuple[Entry, ...], at: int) -> Entry | None:
    if log[at].kind == "planned":
        return log[at]
    after = log[at + 1] if at + 1 < len(log) else None
    return after if after is not None and after.kind == "planned" and _together(log[at], after) else None


def _together(one: Entry, other: Entry) -> bool:
    return (one.by, one.at, one.source) == (other.by, other.at, other.source)


def _asked(decision: int, now: Life, entry: Entry) -> Message | None:
    value = entry.value if isinstance(entry.value, dict) else {}
    what, number, again = value.get("what"), value.get("number"), bool(value.get("again"))
    if what not in ("checkpoint", "review") or not isinstance(number, int):
        return None
    ask = next((one for one in now.asks if (one.what, one.number) == (what, number)), None)
    is_open = ask is not None and entry in (ask.asked, ask.again)
    if what == "review":
        return say.review(decision, now, again=again, is_open=is_open)
    day = entry.at.date() if entry.at is not None else None
    known = ask or (Ask("checkpoint", number, day) if day is not None else None)
    return say.checkpoint(decision, now, known, again=again, is_open=is_open) if known is not None else None


def _is_judgement(value: Any) -> bool:
    """Whether a judgement was kept that can be shown: any log is drawn, however old."""
    found = value.get("findings", []) if isinstance(value, dict) else None
    return isinstance(found, list) and all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in found)


def _taken_back(since: tuple[Entry, ...], entry: Entry) -> Entry | None:
    """What took an entry back: its reply was edited or deleted, or somebody said undo."""
    return next(
        (
            one
            for one in since
            if one.kind == "retracted" and isinstance(one.value, dict) and one.value.get("source") == entry.source
        ),
        None,
    )
