"""The messages in which a thread asks: their names, and which question a person saw."""

from __future__ import annotations

from bot.store.records import Shown
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Question
from flows.questions.sheets import SHEET_BY_ID, sheet_of

ROOT = "root"
# What asks nothing.
_IN_PASSING = ("note:", "aside:", "life:")


def kind_of(question: str) -> str:
    """What a question's message is about: those of a sheet share one."""
    return sheet_of(question).id


def ask_name(kind: str, size: int) -> str:
    """The name of the message that asks when the log is so long."""
    return f"ask:{kind}:{size}"


def is_ask(name: str) -> bool:
    """Whether a message asks."""
    return name.startswith("ask:")


def question_of(name: str) -> str:
    """What the message is about that has this name."""
    return name.split(":")[1]


def asked_at(name: str) -> int:
    """How long the log was when it was asked."""
    return int(name.split(":")[2])


def is_on_its_way(shown: tuple[Shown, ...], question: Question) -> bool:
    """Whether the message that asks a question is being posted, so that somebody may see it before we know."""
    return any(
        message.ts is None and is_ask(message.name) and question_of(message.name) == kind_of(question.id)
        for message in shown
    )


def question_seen(shown: tuple[Shown, ...], log: Log, ts: str, current: Question | None) -> Question | None:
    """The question that a person saw last who wrote at `ts`: never one that came up since, even where theirs was answered."""
    seen = [
        message.name
        for message in shown
        if message.ts is not None and float(message.ts) <= float(ts) and not message.name.startswith(_IN_PASSING)
    ]
    last = seen[-1] if seen else ROOT
    if not is_ask(last):
        return None
    kind = question_of(last)
    if current is not None and kind_of(current.id) == kind:
        return current
    if kind not in SHEET_BY_ID:
        return BY_ID.get(kind)
    asked = SHEET_BY_ID[kind].questions
    return BY_ID.get(next((entry.about or "" for entry in reversed(log) if entry.about in asked), ""))
