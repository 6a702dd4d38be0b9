"""Draws threads: what a thread should say once its log has changed, and the answer to a request in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from bot.block_kit.notes import asides
from bot.context import Context
from bot.decisions.summary import summary_of
from bot.outbox.effects import send, thread_lane
from bot.store.effects import AnswerRequest, DrawThread, Post, Update
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect
from bot.thread.names import ROOT
from bot.thread.plan import Draw, Thread
from flows.conversation.turn import Requested, answer_request
from flows.language.intent import AnswerChange, Said, hear
from flows.questions import BY_ID
from flows.questions.answers import read_stored
from flows.text import Refused
from flows.verdict.reply import Reply
from flows.verdict.scene import Scene

# A thread that is written to while it is drawn is drawn again.
_TRIES = 20


@dataclass(frozen=True)
class ThreadJobs:
    """Jobs -> messages to send, written to the outbox in one transaction.

    card_seconds   how long a changed card waits for more changes
    """

    context: Context
    broadcast_verdict: bool = False
    card_seconds: float = 2.0

    def draw(self, effect: Effect, _item: DrawThread) -> None:
        """Bring a thread up to date. Raises StoreError."""
        assert effect.decision is not None
        context = self.context
        for _ in range(_TRIES):
            with context.store.read() as reader:
                decision = reader.decision(effect.decision)
                scene = context.scene_of(reader, effect.decision)
                shown = reader.shown(effect.decision)
                waiting = [queued.id for queued in reader.effects(effect.lane) if isinstance(queued.item, DrawThread)]
            if effect.id not in waiting:
                # Somebody drew it already.
                return
            if decision is None:
                with context.store.write() as unit:
                    unit.done(effect.id)
                return
            kept = partial(self._kept, decision.id)
            plan = Thread(decision.id, decision.started_by, scene, shown, context.moment(), kept).plan()
            with context.store.write() as unit:
                if unit.size(decision.id) != len(scene.log):
                    continue
                if not unit.done(effect.id):
                    return
                for effect_id in waiting:
                    unit.done(effect_id)
                if plan.concluded is not None:
                    unit.append(decision.id, [plan.concluded], plan.reply)
                unit.keep_summary(summary_of(decision, plan.log, plan.question))
                for draw in plan.draws:
                    self._send(unit, decision, draw)
            return
        with context.store.write() as unit:
            # Somebody types without pause: let others have their turn, and come back.
            unit.later(effect.id, context.clock() + 0.1, "the thread kept changing", uncertain=False)

    def _kept(self, decision: int, number: int) -> Reply | None:
        with self.context.store.read() as reader:
            return reader.reply(decision, number)

    def _send(self, unit: Unit, decision: Decision, draw: Draw) -> None:
        now = self.context.clock()
        # The card follows every answer: several of them in a row are one change of it.
        due = now + self.card_seconds if draw.name == ROOT and draw.kind == "update" and not draw.at_once else 0.0
        effect = send(decision, draw, now, broadcast=draw.broadcast and self.broadcast_verdict, due=due)
        unit.show(decision.id, draw.name, draw.version)
        waiting = next(
            (queued for queued in unit.effects(thread_lane(decision.id)) if _says_it_instead(queued, draw)), None
        )
        if waiting is None or not isinstance(waiting.item, Post | Update):
            unit.enqueue([effect])
            return
        message = draw.message
        unit.redraw(
            waiting.id,
            replace(
                waiting.item, text=message.text, blocks=message.blocks, plainer=message.plainer, version=draw.version
            ),
        )

    def answer(self, effect: Effect, item: AnswerRequest) -> None:
        """Answer a request in its thread. Raises StoreError."""
        assert effect.decision is not None
        context = self.context
        with context.store.read() as reader:
            decision = reader.decision(effect.decision)
            latest = context.scene_of(reader, effect.decision)
        messages = []
        if decision is not None:
            scene = latest if len(latest.log) == item.size else context.scene(latest.log[: item.size])
            messages = asides(answer_request(scene, _requested(scene, item)), scene.log)
        with context.store.write() as unit:
            if not unit.done(effect.id) or decision is None:
                return
            for number, message in enumerate(messages):
                draw = Draw("post", f"aside:{effect.id}:{number}", "done", message)
                unit.show(decision.id, draw.name, draw.version)
                unit.enqueue([send(decision, draw, context.clock())])


def _requested(scene: Scene, item: AnswerRequest) -> Requested:
    if item.text is None:
        return Requested(item.request, tuple(_changes(item)))
    # Words that an earlier version kept are read now.
    heard = hear(scene.log, Said(item.text, item.by), scene.named_question)
    return Requested(heard.request, heard.changes)


def _changes(item: AnswerRequest) -> Iterator[AnswerChange]:
    """What a what-if changes; what cannot be read any more is passed over."""
    for id_, value in item.changes.items():
        with suppress(Refused, KeyError):
            yield BY_ID[id_], read_stored(BY_ID[id_], value)


def _says_it_instead(waiting: Effect, draw: Draw) -> bool:
    """Whether an effect on the same message was not sent yet, so that it may as well say what should be said now."""
    return (
        draw.kind == "update"
        and waiting.name == draw.name
        and waiting.state in ("waiting", "held")
        and (isinstance(waiting.item, Update) or not waiting.uncertain)
    )
