"""A Slack workspace in memory, with a real server, for tests and for the playground."""

import asyncio
import time
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Self

from bot.playground.web_api.calls import Call
from bot.playground.web_api.delivery import SlackDelivery
from bot.playground.web_api.dispatch import application
from bot.playground.web_api.server import Server
from bot.playground.workspace.conversations import Channel, File, Json, PostedMessage
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
        self.delivery_sender.start(loop)

    async def _end(self) -> None:
        await self.delivery_sender.stop()
        await self.sockets.stop()

    def verify_request_url(self) -> SlackDelivery:
        """Ask the request URL for the challenge, as Slack does when it is set."""
        challenge = uuid.uuid4().hex
        payload = {"token": self.app.verification_token, "challenge": challenge, "type": "url_verification"}

        def check(delivery: SlackDelivery) -> None:
            said = delivery.response
            if challenge != (said.get("challenge") if isinstance(said, dict) else said):
                delivery.failure = "url_verification_failed"

        return self.deliver("url_verification", payload, check)

    # Time.

    def poke(self) -> None:
        """Say that the clock was moved: what is due now is sent again."""
        self.delivery_sender.poke()
        with self.lock:
            self.changed.notify_all()

    # Reading.

    @property
    def deliveries(self) -> list[SlackDelivery]:
        """Everything that was sent to the bot, in order."""
        return list(self.delivery_sender.records)

    @property
    def refusals(self) -> list[Call]:
        """What the bot asked for and Slack did not do."""
        return [call for call in list(self.calls) if not call.ok]

    def messages(self, channel: Channel | str) -> list[PostedMessage]:
        """What stands in a conversation outside threads, in order."""
        with self.lock:
            return [message for message in self.find(channel).messages.values() if message.in_channel]

    def thread(self, channel: Channel | str, ts: PostedMessage | str) -> list[PostedMessage]:
        """A message and its replies, in order."""
        with self.lock:
            conversation = self.find(channel)
            parent = ts if isinstance(ts, str) else ts.thread_ts or ts.ts
            first = [conversation.messages[parent]] if parent in conversation.messages else []
            return [*first, *conversation.replies(parent)]

    def everything(self, channel: Channel | str) -> list[PostedMessage]:
        """Every message of a conversation, replies too, in order."""
        with self.lock:
            return list(self.find(channel).messages.values())

    def ephemerals(self, person: Person, channel: Channel | str | None = None) -> list[PostedMessage]:
        """What only this person sees, in order."""
        with self.lock:
            seen = [
                message
                for conversation in self._conversations(channel)
                for message in conversation.ephemerals
                if message.ephemeral_to == person.id
            ]
            return sorted(seen, key=lambda message: message.ts)

    def files_for(self, person: Person, channel: Channel | str | None = None) -> list[File]:
        """The files that this person sees (in one conversation): where they are, or in a public channel unless they are a guest."""
        with self.lock:
            seen = {
                conversation.id: conversation
                for conversation in self._conversations(channel)
                if self._sees(person, conversation)
            }
            return [
                file
                for file in self.files.values()
                if any(channel_id in seen and ts in seen[channel_id].messages for channel_id, ts in file.shared)
            ]

    def download(self, person: Person, file: File | Json | str) -> bytes:
        """What is in a file, given itself, as it stands in a message, or by its id, that this person sees."""
        name = file.id if isinstance(file, File) else file if isinstance(file, str) else file["id"]
        file_seen = next((candidate for candidate in self.files_for(person) if candidate.id == name), None)
        if file_seen is None or file_seen.content is None:
            raise NotPossible(f"{person.name} sees no file {name}")
        return file_seen.content

    def _conversations(self, channel: Channel | str | None) -> list[Channel]:
        return list(self.channels.values()) if channel is None else [self.find(channel)]

    @staticmethod
    def _sees(person: Person, channel: Channel) -> bool:
        return person.id in channel.members or (channel.kind == "channel" and not person.guest and not person.deleted)

    def reactions(self, message: PostedMessage) -> dict[str, list[str]]:
        """The emoji on a message, with the ids of those who put them there."""
        with self.lock:
            return {name: list(users) for name, users in message.reactions.items()}

    def said(self, text: str, timeout: float = 10.0) -> PostedMessage:
        """Wait for a message (ephemeral or not) by the bot with this in its text or blocks."""

        def matching() -> PostedMessage | None:
            every = [
                message
                for channel in self.channels.values()
                for message in (*channel.messages.values(), *channel.ephemerals)
            ]
            return next(
                (
                    message
                    for message in every
                    if message.bot_id and (text in message.text or text in str(message.blocks))
                ),
                None,
            )

        message: PostedMessage = self.wait_for(matching, timeout)
        return message
