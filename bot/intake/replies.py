"""What people write in a thread -> entries on the log, and what the courier has to do about them."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from functools import partial

from cachetools import TTLCache

from bot.block_kit.proposals import proposal_message
from bot.block_kit.rich_text import escaped
from bot.context import Context
from bot.events import MessageEvent, NotYet, TypedMessage, Where, is_ts
from bot.intake.after_verdict import heard_after
from bot.intake.reading import request_of
from bot.intake.taking_back import may_take_back, means_the_card, taken_back
from bot.outbox import effects
from bot.outbox.effects import ToPerson
from bot.privacy.forget import gone_words
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect, Shown
from bot.thread.names import is_on_its_way, question_seen
from flows.conversation.about import answer_to
from flows.costs import names_a_model
from flows.language.intent import Heard, Said, hear
from flows.lifecycle.stages import life
from flows.log.entries import Entry
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.answers import is_flag
from flows.questions.question import Question
from flows.reading.hearing import hear_reply
from flows.text import bare
from flows.verdict.scene import Scene

_TRIES = 5
# Who wrote longer ago than this is not who is talking now.
_SPOKE_SECONDS = 6 * 3600
_DECIDED_HERE = "For another use case start in the channel, with /should-we-finetune."


@dataclass(frozen=True)
class ReplyIntake:
    """Takes in what is written in threads."""

    context: Context
    # Who wrote last in a thread, as far as this process saw it.
    _spoke_last: MutableMapping[int, str] = field(
        default_factory=lambda: TTLCache(maxsize=10_000, ttl=_SPOKE_SECONDS), repr=False, compare=False
    )

    def reply(self, decision: Decision, message: TypedMessage) -> None:
        """Somebody wrote in the thread of a decision."""
        asked = self._was_asked(decision, message)
        for attempt in range(_TRIES):
            with self.context.store.read() as reader:
                scene, shown = self.context.scene_of(reader, decision.id), reader.shown(decision.id)
            heard = self.hear(scene, shown, message, asked=asked(scene.log))
            with self.context.write() as unit:
                if unit.size(decision.id) != len(scene.log) and attempt < _TRIES - 1:
                    # Somebody else was quicker: the words may mean something else now.
                    continue
                if unit.first_time(message.key, self.context.clock(), message.edited) and heard is not None:
                    self.take_in(unit, decision, message, heard, scene.log)
            return

    def hear(
        self, scene: Scene, shown: tuple[Shown, ...], message: TypedMessage, *, asked: bool = False
    ) -> Heard | None:
        """What a message means where a conversation stands; None where it is people talking to each other.

        Raises NotYet where it may answer a question that is being posted: by the next time it is known who was first.
        """
        told = answer_to(scene, message.text) if asked or message.addressed else None
        if told is not None:
            # A question about the verdict or a word of ours changes nothing; who asks it is told.
            return Heard("refuse", refusal=told, named=True)
        log, current = scene.log, scene.named_question
        question = question_seen(shown, log, message.ts, current)
        heard = self.meant(log, message, question, asked=asked)
        if current is None or question == current:
            return heard
        on_its_way = (heard is None or heard.act == "refuse") and is_on_its_way(shown, current)
        ahead = asked and question is not None and _is_typed_ahead(message, question, current, scene, heard)
        perhaps = self.meant(log, message, current, asked=asked) if on_its_way or ahead else None
        if perhaps is None or perhaps.act != "answer":
            return heard
        if on_its_way:
            raise NotYet(f"whether {message.ts} answers {current.id}")
        return perhaps

    def meant(self, log: Log, message: TypedMessage, question: Question | None, *, asked: bool = False) -> Heard | None:
        """What a message means where this is the question that its author saw; None where it is people talking to each other.

        `asked` is whether its author is the one who was asked.
        """
        said = Said(message.text, message.by, self.context.moment(), message.ts)
        question = question or _asked_by_the_step(log)
        after = heard_after(log, said, question, self.context, addressed=message.addressed)
        if after is not None:
            return after
        is_model = partial(names_a_model, self.context.catalogue)
        return hear_reply(
            log,
            said,
            question,
            asked=asked,
            addressed=message.addressed,
            is_model=is_model,
            usd_of=self.context.catalogue.usd_of,
        )

    def take_in(self, unit: Unit, decision: Decision, message: TypedMessage, heard: Heard, log: Log) -> None:
        """Write down what was heard, and have the thread tell of it, in the transaction of whoever heard it."""
        now = self.context.clock()
        if means_the_card(message.text) and may_take_back(decision, message.by, log):
            forget = taken_back(decision, message.by)
            unit.enqueue([effects.run_subcommand(message.where, forget, f"back:{message.key}", now)])
        elif heard.entries and not (heard.act == "go_on" and log.is_going_on):
            unit.append(decision.id, (*heard.entries, *_said_later(log, heard.entries, message.ts)))
            unit.let_go(decision.team, decision.channel, now)
            unit.enqueue([effects.tick(decision, message.ts, now), effects.bring_up_to_date(decision, now)])
            self._propose(unit, decision, message, heard, now)
        elif heard.act == "propose":
            self._propose(unit, decision, message, heard, now)
        elif heard.unread is not None and not unit.first_time(f"unread:{decision.id}:{heard.unread}:{message.by}", now):
            # Said once a question: who goes on talking is left alone.
            return
        elif heard.refusal is not None:
            elsewhere = "" if heard.named or heard.tried else f" {_DECIDED_HERE}"
            unit.enqueue([_refusal(decision, message, heard.refusal + elsewhere, now)])
        else:
            # Whoever asks where it stands is also told again what is not there any more.
            unit.let_go(decision.team, decision.channel, now)
            item = request_of(heard, message.by, len(log))
            unit.enqueue([effects.answer_request(decision, item, now), effects.bring_up_to_date(decision, now)])

    @staticmethod
    def _propose(unit: Unit, decision: Decision, message: TypedMessage, heard: Heard, now: float) -> None:
        if heard.proposed:
            to = ToPerson(
                message.by,
                decision.team,
                decision.channel,
                f"read:{message.key}",
                _thread_for(decision, message),
                about=decision.id,
            )
            unit.enqueue([effects.answer(to, proposal_message(decision.id, heard.proposed), now)])

    def _was_asked(self, decision: Decision, message: TypedMessage) -> Callable[[Log], bool]:
        """Whether the author began the decision or answered last, and nobody else wrote in between."""
        before = self._spoke_last.get(decision.id)
        self._spoke_last[decision.id] = message.by
        interrupted = before not in (None, message.by)

        def asked(log: Log) -> bool:
            last = next((entry.by for entry in reversed(log) if entry.by is not None), decision.started_by)
            return message.where.place == "im" or (not interrupted and message.by in (decision.started_by, last))

        return asked

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
            forgotten = reader.forgotten_in_thread(where.team, where.channel, str(message.thread_ts))
        if forgotten is None:
            return
        with self.context.write() as unit:
            if unit.first_time(f"gone:{forgotten.decision}:{message.by}", now):
                to = ToPerson(message.by, where.team, where.channel, message.key, message.thread_ts)
                unit.enqueue([effects.tell(to, gone_words(forgotten), now)])

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
            decision = reader.decision_in_thread(where.team, where.channel, message.thread_ts)
            if decision is None and reader.is_opening(
                where.team, where.channel, float(message.thread_ts), self.context.clock()
            ):
                raise NotYet(f"the thread {message.thread_ts} may be one that is just being opened")
        return decision

    def find_source(self, message: MessageEvent) -> Decision | None:
        """The decision that an edited or deleted message belongs to: the one it was counted in, else as a new message."""
        where = message.where
        with self.context.store.read() as reader:
            counted = reader.decision_of_source(where.team, where.channel, message.ts)
        return counted or self.find_thread(message)

    def lost(self, where: Where, ts: str) -> None:
        """A message of ours was deleted: it is posted anew when the thread is next brought up to date."""
        with self.context.write() as unit:
            posted_as = unit.shown_at(where.team, where.channel, ts)
            if posted_as is not None:
                unit.forget_message(*posted_as)

    def wants_an_answer(self, decision: Decision, message: TypedMessage) -> bool:
        """Whether words after the verdict are about that decision: a request, a command, or a change that names its question."""
        with self.context.store.read() as reader:
            scene = self.context.scene_of(reader, decision.id)
        if answer_to(scene, message.text) is not None:
            return True
        log, said = scene.log, Said(message.text, message.by, self.context.moment())
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
            return self.context.scene_of(reader, decision.id).question is None


def _is_typed_ahead(
    message: TypedMessage, seen: Question, current: Question, scene: Scene, heard: Heard | None
) -> bool:
    """Whether who was asked may have answered the next question before seeing it: in words of its own, no number, no yes or no."""
    unread = heard is None or heard.unread is not None or heard.tried
    words = bare(message.text)
    plain = current.kind == "choice" and not is_flag(words) and not any(letter.isdigit() for letter in words)
    return unread and plain and seen.id != current.id and scene.answers.asked(seen.id)


def _asked_by_the_step(log: Log) -> Question | None:
    """The question that the first step of an accepted verdict answers, where the thread was asked what came out of it."""
    now = life(log)
    asked = now.step is not None and now.open_ask is not None and now.open_ask.what == "step"
    return BY_ID.get(now.step.question or "") if asked and now.step is not None else None


def _refusal(decision: Decision, message: MessageEvent, sentence: str, now: float) -> Effect:
    to = ToPerson(
        message.by, decision.team, decision.channel, message.key, _thread_for(decision, message), about=decision.id
    )
    return effects.tell(to, escaped(sentence), now)


def _thread_for(decision: Decision, message: MessageEvent) -> str | None:
    """Where its author alone is told something: where it was typed, in a channel in the thread of the decision."""
    return message.thread_ts if message.where.place == "im" else decision.thread_ts


def _said_later(log: Log, entries: tuple[Entry, ...], ts: str) -> list[Entry]:
    """The answers that were written after a message that came late: they still count, and are said again after it."""
    counted = (log.given[entry.about].entry for entry in entries if entry.about in log.given)
    return [entry for entry in counted if is_ts(entry.source) and float(str(entry.source)) > float(ts)]
