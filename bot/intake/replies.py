"""What people write in a thread, edit and delete -> entries on the log, and what the courier has to do about them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.block_kit.rich_text import escaped
from bot.context import Context
from bot.events import MessageEvent, NotYet, TypedMessage, Where, is_ts
from bot.intake.after_verdict import does_the_same, heard_after, retracted
from bot.intake.reading import first_entries, request_of, value_of
from bot.outbox import effects
from bot.outbox.effects import ToPerson
from bot.privacy.forget import gone_words
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect, Shown
from bot.thread.names import ROOT, is_on_its_way, question_seen
from flows.language.intent import Heard, Said, hear, record
from flows.language.small_talk import is_talk
from flows.log.entries import Answered, AnswerEntry, Entry, Unsure, Withdrawn
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Question, Value

_TRIES = 5
_DECIDED_HERE = "For another use case start in the channel, with /should-we-finetune."


@dataclass(frozen=True)
class ReplyIntake:
    """Takes in what is written in threads."""

    context: Context

    def reply(self, decision: Decision, message: TypedMessage) -> None:
        """Somebody wrote in the thread of a decision."""
        for attempt in range(_TRIES):
            with self.context.store.read() as reader:
                log, shown = reader.log(decision.id), reader.shown(decision.id)
            heard = self._hear(log, shown, message)
            with self.context.write() as unit:
                if unit.size(decision.id) != len(log) and attempt < _TRIES - 1:
                    # Somebody else was quicker: the words may mean something else now.
                    continue
                if unit.first_time(message.key, self.context.clock(), message.edited) and heard is not None:
                    self._take(unit, decision, message, heard, log)
            return

    def _hear(self, log: Log, shown: tuple[Shown, ...], message: TypedMessage) -> Heard | None:
        """What a message means for a log; None where it is people talking to each other.

        Raises NotYet where it may answer a question that is being posted: by the next time it is known who was first.
        """
        current = self.context.scene(log).named_question
        question = question_seen(shown, log, message.ts, current)
        heard = self._meant(log, message, question)
        if (
            (heard is None or heard.act == "refuse")
            and current is not None
            and question != current
            and is_on_its_way(shown, current)
        ):
            perhaps = self._meant(log, message, current)
            if perhaps is not None and perhaps.act == "answer":
                raise NotYet(f"whether {message.ts} answers {current.id}")
        return heard

    def _meant(self, log: Log, message: TypedMessage, question: Question | None) -> Heard | None:
        said = Said(message.text, message.by, self.context.moment(), message.ts)
        after = heard_after(log, said, question, self.context, addressed=message.addressed)
        if after is not None:
            return after
        heard = hear(log, said, question)
        return None if not message.addressed and is_talk(message.text, heard, question) else heard

    def _take(self, unit: Unit, decision: Decision, message: TypedMessage, heard: Heard, log: Log) -> None:
        now = self.context.clock()
        if heard.entries and not (heard.act == "go_on" and log.is_going_on):
            unit.append(decision.id, (*heard.entries, *_said_later(log, heard.entries, message.ts)))
            unit.let_go(decision.team, decision.channel, now)
            unit.enqueue([effects.tick(decision, message.ts, now), effects.bring_up_to_date(decision, now)])
        elif heard.refusal is not None:
            more = "" if heard.named or heard.tried else f" {_DECIDED_HERE}"
            unit.enqueue([_refusal(decision, message, heard.refusal + more, now)])
        else:
            # Whoever asks where it stands is also told again what is not there any more.
            unit.let_go(decision.team, decision.channel, now)
            item = request_of(heard, message.by, len(log))
            unit.enqueue([effects.answer_request(decision, item, now), effects.bring_up_to_date(decision, now)])

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
                    self._take(unit, decision, message, heard, log.plus(*gone))
                return
            if noted is None or not any(isinstance(entry, Answered | Unsure) for entry in earlier):
                heard = None if earlier else self._hear(log, unit.shown(decision.id), message)
                self._note(unit, message, noted)
                if heard is not None and heard.entries:
                    self._take(unit, decision, message, heard, log)
                return
            self._note(unit, message, noted)
            changes = self._changes_by_edit(log, message)
            self._follow(unit, decision, log, message, changes, "edited", message.text)

    def _heard_anew(self, log: Log, shown: tuple[Shown, ...], message: TypedMessage) -> Heard | None:
        """What an edited message means that did something before: it was meant for us, so it need not be asked for any more."""
        heard = self._hear(log, shown, message)
        if heard is not None and heard.entries:
            return heard
        again = self._hear(log, shown, replace(message, addressed=True))
        return again if again is not None and again.entries else heard

    def _changes_by_edit(self, log: Log, message: TypedMessage) -> dict[str, Value | None]:
        """What the message says now, about the questions it answered and any other."""
        first = next(entry for entry in log if entry.source == message.ts and entry.about in BY_ID)
        if first.how == "start":
            entries = first_entries(message.by, message.text, message.ts, self.context.clock())
            return {entry.question: value_of(entry) for entry in entries if isinstance(entry, AnswerEntry)}
        heard = self._meant(Log(), message, BY_ID[str(first.about)])
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
        if entries:
            unit.append(decision.id, entries)
            unit.let_go(decision.team, decision.channel, now)
            unit.enqueue([effects.bring_up_to_date(decision, now)])

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

    def _take_back(self, unit: Unit, decision: Decision, gone: tuple[Entry, ...]) -> None:
        if gone:
            unit.append(decision.id, gone)
            unit.enqueue([effects.bring_up_to_date(decision, self.context.clock())])

    def _note(self, unit: Unit, message: MessageEvent, noted: str | None) -> None:
        if noted is None:
            unit.first_time(message.key, self.context.clock(), message.edited)
        else:
            unit.note(message.key, message.edited)

    def refused(self, decision: Decision, message: MessageEvent, sentence: str) -> None:
        """Somebody wrote who may not answer: nothing is taken in, and that person alone is told why."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(message.key, now, message.edited):
                unit.enqueue([_refusal(decision, message, sentence, now)])

    def gone(self, message: MessageEvent) -> None:
        """Somebody wrote or edited where there is no decision: where one was forgotten that person is told, once."""
        where, now = message.where, self.context.clock()
        with self.context.store.read() as reader:
            found = reader.forgotten_in_thread(where.team, where.channel, str(message.thread_ts))
        if found is None:
            return
        with self.context.write() as unit:
            if unit.first_time(f"gone:{found.decision}:{message.by}", now):
                to = ToPerson(message.by, where.team, where.channel, message.key, message.thread_ts)
                unit.enqueue([effects.tell(to, gone_words(found), now)])

    def helped(self, message: TypedMessage) -> None:
        """Somebody said hello or asked for help where there is no decision."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(message.key, now):
                where = message.where
                to = ToPerson(message.by, where.team, where.channel, message.key, message.thread_ts)
                unit.enqueue([effects.explain(to, now)])

    def find_thread(self, message: MessageEvent) -> Decision | None:
        """The decision that a new message belongs to.

        Raises NotYet where the thread may be that of a decision whose first message is not known to stand yet.
        """
        where = message.where
        with self.context.store.read() as reader:
            if message.thread_ts is None:
                return reader.latest_in_channel(where.team, where.channel) if where.place == "im" else None
            found = reader.decision_in_thread(where.team, where.channel, message.thread_ts)
            if found is None and reader.is_opening(
                where.team, where.channel, float(message.thread_ts), self.context.clock()
            ):
                raise NotYet(f"the thread {message.thread_ts} may be one that is just being opened")
        return found

    def find_source(self, message: MessageEvent) -> Decision | None:
        """The decision that an edited or deleted message belongs to: the one it was counted in, else as a new message."""
        where = message.where
        with self.context.store.read() as reader:
            counted = reader.decision_of_source(where.team, where.channel, message.ts)
        return counted or self.find_thread(message)

    def lost(self, where: Where, ts: str) -> None:
        """A message of ours was deleted: it is posted anew when the thread is next brought up to date."""
        with self.context.write() as unit:
            found = unit.shown_at(where.team, where.channel, ts)
            if found is not None:
                unit.forget_message(*found)

    def wants_an_answer(self, decision: Decision, message: TypedMessage) -> bool:
        """Whether words after the verdict are about that decision: a request, a command, or a change that names its question."""
        with self.context.store.read() as reader:
            log = reader.log(decision.id)
        said = Said(message.text, message.by, self.context.moment())
        if heard_after(log, said, None, self.context, addressed=True) is not None:
            return True
        heard = hear(log, said, None)
        return (
            heard.named
            or heard.act in ("back", "restart", "go_on")
            or (heard.act == "request" and heard.request != "help")
        )

    def is_settled(self, decision: Decision) -> bool:
        """Whether a decision has its verdict and nothing more is being asked."""
        with self.context.store.read() as reader:
            log = reader.log(decision.id)
        return self.context.scene(log).question is None


def _refusal(decision: Decision, message: MessageEvent, sentence: str, now: float) -> Effect:
    to = ToPerson(message.by, decision.team, decision.channel, message.key, decision.thread_ts, about=decision.id)
    return effects.tell(to, escaped(sentence), now)


def _said_later(log: Log, entries: tuple[Entry, ...], ts: str) -> list[Entry]:
    """The answers that were written after a message that came late: they still count, and are said again after it."""
    standing = (log.given[entry.about].entry for entry in entries if entry.about in log.given)
    return [entry for entry in standing if is_ts(entry.source) and float(str(entry.source)) > float(ts)]


def _was_counted(log: Log, source: str) -> bool:
    """Whether a message has its check mark: the last that came of it was no withdrawal."""
    last = next((entry for entry in reversed(log) if entry.source == source), None)
    return last is not None and not isinstance(last, Withdrawn)


def _is_older(message: TypedMessage, decision: Decision, shown: tuple[Shown, ...]) -> bool:
    """Whether a message was there before the decision was begun, such as the one its thread hangs on."""
    card = next((seen.ts for seen in shown if seen.name == ROOT), None)
    return message.ts == decision.thread_ts or (card is not None and float(message.ts) < float(card))
