"""Where a decision stands after its verdict, and what is due: worked out from its log, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, TypeVar

from flows.dates import later, working_days_after
from flows.lifecycle.in_use import EVERY_DAYS, asks_monthly, live_since
from flows.lifecycle.records import STEP_TAKES, Ask, Life, Stage
from flows.log.entries import (
    Accepted,
    Adopted,
    Asked,
    CarriedOn,
    Concluded,
    Deferred,
    Dissented,
    Entry,
    Measured,
    OutcomeEntry,
    Overrode,
    Owned,
    Planned,
    Reaction,
    Reassessed,
    Rescored,
    Restarted,
    Retracted,
    Reviewed,
    StepDone,
    StepMoved,
    Stopped,
    Superseded,
    Supersedes,
)
from flows.log.log import Log
from flows.log.measurements import Outcome
from flows.log.steps import FirstStep

E = TypeVar("E", bound=Entry)

# What stays with a decision as an event, whatever becomes of it.
EVENTS = (
    Reaction, Owned, Planned, Measured, CarriedOn, Stopped, Adopted, Reviewed, Rescored, Dissented, Reassessed, Superseded, Supersedes,
    StepMoved, StepDone,
)  # fmt: skip
# Once somebody answered how it went, it is asked again only where it goes on: a quarter later ([book], [fails]).
_REVIEW_AGAIN = 90


def life(log: Log) -> Life:
    """Where a decision stands by the end of its log."""
    return log.derived(_life)


def counted(log: Log) -> tuple[Entry, ...]:
    """The log without what somebody took back by editing or deleting the message it stood in."""
    return log.derived(_counted)


def _counted(log: Log) -> tuple[Entry, ...]:
    gone = {entry.of: at for at, entry in enumerate(log) if isinstance(entry, Retracted)}
    return tuple(
        entry
        for at, entry in enumerate(log)
        # What came from no message cannot be taken back with one.
        if not (entry.source is not None and at < gone.get(entry.source, -1) and isinstance(entry, EVENTS))
    )


def _life(log: Log) -> Life:
    kept = Log(counted(log))
    supersedes, superseded = _last(kept, Supersedes), _last(kept, Superseded)
    ties = (supersedes.decision if supersedes else None, superseded.decision if superseded else None)
    dissents = tuple(entry for entry in kept if isinstance(entry, Dissented))
    restarted = kept.last(Restarted)
    since = kept[restarted + 1 :] if restarted is not None else kept
    if not since.concluded_at:
        stage: Stage = "superseded" if ties[1] is not None else "asking"
        return Life(stage, dissents=dissents, supersedes=ties[0], superseded_by=ties[1])
    concluded_at = since.concluded_at[-1]
    concluded = since[concluded_at]
    assert isinstance(concluded, Concluded)
    same_since = _same_since(since, concluded)
    reacted_at, ended_at = _at(since.last(Reaction)), _at(since.last(Stopped, Adopted))
    reaction = since[reacted_at] if reacted_at >= same_since else None
    assert reaction is None or isinstance(reaction, Reaction)
    plans = _plans(since, reacted_at)
    # What was decided anew after the end, or planned anew, begins again.
    if ended_at >= 0 and max(reacted_at, plans[-1][0] if plans else -1) > ended_at:
        plans = [(at, entry) for at, entry in plans if at > ended_at]
        ended_at = -1
    # A plan that is changed goes on with what was measured under the one before.
    trained = since[plans[0][0] :] if plans else Log()
    planned = plans[-1][1] if plans else None
    measured = _latest_of_each(entry for entry in trained if isinstance(entry, Measured))
    ended = since[ended_at] if ended_at >= 0 else None
    assert ended is None or isinstance(ended, OutcomeEntry)
    stage = _stage(ties[1], ended, planned, reaction)
    reviewed_at = _at(since.last(Reviewed))
    reviewed = since[reviewed_at] if reviewed_at > max(same_since, reacted_at) else None
    assert reviewed is None or isinstance(reviewed, Reviewed)
    said = reviewed.outcome.adopted if reviewed is not None else None
    if stage in ("accepted", "overridden", "decided", "deferred") or (
        stage == "training" and said == "yes" and reviewed_at > plans[-1][0]
    ):
        stage = _REVIEWED.get(str(said), stage)
    owner = next((entry.owner for entry in reversed(since) if isinstance(entry, Owned | Reaction)), None)
    now = Life(
        stage,
        concluded,
        len(log.concluded_at),
        reaction,
        owner or (reaction.by if reaction else None),
        planned.plan if planned else None,
        planned,
        measured,
        tuple(entry for entry in trained if isinstance(entry, CarriedOn)),
        ended,
        reviewed,
        dissents,
        tuple(entry for entry in since[concluded_at:] if isinstance(entry, Reassessed)),
        _says_stop(stage, measured, trained),
        supersedes=ties[0],
        superseded_by=ties[1],
    )
    last = since[concluded_at:]
    step, of_step = _step(now, last)
    # A later review of what is in use does not make it live anew: its months go on.
    live_at = ended_at if isinstance(ended, Adopted) else reviewed_at
    live = since[live_at:] if stage == "adopted" else Log()
    now = replace(now, step=step, rescored=tuple(entry for entry in live if isinstance(entry, Rescored)))
    return replace(now, asks=(*_checkpoints(now, trained), *of_step, *_month(now, live), *_review(now, since, last)))


_REVIEWED: dict[str, Stage] = {"yes": "adopted", "no": "stopped"}


def _same_since(since: Log, concluded: Concluded) -> int:
    """From where on the verdict stayed what it is: a reaction holds for as long."""
    verdicts = [(at, entry) for at in since.concluded_at if isinstance(entry := since[at], Concluded)]
    for at, entry in reversed(verdicts):
        if (entry.verdict, entry.then) != (concluded.verdict, concluded.then):
            break
        same = at
    return same


def _plans(since: Log, reacted_at: int) -> list[tuple[int, Planned]]:
    """The plans of the training that was decided on last, with their places: no plan outlives its decision, nor another one."""
    return [
        (at, entry)
        for at, entry in enumerate(since)
        if isinstance(entry, Planned) and entry.plan is not None and at > reacted_at >= 0
    ]


def _says_stop(stage: Stage, measured: tuple[Measured, ...], trained: Log) -> Measured | None:
    """The last measurement, where it says stop and nobody gave a reason to go on since."""
    last = measured[-1] if measured else None
    if last is None or stage != "training" or not last.says_stop:
        return None
    went_on = any(
        isinstance(entry, CarriedOn) and entry.checkpoint == last.checkpoint
        for entry in trained[_place(trained, last) :]
    )
    return None if went_on else last


def to_ask(now: Life, today: date) -> tuple[Asked, ...]:
    """The entries that say that something is asked today, which was not asked before. `at` is the caller's to add."""
    due = [ask for ask in now.asks if ask.next_on is not None and ask.next_on <= today]
    # Where several checkpoints are due, as after days without the bot, only the last of them is asked.
    last = max((ask.number for ask in due if ask.what == "checkpoint"), default=-1)
    return tuple(
        Asked(what=ask.what, number=ask.number, again=ask.asked is not None)
        for ask in due
        if ask.what != "checkpoint" or ask.number == last
    )


