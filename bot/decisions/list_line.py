"""Where a decision stands -> what one line says of it, for lists in Slack and in the terminal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.events import utc
from bot.store.records import Standing, Wanted
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


def line_of(standing: Standing, today: date) -> ListLine:
    """What a line says of a decision on a day."""
    due_on = iso_day(standing.asked_on) or iso_day(standing.due_on)
    return ListLine(
        number=standing.decision,
        title=standing.title,
        stage=STAGE_WORDS.get(standing.stage, standing.stage),
        since=utc(since(standing)).date(),
        method=NAMES.get(standing.method, standing.method) if standing.method else None,
        ready_for=NAMES.get(standing.ready_for, standing.ready_for)
        if standing.ready_for and standing.method == standing.verdict
        else None,
        owner=standing.owner or standing.started_by,
        waits_for=standing.waits_for,
        due_what=standing.due_what if standing.asked_on is None else _asked_what(standing),
        due_on=due_on,
        late=(today - due_on).days if due_on is not None else 0,
        asked=standing.asked_on is not None,
        replaced_by=standing.superseded_by,
    )


def since(standing: Standing) -> float:
    """When a decision came to where it stands; its last change where nothing says when."""
    times = {
        "asking": standing.started_at,
        "decided": standing.decided_at,
        "accepted": standing.reacted_at,
        "overridden": standing.reacted_at,
        "deferred": standing.reacted_at,
        "training": standing.reacted_at,
        "stopped": standing.ended_at or standing.reviewed_at,
        "adopted": standing.ended_at or standing.reviewed_at,
    }
    time = times.get(standing.stage)
    return standing.changed_at if time is None else time


def _asked_what(standing: Standing) -> str:
    """What was asked and waits: the numbers of a checkpoint, or how it went."""
    return (standing.waits_for or standing.due_what or "an answer").removeprefix("the numbers of ")
