"""What a decision's thread should say now: its log and the messages that stand -> messages to post or change.

Pure: the same log, messages and day give the same plan. Nothing here is remembered; a message that is
not there yet is posted, one that says something else is changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from bot.block_kit.after_verdict import stands as life_stands
from bot.block_kit.message import Message
from bot.block_kit.notes import changed_between, checklist_line
from bot.block_kit.questions import answered_message, aside_message, question_message, sheet_message
from bot.block_kit.root_card import root_message
from bot.block_kit.verdict import Aside, verdict_message
from bot.decisions.verdict_entry import computed_anew, concluded
from bot.store.records import Shown
from bot.thread.after_verdict import life_messages
from bot.thread.names import ROOT, ask_name, asked_at, is_ask, kind_of, question_of
from bot.thread.notes import note_messages
from flows.costs import Assessment
from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.log.entries import Answered, Concluded, Renewed, Restarted
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Question
from flows.questions.sheets import SHEET_BY_ID, sheet_named
from flows.verdict.readiness import Box, checklist
from flows.verdict.reply import Reply
from flows.verdict.scene import Scene

OPEN, DONE, ASIDE = "open", "done", "aside"


@dataclass(frozen=True, slots=True)
class Draw:
    """One message to post, or to change where it stands already."""

    kind: Literal["post", "update"]
    name: str
    version: str
    message: Message
    # Whether it tells of a verdict, which is worth telling at once, and perhaps to the whole channel.
    at_once: bool = False
    broadcast: bool = False


@dataclass(frozen=True, slots=True)
class ThreadPlan:
    """The log with the verdict that was reached, if any, and the messages to send, in order."""

    log: Log
    draws: tuple[Draw, ...]
    # The question that is open.
    question: Question | None = None
    # The verdict to append, and its whole reply.
    concluded: Concluded | None = None
    reply: Reply | None = None


@dataclass(frozen=True)
class Thread:
    """A decision, as it stands, with what is needed to draw it.

    kept   the decision's how-many-th verdict (from 1) as it was kept; None where it was not
    """

    decision: int
    started_by: str
    scene: Scene
    shown: tuple[Shown, ...]
    now: datetime
    kept: Callable[[int], Reply | None]
    _replies: dict[int, Reply] = field(default_factory=dict, repr=False, compare=False)

    def plan(self) -> ThreadPlan:
        """What to append and to send so that the thread says what the log says."""
        concluded = self._conclusion()
        thread = replace(self, scene=self.scene.after(concluded)) if concluded else self
        reply = self._replies.get(len(self.log)) if concluded else None
        return ThreadPlan(thread.log, tuple(thread.draws()), thread.question, concluded, reply)

    @property
    def log(self) -> Log:
        """What was said and done."""
        return self.scene.log

    @property
    def life(self) -> Life:
        """Where the decision stands after its verdict."""
        return life(self.log)

    @property
    def question(self) -> Question | None:
        """The question that is open; none in a decision that another one replaced."""
        return self.scene.named_question if self.life.superseded_by is None else None

    def _conclusion(self) -> Concluded | None:
        """A verdict that was reached and is not on the log yet."""
        if not self.scene.is_settled:
            return None
        last = self.log.last(Concluded)
        if last is None or self.log.last(Restarted, Renewed, after=last) is not None:
            return self._concluded()
        if self.log[: last + 1].says_the_same(self.log):
            return None
        before = self.log[last]
        if self.log.is_going_on and self.question is not None and isinstance(before, Concluded):
            # While the rest is being asked only another verdict is news.
            entry = self._concluded()
            return entry if entry.verdict != before.verdict else None
        return self._concluded()

    def _concluded(self) -> Concluded:
        reply = self.scene.reply
        self._replies[len(self.log)] = reply
        return concluded(reply, self.now)

    def reply_at(self, index: int) -> Reply:
        """The verdict that stands at an index of the log, as it was."""
        if index not in self._replies:
            number = self.log.concluded_at.index(index) + 1
            reply = self.kept(number) or computed_anew(self.log, number, self.scene.catalogue, self.scene.thresholds)
            self._replies[index] = reply or self.scene.reply
        return self._replies[index]

    def draws(self) -> Iterator[Draw]:
        """The messages to send, in order."""
        if not any(message.name == ROOT for message in self.shown):
            yield self._draw(ROOT, OPEN, self._root())
        yield from self._notes()
        asked = self._asked_now()
        yield from self._asks(asked)
        yield from self._verdicts()
        yield from self._life()
        if asked is not None and not any(message.name == asked for message in self.shown):
            yield self._draw(asked, OPEN, self._open())
        root = next((message for message in self.shown if message.name == ROOT), None)
        if root is not None:
            card = self._draw(ROOT, OPEN, self._root())
            if card.version != root.version:
                yield replace(card, at_once=self.question is None)

    def _root(self) -> Message:
        log = self.log
        last = log.last(Concluded)
        stands = last is not None and self.scene.is_settled and log.last(Restarted, after=last) is None
        verdict = log[last] if last is not None and stands else None
        headline = verdict.headline if isinstance(verdict, Concluded) else None
        first = next(
            (
                entry.value
                for entry in log
                if isinstance(entry, Answered) and entry.question == "use_case" and isinstance(entry.value, str)
            ),
            None,
        )
        answers = self.scene.answers
        use_case = answers.text("use_case") or first
        became = life_stands(self.life)
        return root_message(
            self.decision,
            use_case,
            self.started_by,
            self.scene.questions_left,
            self.question,
            headline,
            became,
            may_go=log.is_untouched,
        )

    def _notes(self) -> Iterator[Draw]:
        """What the thread is told about answers that no message of their own shows."""
        there = {message.name for message in self.shown}
        asked = frozenset(question_of(message.name) for message in self.shown if is_ask(message.name))
        for name, message in note_messages(self.log, asked, self.scene.remark_on):
            if name not in there:
                yield self._draw(name, DONE, message())

    def _asked_now(self) -> str | None:
        """The name of the message in which the open question is asked; a new name where it has to be asked anew."""
        if self.question is None:
            return None
        kind = kind_of(self.question.id)
        restarted = self.log.last(Restarted)
        since = -1 if restarted is None else restarted
        asks = [message for message in self.shown if is_ask(message.name)]
        latest = asks[-1] if asks else None
        if latest is not None and question_of(latest.name) == kind and asked_at(latest.name) > since:
            still_last = self.shown[-1].name == latest.name
            if latest.version.startswith(OPEN) or still_last:
                return latest.name
        return ask_name(kind, len(self.log))

    def _asks(self, asked: str | None) -> Iterator[Draw]:
        """The questions that were asked before, as they should look now."""
        asks = [message for message in self.shown if is_ask(message.name)]
        latest = {question_of(ask.name): ask.name for ask in asks}
        if asked is not None:
            latest[question_of(asked)] = asked
        for ask in asks:
            kind = question_of(ask.name)
            if ask.name == asked:
                state, message = OPEN, self._open()
            elif latest[kind] != ask.name:
                state, message = ASIDE, aside_message(_about(kind), "(asked again below)")
            else:
                state, message = self._closed(kind)
            draw = self._draw(ask.name, state, message)
            if draw.version != ask.version:
                yield draw

    def _open(self) -> Message:
        assert self.question is not None
        together = self.scene.together if self.question is self.scene.question else (self.question,)
        boxes = self._boxes() if kind_of(self.question.id) == "checklist" else ()
        everything = self.scene.is_settled
        return question_message(self.decision, together, boxes, self.scene.lead, everything=everything)

    def _closed(self, kind: str) -> tuple[str, Message]:
        if kind == "checklist":
            return DONE, checklist_line(self.decision, self._boxes())
        sheet = sheet_named(kind)
        given = [self.log.given[id_] for id_ in sheet.questions if id_ in self.log.given]
        remarks = [remark for one in given if (remark := self.scene.remark_on(one.question)) is not None]
        if len(given) > 1:
            return DONE, sheet_message(self.decision, sheet, given, remarks)
        if given:
            return DONE, answered_message(self.decision, given[0], next(iter(remarks), None))
        why = "(no answer to it changes the verdict)" if self.scene.is_settled else "(put aside for now)"
        return ASIDE, aside_message(_about(kind), why)

    def _boxes(self) -> tuple[Box, ...]:
        scene = self.scene
        assessment = Assessment(scene.answers, scene.as_of, scene.catalogue, scene.thresholds)
        return checklist(scene.answers, scene.thresholds, assessment, "sft")

    def _verdicts(self) -> Iterator[Draw]:
        there = {message.name: message for message in self.shown}
        indexes = self.log.concluded_at
        for number, at in enumerate(indexes, start=1):
            name = f"verdict:{at + 1}"
            if number < len(indexes):
                aside: Aside | None = "superseded"
            elif self.log.last(Restarted, after=at) is not None:
                aside = "restarted"
            else:
                aside = None if self.scene.is_settled else "reopened"
            has_more = aside is None and not self.log.is_going_on and self._something_left()
            undecided = aside is None and self.life.reaction is None and not self.life.is_over
            marks = [DONE, *(["more"] if has_more else []), *(["undecided"] if undecided else [])]
            state = f"{ASIDE}:{aside}" if aside else ":".join(marks)
            if (name not in there and aside is not None) or (name in there and there[name].version == state):
                continue
            previous = indexes[number - 2] if number > 1 and aside is None else None
            if previous is not None and self.log[:at].last(Restarted, after=previous) is not None:
                previous = None
            changed = news = None
            if previous is not None:
                changed = changed_between(
                    self.log[previous + 1 : at], self.log[:at], self.reply_at(previous), self.reply_at(at)
                )
                news = self.reply_at(previous).verdict != self.reply_at(at).verdict
            message = verdict_message(
                self.reply_at(at),
                self.decision,
                number=number,
                changed=changed,
                aside=aside,
                more=has_more,
                undecided=undecided,
            )
            kind: Literal["post", "update"] = "update" if name in there else "post"
            yield Draw(kind, name, state, message, at_once=True, broadcast=news is not False)

    def _life(self) -> Iterator[Draw]:
        """What became of the verdict."""
        there = {message.name: message for message in self.shown}
        for name, message in life_messages(self.decision, self.log):
            draw = self._draw(name, DONE, message)
            if name not in there or there[name].version != draw.version:
                yield replace(draw, at_once=True)

    def _something_left(self) -> bool:
        """Whether questions are left that complete the cost picture."""
        return self.scene.completing_question is not None

    def _draw(self, name: str, state: str, message: Message) -> Draw:
        kind: Literal["post", "update"] = "update" if any(shown.name == name for shown in self.shown) else "post"
        return Draw(kind, name, f"{state}:{_digest(message)}", message)


def _about(kind: str) -> str:
    """What a message asked about, in words; a message of an older version may name what is asked no more."""
    sheet, question = SHEET_BY_ID.get(kind), BY_ID.get(kind)
    return f"{sheet.title}:" if sheet is not None else question.ask if question is not None else ""


def _digest(message: Message) -> str:
    said: list[Any] = [message.text, message.blocks]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]