def _checkpoints(now: Life, trained: Log) -> tuple[Ask, ...]:
    """The checkpoints that still want their numbers. One that was passed over, by a later one that was measured or asked, does not."""
    if now.stage != "training" or now.plan is None or now.planned is None:
        return ()
    first = 0 if now.plan.checks_data else 1
    last_measured = now.last_measured
    done = first - 1 if last_measured is None or last_measured.checkpoint is None else last_measured.checkpoint
    planned_at = _place(trained, now.planned)
    asks = []
    for number in range(first, now.plan.looks + 1):
        day = now.plan.day_of(number)
        # What was asked before the plan was changed holds where it came on its new day or later.
        asked = (
            entry for at, entry in enumerate(trained) if at > planned_at or (entry.day is not None and entry.day >= day)
        )
        asks.append(_ask("checkpoint", number, day, asked))
    last = max((ask.number for ask in asks if ask.asked is not None), default=0)
    return (*_more_items(now, trained), *(ask for ask in asks if ask.number > done and ask.number >= last))


def _more_items(now: Life, trained: Log) -> tuple[Ask, ...]:
    """The last checkpoint once more, on the day by which more items were to be scored."""
    last = now.last_measured
    said = last.judgement if last is not None else None
    if last is None or said is None or said.by is None or now.plan is None or last.checkpoint != now.plan.looks:
        return ()
    return (_ask("checkpoint", now.plan.looks, said.by, trained[_place(trained, last) + 1 :]),)


def _step(now: Life, concluded: Log) -> tuple[FirstStep | None, tuple[Ask, ...]]:
    """The first step of the last verdict, and that it is asked for, where the verdict was accepted and the step is not done.

    `concluded` is what came since that verdict: an answer to the step's question gives another verdict, with a step of its own.
    """
    step = now.concluded.step if now.concluded is not None else None
    accepted = now.stage in ("accepted", "training") and isinstance(now.reaction, Accepted)
    # Training that is planned is asked for by its checkpoints.
    begins = step is not None and step.question is None and now.stage == "training"
    if step is None or begins or not accepted or concluded.last(StepDone) is not None:
        return None, ()
    by = step.by
    if now.reaction is not None and now.reaction.at is not None and now.reaction.at.date() >= by:
        # Who accepts a verdict late has as long for its first step as who asks for more time.
        by = working_days_after(now.reaction.at.date(), STEP_TAKES)
    moved = _last(concluded, StepMoved)
    if moved is not None and moved.until is not None:
        by, concluded = moved.until, concluded[_place(concluded, moved) :]
    step = replace(step, by=by)
    return step, (_ask("step", now.verdict_number, by, concluded),)


