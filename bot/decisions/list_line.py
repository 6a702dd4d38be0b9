"""Where a decision stands -> what one line says of it, for lists in Slack and in the terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.events import utc
from bot.store.records import DecisionSummary, Wanted
from flows.dates import iso_day
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
class ListLine:
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


def line_of(summary: DecisionSummary, today: date) -> ListLine:
    """What a line says of a decision on a day."""
    due_on = iso_day(summary.asked_on) or iso_day(summary.due_on)
    return ListLine(
        number=summary.decision,
        title=summary.title,
        stage=STAGE_WORDS.get(summary.stage, summary.stage),
        since=utc(since(summary)).date(),
        method=NAMES.get(summary.method, summary.method) if summary.method else None,
        ready_for=NAMES.get(summary.ready_for, summary.ready_for)
        if summary.ready_for and summary.method == summary.verdict
        else None,
        owner=summary.owner or summary.started_by,
        waits_for=summary.waits_for,
        due_what=summary.due_what if summary.asked_on is None else _asked_what(summary),
        due_on=due_on,
        late=(today - due_on).days if due_on is not None else 0,
        asked=summary.asked_on is not None,
        replaced_by=summary.superseded_by,
    )


def since(summary: DecisionSummary) -> float:
    """When a decision came to where it stands; its last change where nothing says when."""
    times = {
        "asking": summary.started_at,
        "decided": summary.decided_at,
        "accepted": summary.reacted_at,
        "overridden": summary.reacted_at,
        "deferred": summary.reacted_at,
        "training": summary.reacted_at,
        "stopped": summary.ended_at or summary.reviewed_at,
        "adopted": summary.ended_at or summary.reviewed_at,
    }
    time = times.get(summary.stage)
    return summary.changed_at if time is None else time


def _asked_what(summary: DecisionSummary) -> str:
    """What was asked and waits: the numbers of a checkpoint, or how it went."""
    return (summary.waits_for or summary.due_what or "an answer").removeprefix("the numbers of ")
