"""Where a decision stands after its verdict, and what is due: worked out from its log, never stored.

Entries of a decision's life, beside those of `flows.log`, and what their value holds:

accepted     verdict (its number), owner          overrode   the same, and method; its text is the reason
deferred     verdict                              dissented  its text is the dissent
owned        owner: somebody else took it over    planned    a `TrainingPlan`
asked        what ("checkpoint" or "review"), number, again
measured     checkpoint, `Numbers` and a `Judgement`
carried_on   checkpoint; its text is the reason to go on against a stop
stopped, adopted, reviewed      an `Outcome`; the text is what was said
reassessed   what changed by another day's facts  renewed    somebody asked for the verdict of that day
supersedes, superseded          decision: the other one
retracted    source: what was said in that message does not count any more
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from flows.life_records import Ask, Life, Outcome, Stage, text_of
from flows.log import Entry
from flows.training_plan import TrainingPlan

__all__ = ["EVENTS", "Ask", "Life", "Outcome", "Stage", "life", "standing", "to_ask"]

REACTIONS = ("accepted", "overrode", "deferred")
ENDS = ("stopped", "adopted")
# Once somebody answered how it went, it is asked again only where it goes on: a quarter later ([book], [fails]).
_REVIEW_AGAIN = timedelta(days=90)

# What stays with a decision as an event, whatever becomes of it.
EVENTS = ("accepted", "overrode", "deferred", "owned", "planned", "measured", "carried_on", "stopped", "adopted", "reviewed", "dissented", "reassessed", "superseded", "supersedes")  # fmt: skip


def life(log: tuple[Entry, ...]) -> Life:
    """Where a decision stands by the end of its log."""
    kept = tuple(standing(log))
    ties = {kind: _text_int(_last(kept, kind), "decision") for kind in ("supersedes", "superseded")}
    dissents = tuple(one for one in kept if one.kind == "dissented")
    start = _last_at(kept, "restarted")
    since = kept[start + 1 :]
    conclusions = [at for at, one in enumerate(since) if one.kind == "concluded"]
    if not conclusions:
        stage: Stage = "superseded" if ties["superseded"] is not None else "asking"
        return Life(stage, dissents=dissents, supersedes=ties["supersedes"], superseded_by=ties["superseded"])
    concluded = since[conclusions[-1]]
    # A reaction holds for as long as the verdict stays what it was.
    same_since = next(
        (at for place, at in enumerate(conclusions) if all(_same(since[each], concluded) for each in conclusions[place:])), 0
    )
    reaction = _last(since[same_since:], *REACTIONS)
    planned = _last(since, "planned")
    plan = TrainingPlan.from_json(planned.value) if planned is not None else None
    after_plan = since[since.index(planned) :] if planned is not None and plan is not None else ()
    ended = _last(since, *ENDS)
    # What was decided anew after the end, or planned anew, begins again.
    if ended is not None and (_follows(since, planned, ended) or _follows(since, reaction, ended)):
        ended = None
    if _follows(since, reaction, planned):
        # Another way was taken after the plan was made; where that trains too it brought a plan of its own.
        plan = None
    measured = tuple(one for one in after_plan if one.kind == "measured" and isinstance(one.value, dict)) if plan else ()
    stage = _stage(ties["superseded"], ended, plan, reaction)
    owner = _last(since, "owned", "accepted", "overrode", "deferred")
    reviewed = _last(since, "reviewed")
    if (
        stage in ("accepted", "overridden", "decided", "deferred")
        and reviewed is not None
        and not _follows(since, reaction, reviewed)
    ):
        stage = {"yes": "adopted", "no": "stopped"}.get(str(text_of(reviewed, "adopted")), stage)  # type: ignore[assignment]
    found = Life(
        stage, concluded, sum(one.kind == "concluded" for one in log), reaction, text_of(owner, "owner") or (reaction.by if reaction else None),
        plan, planned if plan else None, _latest_of_each(measured),
        tuple(one for one in after_plan if one.kind == "carried_on" and isinstance(one.value, dict)) if plan else (),
        ended, reviewed, dissents, tuple(one for one in since[conclusions[-1] :] if one.kind == "reassessed"),
        supersedes=ties["supersedes"], superseded_by=ties["superseded"],
    )  # fmt: skip
    return _with_asks(found, since)


def standing(log: tuple[Entry, ...]) -> Iterator[Entry]:
    """The log without what somebody took back by editing or deleting the message it stood in."""
    gone = {text_of(one, "source"): at for at, one in enumerate(log) if one.kind == "retracted"}
    for at, one in enumerate(log):
        if not (one.source in gone and at < gone[one.source] and one.kind in EVENTS):
            yield one


def to_ask(now: Life, today: date) -> tuple[Entry, ...]:
    """The entries that say that something is asked today, which was not asked before. `at` is the caller's to add."""
    due = [one for one in now.asks if one.next_on is not None and one.next_on <= today]
    # Of several checkpoints that went by the last one is asked for: it says the most.
    last = max((one.number for one in due if one.what == "checkpoint" and one.on <= today), default=0)
    return tuple(
        Entry("asked", value={"what": one.what, "number": one.number, "again": one.asked is not None})
        for one in due
        if one.what == "review" or one.number == last
    )