def _month(now: Life, live: Log) -> tuple[Ask, ...]:
    """The test items that are wanted again, a month after it went live or was last scored. `live` is what came since it went live."""
    last = now.rescored[-1].day if now.rescored else live_since(now)
    if last is None or not asks_monthly(now):
        return ()
    return (_ask("month", len(now.rescored) + 1, later(last, EVERY_DAYS), live),)


def _review(now: Life, since: Log, concluded: Log) -> tuple[Ask, ...]:
    """The review that is due some day; `concluded` is what came since the last verdict, which set its day."""
    if now.stage in ("asking", "superseded") or isinstance(now.ended, Stopped):
        return ()
    day = _review_day(now, concluded)
    if day is None:
        return ()
    if now.reaction is not None and _decided_when_asked(now, concluded):
        concluded = concluded[_place(concluded, now.reaction) :]
    ask = _ask("review", sum(isinstance(entry, Reviewed) for entry in since) + 1, day, concluded)
    told = now.ended.outcome if now.ended is not None else Outcome()
    answered = (told.gain is not None or told.monthly_usd is not None) and _follows(concluded, now.ended, ask.asked)
    return () if answered else (ask,)


def _review_day(now: Life, concluded: Log) -> date | None:
    last: Entry | None = _last(concluded, Reviewed)
    if last is None and not _decided_when_asked(now, concluded):
        return now.concluded.review_on if now.concluded is not None else None
    if last is None or _follows(concluded, now.reaction, last):
        # Decided anew after a review: it is looked back on like any other.
        last = now.reaction
    elif not (isinstance(last, Reviewed) and last.outcome.adopted == "partly"):
        return None
    return later(last.day, _REVIEW_AGAIN) if last is not None and last.day is not None else None


def _decided_when_asked(now: Life, concluded: Log) -> bool:
    """Whether the review was answered by deciding, as where it had been put off: how that went is asked a quarter later."""
    asked = next((entry for entry in concluded if isinstance(entry, Asked) and entry.what == "review"), None)
    return asked is not None and _follows(concluded, now.reaction, asked)


def _ask(
    what: Literal["checkpoint", "review", "step", "month"], number: int, day: date, entries: Iterable[Entry]
) -> Ask:
    mine = [entry for entry in entries if isinstance(entry, Asked) and (entry.what, entry.number) == (what, number)]
    asked = next((entry for entry in mine if not entry.again), None)
    again = next((entry for entry in mine if entry.again), None)
    return Ask(what, number, day, asked, again)


def _stage(
    superseded_by: int | None, ended: OutcomeEntry | None, planned: Planned | None, reaction: Reaction | None
) -> Stage:
    if superseded_by is not None:
        return "superseded"
    if ended is not None:
        return "adopted" if isinstance(ended, Adopted) else "stopped"
    if planned is not None:
        return "training"
    match reaction:
        case None:
            return "decided"
        case Accepted():
            return "accepted"
        case Overrode():
            return "overridden"
        case Deferred():
            return "deferred"
    raise LookupError(f"{reaction.stored_kind} is no way to react")


def _latest_of_each(measured: Iterable[Measured]) -> tuple[Measured, ...]:
    """One measurement a checkpoint, the last one, in the order of the checkpoints."""
    by_checkpoint = {entry.checkpoint: entry for entry in measured if entry.checkpoint is not None}
    return tuple(by_checkpoint[checkpoint] for checkpoint in sorted(by_checkpoint))


def _at(place: int | None) -> int:
    """A place in a log; -1, before all of it, for none."""
    return -1 if place is None else place


def _place(log: Sequence[Entry], wanted: Entry) -> int:
    """Where this very entry stands in a log."""
    return next(at for at, entry in enumerate(log) if entry is wanted)


def _follows(log: Log, later_: Entry | None, earlier: Entry | None) -> bool:
    """Whether an entry stands after another in the log."""
    if later_ is None or earlier is None:
        return False
    places = {id(entry): at for at, entry in enumerate(log)}
    return places.get(id(later_), -1) > places.get(id(earlier), -1)


def _last(log: Log, *classes: type[E]) -> E | None:
    at = log.last(*classes)
    entry = log[at] if at is not None else None
    return entry if isinstance(entry, classes) else None
