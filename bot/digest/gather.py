"""A week of a channel's decisions, gathered from the store: what was decided, what waits, what changed, how it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.digest.happened import changed, course, dissents, events_of, line_about, outcomes
from bot.digest.model import MOST_LINES, DigestLine, DigestSection, Month, Name, Week
from bot.digest.schedule import local, zone_of
from bot.store.protocol import Reader
from bot.store.records import DecisionSummary, DigestChannels, Event
from flows.dates import iso_day
from flows.lifecycle.calibration import Prediction, calibration
from flows.lifecycle.stages import life
from flows.log.entries import Overrode, Reaction
from flows.log.numbers import number

WEEK = 7 * 86_400.0
# A digest reaches back to the one before it, but not further than this.
LONGEST = 5 * WEEK
# What has waited for longer is counted, and not told again each week.
_FORGOTTEN_DAYS = 90
_DUE_DAYS = 7
_MOST_EVENTS = 1_000
_MOST_REVIEWED = 200
_MONTHS = 3
# The same line is told at most every other week, up to a day earlier where the one before was late.
AGAIN = 13 * 86_400.0

Address = Callable[[int], str | None]
Told = Mapping[str, float]


def begins(sent_at: float | None, now: float) -> float:
    """Since when a digest tells: since the one before, at most five weeks, else seven days."""
    if sent_at is None or sent_at >= now:
        return now - WEEK
    return max(sent_at, now - LONGEST)


def gather(
    reader: Reader,
    within: DigestChannels,
    since: float,
    until: float,
    zone: str,
    *,
    workspace: bool = True,
    address: Address | None = None,
    told: Told | None = None,
) -> Week:
    """What these channels' digest tells of a time, in the days of a zone. `workspace`: whether the line over all of it may be told.

    told   when the lines that wait were told last, by their keys: what was told a week ago is not told again
    """
    told = {key: when for key, when in (told or {}).items() if until - when < AGAIN}
    today = local(until, zone).date()
    events = reader.events_in(within, since, until, most=_MOST_EVENTS)
    sections = (
        _decided(reader, within, since, until, events),
        _waiting(reader, within, until, told),
        _checkpoints(reader, within, today, told),
        _section("course", course(events)),
        _section("changed", changed(events)),
        _reviews(reader, within, today, told),
        _section("dissents", dissents(events)),
        _section("outcomes", outcomes(events)),
    )
    shown = tuple(_addressed(section, address) for section in sections if section.count)
    again = sum(section.again for section in sections)
    if not shown:
        return Week(local(since, zone).date(), today, (), again=again)
    return Week(
        local(since, zone).date(),
        today,
        shown,
        _older(reader, within, until, today),
        _months(reader, within, today, zone, until),
        calibrated(reader, within.team) if workspace else None,
        again,
    )


def calibrated(reader: Reader, team: str) -> str | None:
    """How well predictions held over the workspace's reviewed decisions, in a sentence that tells of no single one."""
    held = calibration(_prediction(reader, summary) for summary in reader.reviewed(team, most=_MOST_REVIEWED))
    return held.text if held is not None else None


def _prediction(reader: Reader, summary: DecisionSummary) -> Prediction:
    compared = summary.real_gain is not None and summary.predicted_gain is not None
    between = life(reader.log(summary.decision)).result.between if compared else None
    return Prediction(
        number(summary.monthly_usd),
        number(summary.real_monthly_usd),
        number(summary.predicted_gain),
        number(summary.real_gain),
        between,
    )


# --- decided, waiting, due -------------------------------------------------------------------------


def _decided(
    reader: Reader, within: DigestChannels, since: float, until: float, events: tuple[Event, ...]
) -> DigestSection:
    """Verdicts of the time, and verdicts of before that were accepted, replaced or put off in it; the last first."""
    decided = reader.decided_in(within, since, until, most=MOST_LINES)
    reactions = {event.summary.decision: event for event in events_of(events, Reaction) if _still_counts(event)}
    earlier = [event for event in reactions.values() if (event.summary.decided_at or 0.0) < since]
    summaries = [*decided.summaries, *(event.summary for event in reversed(earlier))]
    lines = (_verdict(summary, reactions.get(summary.decision)) for summary in summaries[:MOST_LINES])
    return DigestSection("decided", tuple(lines), decided.count + len(earlier))


def _still_counts(event: Event) -> bool:
    """Whether a verdict that came after a reaction was the same."""
    at, counts = event.entry.at, event.summary.reacted_at
    return at is not None and counts is not None and abs(at.timestamp() - counts) < 0.001


def _verdict(summary: DecisionSummary, reaction: Event | None) -> DigestLine:
    facts = tuple(headline for headline in (summary.headline,) if headline)
    if summary.superseded_by is not None:
        return line_about(summary, "replaced", facts=(*facts, f"#{summary.superseded_by}"))
    if reaction is None:
        return line_about(summary, "open", facts=facts)
    if isinstance(reaction.entry, Overrode):
        facts = (*facts, summary.method or "")
    return line_about(summary, reaction.entry.stored_kind, reaction.entry.by, reaction.entry.text, facts)


