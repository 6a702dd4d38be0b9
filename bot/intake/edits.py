"""What people edit and delete in a thread -> the log as it would be had they written like that, said in the thread."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.context import Context
from bot.events import MessageEvent, TypedMessage
from bot.intake.after_verdict import does_the_same, retracted
from bot.intake.reading import first_entries, read_first, value_of, write_down
from bot.intake.replies import ReplyIntake
from bot.outbox import effects
from bot.store.protocol import Unit
from bot.store.records import Decision, Shown
from bot.thread.names import ROOT
from flows.language.intent import Heard, Said, record
from flows.log.entries import Answered, AnswerEntry, Entry, Unsure, Withdrawn
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Value


@dataclass(frozen=True)
class EditIntake:
    """Takes in what becomes of replies that were taken in before."""

    context: Context
    replies: ReplyIntake

    def edited(self, decision: Decision, message: TypedMessage) -> None:
        """Somebody edited a reply: the answers it gave become what it says now, where nobody answered since."""
        with self.context.write() as unit:
            noted = unit.seen(message.key)
            if (noted is not None and noted >= message.edited) or (
                noted is None and _is_older(message, decision, unit.shown(decision.id))
            ):
                return
            log = unit.log(decision.id)
            earlier = unit.said_in(decision.id, message.ts)
            gone = retracted(log, message.ts, message.by, self.context.moment(), "edited")
            if gone:
                heard = self._heard_anew(log.plus(*gone), unit.shown(decision.id), message)
                self._note(unit, message, noted)
                if heard is not None and does_the_same(log, heard.entries, message.ts):
                    return
                self._take_back(unit, decision, gone)
                if heard is not None:
                    self.replies.take_in(unit, decision, message, heard, log.plus(*gone))
                return
            if noted is None or not any(isinstance(entry, Answered | Unsure) for entry in earlier):
                heard = (
                    None if earlier else self.replies.hear(self.context.scene(log), unit.shown(decision.id), message)
                )
                self._note(unit, message, noted)
                if heard is not None and heard.entries:
                    self.replies.take_in(unit, decision, message, heard, log)
                return
            self._note(unit, message, noted)
            changes = self._changes_by_edit(log, message)
            self._follow(unit, decision, log, message, changes, "edited", message.text)

    def deleted(self, decision: Decision, message: MessageEvent) -> None:
        """Somebody deleted a reply: its answers go, and what stood before them counts again."""
        with self.context.write() as unit:
            if not unit.first_time(f"deleted:{message.key}", self.context.clock()):
                return
            # A late first delivery of the message must not bring it back.
            self._note(unit, message, unit.seen(message.key))
            log = unit.log(decision.id)
            self._take_back(unit, decision, retracted(log, message.ts, message.by, self.context.moment(), "deleted"))
            self._follow(unit, decision, log, message, {}, "deleted")

    def _heard_anew(self, log: Log, shown: tuple[Shown, ...], message: TypedMessage) -> Heard | None:
        """What an edited message means that did something before: it was meant for us, so it need not be asked for any more."""
        scene = self.context.scene(log)
        heard = self.replies.hear(scene, shown, message, asked=True)
        if heard is not None and heard.entries:
            return heard
        again = self.replies.hear(scene, shown, replace(message, addressed=True))
        return again if again is not None and again.entries else heard

    def _changes_by_edit(self, log: Log, message: TypedMessage) -> dict[str, Value | None]:
        """What the message says now, about the questions it answered and any other."""
        first = next(entry for entry in log if entry.source == message.ts and entry.about in BY_ID)
        if first.how == "start":
            entries = first_entries(
                message.by,
                message.text,
                read_first(message.text, self.context.catalogue.usd_of),
                message.ts,
                self.context.clock(),
            )
            return {entry.question: value_of(entry) for entry in entries if isinstance(entry, AnswerEntry)}
        heard = self.replies.meant(Log(), message, BY_ID[str(first.about)], asked=True)
        answers = heard.changes if heard is not None and heard.act == "answer" else ()
        return {question.id: value for question, value in answers}

    def _follow(
        self,
        unit: Unit,
        decision: Decision,
        log: Log,
        message: MessageEvent,
        now_said: dict[str, Value | None],
        how: str,
        text: str = "",
    ) -> None:
        """Bring the log to what it would be had the message been written like this (`text`), and say so in the thread."""
        answers, before = log.answers, log.without_source(message.ts)
        at = self.context.moment()
        entries: list[Entry] = []
        said_here = [entry.about for entry in log if entry.source == message.ts and entry.about in BY_ID]
        for question in map(str, dict.fromkeys(said_here)):
            if not log.is_last_word(question, message.ts) or question in now_said:
                continue
            entries.append(Withdrawn(question=question, by=message.by, at=at, source=message.ts, how=how))
            if question in before:
                entries.append(replace(before[question].entry, at=at, how=how))
        for question, value in now_said.items():
            same = answers.asked(question) and answers.get(question) == value
            mine = question in said_here
            if same or (mine and answers.asked(question) and not log.is_last_word(question, message.ts)):
                # It says the same, or somebody answered since.
                continue
            said = Said(text, message.by, at, message.ts)
            entries += [replace(entry, how=how) for entry in record(((BY_ID[question], value),), said)]
        now = self.context.clock()
        ticked = _was_counted(log, message.ts)
        if how == "edited" and ticked != bool(now_said):
            unit.enqueue([effects.tick(decision, message.ts, now, remove=ticked)])
        write_down(unit, decision, entries, now)

    def _take_back(self, unit: Unit, decision: Decision, gone: tuple[Entry, ...]) -> None:
        if gone:
            unit.append(decision.id, gone)
            unit.enqueue([effects.bring_up_to_date(decision, self.context.clock())])

    def _note(self, unit: Unit, message: MessageEvent, noted: str | None) -> None:
        if noted is None:
            unit.first_time(message.key, self.context.clock(), message.edited)
        else:
            unit.note(message.key, message.edited)


def _was_counted(log: Log, source: str) -> bool:
    """Whether a message has its check mark: the last that came of it was no withdrawal."""
    last = next((entry for entry in reversed(log) if entry.source == source), None)
    return last is not None and not isinstance(last, Withdrawn)


def _is_older(message: TypedMessage, decision: Decision, shown: tuple[Shown, ...]) -> bool:
    """Whether a message was there before the decision was begun, such as the one its thread hangs on."""
    card = next((seen.ts for seen in shown if seen.name == ROOT), None)
    return message.ts == decision.thread_ts or (card is not None and float(message.ts) < float(card))
