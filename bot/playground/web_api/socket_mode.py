"""Slack's end of Socket Mode: websockets that carry envelopes to the bot and acks back."""

import asyncio
import contextlib
import itertools
import json
import logging
import threading
import uuid
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

MOST = 10
_QUIET = logging.getLogger("bot.playground.web_api.socket_mode")
_QUIET.setLevel(logging.CRITICAL)


class Connection:
    """One open websocket of the bot; a silent one stays open but nothing comes out of it or goes in."""

    def __init__(self, socket: ServerConnection) -> None:
        self.socket = socket
        self.silent = False
        self.pending: dict[str, asyncio.Future[Any]] = {}

    async def send(self, message: dict[str, Any]) -> None:
        """Send a message, unless silent."""
        if not self.silent:
            await self.socket.send(json.dumps(message))

    def fall_silent(self) -> None:
        """Keep the TCP connection but neither read nor write from now on."""
        self.silent = True
        self.socket.transport.pause_reading()

    def lost(self) -> None:
        """Tell everyone who waits for an ack that none will come."""
        for waiting in self.pending.values():
            if not waiting.done():
                waiting.set_exception(ConnectionError("the socket is gone"))


class Sockets:
    """The bot's Socket Mode connections. Everything without `async` may be called from any thread."""

    def __init__(self, changed: threading.Condition, app_id: Callable[[], str], ping_seconds: float = 5.0) -> None:
        self.changed, self.app_id, self.ping_seconds = changed, app_id, ping_seconds
        self.connections: list[Connection] = []
        self.opened = 0
        """How many connections there have been."""
        self.refusing = False
        """While true, new connections are refused (503)."""
        self.port = 0
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: Server | None = None
        self._any: asyncio.Event | None = None
        self._closing: set[asyncio.Task[None]] = set()

    def ticket(self) -> str:
        """A new address to connect to, good for one connection."""
        ticket = str(uuid.uuid4())
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self.port}/link/?ticket={ticket}&app_id={self.app_id()}"

    # What can be made to happen to the connections.

    def disconnect(self, reason: str = "refresh_requested", after: float = 1.0) -> None:
        """Ask the bot to connect anew, and close the old connections `after` so many seconds."""
        self._each(lambda connection: self._later(self._refresh(connection, reason, after)))

    def close(self) -> None:
        """Close every connection properly."""
        self._each(lambda connection: self._later(connection.socket.close()))

    def cut(self) -> None:
        """Break every connection without a word."""
        self._each(lambda connection: connection.socket.transport.abort())

    def silence(self) -> None:
        """Leave every connection open but dead: no envelopes, no pings, no pongs."""
        self._each(Connection.fall_silent)

    def _each(self, work: Callable[[Connection], None]) -> None:
        """Do something to every connection there is now."""

        def in_loop() -> None:
            for connection in list(self.connections):
                work(connection)

        if self._loop is not None:
            self._loop.call_soon_threadsafe(in_loop)

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(_quietly(work))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _refresh(self, connection: Connection, reason: str, after: float) -> None:
        await connection.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})
        await asyncio.sleep(after)
        await connection.socket.close()

    # Carrying envelopes.

    async def connected(self, timeout: float | None) -> bool:
        """Wait for a connection."""
        if self._any is None:
            return False
        try:
            await asyncio.wait_for(self._any.wait(), timeout)
        except TimeoutError:
            return False
        return True

    async def exchange(self, envelope: dict[str, Any], timeout: float) -> Any:
        """Send an envelope over the next connection in turn and wait for what the bot says in its ack."""
        if not self.connections:
            raise ConnectionError("no connection")
        connection = self.connections[next(self._turn) % len(self.connections)]
        envelope_id = str(uuid.uuid4())
        waiting = connection.pending[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await connection.send({"envelope_id": envelope_id, **envelope})
            return await asyncio.wait_for(waiting, timeout)
        except ConnectionClosed as gone:
            raise ConnectionError("the socket is gone") from gone
        except TimeoutError:
            if connection.silent:
                connection.socket.transport.abort()
            raise
        finally:
            connection.pending.pop(envelope_id, None)

    async def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Listen."""
        self._any = asyncio.Event()
        self._server = await serve(
            self._talk,
            "127.0.0.1",
            0,
            process_request=self._admit,
            ping_interval=None,
            logger=_QUIET,
            compression=None,
            close_timeout=1,
        )
        self.port = next(iter(self._server.sockets)).getsockname()[1]
        self._loop = loop

    async def stop(self) -> None:
        """Hang up on everyone."""
        self._loop = None
        for connection in list(self.connections):
            if connection.silent:
                connection.socket.transport.abort()
        for task in list(self._closing):
            task.cancel()
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        if self.refusing:
            return socket.respond(HTTPStatus.SERVICE_UNAVAILABLE, "refusing connections\n")
        if ticket not in self._tickets:
            return socket.respond(HTTPStatus.NOT_FOUND, "unknown ticket\n")
        self._tickets.discard(ticket)
        return None

    async def _talk(self, socket: ServerConnection) -> None:
        connection = Connection(socket)
        if len(self.connections) >= MOST:
            await connection.send({"type": "disconnect", "reason": "too_many_websockets"})
            return
        pings = asyncio.get_running_loop().create_task(self._ping(connection))
        with contextlib.suppress(ConnectionClosed):
            await connection.send(
                {
                    "type": "hello",
                    "num_connections": len(self.connections) + 1,
                    "connection_info": {"app_id": self.app_id()},
                    "debug_info": {"host": "playground", "approximate_connection_time": 18060},
                }
            )
            self._join(connection)
            async for raw in socket:
                self._heard(connection, raw)
        pings.cancel()
        self._leave(connection)

    def _join(self, connection: Connection) -> None:
        with self.changed:
            self.connections.append(connection)
            self.opened += 1
            self.changed.notify_all()
        if self._any is not None:
            self._any.set()

    def _leave(self, connection: Connection) -> None:
        with self.changed:
            if connection in self.connections:
                self.connections.remove(connection)
            self.changed.notify_all()
        if self._any is not None and not self.connections:
            self._any.clear()
        connection.lost()

    def _heard(self, connection: Connection, raw: str | bytes) -> None:
        with contextlib.suppress(ValueError):
            message = json.loads(raw)
            waiting = connection.pending.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
            if waiting is not None and not waiting.done():
                waiting.set_result(message.get("payload"))

    async def _ping(self, connection: Connection) -> None:
        with contextlib.suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(self.ping_seconds)
                if not connection.silent:
                    await connection.socket.ping()


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    with contextlib.suppress(ConnectionClosed):
        await work