def _with_asks(found: Life, since: tuple[Entry, ...]) -> Life:
    asks: list[Ask] = []
    if found.stage == "training" and found.plan is not None and found.planned is not None:
        done = {one.value.get("checkpoint") for one in found.measured}
        asked = since[since.index(found.planned) :]
        last = max((one for one in done if isinstance(one, int)), default=0)
        asks += [
            _ask("checkpoint", place, day, asked)
            for place, day in enumerate(found.plan.checkpoints, start=1)
            # One that was passed over is not asked for once a later one was measured.
            if place > last
        ]
        # Once a later one was asked an earlier one is not: two questions at once get no answer.
        latest = max((one.number for one in asks if one.asked is not None), default=0)
        asks = [one for one in asks if one.number >= latest]
    review = _review(found, since)
    return replace(found, asks=(*asks, *review))


def _review(found: Life, since: tuple[Entry, ...]) -> tuple[Ask, ...]:
    if found.stage in ("asking", "superseded") or found.concluded is None:
        return ()
    if found.ended is not None and found.ended.kind == "stopped":
        return ()
    count = sum(one.kind == "reviewed" for one in since)
    if found.reviewed is not None:
        goes_on = text_of(found.reviewed, "adopted") == "partly" and found.reviewed.at is not None
        day = found.reviewed.at.date() + _REVIEW_AGAIN if goes_on and found.reviewed.at is not None else None
    else:
        text = text_of(found.concluded, "review_on")
        day = _date(text)
    return (_ask("review", count + 1, day, since),) if day is not None else ()


def _ask(what: Literal["checkpoint", "review"], place: int, day: date, entries: tuple[Entry, ...]) -> Ask:
    mine = [
        one
        for one in entries
        if one.kind == "asked"
        and isinstance(one.value, dict)
        and (one.value.get("what"), one.value.get("number")) == (what, place)
    ]
    asked = next((one for one in mine if not one.value.get("again")), None)
    again = next((one for one in mine if one.value.get("again")), None)
    return Ask(what, place, day, asked, again)


def _stage(superseded_by: int | None, ended: Entry | None, plan: TrainingPlan | None, reaction: Entry | None) -> Stage:
    if superseded_by is not None:
        return "superseded"
    if ended is not None:
        return "adopted" if ended.kind == "adopted" else "stopped"
    if plan is not None:
        return "training"
    if reaction is None:
        return "decided"
    return {"accepted": "accepted", "overrode": "overridden", "deferred": "deferred"}[reaction.kind]  # type: ignore[return-value]


def _latest_of_each(measured: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """One measurement a checkpoint, the last one, in the order of the checkpoints."""
    found = {one.value.get("checkpoint"): one for one in measured if isinstance(one.value.get("checkpoint"), int)}
    return tuple(found[place] for place in sorted(found))


def _same(one: Entry, other: Entry) -> bool:
    return (text_of(one, "verdict"), text_of(one, "then")) == (text_of(other, "verdict"), text_of(other, "then"))


def _follows(log: tuple[Entry, ...], one: Entry | None, other: Entry | None) -> bool:
    """Whether an entry stands after another in the log."""
    if one is None or other is None:
        return False
    places = {id(each): at for at, each in enumerate(log)}
    return places.get(id(one), -1) > places.get(id(other), -1)


def _last(log: tuple[Entry, ...], *kinds: str) -> Entry | None:
    return next((one for one in reversed(log) if one.kind in kinds), None)


def _last_at(log: tuple[Entry, ...], kind: str) -> int:
    return next((at for at in range(len(log) - 1, -1, -1) if log[at].kind == kind), -1)


def _text_int(entry: Entry | None, name: str) -> int | None:
    value = entry.value.get(name) if entry is not None and isinstance(entry.value, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
