"""The whole bot on one machine: a Slack workspace with people in it, the bot that `serve` runs, and one clock for both."""

from __future__ import annotations

import secrets
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from bot.app import Application
from bot.events import Click, Where
from bot.outbox.pace import Pace
from bot.playground.clock import Clock, hours
from bot.playground.examples import Example
from bot.playground.web_api.delivery import SlackDelivery
from bot.playground.workspace.conversations import Channel
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.workspace import Workspace
from bot.process.manifest import EVENTS, EVENTS_PATH, SCOPES
from bot.process.serve import Bot
from bot.settings import Settings
from bot.text.labels import words_of
from flows.costs import Catalogue
from flows.questions import BY_ID
from flows.questions.question import Value
from flows.thresholds import DEFAULT, Thresholds

HOST = "127.0.0.1"
_READY_SECONDS = 20.0
# How long what is on its way is waited for: in all while the clock is turned, however many hours pass, and otherwise.
_TURN_SECONDS, _REST_SECONDS = 15.0, 8.0
# What is due within this time is waited for: a changed card waits for more changes, and what is being sent is due again in two
# minutes, should its sender die.
_SOON = 130.0
# A little longer than Slack itself waits.
_ACK_SECONDS = 6.0
_LOOK_SECONDS = 0.02


class Stage:
    """A workspace with three people, and the bot at work in it. Nothing listens on any address but 127.0.0.1."""

    def __init__(
        self,
        db: Path,
        catalogue: Catalogue,
        *,
        thresholds: Thresholds = DEFAULT,
        pace: Pace = Pace(),  # noqa: B008 - frozen
        clock: Clock | None = None,
    ) -> None:
        self.db = db
        self.clock = clock or Clock()
        self.workspace = Workspace(clock=self.clock)
        self._catalogue, self._thresholds, self._pace = catalogue, thresholds, pace
        self.run = secrets.token_hex(4)
        """A name for this run: what was said in another one is gone."""
        self._turning, self._beginning = threading.Lock(), threading.Lock()
        self._stopped = threading.Event()
        self._bot: Bot | None = None
        self._made: Application | None = None
        app = self.workspace.app
        app.scopes, app.events = set(SCOPES), set(EVENTS)
        self.ana = self.workspace.person("Ana", admin=True)
        self.ben = self.workspace.person("Ben")
        self.cara = self.workspace.person("Cara")
        self.people = (self.ana, self.ben, self.cara)
        self.workspace.channel("general", self.people, bot=False)
        self.channel = self.workspace.channel("ml-team", self.people, bot=False)
        self.private = self.workspace.channel("ml-leads", (self.ana, self.ben), private=True)
        for person in self.people:
            self.workspace.direct_message(person)

    # From start to stop.

    def start(self) -> Self:
        """Run the workspace and the bot. Raises StoreError, or NotAccepted where the bot does not come up."""
        self.workspace.start()
        app = self.workspace.app
        settings = Settings(
            _env_file=None,
            slack_bot_token=SecretStr(app.bot_token),
            slack_app_token=SecretStr(app.app_token),
            slack_signing_secret=SecretStr(app.signing_secret),
            slack_api_url=self.workspace.api_url,
            decisions_db=self.db,
            port=0,
            broadcast_verdict=False,
            log_level="warning",
        )
        try:
            self._bot = Bot(settings, self._catalogue, self._thresholds, clock=self.clock, host=HOST, pace=self._pace)
            self._bot.start()
            self._made = self._bot.ready(_READY_SECONDS)
        except BaseException:
            self.stop()
            raise
        self.use_http()
        return self

    def hurry(self) -> None:
        """Wait for nothing any more: a clock that is being turned stops where it is."""
        self._stopped.set()

    def stop(self) -> None:
        """Close everything."""
        self.hurry()
        if self._bot is not None:
            self._bot.stop()
        self.workspace.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # How Slack speaks to the bot.

    @property
    def over_http(self) -> bool:
        """Whether deliveries are signed requests; else they go over Socket Mode."""
        return self.workspace.request_url is not None

    def use_http(self) -> None:
        """Deliver as signed requests to the bot's own server."""
        assert self._bot is not None
        self.workspace.request_url = f"http://{HOST}:{self._bot.port}{EVENTS_PATH}"
        self.workspace.poke()

    def use_socket(self) -> None:
        """Deliver over Socket Mode."""
        self.workspace.request_url = None
        self.workspace.poke()

    # Time.

    def turn(self, to: float) -> None:
        """Make it another time (seconds since 1970); what was said and decided stays.

        Ahead, each hour on the way comes to pass, so that nothing is missed; back, at once. Raises NotPossible while it is
        being turned already.
        """
        assert self._made is not None
        if not self._turning.acquire(blocking=False):
            raise NotPossible("The clock is being turned already: wait until it has arrived.")
        try:
            end = time.monotonic() + _TURN_SECONDS
            # What is on its way now happened now.
            self._rest(end)
            for moment in (*hours(self.clock(), to), to):
                if self._stopped.is_set():
                    return
                self._let_it_be(moment)
                self._rest(end)
        finally:
            self._turning.release()

    def _let_it_be(self, now: float) -> None:
        assert self._made is not None
        self.clock.set(now)
        self.workspace.poke()
        self._made.scheduler.tick(now)
        self._made.context.wake()

    def rest(self) -> None:
        """Wait until nothing is on its way, unless it takes too long."""
        self._rest(time.monotonic() + _REST_SECONDS)

    def _rest(self, end: float) -> None:
        while time.monotonic() < end and not self.is_at_rest and not self._stopped.wait(_LOOK_SECONDS):
            pass

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is on its way to the bot, and nothing from it that is due soon."""
        if any(not delivery.done for delivery in self.workspace.deliveries):
            return False
        assert self._made is not None
        with self._made.context.store.read() as reader:
            due = reader.next_due(self.clock())
        return due is None or due > self.clock() + _SOON

    # Beginning with a published case.

    def begin(self, person: Person, channel: Channel, case: Example) -> None:
        """Begin a decision by the slash command, as a person would, and give the answers of a case at once, as a form would.

        Raises NotPossible where the bot does not take the command in.
        """
        assert self._made is not None
        intake, store = self._made.deps.intake, self._made.context.store
        where = Where(self.workspace.team_id, channel.id)
        with self._beginning:
            with store.read() as reader:
                before = reader.latest_in_channel(where.team, where.channel)
            heard(self.workspace.command(person, channel, case.use_case))
            with store.read() as reader:
                decision = reader.latest_in_channel(where.team, where.channel)
        if decision is None or decision == before or decision.started_by != person.id:
            raise NotPossible("The bot took the command for something else than a beginning.")
        answers: dict[str, tuple[Value | None, str]] = {
            id_: (value, words_of(BY_ID[id_], value))
            for id_, value in case.checked().values.items()
            if id_ != "use_case"
        }
        intake.submitted(decision, Click(where, person.id, f"example:{decision.id}:{case.id}"), answers, None)


def heard(delivery: SlackDelivery) -> None:
    """Wait for the bot as Slack's client does. Raises NotPossible with what the client tells where it did not work."""
    try:
        delivery.wait(_ACK_SECONDS)
    except TimeoutError:
        raise NotPossible("The bot has not answered yet.") from None
    if delivery.failure == "operation_timeout":
        raise NotPossible("That did not work: the bot did not answer within three seconds (operation_timeout).")
    if delivery.failure is not None:
        raise NotPossible(f"That did not work ({delivery.failure}).")
