"""All that is known of one decision, gathered to be shown or written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.decisions.list_line import ListLine, line_of
from bot.decisions.permalink import thread_link
from bot.decisions.summary import summary_of
from bot.decisions.verdict_entry import verdict_number
from bot.events import utc
from bot.store.protocol import Reader
from bot.store.records import Decision, DecisionSummary
from flows.costs import Catalogue, show_usd
from flows.lifecycle.checkpoint import apart_from_missing
from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.log.entries import CarriedOn, Measured, OutcomeEntry, Overrode
from flows.log.log import Log
from flows.log.measurements import Numbers
from flows.statistics.words import percent, points, span
from flows.thresholds import Thresholds
from flows.verdict.decide import decide
from flows.verdict.headlines import NAMES
from flows.verdict.reply import Reply

_USED = {"yes": "in use", "partly": "partly in use", "no": "not in use"}


@dataclass(frozen=True, slots=True)
class Check:
    """A checkpoint of the plan: its day, and once it was measured the numbers, what was said, and the reason to go on regardless."""

    number: int
    on: date
    measured: Measured | None = None
    carried_on: CarriedOn | None = None

    @property
    def name(self) -> str:
        """Its name at the beginning of a line."""
        return f"Checkpoint {self.number}" if self.number else "Data check"

    @property
    def says(self) -> str | None:
        """What the criteria say ("stop", "undecided", "go on"); None while nothing was measured."""
        return self.measured.judgement.says if self.measured is not None and self.measured.judgement else None

    @property
    def numbers(self) -> tuple[str, ...]:
        """What was measured, in words."""
        return tuple(_numbers(self.measured.numbers)) if self.measured is not None else ()

    @property
    def findings(self) -> tuple[str, ...]:
        """The criteria in sentences, those that say stop first; what nobody looked at is the last."""
        judgement = self.measured.judgement if self.measured is not None else None
        told, missing = apart_from_missing(judgement.findings if judgement is not None else ())
        sentences = [finding.text for finding in sorted(told, key=lambda finding: finding.state != "crossed")]
        return (*sentences, *((f"Not measured, so nobody knows: {', '.join(missing)}.",) if missing else ()))


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision and one of its verdicts. `verdict` counts from 1, 0 where there is none yet: then `reply` is what holds so far."""

    decision: Decision
    summary: DecisionSummary
    log: Log
    life: Life
    reply: Reply
    verdict: int
    today: date
    url: str | None

    @property
    def line(self) -> ListLine:
        """What a list says of it."""
        return line_of(self.summary, self.today)

    @property
    def is_latest(self) -> bool:
        """Whether its verdict is the last one."""
        return self.verdict == self.life.verdict_number

    @property
    def told(self) -> Log:
        """The log by the time of its verdict."""
        is_whole = self.is_latest or not self.verdict
        return self.log if is_whole else self.log[: self.log.concluded_at[self.verdict - 1]]

    @property
    def overrode(self) -> Overrode | None:
        """That another way was taken than the verdict's."""
        return self.life.overrode if self.is_latest else None

    @property
    def chosen(self) -> str:
        """What was decided on, in words."""
        reply = self.reply
        if self.overrode is not None:
            return NAMES.get(self.life.method or "", self.life.method or "another way")
        option = reply.recommended_option
        if option is not None:
            return f"{NAMES[reply.verdict]}: {option.label}"
        return NAMES[reply.verdict] + (f", then {NAMES[reply.then]}" if reply.then else "")

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checkpoints of the plan, in order."""
        plan = self.life.plan
        if plan is None:
            return ()
        measured = {entry.checkpoint: entry for entry in self.life.measured}
        carried = {entry.checkpoint: entry for entry in self.life.carried_on}
        return tuple(
            Check(number, day, measured.get(number), carried.get(number))
            for number, day in enumerate((plan.start, *plan.checkpoints))
            if number or 0 in measured
        )

    @property
    def changes(self) -> tuple[tuple[date | None, str], ...]:
        """What was found when it was assessed again, each with its day."""
        return tuple(
            (entry.day, change.text) for entry in self.life.reassessed for change in entry.changes if change.text
        )

    @property
    def end(self) -> tuple[str, ...]:
        """How it ended, in words."""
        return tuple(_outcome(self.life.ended))

    @property
    def review(self) -> tuple[str, ...]:
        """What the review said, in words."""
        return tuple(_outcome(self.life.reviewed))

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody who said something, the one who began it first."""
        named = [entry.by for entry in self.log if entry.by is not None]
        return tuple(dict.fromkeys((self.decision.started_by, *named)))

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who owns the decision and who took it."""
        took = self.life.reaction.by if self.life.reaction is not None else None
        deciders = [person for person in (self.life.owner, took) if person]
        return tuple(dict.fromkeys(deciders or [self.decision.started_by]))


def record_of(
    reader: Reader,
    number: int,
    catalogue: Catalogue,
    thresholds: Thresholds,
    now: float,
    workspace: str = "",
    verdict: int = 0,
) -> DecisionRecord | None:
    """A decision with its how-many-th verdict, the last one with 0; None where there is no such decision. `now` is in seconds."""
    decision = reader.decision(number)
    if decision is None:
        return None
    log, today = reader.log(number), utc(now).date()
    course = life(log)
    summary = reader.summary(number) or summary_of(decision, log, None)
    reply = verdict_number(reader, number, log, verdict or course.verdict_number, catalogue, thresholds)
    if reply is None:
        verdict = course.verdict_number
        reply = verdict_number(reader, number, log, verdict, catalogue, thresholds)
    return DecisionRecord(
        decision,
        summary,
        log,
        course,
        reply or decide(log.answers, today, catalogue, thresholds),
        (verdict or course.verdict_number) if reply else 0,
        today,
        thread_link(workspace, decision),
    )


def _numbers(numbers: Numbers) -> Iterator[str]:
    shares = (
        ("score", numbers.score),
        ("general set", numbers.general),
        ("general set before", numbers.general_before),
        ("best untuned model", numbers.untuned),
    )
    yield from (f"{name} {percent(value)}" for name, value in shares if value is not None)
    for of, fixed, broken in (
        ("", numbers.fixed, numbers.broken),
        (" of the general set", numbers.general_fixed, numbers.general_broken),
        (" of the untuned model", numbers.untuned_fixed, numbers.untuned_broken),
    ):
        if fixed is not None and broken is not None:
            yield f"{fixed.normalize():f} fixed and {broken.normalize():f} broken{of}"
    if numbers.spent_usd is not None:
        yield f"{show_usd(numbers.spent_usd)} spent"
    if numbers.shared_items is not None:
        yield f"{numbers.shared_items.normalize():f} shared items"
    if numbers.wrong_labels is not None:
        yield f"{numbers.wrong_labels.normalize():f} wrong labels of {numbers.labels_sample or 50}"
    if numbers.real_share is not None:
        yield f"{percent(numbers.real_share)} real inputs"


def _outcome(entry: OutcomeEntry | None) -> Iterator[str]:
    if entry is None:
        return
    outcome = entry.outcome
    if outcome.adopted is not None:
        yield _USED[outcome.adopted]
    if outcome.score is not None:
        yield f"score {percent(outcome.score)}"
    if outcome.gain is not None:
        yield f"gain {points(outcome.gain)}" + (f" ({span(*outcome.between)})" if outcome.between is not None else "")
    if outcome.monthly_usd is not None:
        yield f"{show_usd(outcome.monthly_usd)} a month"
    if outcome.spent_usd is not None:
        yield f"{show_usd(outcome.spent_usd)} spent"
