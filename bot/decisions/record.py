"""All that is known of one decision, gathered to be shown or written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.decisions.list_line import Line, line_of
from bot.decisions.permalink import thread_link
from bot.decisions.summary import standing_of
from bot.decisions.verdict_entry import reply_number
from bot.events import utc
from bot.store.protocol import Reader
from bot.store.records import Decision, Standing
from flows.costs import Catalogue, show_usd
from flows.lifecycle.checkpoint import Numbers, percent, points
from flows.lifecycle.records import changes_of
from flows.lifecycle.stages import Life, Outcome, life
from flows.log.entries import Entry, fold
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
    measured: Entry | None = None
    carried_on: Entry | None = None

    @property
    def says(self) -> str | None:
        """What the criteria say ("stop", "go on"); None while nothing was measured."""
        found = self.measured.value.get("says") if self.measured is not None else None
        return found if found in ("stop", "go on") else None

    @property
    def numbers(self) -> tuple[str, ...]:
        """What was measured, in words."""
        return tuple(_numbers(Numbers.from_json(self.measured.value))) if self.measured is not None else ()

    @property
    def findings(self) -> tuple[str, ...]:
        """The criteria in sentences, those that say stop first."""
        said = self.measured.value.get("findings") if self.measured is not None else None
        kept = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
        kept.sort(key=lambda one: one.get("state") != "crossed")
        return tuple(str(one.get("text")) for one in kept)


@dataclass(frozen=True, slots=True)
class Record:
    """One decision and one of its verdicts. `verdict` counts from 1, 0 where there is none yet: then `reply` is what holds so far."""

    decision: Decision
    standing: Standing
    log: tuple[Entry, ...]
    life: Life
    reply: Reply
    verdict: int
    today: date
    url: str | None

    @property
    def line(self) -> Line:
        """What a list says of it."""
        return line_of(self.standing, self.today)

    @property
    def is_latest(self) -> bool:
        """Whether its verdict is the last one."""
        return self.verdict == self.life.verdict_number

    @property
    def told(self) -> tuple[Entry, ...]:
        """The log by the time of its verdict."""
        ends = [at for at, one in enumerate(self.log) if one.kind == "concluded"]
        return self.log if self.is_latest or not self.verdict else self.log[: ends[self.verdict - 1]]

    @property
    def overrode(self) -> Entry | None:
        """That another way was taken than the verdict's."""
        found = self.life.reaction
        return found if found is not None and found.kind == "overrode" and self.is_latest else None

    @property
    def chosen(self) -> str:
        """What was decided on, in words."""
        reply = self.reply
        if self.overrode is not None:
            return NAMES.get(self.life.method or "", self.life.method or "another way")
        option = reply.option(reply.recommended) if reply.recommended else None
        if option is not None and option.id != "status_quo":
            return f"{NAMES[reply.verdict]}: {option.label}"
        return NAMES[reply.verdict] + (f", then {NAMES[reply.then]}" if reply.then else "")

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checkpoints of the plan, in order."""
        plan = self.life.plan
        if plan is None:
            return ()
        measured = {one.value.get("checkpoint"): one for one in self.life.measured}
        carried = {one.value.get("checkpoint"): one for one in self.life.carried_on}
        return tuple(
            Check(at, day, measured.get(at), carried.get(at)) for at, day in enumerate(plan.checkpoints, start=1)
        )

    @property
    def changes(self) -> tuple[tuple[date | None, str], ...]:
        """What was found when it was assessed again, each with its day."""
        return tuple(
            (one.at.date() if one.at is not None else None, text)
            for one in self.life.reassessed
            for text in (str(each["text"]) for each in changes_of(one) if each.get("text"))
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
        named = [one.by for one in self.log if one.by is not None]
        return tuple(dict.fromkeys((self.decision.started_by, *named)))

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who owns the decision and who took it."""
        took = self.life.reaction.by if self.life.reaction is not None else None
        found = [one for one in (self.life.owner, took) if one]
        return tuple(dict.fromkeys(found or [self.decision.started_by]))


def record_of(
    reader: Reader,
    number: int,
    catalogue: Catalogue,
    thresholds: Thresholds,
    now: float,
    workspace: str = "",
    verdict: int = 0,
) -> Record | None:
    """A decision with its how-many-th verdict, the last one with 0; None where there is no such decision. `now` is in seconds."""
    decision = reader.decision(number)
    if decision is None:
        return None
    log, today = reader.log(number), utc(now).date()
    found = life(log)
    standing = reader.standing(number) or standing_of(decision, log, None)
    reply = reply_number(log, verdict or found.verdict_number, catalogue, thresholds)
    if reply is None:
        verdict, reply = found.verdict_number, reply_number(log, found.verdict_number, catalogue, thresholds)
    return Record(
        decision,
        standing,
        log,
        found,
        reply or decide(fold(log), today, catalogue, thresholds),
        (verdict or found.verdict_number) if reply else 0,
        today,
        thread_link(workspace, decision),
    )


def _numbers(found: Numbers) -> Iterator[str]:
    shares = (
        ("score", found.score),
        ("general set", found.general),
        ("general set before", found.general_before),
        ("best untuned model", found.untuned),
    )
    yield from (f"{name} {percent(value)}" for name, value in shares if value is not None)
    if found.spent_usd is not None:
        yield f"{show_usd(found.spent_usd)} spent"
    if found.shared_items is not None:
        yield f"{found.shared_items.normalize():f} shared items"
    if found.wrong_labels is not None:
        yield f"{found.wrong_labels.normalize():f} wrong labels of 50"


def _outcome(entry: Entry | None) -> Iterator[str]:
    if entry is None:
        return
    found = Outcome.from_json(entry.value)
    if found.adopted is not None:
        yield _USED[found.adopted]
    if found.score is not None:
        yield f"score {percent(found.score)}"
    if found.gain is not None:
        yield f"gain {points(found.gain)}"
    if found.monthly_usd is not None:
        yield f"{show_usd(found.monthly_usd)} a month"
    if found.spent_usd is not None:
        yield f"{show_usd(found.spent_usd)} spent"
