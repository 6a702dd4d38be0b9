"""What a decision's thread should say now: its log and the messages that stand -> messages to post or change.

Pure: the same log, messages and day give the same plan. Nothing here is remembered; a message that is
not there yet is posted, one that says something else is changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal

from bot.block_kit.after_verdict import stands as life_stands
from bot.block_kit.message import Message
from bot.block_kit.notes import changed_between, checklist_line
from bot.block_kit.questions import answered_message, aside_message, checklist_message, question_message
from bot.block_kit.root_card import root_message
from bot.block_kit.verdict import Aside, verdict_message
from bot.decisions.verdict_entry import concluded, reply_at
from bot.store.records import Shown
from bot.thread.after_verdict import life_messages
from bot.thread.names import ROOT, ask_name, asked_at, is_ask, kind_of, question_of
from bot.thread.notes import note_messages
from flows.conversation.turn import open_question
from flows.costs import Assessment, Catalogue
from flows.lifecycle.stages import Life, life
from flows.log.entries import Entry, fold, going_on
from flows.log.history import Given, given, same_answers
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.question import Question
from flows.thresholds import Thresholds
from flows.verdict.decide import decide
from flows.verdict.next_question import next_question
from flows.verdict.readiness import Box, checklist
from flows.verdict.reply import Reply

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
class Plan:
    """What to append to the log (a verdict that was reached), and the messages to send, in order."""

    entries: tuple[Entry, ...]
    draws: tuple[Draw, ...]
    # The question that is open.
    question: Question | None = None


@dataclass(frozen=True)
class Thread:
    """A decision, as it stands, with what is needed to draw it."""

    decision: int
    started_by: str
    log: tuple[Entry, ...]
    shown: tuple[Shown, ...]
    now: datetime
    catalogue: Catalogue
    thresholds: Thresholds
    _replies: dict[int, Reply] = field(default_factory=dict, repr=False, compare=False)

    def plan(self) -> Plan:
        """What to append and to send so that the thread says what the log says."""
        concluded = self._conclusion()
        thread = replace(self, log=(*self.log, concluded)) if concluded else self
        return Plan((concluded,) if concluded else (), tuple(thread.draws()), thread.question)

    @cached_property
    def answers(self) -> Answers:
        """What has been said."""
        return fold(self.log)

    @cached_property
    def given(self) -> dict[str, Given]:
        """What has been said, by whom."""
        return given(self.log)

    @cached_property
    def is_settled(self) -> bool:
        """Whether no answer can change the verdict."""
        return next_question(self.answers, self.today, self.catalogue, self.thresholds) is None

    @cached_property
    def question(self) -> Question | None:
        """The question that is open; none in a decision that another one replaced."""
        if self.life.superseded_by is not None:
            return None
        return open_question(self.log, self.today, self.catalogue, self.thresholds, named=True)

    @cached_property
    def life(self) -> Life:
        """Where the decision stands after its verdict."""
        return life(self.log)

    @property
    def today(self) -> date:
        """The day of `now`."""
        return self.now.date()

    def _conclusion(self) -> Entry | None:
        """A verdict that was reached and is not on the log yet."""
        if not self.is_settled:
            return None
        last = _last(self.log, "concluded")
        if last is None or any(_last(self.log, kind, after=last) is not None for kind in ("restarted", "renewed")):
            return self._concluded()
        if same_answers(self.log[: last + 1], self.log):
            return None
        if going_on(self.log) and self.question is not None:
            # While the rest is being asked only another verdict is news.
            entry = self._concluded()
            return entry if entry.value["verdict"] != self.log[last].value.get("verdict") else None
        return self._concluded()

    def _concluded(self) -> Entry:
        reply = decide(self.answers, self.today, self.catalogue, self.thresholds)
        self._replies[len(self.log)] = reply
        return concluded(reply, self.now)

    def reply_at(self, index: int) -> Reply:
        """The verdict that stands at an index of the log, computed for its own day."""
        if index not in self._replies:
            self._replies[index] = reply_at(self.log, index, self.catalogue, self.thresholds)
        return self._replies[index]

    def draws(self) -> Iterator[Draw]:
        """The messages to send, in order."""
        if not any(one.name == ROOT for one in self.shown):
            yield self._draw(ROOT, OPEN, self._root())
        yield from self._notes()
        asked = self._asked_now()
        yield from self._asks(asked)
        yield from self._verdicts()
        yield from self._life()
        if asked is not None and not any(one.name == asked for one in self.shown):
            yield self._draw(asked, OPEN, self._open(asked))
        root = next((one for one in self.shown if one.name == ROOT), None)
        if root is not None:
            card = self._draw(ROOT, OPEN, self._root())
            if card.version != root.version:
                yield replace(card, at_once=self.question is None)

    def _root(self) -> Message:
        last = _last(self.log, "concluded")
        stands = last is not None and self.is_settled and _last(self.log, "restarted", after=last) is None
        headline = str(self.log[last].value.get("headline")) if last is not None and stands else None
        first = next((one.value for one in self.log if one.question == "use_case" and isinstance(one.value, str)), None)
        use_case = self.answers.text("use_case") or first
        became = life_stands(self.life)
        return root_message(self.decision, use_case, self.started_by, self.answers, self.question, headline, became)

    def _notes(self) -> Iterator[Draw]:
        """What the thread is told about answers that no message of their own shows."""
        there = {one.name for one in self.shown}
        asked = frozenset(question_of(one.name) for one in self.shown if is_ask(one.name))
        for name, message in note_messages(self.log, asked):
            if name not in there:
                yield self._draw(name, DONE, message())

    def _asked_now(self) -> str | None:
        """The name of the message in which the open question is asked; a new name where it has to be asked anew."""
        if self.question is None:
            return None
        kind = kind_of(self.question.id)
        restarted = _last(self.log, "restarted")
        asks = [one for one in self.shown if is_ask(one.name)]
        latest = asks[-1] if asks else None
        if latest is not None and question_of(latest.name) == kind and asked_at(latest.name) > (restarted or -1):
            still_last = self.shown[-1].name == latest.name
            if latest.version.startswith(OPEN) or still_last:
                return latest.name
        return ask_name(kind, len(self.log))

    def _asks(self, asked: str | None) -> Iterator[Draw]:
        """The questions that were asked before, as they should look now."""
        asks = [one for one in self.shown if is_ask(one.name)]
        latest = {question_of(one.name): one.name for one in asks}
        if asked is not None:
            latest[question_of(asked)] = asked
        for one in asks:
            kind = question_of(one.name)
            if one.name == asked:
                state, message = OPEN, self._open(one.name)
            elif latest[kind] != one.name:
                state, message = ASIDE, aside_message(BY_ID.get(kind), "(asked again below)")
            else:
                state, message = self._closed(kind)
            draw = self._draw(one.name, state, message)
            if draw.version != one.version:
                yield draw

    def _open(self, name: str) -> Message:
        assert self.question is not None
        if question_of(name) == "checklist":
            return checklist_message(self.decision, self._boxes(), self.question)
        return question_message(self.decision, self.question)

    def _closed(self, kind: str) -> tuple[str, Message]:
        if kind == "checklist":
            return DONE, checklist_line(self.decision, self._boxes())
        if kind in self.given:
            return DONE, answered_message(self.decision, self.given[kind])
        why = "(no answer to it changes the verdict)" if self.is_settled else "(put aside for now)"
        return ASIDE, aside_message(BY_ID.get(kind), why)

    def _boxes(self) -> tuple[Box, ...]:
        return checklist(
            self.answers, self.thresholds, Assessment(self.answers, self.today, self.catalogue, self.thresholds), "sft"
        )

    def _verdicts(self) -> Iterator[Draw]:
        there = {one.name: one for one in self.shown}
        indexes = [at for at, one in enumerate(self.log) if one.kind == "concluded"]
        for number, at in enumerate(indexes, start=1):
            name = f"verdict:{at + 1}"
            if number < len(indexes):
                aside: Aside | None = "superseded"
            elif _last(self.log, "restarted", after=at) is not None:
                aside = "restarted"
            else:
                aside = None if self.is_settled else "reopened"
            more = aside is None and not going_on(self.log) and self._something_left()
            undecided = aside is None and self.life.reaction is None and not self.life.is_over
            marks = [DONE, *(["more"] if more else []), *(["undecided"] if undecided else [])]
            state = f"{ASIDE}:{aside}" if aside else ":".join(marks)
            if (name not in there and aside is not None) or (name in there and there[name].version == state):
                continue
            previous = indexes[number - 2] if number > 1 and aside is None else None
            if previous is not None and _last(self.log[:at], "restarted", after=previous) is not None:
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
                more=more,
                undecided=undecided,
            )
            kind: Literal["post", "update"] = "update" if name in there else "post"
            yield Draw(kind, name, state, message, at_once=True, broadcast=news is not False)

    def _life(self) -> Iterator[Draw]:
        """What became of the verdict."""
        there = {one.name: one for one in self.shown}
        for name, message in life_messages(self.decision, self.log):
            draw = self._draw(name, DONE, message)
            if name not in there or there[name].version != draw.version:
                yield replace(draw, at_once=True)

    def _something_left(self) -> bool:
        """Whether questions are left that complete the cost picture."""
        return next_question(self.answers, self.today, self.catalogue, self.thresholds, everything=True) is not None

    def _draw(self, name: str, state: str, message: Message) -> Draw:
        kind: Literal["post", "update"] = "update" if any(one.name == name for one in self.shown) else "post"
        return Draw(kind, name, f"{state}:{_digest(message)}", message)


def _digest(message: Message) -> str:
    said: list[Any] = [message.text, message.blocks]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12]


def _last(log: tuple[Entry, ...], kind: str, *, after: int = -1) -> int | None:
    return next((at for at in range(len(log) - 1, after, -1) if log[at].kind == kind), None)
