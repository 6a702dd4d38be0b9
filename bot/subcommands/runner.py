"""Carries out orders once they are acked: what needs Slack's word, or takes longer than an ack may."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import structlog

from bot.block_kit.message import Message
from bot.block_kit.rich_text import escaped, rich
from bot.events import Where, utc
from bot.outbox import effects
from bot.slack_api.users import NotTold, People
from bot.slack_api.visibility import Sight
from bot.store.protocol import Store, Unit
from bot.store.records import Effect, Standing, Wanted
from bot.subcommands.parse import Order, read_order
from flows.costs import Catalogue
from flows.thresholds import Thresholds

_LOG = structlog.get_logger("orders")
_TRIES = 4
_WAIT = 2.0
_SLACK_SILENT = "Slack did not tell me in time what you may see, so nothing was done. Please try again."
# The ways to look in one channel by its number; more channels than this no workspace's bot is in.
_MOST_CHANNELS = 500


@dataclass(frozen=True, slots=True)
class Asker:
    """Who ordered, and where."""

    where: Where
    by: str
    thread_ts: str | None = None


@dataclass(frozen=True)
class Answer:
    """What an order comes to: a message for who ordered, and what is written in the same transaction.

    `about` names every decision that the message quotes, None where it may be any: it is not sent any more once one of
    them is forgotten. `write` returns what is to be said instead, where somebody else was quicker.
    """

    message: Message
    write: Callable[[Unit], Message | None] = field(default=lambda _unit: None)
    about: tuple[int, ...] | None = ()


@dataclass(frozen=True)
class Desk:
    """What it takes to carry out an order."""

    store: Store
    catalogue: Catalogue
    thresholds: Thresholds
    clock: Callable[[], float]
    people: People
    sight: Sight
    handlers: Mapping[str, Callable[[Desk, Order, Asker], Answer]]
    # The workspace's address on the web, for links to threads.
    url: str = ""

    def carry_out(self, effect: Effect) -> None:
        """Do what one effect of kind `order` asks, and answer who asked. Raises StoreError."""
        said = effect.payload
        asker = Asker(
            Where(effect.team, effect.channel, said.get("place", "private")), said["by"], said.get("thread_ts")
        )
        order = read_order(str(said.get("text", "")))
        try:
            answer = self._answer(order, asker)
        except NotTold as error:
            if self.tries_again(effect, error, most=_TRIES):
                return
            answer = in_words(_SLACK_SILENT)
        with self.store.write() as unit:
            if unit.done(effect.id):
                message = answer.write(unit) or answer.message
                unit.enqueue(
                    [
                        effects.answer(
                            asker.by,
                            message,
                            team=effect.team,
                            channel=effect.channel,
                            now=self.clock(),
                            key=f"order:{effect.id}",
                            thread_ts=asker.thread_ts,
                            response_url=said.get("url"),
                            about=answer.about,
                        )
                    ]
                )

    def tries_again(self, effect: Effect, error: NotTold, *, most: int, wait: float = _WAIT) -> bool:
        """Put an effect off where Slack did not tell, with growing waits (seconds); False once it was tried often enough."""
        if effect.attempts >= most:
            return False
        _LOG.warning("Slack does not tell; trying again", effect=effect.kind, error=str(error))
        with self.store.write() as unit:
            unit.postpone(effect.id, self.clock() + wait * 2**effect.attempts, str(error))
        return True

    def _answer(self, order: Order | str | None, asker: Asker) -> Answer:
        if not isinstance(order, Order) or order.verb not in self.handlers:
            return in_words(order if isinstance(order, str) else "That order is not known any more: say help.")
        return self.handlers[order.verb](self, order, asker)

    def seen_by(self, asker: Asker) -> Wanted:
        """What a person may see at all: decisions of the channels they are in, and their own direct messages. Raises NotTold."""
        channels = self.sight.channels_of(asker.by, self._channels(asker.where.team))
        return Wanted(team=asker.where.team, channels=channels, direct_of=asker.by)

    def _channels(self, team: str) -> Iterator[str]:
        """The channels that have decisions: looked up only where Slack does not list those of a person."""
        with self.store.read() as reader:
            among = reader.channels(team, most=_MOST_CHANNELS)
        yield from among

    def today(self) -> date:
        """The day, in UTC."""
        return utc(self.clock()).date()

    def find(self, asker: Asker, number: int) -> Standing | None:
        """A decision by its number, where the person may see it. Raises NotTold."""
        with self.store.read() as reader:
            found = reader.standing(number)
        if found is None or found.team != asker.where.team:
            return None
        if found.place == "im":
            return found if found.started_by == asker.by else None
        return found if found.channel in self.sight.channels_of(asker.by, (found.channel,)) else None


def in_words(sentence: str, write: Callable[[Unit], Message | None] = lambda _unit: None) -> Answer:
    """An answer in one sentence; what stands in it is shown as text."""
    return Answer(Message(text=escaped(sentence), blocks=(rich(sentence),)), write)


def not_found(number: int) -> Answer:
    """The same for what is not there and what may not be seen: nobody learns which."""
    return in_words(
        f"There is no decision {number} that you can see. It is in a channel you are not in, was forgotten, or was never made."
    )
