"""A decision's log -> where it stands, as lists, search and digests read it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from bot.store.records import Decision, DecisionSummary
from flows.lifecycle.records import Life
from flows.lifecycle.stages import counted, life
from flows.log.entries import Adopted, CarriedOn, Concluded, Deferred, Dissented, Entry, OutcomeEntry, Overrode
from flows.log.figures import Predicted
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.answers import show
from flows.questions.question import Question
from flows.text import clean

UNTITLED = "(no use case yet)"
_TITLE, _WORDS = 300, 4000
# What people typed that says what a decision is about.
_TOLD = ("use_case", "metric", "hypothesis", "model", "task")
_SAID = (Overrode, Deferred, Dissented, CarriedOn, OutcomeEntry)


def summary_of(decision: Decision, log: Log, question: Question | None) -> DecisionSummary:
    """Where a decision stands; `question` is the one that is open."""
    now = life(log)
    verdict = now.concluded or Concluded()
    predicted = verdict.predicted
    # Of a way that the verdict did not recommend nothing was predicted.
    recommended = Predicted() if now.overrode is not None else predicted
    outcome = now.result
    waits_for, since = _waits(now, question, log)
    title = clean(log.answers.text("use_case") or "")[:_TITLE] or UNTITLED
    ask, next_on = now.open_ask, now.next_ask.next_on if now.next_ask is not None else None
    times = [at for entry in log if (at := _time(entry)) is not None]
    reviewed = now.reviewed or (now.ended if isinstance(now.ended, Adopted) else None)
    upfront = now.plan.budget_usd if now.plan is not None else recommended.upfront_usd
    return DecisionSummary(
        decision=decision.id,
        team=decision.team,
        channel=decision.channel,
        place=decision.place,
        title=title,
        stage=now.stage,
        started_by=decision.started_by,
        started_at=decision.started_at,
        changed_at=max(times, default=decision.started_at),
        verdict=verdict.verdict,
        ready_for=verdict.then,
        method=now.method,
        headline=verdict.headline,
        owner=now.owner,
        decided_at=_time(now.concluded),
        reacted_at=_time(now.reaction),
        ended_at=_time(now.ended),
        waits_for=waits_for,
        waits_since=since,
        due_on=_iso(next_on),
        due_what=now.next_ask.words if now.next_ask is not None else None,
        asked_on=_iso(ask.asked.day) if ask is not None and ask.asked is not None else None,
        is_late=ask is not None and ask.again is not None,
        review_on=_iso(verdict.review_on),
        today_usd=_float(predicted.today_usd),
        monthly_usd=_float(recommended.monthly_usd),
        upfront_usd=_float(upfront),
        net_usd=_float(recommended.net_usd),
        predicted_gain=_float(predicted.gain),
        real_gain=_float(outcome.gain),
        real_monthly_usd=_float(outcome.monthly_usd),
        reviewed_at=_time(reviewed),
        supersedes=now.supersedes,
        superseded_by=now.superseded_by,
        words=_words(log, verdict),
    )


def _waits(now: Life, question: Question | None, log: Log) -> tuple[str | None, float | None]:
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
        return ask.wants, _time(ask.asked)
    if now.stage == "asking":
        return (question.ask if question is not None else None), _time(log[-1]) if log else None
    if now.stage == "decided":
        return "accept, another way or not now", _time(now.concluded)
    return None, None


def _words(log: Log, verdict: Concluded) -> str:
    values = ((BY_ID[id_], log.given[id_].value) for id_ in _TOLD if id_ in log.given)
    told = [show(question, value) for question, value in values if value is not None]
    told += [verdict.because or ""]
    # What somebody took back is not to be found either.
    told += [entry.text for entry in counted(log) if isinstance(entry, _SAID) and entry.text]
    return clean(" ".join(dict.fromkeys(told)))[:_WORDS]


def _time(entry: Entry | None) -> float | None:
    return _seconds(entry.at) if entry is not None else None


def _seconds(at: datetime | None) -> float | None:
    """Seconds since 1970 (UTC); None for a time that no clock shows."""
    try:
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp() if at is not None else None
    except (OverflowError, ValueError):
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
