"""What happened in a week -> lines of a digest: what checkpoints said, what changed, what was objected to, how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.digest.model import DigestLine
from bot.store.records import DecisionSummary, Event
from flows.costs import show_usd
from flows.log.entries import (
    Adopted,
    CarriedOn,
    Dissented,
    Entry,
    Measured,
    OutcomeEntry,
    Reassessed,
    Rescored,
    Reviewed,
    Stopped,
)
from flows.log.measurements import Outcome
from flows.log.numbers import number
from flows.statistics.words import points, span

_MOST_FACTS = 2


def course(events: tuple[Event, ...]) -> Iterator[DigestLine]:
    """Each checkpoint's last judgement with what was said to it, and what was stopped or adopted."""
    measured: dict[tuple[int, int | None], tuple[Event, Measured]] = {}
    went_on: dict[tuple[int, int | None], Event] = {}
    for event in events:
        match event.entry:
            case Measured(checkpoint=checkpoint) as entry:
                measured[event.summary.decision, checkpoint] = event, entry
            case CarriedOn(checkpoint=checkpoint):
                went_on[event.summary.decision, checkpoint] = event
    for of, event in went_on.items():
        if of not in measured:
            yield line_about(event.summary, "carried on", event.entry.by, event.entry.text, (_place(of[1]),))
    for of, (event, entry) in measured.items():
        after = went_on.get(of)
        facts = (_place(of[1]), *_crossed(entry))
        if entry.says_stop and after is not None:
            yield line_about(event.summary, "stop, carried on", after.entry.by, after.entry.text, facts)
        else:
            says = entry.judgement.says if entry.judgement is not None else "go on"
            yield line_about(event.summary, says, facts=facts)
    for event in events_of(events, Rescored):
        said = event.entry.judgement if isinstance(event.entry, Rescored) else None
        if said is not None:
            texts = tuple(finding.text for finding in said.findings)
            yield line_about(event.summary, said.says, facts=("the monthly score", *texts))
    for event in events_of(events, Stopped, Adopted):
        if event.summary.stage == event.entry.stored_kind:
            kind = event.entry.stored_kind
            yield line_about(event.summary, kind, event.entry.by, event.entry.text, tuple(_result(event)))


def _place(checkpoint: int | None) -> str:
    return f"checkpoint {checkpoint}" if checkpoint else "the data check"


def _crossed(entry: Measured) -> tuple[str, ...]:
    """The criteria that say what a checkpoint says."""
    says = entry.judgement.says if entry.judgement is not None else "go on"
    wanted = {"stop": ("crossed",), "undecided": ("undecided", "not measured")}.get(says, ("held", "not yet"))
    findings = entry.judgement.findings if entry.judgement is not None else ()
    return tuple(finding.text for finding in findings if finding.state in wanted)[:_MOST_FACTS]


def changed(events: tuple[Event, ...]) -> Iterator[DigestLine]:
    """What re-assessments found, a line for each decision, each sentence once."""
    by_decision: dict[int, tuple[Event, dict[str, None]]] = {}
    for event in events:
        if isinstance(event.entry, Reassessed):
            sentences = by_decision.setdefault(event.summary.decision, (event, {}))[1]
            sentences.update({change.text: None for change in event.entry.changes if change.text})
    for event, sentences in by_decision.values():
        if sentences:
            yield line_about(event.summary, "changed", facts=tuple(sentences)[-_MOST_FACTS:])


def outcomes(events: tuple[Event, ...]) -> Iterator[DigestLine]:
    """How it went, by each decision's last review."""
    last = {event.summary.decision: event for event in events_of(events, Reviewed)}
    for event in last.values():
        adopted = _outcome(event).adopted
        kind = {"yes": "in use", "partly": "partly in use", "no": "not in use"}.get(str(adopted), "reviewed")
        yield line_about(event.summary, kind, event.entry.by, event.entry.text, tuple(_result(event)))


def _outcome(event: Event) -> Outcome:
    return event.entry.outcome if isinstance(event.entry, OutcomeEntry) else Outcome()


def _result(event: Event) -> Iterator[str]:
    """Measured against predicted, as far as both are known."""
    outcome, summary = _outcome(event), event.summary
    if outcome.gain is not None:
        predicted = number(summary.predicted_gain)
        reach = f" ({span(*outcome.between)})" if outcome.between is not None else ""
        yield f"{points(outcome.gain)} gained{reach}" + (
            f", {points(predicted)} predicted" if predicted is not None else ""
        )
    if outcome.monthly_usd is not None:
        predicted = number(summary.monthly_usd)
        yield f"{show_usd(outcome.monthly_usd)} a month" + (
            f", {show_usd(predicted)} predicted" if predicted is not None else ""
        )
    if outcome.spent_usd is not None:
        yield f"{show_usd(outcome.spent_usd)} spent"


def dissents(events: tuple[Event, ...]) -> Iterator[DigestLine]:
    """What people objected, in their own words."""
    for event in events_of(events, Dissented):
        yield line_about(event.summary, "dissent", event.entry.by, event.entry.text)


def line_about(
    summary: DecisionSummary,
    kind: str,
    person: str | None = None,
    said: str | None = None,
    facts: tuple[str, ...] = (),
    *,
    days: int | None = None,
    day: date | None = None,
    key: str = "",
) -> DigestLine:
    """A line of a digest about a decision."""
    return DigestLine(summary.decision, summary.title, kind, person, said or None, facts, days, day, key=key)


def events_of(events: tuple[Event, ...], *classes: type[Entry]) -> Iterator[Event]:
    """Those events whose entries are of some classes."""
    return (event for event in events if isinstance(event.entry, classes))
