"""The workspace's HTTP server: uvicorn in a thread of its own, whose connections can be broken off."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol


class _Protocol(H11Protocol):
    """HTTP that remembers who is connected, so that a connection can be dropped without an answer."""

    there: dict[tuple[object, object], asyncio.Transport] = {}  # noqa: RUF012  # one for all servers, by both ends

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.there[self.client, self.server] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.there.pop((self.client, self.server), None)
        super().connection_lost(exc)


class _Uvicorn(uvicorn.Server):
    """uvicorn that stops at once: the tests start and stop a workspace hundreds of times."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.enough = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.enough.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in list(self.server_state.tasks):
            task.cancel()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
        while self.server_state.connections:
            await asyncio.sleep(0)


async def hang_up(request: Request) -> None:
    """Break off the connection that a request came over."""
    transport = _Protocol.there.get((request.scope["client"], request.scope["server"]))
    if transport is not None:
        transport.abort()
    while not await request.is_disconnected():
        await asyncio.sleep(0)


class Server:
    """Runs an application, and what else has to run in its loop, until stopped."""

    def __init__(
        self,
        application: Starlette,
        port: int,
        begin: Callable[[asyncio.AbstractEventLoop], Awaitable[None]],
        end: Callable[[], Awaitable[None]],
    ) -> None:
        self._application, self._begin, self._end = application, begin, end
        self.port = port
        self._listener: socket.socket | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._server: _Uvicorn | None = None
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._failure: BaseException | None = None

    def bind(self) -> int:
        """Take a port; the answer says which."""
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._listener.bind(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        return self.port

    def start(self) -> None:
        """Serve; returns once calls are answered."""
        self._thread = threading.Thread(target=self._run, name="slack-workspace", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            raise RuntimeError("the workspace's server did not start") from self._failure

    def stop(self) -> None:
        """Serve no more; returns once everything is closed."""
        if self._thread is not None and self._thread.is_alive() and self._loop is not None and self._server is not None:
            self._loop.call_soon_threadsafe(self._server.enough.set)
            self._thread.join()
        if self._listener is not None:
            self._listener.close()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as failure:  # noqa: BLE001  # told to whoever waits in start
            self._failure = failure
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        settings: dict[str, Any] = {
            "http": _Protocol,
            "ws": "none",
            "lifespan": "off",
            "log_config": None,
            "access_log": False,
        }
        self._loop = asyncio.get_running_loop()
        server = self._server = _Uvicorn(uvicorn.Config(self._application, **settings))
        await self._begin(self._loop)
        serving = asyncio.create_task(server.serve(sockets=[self._listener] if self._listener else None))
        while not server.started and not serving.done():
            await asyncio.sleep(0.001)
        self._ready.set()
        try:
            await serving
        finally:
            await self._end()
