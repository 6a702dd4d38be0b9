"""What people do with a decision after its verdict -> entries on its log, each delivery in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.block_kit.rich_text import escaped
from bot.context import Context
from bot.events import Click, utc
from bot.intake.reading import write_down
from bot.store.records import Decision
from bot.text.marks import name_of_person
from flows.language.intent import Heard, Said, reads
from flows.lifecycle.actions import Already
from flows.lifecycle.intent import hear_after
from flows.lifecycle.records import Life
from flows.lifecycle.stages import EVENTS, counted, life
from flows.lifecycle.typed import entries_of, metric_of
from flows.lifecycle.undo import undo
from flows.log.entries import Entry, Measured, Owned, Planned, Reaction, Retracted
from flows.log.log import Log
from flows.questions.question import Question
from flows.text import Refused

NO_OWNER = "I only keep track, so I can own nothing: choose somebody who sees to it."
# What somebody does where a decision stands, as entries. Raises Refused.
ActOnLife = Callable[[Life, Said], tuple[Entry, ...]]


@dataclass(frozen=True)
class AfterVerdictIntake:
    """Takes in what is done by buttons and forms once a verdict stands."""

    context: Context

    def log(self, decision: Decision) -> Log:
        """The log as it is now."""
        with self.context.store.read() as reader:
            return self.context.scene_of(reader, decision.id).log

    def done(
        self, decision: Decision, click: Click, act: ActOnLife, *, how: str = "clicked", text: str = ""
    ) -> Refused | None:
        """Do something by a click or a form, once. Where it cannot be done, why."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.seen(click.key) is not None:
                return None
            said = Said(text, click.by, utc(now), click.key)
            try:
                entries = _owned_by_people(act(life(unit.log(decision.id)), said), self.context)
            except Refused as refused:
                return refused
            unit.first_time(click.key, now)
            write_down(unit, decision, [replace(entry, how=how) for entry in entries], now)
            return None


def heard_after(log: Log, said: Said, question: Question | None, context: Context, *, addressed: bool) -> Heard | None:
    """What words do to a decision after its verdict; None where they are about something else."""
    try:
        undone = undo(log, said)
    except Refused as refused:
        return Heard("refuse", refusal=str(refused), named=True)
    if undone:
        return Heard("answer", undone, named=True)
    now = life(log)
    meant = hear_after(now, said.text, metric=metric_of(log.answers), addressed=addressed)
    if meant is None or (meant.act in ("measure", "review") and question is not None and reads(question, said.text)):
        return None
    try:
        entries = entries_of(meant, log, said, context.today(), context.catalogue, context.thresholds)
        entries = _owned_by_people(entries, context)
    except Refused as refused:
        return Heard("refuse", refusal=str(refused), named=True)
    return Heard("answer", entries)


def _owned_by_people(entries: tuple[Entry, ...], context: Context) -> tuple[Entry, ...]:
    """The entries as they are. Raises Refused where they make the bot itself the owner."""
    if any(isinstance(entry, Owned | Reaction) and entry.owner == context.own_user is not None for entry in entries):
        raise Refused(NO_OWNER)
    return entries


def retracted(log: Log, source: str, by: str, at: datetime, how: str) -> tuple[Entry, ...]:
    """The entry that takes back what a message did after the verdict; none where it did nothing."""
    did = any(entry.source == source and isinstance(entry, EVENTS) for entry in counted(log))
    return (Retracted(of=source, by=by, at=at, source=source, how=how),) if did else ()


def does_the_same(log: Log, entries: tuple[Entry, ...], source: str) -> bool:
    """Whether an edited message does what it did before, as where a comma was put right: then what came after it stands.

    The plan that came with it was proposed by its day, and may have been changed since.
    """
    did = [entry for entry in counted(log) if entry.source == source and isinstance(entry, EVENTS)]
    return bool(entries) and _deeds(did) == _deeds(entries)


def _deeds(entries: Iterable[Entry]) -> list[tuple[str, Any, str | None]]:
    """What entries do; the words of a measurement are its numbers."""
    return [
        (entry.stored_kind, entry.to_json().get("value"), None if isinstance(entry, Measured) else entry.text)
        for entry in entries
        if not isinstance(entry, Planned)
    ]


def refusal_in_slack(refused: Refused) -> str:
    """A refusal as Slack text; who did it before is named."""
    if isinstance(refused, Already) and refused.by:
        return f"{name_of_person(refused.by)} {escaped(refused.rest)}"
    return escaped(str(refused))
