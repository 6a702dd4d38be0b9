"""A Slack workspace in memory, with a real server, for tests and for the playground."""

import asyncio
import time
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Self

from bot.playground.web_api.calls import Call
from bot.playground.web_api.delivery import Delivery
from bot.playground.web_api.dispatch import application
from bot.playground.web_api.server import Server
from bot.playground.workspace.conversations import Channel, File, Json, Message
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible


class Workspace(Interactions):
    """A workspace with one installed app. Give it a `request_url` for HTTP; without one it speaks Socket Mode.

    Triggers, response_urls, rate limits and redeliveries go by `clock`; one that stands still has to be moved, with `poke`
    after it, and `rate_limits = False` lets a bot post more than the first burst. Acks are waited for in real seconds.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        port: int = 0,
        name: str = "acme",
        retry_after: tuple[float, ...] = (0.0, 60.0, 300.0),
        ack_seconds: float = 3.0,
        request_url: str | None = None,
    ) -> None:
        super().__init__(clock, name, retry_after, ack_seconds)
        self.request_url = request_url
        self._server = Server(application(self), port, self._begin, self._end)

    @property
    def api_url(self) -> str:
        """What to give to slack_sdk as `base_url`."""
        return f"{self.url}api/"

    def start(self) -> Self:
        """Begin to serve and to deliver."""
        self.url = f"http://127.0.0.1:{self._server.bind()}/"
        self._server.start()
        return self

    def stop(self) -> None:
        """Close everything."""
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        await self.sockets.start(loop)
        self.courier.start(loop)

    async def _end(self) -> None:
        await self.courier.stop()
        await self.sockets.stop()

    def verify_request_url(self) -> Delivery:
        """Ask the request URL for the challenge, as Slack does when it is set."""
        challenge = uuid.uuid4().hex
        payload = {"token": self.app.verification_token, "challenge": challenge, "type": "url_verification"}

        def check(delivery: Delivery) -> None:
            said = delivery.response
            if challenge != (said.get("challenge") if isinstance(said, dict) else said):
                delivery.failure = "url_verification_failed"

        return self.deliver("url_verification", payload, check)

    # Time.

    def poke(self) -> None:
        """Say that the clock was moved: what is due now is sent again."""
        self.courier.poke()
        with self.lock:
            self.changed.notify_all()

    # Reading.

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that was sent to the bot, in order."""
        return list(self.courier.records)

    @property
    def refusals(self) -> list[Call]:
        """What the bot asked for and Slack did not do."""
        return [each for each in list(self.calls) if not each.ok]

    def messages(self, channel: Channel | str) -> list[Message]:
        """What stands in a conversation outside threads, in order."""
        with self.lock:
            return [
                each
                for each in self.find(channel).messages.values()
                if each.thread_ts in {None, each.ts} or each.broadcast
            ]

    def thread(self, channel: Channel | str, ts: Message | str) -> list[Message]:
        """A message and its replies, in order."""
        with self.lock:
            place = self.find(channel)
            parent = ts if isinstance(ts, str) else ts.thread_ts or ts.ts
            return [*([place.messages[parent]] if parent in place.messages else []), *place.replies(parent)]

    def everything(self, channel: Channel | str) -> list[Message]:
        """Every message of a conversation, replies too, in order."""
        with self.lock:
            return list(self.find(channel).messages.values())

    def ephemerals(self, person: Person, channel: Channel | str | None = None) -> list[Message]:
        """What only this person sees, in order."""
        with self.lock:
            places = [self.find(channel)] if channel is not None else list(self.channels.values())
            seen = [each for place in places for each in place.ephemerals if each.ephemeral_to == person.id]
            return sorted(seen, key=lambda each: each.ts)

    def files_for(self, person: Person, channel: Channel | str | None = None) -> list[File]:
        """The files that this person sees (in one conversation): where they are, or in a public channel unless they are a guest."""
        with self.lock:
            places = [self.find(channel)] if channel is not None else list(self.channels.values())
            open_to = {each.id: each for each in places if self._sees(person, each)}
            return [
                file
                for file in self.files.values()
                if any(place in open_to and ts in open_to[place].messages for place, ts in file.shared)
            ]

    def download(self, person: Person, file: File | Json | str) -> bytes:
        """What is in a file, given itself, as it stands in a message, or by its id, that this person sees."""
        name = file.id if isinstance(file, File) else file if isinstance(file, str) else file["id"]
        found = next((each for each in self.files_for(person) if each.id == name), None)
        if found is None or found.content is None:
            raise NotPossible(f"{person.name} sees no file {name}")
        return found.content

    @staticmethod
    def _sees(person: Person, channel: Channel) -> bool:
        return person.id in channel.members or (channel.kind == "channel" and not person.guest and not person.deleted)

    def reactions(self, message: Message) -> dict[str, list[str]]:
        """The emoji on a message, with the ids of those who put them there."""
        with self.lock:
            return {name: list(users) for name, users in message.reactions.items()}

    def said(self, text: str, timeout: float = 10.0) -> Message:
        """Wait for a message (ephemeral or not) by the bot with this in its text or blocks."""

        def found() -> Message | None:
            every = [
                each for channel in self.channels.values() for each in (*channel.messages.values(), *channel.ephemerals)
            ]
            return next(
                (each for each in every if each.bot_id and (text in each.text or text in str(each.blocks))), None
            )

        message: Message = self.wait_for(found, timeout)
        return message
