"""Where a decision stands -> what one line says of it, for lists in Slack and in the terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.events import utc
from bot.store.records import Standing, Wanted
from flows.verdict.headlines import NAMES
from flows.verdict.headlines import STAGES as STAGE_WORDS

# What each word after `list` stands for; "due" is no stage.
STAGES: dict[str, tuple[str, ...]] = {
    "open": ("asking", "decided"),
    "decided": ("accepted", "overridden", "deferred", "stopped", "adopted"),
    "training": ("training",),
}
SOON = timedelta(days=7)
KINDS = ("", *STAGES, "due")


def narrowed(wanted: Wanted, kind: str, today: date) -> Wanted:
    """Those of one kind ("open", "decided", "training", "due", or "" for all), in the order in which they are listed."""
    if kind == "due":
        return replace(wanted, due_by=(today + SOON).isoformat(), order="due")
    return replace(wanted, stages=STAGES.get(kind, ()))


@dataclass(frozen=True, slots=True)
class Line:
    """One decision. Days are dates in UTC; what is None is not known or does not apply.

    since     since when it stands there
    due_what  what the bot asks next ("checkpoint 2", "review"), or has asked and got no answer
    late      days since it was asked, or should have been; 0 or less while it is not late
    """

    number: int
    title: str
    stage: str
    since: date
    method: str | None
    ready_for: str | None
    owner: str | None
    waits_for: str | None
    due_what: str | None
    due_on: date | None
    late: int
    asked: bool
    replaced_by: int | None


def line_of(found: Standing, today: date) -> Line:
    """What a line says of a decision on a day."""
    due_on = _day(found.asked_on) or _day(found.due_on)
    return Line(
        number=found.decision,
        title=found.title,
        stage=STAGE_WORDS.get(found.stage, found.stage),
        since=utc(since(found)).date(),
        method=NAMES.get(found.method, found.method) if found.method else None,
        ready_for=NAMES.get(found.ready_for, found.ready_for)
        if found.ready_for and found.method == found.verdict
        else None,
        owner=found.owner or found.started_by,
        waits_for=found.waits_for,
        due_what=found.due_what if found.asked_on is None else _asked_what(found),
        due_on=due_on,
        late=(today - due_on).days if due_on is not None else 0,
        asked=found.asked_on is not None,
        replaced_by=found.superseded_by,
    )


def since(found: Standing) -> float:
    """When a decision came to where it stands; its last change where nothing says when."""
    times = {
        "asking": found.started_at,
        "decided": found.decided_at,
        "accepted": found.reacted_at,
        "overridden": found.reacted_at,
        "deferred": found.reacted_at,
        "training": found.reacted_at,
        "stopped": found.ended_at or found.reviewed_at,
        "adopted": found.ended_at or found.reviewed_at,
    }
    time = times.get(found.stage)
    return found.changed_at if time is None else time


def _asked_what(found: Standing) -> str:
    """What was asked and waits: the numbers of a checkpoint, or how it went."""
    return (found.waits_for or found.due_what or "an answer").removeprefix("the numbers of ")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
