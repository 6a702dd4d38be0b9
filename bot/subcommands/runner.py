"""Carries out subcommands once they are acked: what needs Slack's word, or takes longer than an ack may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.context import SlackContext
from bot.events import Where
from bot.outbox import effects
from bot.outbox.effects import ToPerson
from bot.outbox.put_off import put_off
from bot.slack_api.errors import NotTold
from bot.store.effects import RunSubcommand
from bot.store.records import Effect
from bot.subcommands.answer import Answer, in_words
from bot.subcommands.asker import Asker
from bot.subcommands.parse import Subcommand, subcommand_of

_TRIES = 4
_WAIT = 2.0
_SLACK_SILENT = "Slack did not tell me in time what you may see, so nothing was done. Please try again."
_NOT_KNOWN = "That order is not known any more: say help."

Handler = Callable[[SlackContext, Subcommand, Asker], Answer]


@dataclass(frozen=True)
class Runner:
    """Finds who carries a subcommand out, and answers who said it."""

    context: SlackContext
    handlers: Mapping[str, Handler]

    def run(self, effect: Effect, item: RunSubcommand) -> None:
        """Carry out one job, and take it out of the outbox. Raises StoreError."""
        context = self.context
        asker = Asker(Where(effect.team, effect.channel, item.place), item.by, item.thread_ts)
        try:
            answer = self._answer(subcommand_of(item), asker)
        except NotTold as error:
            if put_off(context.store, effect, str(error), context.clock(), most=_TRIES, wait=_WAIT):
                return
            answer = in_words(_SLACK_SILENT)
        key = f"order:{effect.id}"
        to = ToPerson(asker.by, effect.team, effect.channel, key, asker.thread_ts, item.url)
        with context.store.write() as unit:
            if unit.done(effect.id):
                message = answer.write(unit) or answer.message
                unit.enqueue([effects.answer(to, message, context.clock(), answer.about)])

    def _answer(self, subcommand: Subcommand | str | None, asker: Asker) -> Answer:
        if isinstance(subcommand, str):
            return in_words(subcommand)
        if subcommand is None or subcommand.verb not in self.handlers:
            return in_words(_NOT_KNOWN)
        return self.handlers[subcommand.verb](self.context, subcommand, asker)
