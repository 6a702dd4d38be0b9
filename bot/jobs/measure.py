"""Measures a file that was dropped into a thread, and says there what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import structlog
from slack_sdk import WebClient

from bot.block_kit.measured import measured_message
from bot.block_kit.rich_text import escaped
from bot.context import Context
from bot.outbox import effects
from bot.outbox.effects import ToPerson, send
from bot.slack_api.errors import NotTold
from bot.slack_api.files import NoFile, fetch
from bot.store.effects import MeasureFiles
from bot.store.records import Decision, Effect
from bot.thread.plan import Draw
from flows.language.intent import Said
from flows.lifecycle.actions import measure
from flows.lifecycle.from_files import numbers_of
from flows.lifecycle.stages import life
from flows.log.log import Log
from flows.log.measurements import Numbers
from flows.measure.file import File, Unmeasurable
from flows.measure.measurement import Measurement
from flows.measure.taking import beside, taken_of
from flows.text import Refused

_LOG = structlog.get_logger("measure")
# Seconds between tries to get a file, and how often it is tried.
_AGAIN, _MOST_TRIES = 15.0, 5
_NOT_TOLD = "Slack did not give me that file just now, so nothing was measured. Please drop it again."

Measurer = Callable[[Sequence[File], date, Mapping[str, str], str | None], Measurement]


@dataclass(frozen=True)
class MeasureJobs:
    """Jobs -> the message that says what a file shows, or one sentence to whoever dropped it.

    measure   measures apart from this process; raises Unmeasurable
    """

    context: Context
    client: WebClient
    measure: Measurer

    def run(self, effect: Effect, item: MeasureFiles) -> None:
        """Get the files, measure them, and put what to say into the outbox. Raises StoreError."""
        assert effect.decision is not None
        try:
            files = [File(*fetch(self.client, id_)) for id_ in item.files]
            measurement = self.measure(files, self.context.today(), item.chosen, self._route(effect.decision))
        except NotTold as error:
            self._again(effect, item, str(error))
        except (NoFile, Unmeasurable) as error:
            self._tell(effect, item, str(error))
        else:
            _LOG.info(
                "measured",
                decision=effect.decision,
                files=[{"sha256": file.sha256, "rows": file.rows, "kind": file.kind} for file in measurement.files],
            )
            self._say(effect, item, measurement)

    def _route(self, decision: int) -> str | None:
        """The training route that the verdict names, where there is one already."""
        with self.context.store.read() as reader:
            scene = self.context.scene_of(reader, decision)
        return scene.reply.route if scene.is_settled else None

    def _say(self, effect: Effect, item: MeasureFiles, measurement: Measurement) -> None:
        with self.context.store.read() as reader:
            decision = reader.decision(effect.decision or 0)
            log = self.context.scene_of(reader, effect.decision or 0).log
        taken = taken_of(measurement, log.measured)
        with self.context.write() as unit:
            if not unit.done(effect.id) or decision is None:
                return
            differing = beside(log.answers, taken)
            numbers = _wanted(log, measurement, self.context.moment())
            message = measured_message(decision.id, item, measurement, taken, differing, numbers)
            draw = Draw("post", f"measured:{effect.id}", "done", message)
            unit.show(decision.id, draw.name, draw.version)
            unit.enqueue([send(decision, draw, self.context.clock())])

    def _again(self, effect: Effect, item: MeasureFiles, why: str) -> None:
        now = self.context.clock()
        if effect.attempts >= _MOST_TRIES:
            self._tell(effect, item, _NOT_TOLD)
            return
        with self.context.store.write() as unit:
            unit.postpone(effect.id, now + _AGAIN, why)

    def _tell(self, effect: Effect, item: MeasureFiles, sentence: str) -> None:
        now = self.context.clock()
        with self.context.write() as unit:
            decision = unit.decision(effect.decision or 0)
            if unit.done(effect.id) and decision is not None:
                unit.enqueue([_to(decision, item, effect, sentence, now)])


def _wanted(log: Log, measurement: Measurement, now: datetime) -> Numbers | None:
    """The numbers that a training which runs asks for; None where none does, or they are refused."""
    numbers = numbers_of(measurement)
    if numbers is None:
        return None
    try:
        measure(life(log), Said("", None, now), numbers)
    except Refused:
        return None
    return numbers


def _to(decision: Decision, item: MeasureFiles, effect: Effect, sentence: str, now: float) -> Effect:
    to = ToPerson(
        item.by, decision.team, decision.channel, f"measured:{effect.id}", decision.thread_ts, about=decision.id
    )
    return effects.tell(to, escaped(sentence), now)
