"""What the bot works with, in one frozen value that is handed on: the store, the facts, the clock, and whom to ask in Slack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.events import utc
from bot.scenes import Scenes
from bot.slack_api.users import Users
from bot.slack_api.visibility import Visibility
from bot.store.protocol import Reader, Store, Unit
from flows.costs import Catalogue
from flows.log.log import Log
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.scene import Scene


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is in its workspace."""

    team: str
    bot_user: str
    bot_id: str | None = None
    # The workspace's address on the web, such as "https://acme.slack.com/"; "" where Slack does not say.
    url: str = ""


def _nobody_waits() -> None:
    """Where no worker runs, as at the command line, nobody has to be told of news."""


@dataclass(frozen=True)
class Context:
    """Where decisions are kept and by which facts they are judged.

    clock   seconds since 1970 (UTC)
    wake    called after each commit that may have left something to do
    """

    store: Store
    catalogue: Catalogue
    clock: Callable[[], float]
    thresholds: Thresholds = DEFAULT
    wake: Callable[[], None] = _nobody_waits
    _scenes: Scenes = field(default_factory=Scenes, repr=False, compare=False)

    @property
    def own_user(self) -> str | None:
        """Who the bot itself is among people; None where it is nobody."""
        return None

    @contextmanager
    def write(self) -> Iterator[Unit]:
        """One transaction, after which the outbox is looked at. Raises StoreError."""
        with self.store.write() as unit:
            yield unit
        self.wake()

    def scene_of(self, reader: Reader, decision: int) -> Scene:
        """A decision's log, as it is kept, on this day. Raises StoreError."""
        return self._scenes.of(reader, decision, self.scene)

    def scene(self, log: Log) -> Scene:
        """A log on this day, by the facts that apply."""
        return Scene(log, self.today(), self.catalogue, self.thresholds)

    def moment(self) -> datetime:
        """Now, in UTC."""
        return utc(self.clock())

    def today(self) -> date:
        """The day, in UTC."""
        return self.moment().date()


@dataclass(frozen=True, kw_only=True)
class SlackContext(Context):
    """The same in a workspace: who the bot is there, and what Slack says of people and channels, which may take seconds."""

    identity: Identity
    users: Users
    visibility: Visibility

    @property
    def own_user(self) -> str | None:
        """The bot's own user."""
        return self.identity.bot_user