def _waiting(reader: Reader, within: DigestChannels, until: float, told: Told) -> DigestSection:
    waiting = reader.waiting_in(within, until - _FORGOTTEN_DAYS * 86_400, until, most=MOST_LINES + len(told))
    lines = [
        line_about(
            summary,
            "waiting",
            summary.owner or summary.started_by,
            facts=(summary.waits_for or "",),
            days=_days(summary.waits_since, until),
            key=f"waiting:{summary.decision}:{summary.waits_since}",
        )
        for summary in waiting.summaries
    ]
    section = _not_told("waiting", lines, waiting.count, told)
    about = {summary.decision: summary for summary in waiting.summaries}
    offered = (replace(line, offers=_offers(reader, within, about[line.decision])) for line in section.lines)
    return replace(section, lines=tuple(offered))


def _offers(reader: Reader, within: DigestChannels, summary: DecisionSummary) -> int | None:
    """The verdict that nobody has decided on, where its buttons work: in the decision's own channel, which is the first."""
    if summary.stage != "decided" or summary.channel != within.channels[0]:
        return None
    now = life(reader.log(summary.decision))
    return now.verdict_number if now.stage == "decided" and now.concluded is not None else None


def _checkpoints(reader: Reader, within: DigestChannels, today: date, told: Told) -> DigestSection:
    return _asked_and_due(reader, within, today, "checkpoints", told, reviews=False)


def _reviews(reader: Reader, within: DigestChannels, today: date, told: Told) -> DigestSection:
    return _asked_and_due(reader, within, today, "reviews", told, reviews=True)


def _asked_and_due(
    reader: Reader, within: DigestChannels, today: date, name: Name, told: Told, *, reviews: bool
) -> DigestSection:
    """What was asked and waits for its answer, then what will be asked in the next days."""
    since, until = (today - timedelta(days=_FORGOTTEN_DAYS)).isoformat(), (today + timedelta(days=2)).isoformat()
    most = MOST_LINES + len(told)
    asked = reader.asked_in(within, since, until, reviews=reviews, most=most)
    due = reader.due_in(within, (today + timedelta(days=_DUE_DAYS)).isoformat(), reviews=reviews, most=most)
    lines = [_asked(summary, today) for summary in asked.summaries]
    lines += [
        line_about(
            summary,
            "due",
            summary.owner or summary.started_by,
            facts=(summary.due_what or "",),
            day=iso_day(summary.due_on),
            key=f"due:{summary.decision}:{summary.due_on}",
        )
        for summary in due.summaries
    ]
    return _not_told(name, lines, asked.count + due.count, told)


def _asked(summary: DecisionSummary, today: date) -> DigestLine:
    on = iso_day(summary.asked_on) or today
    kind = "asked again" if summary.is_late else "asked"
    person, facts = summary.owner or summary.started_by, (summary.waits_for or "",)
    key = f"{kind}:{summary.decision}:{summary.asked_on}"
    return line_about(summary, kind, person, facts=facts, days=max(0, (today - on).days), key=key)


def _older(reader: Reader, within: DigestChannels, until: float, today: date) -> int:
    """How many have waited for so long that they are not told one by one."""
    day = (today - timedelta(days=_FORGOTTEN_DAYS)).isoformat()
    waiting = reader.waiting_in(within, 0.0, until - _FORGOTTEN_DAYS * 86_400, most=0).count
    return waiting + sum(reader.asked_in(within, "", day, reviews=reviews, most=0).count for reviews in (True, False))


# --- over the quarter ------------------------------------------------------------------------------


def _months(reader: Reader, within: DigestChannels, today: date, zone: str, until: float) -> tuple[Month, ...]:
    """Verdicts of this month and the two before it; nothing where there were none."""
    firsts = [today.replace(day=1)]
    while len(firsts) < _MONTHS:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    ends = [*(_midnight(first, zone) for first in firsts[1:]), until]
    months = tuple(
        Month(first, reader.verdicts_in(within, _midnight(first, zone), end))
        for first, end in zip(firsts, ends, strict=True)
    )
    return months if any(month.verdicts for month in months) else ()


def _midnight(day: date, zone: str) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)).timestamp()


# --- sections ----------------------------------------------------------------------------------------


def _section(name: Name, lines: Iterable[DigestLine]) -> DigestSection:
    told = tuple(lines)
    return DigestSection(name, told[-MOST_LINES:][::-1], len(told))


def _not_told(name: Name, lines: list[DigestLine], count: int, told: Told) -> DigestSection:
    """The lines that were not told a week ago, those of one person together."""
    new = [line for line in lines if line.key not in told]
    people = list(dict.fromkeys(line.person for line in new[:MOST_LINES]))
    shown = sorted(new[:MOST_LINES], key=lambda line: people.index(line.person))
    again = len(lines) - len(new)
    return DigestSection(name, tuple(shown), count - again, again)


def _addressed(section: DigestSection, address: Address | None) -> DigestSection:
    if address is None:
        return section
    return replace(section, lines=tuple(replace(line, address=address(line.decision)) for line in section.lines))


def _days(since: float | None, now: float) -> int:
    return max(0, int((now - since) // 86_400)) if since is not None else 0
