"""Draws what the outbox asks to be drawn: a thread that changed, the answer to a request, an export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.block_kit.notes import asides
from bot.block_kit.rich_text import escaped
from bot.decisions.export_madr import madr
from bot.decisions.record import record_of
from bot.decisions.summary import standing_of
from bot.digest.post import draw_digest
from bot.events import utc
from bot.outbox.effects import file_lane, send, thread_lane
from bot.privacy.erase import Erasing
from bot.store.protocol import Store, Unit
from bot.store.records import Decision, Effect
from bot.subcommands.home_tab import draw_home
from bot.subcommands.runner import Desk
from bot.thread.names import ROOT
from bot.thread.plan import Draw, Thread
from flows.conversation.turn import answer_request, open_question
from flows.costs import Catalogue
from flows.language.intent import Said, hear
from flows.log.entries import Entry
from flows.thresholds import Thresholds

# A thread that is written to while it is drawn is drawn again.
_TRIES = 20


@dataclass(frozen=True)
class Drawing:
    """Effects to draw -> messages to deliver, written to the outbox in one transaction."""

    store: Store
    catalogue: Catalogue
    thresholds: Thresholds
    clock: Callable[[], float]
    desk: Desk
    broadcast_verdict: bool = False
    # How long a changed card waits for more changes.
    card_seconds: float = 2.0

    def draw(self, effect: Effect) -> None:
        """Draw one effect and take it out of the outbox. Raises StoreError."""
        match effect.kind:
            case "aside":
                self._draw_aside(effect)
            case "export":
                self._draw_export(effect)
            case "order":
                self.desk.carry_out(effect)
            case "digest":
                draw_digest(self.desk, effect)
            case "home":
                draw_home(self.desk, effect)
            case "erase":
                Erasing(self.store, self.clock).erase(effect)
            case "scrub":
                Erasing(self.store, self.clock).scrub(effect)
            case _:
                self._draw_thread(effect)

    def _draw_thread(self, effect: Effect) -> None:
        assert effect.decision is not None
        for _ in range(_TRIES):
            with self.store.read() as reader:
                decision = reader.decision(effect.decision)
                log = reader.log(effect.decision)
                shown = reader.shown(effect.decision)
                waiting = [one.id for one in reader.effects(effect.lane) if one.kind == "thread"]
            if effect.id not in waiting:
                # Somebody drew it already.
                return
            if decision is None:
                with self.store.write() as unit:
                    unit.done(effect.id)
                return
            thread = Thread(decision.id, decision.started_by, log, shown, self._now(), self.catalogue, self.thresholds)
            plan = thread.plan()
            with self.store.write() as unit:
                if unit.size(decision.id) != len(log):
                    continue
                if not unit.done(effect.id):
                    return
                for other in waiting:
                    unit.done(other)
                unit.append(decision.id, plan.entries)
                unit.keep_standing(standing_of(decision, (*log, *plan.entries), plan.question))
                for draw in plan.draws:
                    self._send(unit, decision, draw)
            return
        with self.store.write() as unit:
            # Somebody types without pause: let others have their turn, and come back.
            unit.later(effect.id, self.clock() + 0.1, "the thread kept changing", uncertain=False)

    def _send(self, unit: Unit, decision: Decision, draw: Draw) -> None:
        now = self.clock()
        # The card follows every answer: several of them in a row are one change of it.
        due = now + self.card_seconds if draw.name == ROOT and draw.kind == "update" and not draw.at_once else 0.0
        effect = replace(send(decision, draw, now, broadcast=draw.broadcast and self.broadcast_verdict), due=due)
        unit.show(decision.id, draw.name, draw.version)
        if draw.kind == "update":
            waiting = next(
                (one for one in unit.effects(thread_lane(decision.id)) if _can_say_this_instead(one, draw)), None
            )
            if waiting is not None:
                unit.redraw(
                    waiting.id,
                    waiting.payload | effect.payload | {"broadcast": waiting.payload.get("broadcast", False)},
                )
                return
        unit.enqueue([effect])

    def _draw_aside(self, effect: Effect) -> None:
        assert effect.decision is not None
        with self.store.read() as reader:
            decision = reader.decision(effect.decision)
            log: tuple[Entry, ...] = reader.log(effect.decision)[: effect.payload["size"]]
        messages = []
        if decision is not None:
            today = self._now().date()
            question = open_question(log, today, self.catalogue, self.thresholds, named=True)
            heard = hear(log, Said(effect.payload["text"], effect.payload["by"]), question)
            messages = asides(answer_request(heard, log, today, self.catalogue, self.thresholds), log)
        with self.store.write() as unit:
            if not unit.done(effect.id) or decision is None:
                return
            for number, message in enumerate(messages):
                draw = Draw("post", f"aside:{effect.id}:{number}", "done", message)
                unit.show(decision.id, draw.name, draw.version)
                unit.enqueue([send(decision, draw, self.clock())])

    def _draw_export(self, effect: Effect) -> None:
        assert effect.decision is not None
        with self.store.read() as reader:
            record = record_of(
                reader,
                effect.decision,
                self.catalogue,
                self.thresholds,
                self.clock(),
                self.desk.url,
                effect.payload["number"],
            )
        names = self.desk.people.names(record.people) if record is not None else {}
        with self.store.write() as unit:
            if not unit.done(effect.id) or record is None:
                return
            decision = record.decision
            # The title tells this upload from every other, should nobody know whether it arrived.
            title = f"Decision {decision.id}, exported {self._now():%Y-%m-%d %H:%M:%S} UTC"
            payload = {
                "content": madr(record, lambda one: names.get(one, one)),
                "filename": f"decision-{decision.id}.md",
                "title": title,
                "text": escaped(
                    f"Decision {decision.id} with its verdict of {record.reply.as_of}, every option and every source."
                ),
                "by": effect.payload["by"],
            }
            unit.enqueue(
                [
                    Effect(
                        "file",
                        file_lane(effect.id),
                        payload,
                        decision.id,
                        decision.team,
                        decision.channel,
                        created=self.clock(),
                    )
                ]
            )

    def _now(self) -> datetime:
        return utc(self.clock())


def _can_say_this_instead(waiting: Effect, draw: Draw) -> bool:
    """Whether an effect on the same message was not sent yet, so that it may as well say what should be said now."""
    return (
        waiting.name == draw.name
        and waiting.state in ("waiting", "held")
        and (waiting.kind == "update" or not waiting.uncertain)
    )
