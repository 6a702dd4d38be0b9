"""A decision's log -> where it stands, as lists, search and digests read it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.store.records import Decision, Standing
from flows.lifecycle.plan import numbers
from flows.lifecycle.records import text_of
from flows.lifecycle.stages import Life, Outcome, life, standing
from flows.log.entries import Entry, fold
from flows.log.history import given
from flows.questions import BY_ID
from flows.questions.answers import show
from flows.questions.question import Question
from flows.text import clean

UNTITLED = "(no use case yet)"
_TITLE, _WORDS = 300, 4000
# What people typed that says what a decision is about.
_TOLD = ("use_case", "metric", "hypothesis", "model", "task")
_SAID = ("overrode", "deferred", "dissented", "carried_on", "stopped", "adopted", "reviewed")


def standing_of(decision: Decision, log: tuple[Entry, ...], question: Question | None) -> Standing:
    """Where a decision stands; `question` is the one that is open."""
    now = life(log)
    answers = fold(log)
    said: dict[str, Any] = (
        now.concluded.value if now.concluded is not None and isinstance(now.concluded.value, dict) else {}
    )
    figures = numbers(said.get("figures"), "today_usd", "monthly_usd", "upfront_usd", "net_usd", "gain")
    overrode = now.reaction is not None and now.reaction.kind == "overrode"
    outcome = _outcome(now)
    waits_for, since = _waits(now, question, log)
    title = clean(answers.text("use_case") or "")[:_TITLE] or UNTITLED
    ask = now.open_ask
    times = [found for one in log if (found := _time(one)) is not None]
    reviewed = now.reviewed or (now.ended if now.ended is not None and now.ended.kind == "adopted" else None)

    def usd(name: str, *, of_the_recommended: bool = True) -> float | None:
        found = figures[name]
        return None if found is None or (overrode and of_the_recommended) else float(found)

    return Standing(
        decision=decision.id,
        team=decision.team,
        channel=decision.channel,
        place=decision.place,
        title=title,
        stage=now.stage,
        started_by=decision.started_by,
        started_at=decision.started_at,
        changed_at=max(times, default=decision.started_at),
        verdict=text_of(now.concluded, "verdict"),
        ready_for=text_of(now.concluded, "then"),
        method=now.method,
        headline=text_of(now.concluded, "headline"),
        owner=now.owner,
        decided_at=_time(now.concluded),
        reacted_at=_time(now.reaction),
        ended_at=_time(now.ended),
        waits_for=waits_for,
        waits_since=since,
        due_on=now.next_ask.next_on.isoformat()
        if now.next_ask is not None and now.next_ask.next_on is not None
        else None,
        due_what=now.next_ask.words if now.next_ask is not None else None,
        asked_on=_day(ask.asked) if ask is not None else None,
        is_late=ask is not None and ask.again is not None,
        review_on=text_of(now.concluded, "review_on"),
        today_usd=usd("today_usd", of_the_recommended=False),
        monthly_usd=usd("monthly_usd"),
        upfront_usd=_float(now.plan.budget_usd) if now.plan is not None else usd("upfront_usd"),
        net_usd=usd("net_usd"),
        predicted_gain=usd("gain", of_the_recommended=False),
        real_gain=_float(outcome.gain),
        real_monthly_usd=_float(outcome.monthly_usd),
        reviewed_at=_time(reviewed),
        supersedes=now.supersedes,
        superseded_by=now.superseded_by,
        words=_words(log, said),
    )


def _outcome(now: Life) -> Outcome:
    """What is known of how it went: the review's word before that of the end."""
    ended = Outcome.from_json(now.ended.value if now.ended is not None else None)
    reviewed = Outcome.from_json(now.reviewed.value if now.reviewed is not None else None)
    return Outcome(**ended.to_json() | reviewed.to_json())


def _waits(now: Life, question: Question | None, log: tuple[Entry, ...]) -> tuple[str | None, float | None]:
    """What somebody has to say next, and since when."""
    ask = now.open_ask
    if now.stage == "superseded":
        return None, None
    if now.says_stop is not None:
        return "stop, or a reason to go on", _time(now.says_stop)
    if now.asks_whether_now:
        return "accept, another way or not now", _time(
            now.concluded if now.stage == "decided" or ask is None else ask.asked
        )
    if ask is not None:
        return (f"the numbers of {ask.words}" if ask.what == "checkpoint" else "how it went"), _time(ask.asked)
    if now.stage == "asking":
        return (question.ask if question is not None else None), _time(log[-1]) if log else None
    if now.stage == "decided":
        return "accept, another way or not now", _time(now.concluded)
    return None, None


def _words(log: tuple[Entry, ...], said: dict[str, Any]) -> str:
    answers = given(log)
    values = ((BY_ID[one], answers[one].value) for one in _TOLD if one in answers)
    told = [show(question, value) for question, value in values if value is not None]
    told += [str(said.get("because") or "")]
    # What somebody took back is not to be found either.
    told += [one.text for one in standing(log) if one.kind in _SAID and one.text]
    return clean(" ".join(dict.fromkeys(told)))[:_WORDS]


def _time(entry: Entry | None) -> float | None:
    return _seconds(entry.at) if entry is not None else None


def _seconds(at: datetime | None) -> float | None:
    """Seconds since 1970 (UTC); None for a time that no clock shows."""
    try:
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp() if at is not None else None
    except (OverflowError, ValueError):
        return None


def _day(entry: Entry | None) -> str | None:
    return entry.at.date().isoformat() if entry is not None and entry.at is not None else None


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
