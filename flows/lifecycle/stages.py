"""Where a decision stands after its verdict, and what is due: worked out from its log, never stored.

Entries of a decision's life, beside those of `flows.log.entries`, and what their value holds:

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
from datetime import date
from typing import Literal

from flows.dates import later
from flows.lifecycle.plan import TrainingPlan
from flows.lifecycle.records import Ask, Life, Outcome, Stage, text_of
from flows.log.entries import Entry

__all__ = ["EVENTS", "Ask", "Life", "Outcome", "Stage", "life", "standing", "to_ask"]

REACTIONS = ("accepted", "overrode", "deferred")
ENDS = ("stopped", "adopted")
# Once somebody answered how it went, it is asked again only where it goes on: a quarter later ([book], [fails]).
_REVIEW_AGAIN = 90

# What stays with a decision as an event, whatever becomes of it.
EVENTS = (
    "accepted",
    "overrode",
    "deferred",
    "owned",
    "planned",
    "measured",
    "carried_on",
    "stopped",
    "adopted",
    "reviewed",
    "dissented",
    "reassessed",
    "superseded",
    "supersedes",
)


def life(log: tuple[Entry, ...]) -> Life:
    """Where a decision stands by the end of its log."""
    kept = tuple(standing(log))
    ties = {kind: _whole(_last(kept, kind), "decision") for kind in ("supersedes", "superseded")}
    dissents = tuple(one for one in kept if one.kind == "dissented")
    since = kept[_last_at(kept, "restarted") + 1 :]
    conclusions = [at for at, one in enumerate(since) if one.kind == "concluded"]
    if not conclusions:
        stage: Stage = "superseded" if ties["superseded"] is not None else "asking"
        return Life(stage, dissents=dissents, supersedes=ties["supersedes"], superseded_by=ties["superseded"])
    concluded = since[conclusions[-1]]
    if not isinstance(concluded.value, dict):
        concluded = replace(concluded, value={})
    # A reaction holds for as long as the verdict stays what it was.
    same_since = next(
        at for place, at in enumerate(conclusions) if all(_same(since[one], concluded) for one in conclusions[place:])
    )
    reacted_at, ended_at = _last_at(since, *REACTIONS), _last_at(since, *ENDS)
    reaction = since[reacted_at] if reacted_at >= same_since else None
    plans = _plans(since, reacted_at)
    plan = plans[-1][1] if plans else None
    # What was decided anew after the end, or planned anew, begins again.
    if ended_at >= 0 and max(reacted_at, plans[-1][0] if plans else -1) > ended_at:
        plans = [one for one in plans if one[0] > ended_at]
        ended_at = -1
    # A plan that is changed goes on with what was measured under the one before.
    trained = since[plans[0][0] :] if plans else ()
    measured = _latest_of_each(tuple(one for one in trained if one.kind == "measured" and isinstance(one.value, dict)))
    carried_on = tuple(one for one in trained if one.kind == "carried_on" and isinstance(one.value, dict))
    ended = since[ended_at] if ended_at >= 0 else None
    stage = _stage(ties["superseded"], ended, plan, reaction)
    reviewed_at = _last_at(since, "reviewed")
    reviewed = since[reviewed_at] if reviewed_at > max(same_since, reacted_at) else None
    said = text_of(reviewed, "adopted")
    if stage in ("accepted", "overridden", "decided", "deferred") or (
        stage == "training" and reviewed_at > plans[-1][0] and said == "yes"
    ):
        stage = {"yes": "adopted", "no": "stopped"}.get(str(said), stage)  # type: ignore[assignment]
    owner = _last(since, "owned", *REACTIONS)
    found = Life(
        stage,
        concluded,
        sum(one.kind == "concluded" for one in log),
        reaction,
        text_of(owner, "owner") or (reaction.by if reaction else None),
        plan,
        since[plans[-1][0]] if plans else None,
        measured,
        carried_on,
        ended,
        reviewed,
        dissents,
        tuple(one for one in since[conclusions[-1] :] if one.kind == "reassessed"),
        _says_stop(stage, measured, trained),
        supersedes=ties["supersedes"],
        superseded_by=ties["superseded"],
    )
    return replace(found, asks=(*_checkpoints(found, trained), *_review(found, since, since[conclusions[-1] :])))


def _plans(since: tuple[Entry, ...], reacted_at: int) -> list[tuple[int, TrainingPlan]]:
    """The plans of the training that was decided on last, with their places: no plan outlives its decision, nor another one."""
    found = [
        (at, TrainingPlan.from_json(one.value))
        for at, one in enumerate(since)
        if one.kind == "planned" and at > reacted_at >= 0
    ]
    return [(at, one) for at, one in found if one is not None]


def _says_stop(stage: Stage, measured: tuple[Entry, ...], trained: tuple[Entry, ...]) -> Entry | None:
    """The last measurement, where it says stop and nobody gave a reason to go on since."""
    last = measured[-1] if measured else None
    if last is None or stage != "training" or last.value.get("says") != "stop":
        return None
    at = next(place for place, one in enumerate(trained) if one is last)
    went_on = any(
        one.kind == "carried_on"
        and isinstance(one.value, dict)
        and one.value.get("checkpoint") == last.value.get("checkpoint")
        for one in trained[at:]
    )
    return None if went_on else last


def standing(log: tuple[Entry, ...]) -> Iterator[Entry]:
    """The log without what somebody took back by editing or deleting the message it stood in."""
    gone = {text_of(one, "source"): at for at, one in enumerate(log) if one.kind == "retracted"}
    for at, one in enumerate(log):
        # What came from no message cannot be taken back with one.
        if not (one.source is not None and at < gone.get(one.source, -1) and one.kind in EVENTS):
            yield one


def to_ask(now: Life, today: date) -> tuple[Entry, ...]:
    """The entries that say that something is asked today, which was not asked before. `at` is the caller's to add."""
    due = [one for one in now.asks if one.next_on is not None and one.next_on <= today]
    # Where several checkpoints are due, as after days without the bot, only the last of them is asked.
    last = max((one.number for one in due if one.what == "checkpoint"), default=0)
    return tuple(
        Entry("asked", value={"what": one.what, "number": one.number, "again": one.asked is not None})
        for one in due
        if one.what == "review" or one.number == last
    )


