"""What a workspace knows, behind one lock, and how others wait for it to change."""

import itertools
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.web_api.calls import Call, CallRefused
from bot.playground.web_api.delivery import DeliveryKind, SlackDelivery
from bot.playground.web_api.delivery_sender import DeliverySender
from bot.playground.web_api.faults import Faults
from bot.playground.web_api.rate_limits import RateLimits
from bot.playground.web_api.socket_mode import Sockets
from bot.playground.workspace.conversations import Channel, ChannelKind, File, Json, PostedMessage
from bot.playground.workspace.people import App, Person

_SERIAL = itertools.count(1)


class NotPossible(Exception):
    """What Slack's own client does not let a person do."""


@dataclass
class Trigger:
    """A trigger_id: who made it, when, and whether it has opened a view."""

    person: str
    at: float
    used: bool = False


@dataclass
class ResponseUrl:
    """A response_url: where it leads, and how often it was used."""

    person: str
    channel: str
    at: float
    message: PostedMessage | None = None
    uses: int = 0


class WorkspaceState:
    """People, conversations, files and the app of one workspace."""

    def __init__(
        self, clock: Callable[[], float], name: str, retry_after: tuple[float, ...], ack_seconds: float
    ) -> None:
        self.clock = clock
        self.name = name
        self.lock = threading.RLock()
        self.changed = threading.Condition(self.lock)
        self.serial = next(_SERIAL)
        self._numbers = itertools.count(1)
        self._revisions = itertools.count(1)
        self._last = 0
        self.url = ""
        """Where the workspace's server is, once it runs."""
        self.request_url: str | None = None
        """Where deliveries go over HTTP; None is Socket Mode."""
        self.rate_limits = True
        self.distributed = False
        """Whether the app is sold outside the Marketplace, which reads one page of messages a minute."""
        self.file_seconds = 0.5
        """How long Slack works on an uploaded file before it is ready."""
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.calls: list[Call] = []
        self.rates = RateLimits(clock)
        self.faults = Faults()
        self.team_id = self.new_id("T")
        self.app = self._install()
        self.bot = self._add_person(
            Person(
                self.app.bot_user, self.app.name, self.team_id, bot=True, bot_id=self.app.bot_id, app_id=self.app.app_id
            )
        )
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.sockets = Sockets(self.changed, lambda: self.app.app_id)
        self.delivery_sender = DeliverySender(
            self.changed,
            clock,
            self.faults,
            self.sockets,
            lambda: self.app.signing_secret,
            lambda: self.request_url,
            retry_after,
            ack_seconds,
        )

    def _install(self) -> App:
        # Nobody guesses it: a web site open in the same browser could else speak as the bot.
        secret = secrets.token_hex(16)
        app_id = self.new_id("A")
        return App(
            app_id=app_id,
            team_id=self.team_id,
            bot_id=self.new_id("B"),
            bot_user=self.new_id("U"),
            bot_token=f"xoxb-{self.serial}-{secret}",
            app_token=f"xapp-1-{app_id}-{self.serial}-{secret}",
            signing_secret=secret[::-1],
            verification_token=secret[:24],
        )

    # Names and times.

    def new_id(self, letter: str) -> str:
        """An id that no other thing has, in any workspace."""
        return f"{letter}{self.serial:03d}{next(self._numbers):06d}"

    def new_ts(self) -> str:
        """The time as a message's ts: unique, and later than every one before."""
        with self.lock:
            self._last = max(int(self.clock() * 1_000_000), self._last + 1)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def revise(self, *messages: PostedMessage | None) -> None:
        """Note that messages look different from now on."""
        with self.lock:
            for message in messages:
                if message is not None:
                    message.revision = next(self._revisions)
            self.changed.notify_all()

    def keep_call(self, call: Call) -> None:
        """Write down what the bot asked for and was answered."""
        with self.lock:
            call.ts = self.new_ts()
            self.calls.append(call)
            self.changed.notify_all()

    def _add_person(self, person: Person) -> Person:
        with self.lock:
            self.people[person.id] = person
            self.changed.notify_all()
        return person

    def find(self, channel: Channel | str) -> Channel:
        """A conversation by itself, its id or its name."""
        if isinstance(channel, Channel):
            return channel
        known = self.channels.get(channel) or next(
            (conversation for conversation in self.channels.values() if conversation.name == channel.lstrip("#")), None
        )
        if known is None:
            raise LookupError(f"no conversation {channel}")
        return known

    def add_channel(
        self, name: str, kind: ChannelKind, members: list[str], creator: str, shared: bool = False
    ) -> Channel:
        """Make a conversation without telling anyone."""
        letter: str = "D" if kind == "im" else "C"
        with self.lock:
            inside = list(dict.fromkeys(members))
            channel = Channel(self.new_id(letter), name, kind, creator, self.clock(), inside, shared=shared)
            self.channels[channel.id] = channel
            self.changed.notify_all()
        return channel

    def dm_with(self, person: str) -> Channel:
        """The direct message between the bot and a person."""
        with self.lock:
            for channel in self.channels.values():
                if channel.kind == "im" and set(channel.members) == {person, self.bot.id}:
                    return channel
            return self.add_channel("", "im", [person, self.bot.id], person)

    def group_of(self, people: list[str]) -> Channel:
        """The group message of exactly these people and the bot."""
        with self.lock:
            wanted = {*people, self.bot.id}
            for channel in self.channels.values():
                if channel.kind == "mpim" and set(channel.members) == wanted:
                    return channel
            names = "--".join(sorted(self.people[user_id].name for user_id in wanted))
            return self.add_channel(f"mpdm-{names}-1", "mpim", [*people, self.bot.id], people[0])

    # Triggers and response_urls.

    def new_trigger(self, person: Person) -> str:
        """A trigger_id for what this person has just done."""
        with self.lock:
            number = next(self._numbers)
            trigger = f"{number}.{self.serial}.{secrets.token_hex(16)}"
            self.triggers[trigger] = Trigger(person.id, self.clock())
        return trigger

    def use_trigger(self, trigger_id: Any) -> Person:
        """The person behind a trigger_id, which from now on is used up."""
        trigger = self.triggers.get(trigger_id) if isinstance(trigger_id, str) else None
        if trigger is None:
            raise CallRefused("invalid_trigger_id")
        if trigger.used:
            raise CallRefused("exchanged_trigger_id")
        if self.clock() - trigger.at > 3.0:
            raise CallRefused("expired_trigger_id")
        trigger.used = True
        return self.people[trigger.person]

    def new_response_url(self, person: Person, channel: Channel, message: PostedMessage | None = None) -> str:
        """A response_url for what this person has just done in this conversation."""
        with self.lock:
            name = secrets.token_hex(16)
            self.response_urls[name] = ResponseUrl(person.id, channel.id, self.clock(), message)
        return f"{self.url}response/{name}"

    # Telling the bot.

    def deliver(
        self, kind: DeliveryKind, payload: Json, on_ack: Callable[[SlackDelivery], None] | None = None
    ) -> SlackDelivery:
        """Hand something to the sender of deliveries."""
        if not self.app.installed:
            raise NotPossible("the app is not installed any more")
        return self.delivery_sender.send(kind, payload, on_ack)

    def emit(self, event: Json, subscription: str | None = None) -> SlackDelivery | None:
        """Send an event to the bot if the app is installed and asked for events of this kind."""
        if not self.app.installed or (subscription or event["type"]) not in self.app.events:
            return None
        with self.lock:
            event.setdefault("event_ts", self.new_ts())
            number = next(self._numbers)
        place = self.channels.get(event.get("channel", event.get("item", {}).get("channel")))
        payload = {
            "token": self.app.verification_token,
            "team_id": self.team_id,
            "context_team_id": self.team_id,
            "context_enterprise_id": None,
            "api_app_id": self.app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{self.serial:03d}{number:06d}",
            "event_time": int(float(event["event_ts"])),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.team_id,
                    "user_id": self.bot.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": place is not None and place.shared,
            "event_context": f"4-{number}",
        }
        return self.deliver("event", payload)

    def wait_for(self, predicate: Callable[[], Any], timeout: float = 10.0) -> Any:
        """Wait until the predicate gives something true, looking again at every change; its value is the answer."""
        with self.changed:
            value = self.changed.wait_for(predicate, timeout)
            if not value:
                raise TimeoutError(f"not so within {timeout} s")
            return value

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until nothing is on its way to the bot any more."""
        self.wait_for(lambda: all(delivery.done for delivery in self.delivery_sender.records), timeout)
