"""Carrying events, commands and interactions to the bot: signing, sending, sending again, and a record of it all."""

import asyncio
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

import httpx2

from bot.playground.web_api.delivery import Attempt, DeliveryKind, SlackDelivery
from bot.playground.web_api.faults import Faults
from bot.playground.web_api.socket_mode import Sockets

ENVELOPES: dict[str, str] = {"event": "events_api", "command": "slash_commands"}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The X-Slack-Signature of a body."""
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def request(kind: DeliveryKind, payload: dict[str, Any]) -> tuple[str, bytes]:
    """The content type and body that Slack sends over HTTP."""
    if kind in {"event", "url_verification"}:
        return "application/json", json.dumps(payload).encode()
    form = payload if kind == "command" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


class DeliverySender:
    """Sends deliveries from the server's own loop; other threads only hand them over."""

    def __init__(
        self,
        changed: threading.Condition,
        clock: Callable[[], float],
        faults: Faults,
        sockets: Sockets,
        secret: Callable[[], str],
        url: Callable[[], str | None],
        retry_after: tuple[float, ...],
        ack_seconds: float,
    ) -> None:
        self.changed, self.clock, self.faults, self.sockets = changed, clock, faults, sockets
        self.secret, self.url = secret, url
        self.retry_after, self.ack_seconds = retry_after, ack_seconds
        self.signing_clock: Callable[[], float] = time.time
        self.records: list[SlackDelivery] = []
        self._waiting: list[SlackDelivery] = []
        self._held: list[SlackDelivery] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._poked: set[asyncio.Event] = set()
        self._client: httpx2.AsyncClient | None = None

    def send(
        self, kind: DeliveryKind, payload: dict[str, Any], on_ack: Callable[[SlackDelivery], None] | None = None
    ) -> SlackDelivery:
        """Hand something over to be brought to the bot."""
        with self.changed:
            delivery = SlackDelivery(kind, payload, self.clock(), self.changed, on_ack)
            self.records.append(delivery)
            if self._loop is None:
                self._waiting.append(delivery)
            else:
                self._loop.call_soon_threadsafe(self._accept, delivery)
            self.changed.notify_all()
        return delivery

    def poke(self) -> None:
        """Look at the clock again: it may have been moved."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._poked:
            event.set()
        if self._held and self.faults.holding == 0:
            held, self._held = self._held, []
            self._spawn(self._in_turn(held))

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to send; called in the loop."""
        with self.changed:
            self._loop = loop
            waiting, self._waiting = self._waiting, []
        for delivery in waiting:
            self._accept(delivery)

    async def stop(self) -> None:
        """Send nothing more; what is under way is given up."""
        with self.changed:
            self._loop = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _accept(self, delivery: SlackDelivery) -> None:
        if self.faults.holding > 0:
            self._held.append(delivery)
            if len(self._held) >= self.faults.holding:
                held, self._held, self.faults.holding = self._held, [], 0
                self._spawn(self._in_turn(held[::-1]))
        else:
            self._spawn(self._carry(delivery))

    async def _in_turn(self, deliveries: list[SlackDelivery]) -> None:
        for delivery in deliveries:
            first = asyncio.Event()
            self._spawn(self._carry(delivery, first))
            await first.wait()

    async def _carry(self, delivery: SlackDelivery, first: asyncio.Event | None = None) -> None:
        """Bring one delivery, again and again if it is an event that the bot does not acknowledge."""
        if late := self.faults.take_delay():
            await asyncio.sleep(late)
        twice = self.faults.take_duplicate()
        plan = (0.0, *self.retry_after) if delivery.kind == "event" else (0.0,)
        reason: str | None = None
        ended = 0.0
        for number, pause in enumerate(plan):
            if number:
                await self._until(ended + pause)
            copies = 2 if twice and number == 0 else 1
            made = await asyncio.gather(*(self._attempt(delivery, number, reason) for _ in range(copies)))
            ended = max(attempt.ended for attempt in made)
            if first is not None:
                first.set()
            if any(attempt.acked for attempt in made) or "x-slack-no-retry" in made[0].headers:
                break
            reason = made[0].failure
        self._finish(delivery)

    def _finish(self, delivery: SlackDelivery) -> None:
        with self.changed:
            if not delivery.acked and delivery.kind != "event":
                last = delivery.attempts[-1]
                delivery.failure = (
                    "operation_timeout" if last.failure in {"http_timeout", "timeout"} else "dispatch_failed"
                )
            try:
                if delivery.on_ack is not None and delivery.acked:
                    delivery.on_ack(delivery)
            finally:
                delivery.done = True
                self.changed.notify_all()

    async def _until(self, due: float) -> None:
        """Wait until the clock shows this time."""
        poked = asyncio.Event()
        self._poked.add(poked)
        try:
            while (left := due - self.clock()) > 0:
                poked.clear()
                try:
                    await asyncio.wait_for(poked.wait(), max(left, 0.01))
                except TimeoutError:
                    continue
        finally:
            self._poked.discard(poked)

    async def _attempt(self, delivery: SlackDelivery, number: int, reason: str | None) -> Attempt:
        url = self.url()
        if url is None:
            await self.sockets.connected(None if delivery.kind == "event" else self.ack_seconds)
        attempt = Attempt(number, self.clock(), "socket" if url is None else "http", reason)
        with self.changed:
            delivery.attempts.append(attempt)
            self.changed.notify_all()
        began = time.monotonic()
        if url is None:
            await self._over_socket(delivery, attempt)
        else:
            await self._over_http(delivery, attempt, url)
        with self.changed:
            attempt.seconds, attempt.ended = time.monotonic() - began, self.clock()
            if attempt.acked and self.faults.take_lost_ack():
                attempt.acked, attempt.ack_lost = False, True
                attempt.failure = "timeout" if url is None else "http_timeout"
            attempt.finished = True
            self.changed.notify_all()
        return attempt

    async def _over_http(self, delivery: SlackDelivery, attempt: Attempt, url: str) -> None:
        if self._client is None:
            self._client = httpx2.AsyncClient(limits=httpx2.Limits(max_keepalive_connections=0), trust_env=False)
        content_type, body = request(delivery.kind, delivery.payload)
        stamp = str(int(self.signing_clock()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self.secret(), stamp, body),
        }
        if attempt.number:
            headers |= {
                "X-Slack-Retry-Num": str(attempt.number),
                "X-Slack-Retry-Reason": attempt.reason or "unknown_error",
            }
        try:
            async with asyncio.timeout(self.ack_seconds):
                answer = await self._client.post(url, content=body, headers=headers, timeout=self.ack_seconds)
        except (TimeoutError, httpx2.TimeoutException):
            attempt.failure = "http_timeout"
        except httpx2.HTTPError:
            attempt.failure = "connection_failed"
        else:
            attempt.status, attempt.body = answer.status_code, answer.text
            attempt.headers = dict(answer.headers)
            attempt.payload = _said(answer.text)
            attempt.acked = answer.is_success
            attempt.failure = None if answer.is_success else "http_error"

    async def _over_socket(self, delivery: SlackDelivery, attempt: Attempt) -> None:
        envelope = {
            "payload": delivery.payload,
            "type": ENVELOPES.get(delivery.kind, "interactive"),
            "accepts_response_payload": delivery.kind in {"command", "view_submission"},
        }
        if delivery.kind == "event":
            envelope |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason or ""}
        try:
            attempt.payload = await self.sockets.exchange(envelope, self.ack_seconds)
        except TimeoutError:
            attempt.failure = "timeout"
        except ConnectionError:
            attempt.failure = "disconnected"
        else:
            attempt.acked = True


def _said(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text or None