def _checkpoints(found: Life, trained: tuple[Entry, ...]) -> tuple[Ask, ...]:
    """The checkpoints that still want their numbers. One that was passed over, by a later one that was measured or asked, does not."""
    if found.stage != "training" or found.plan is None:
        return ()
    done = found.last_measured.value["checkpoint"] if found.last_measured is not None else 0
    at = next(place for place, one in enumerate(trained) if one is found.planned)
    asks = []
    for place, day in enumerate(found.plan.checkpoints, start=1):
        # What was asked before the plan was changed holds where it came on its new day or later.
        asked = tuple(
            one for when, one in enumerate(trained) if when > at or (one.at is not None and one.at.date() >= day)
        )
        asks.append(_ask("checkpoint", place, day, asked))
    last = max((one.number for one in asks if one.asked is not None), default=0)
    return tuple(one for one in asks if one.number > done and one.number >= last)


def _review(found: Life, since: tuple[Entry, ...], concluded: tuple[Entry, ...]) -> tuple[Ask, ...]:
    """The review that is due some day; `concluded` is what came since the last verdict, which set its day."""
    if found.stage in ("asking", "superseded") or (found.ended is not None and found.ended.kind == "stopped"):
        return ()
    day = _review_day(found, concluded)
    if day is None:
        return ()
    if _decided_when_asked(found, concluded):
        concluded = concluded[next(at for at, one in enumerate(concluded) if one is found.reaction) :]
    ask = _ask("review", sum(one.kind == "reviewed" for one in since) + 1, day, concluded)
    told = Outcome.from_json(found.ended.value) if found.ended is not None else Outcome()
    answered = (told.gain is not None or told.monthly_usd is not None) and _follows(concluded, found.ended, ask.asked)
    return () if answered else (ask,)


def _review_day(found: Life, concluded: tuple[Entry, ...]) -> date | None:
    last = _last(concluded, "reviewed")
    if last is None and not _decided_when_asked(found, concluded):
        return _date(text_of(found.concluded, "review_on"))
    if last is None or _follows(concluded, found.reaction, last):
        # Decided anew after a review: it is looked back on like any other.
        last = found.reaction
    elif text_of(last, "adopted") != "partly":
        return None
    return later(last.at.date(), _REVIEW_AGAIN) if last is not None and last.at is not None else None


def _decided_when_asked(found: Life, concluded: tuple[Entry, ...]) -> bool:
    """Whether the review was answered by deciding, as where it had been put off: how that went is asked a quarter later."""
    asked = [one for one in concluded if one.kind == "asked" and text_of(one, "what") == "review"]
    return bool(asked) and _follows(concluded, found.reaction, asked[0])


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
    found = {place: one for one in measured if (place := _whole(one, "checkpoint")) is not None}
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


def _last_at(log: tuple[Entry, ...], *kinds: str) -> int:
    return next((at for at in range(len(log) - 1, -1, -1) if log[at].kind in kinds), -1)


def _whole(entry: Entry | None, name: str) -> int | None:
    value = entry.value.get(name) if entry is not None and isinstance(entry.value, dict) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
