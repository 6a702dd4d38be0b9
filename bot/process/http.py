"""HTTP: `/slack/events` for Slack's requests, `/healthz` for whoever watches."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Mapping

import anyio.to_thread
import structlog
import uvicorn
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.process.health import Health
from bot.store.protocol import Store

_LOG = structlog.get_logger("web")
# Slack's largest payloads are some hundred kilobytes, and it waits for three seconds.
_MOST_BYTES = 1_000_000
_READ_SECONDS = 10
_STOP_SECONDS = 10
# Who can reach it is for the platform in front to decide.
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104
# What Bolt is told of a request: nothing that only Bolt's own processes say to each other.
_HEADERS = (
    "content-type",
    "x-slack-request-timestamp",
    "x-slack-signature",
    "x-slack-retry-num",
    "x-slack-retry-reason",
)


def make_web(app: Callable[[], App | None], health: Health, store: Store, *, takes_events: bool) -> Starlette:
    """The web application. `app` gives None until deliveries can be taken in."""

    async def events(request: Request) -> Response:
        ready = app()
        if ready is None:
            return PlainTextResponse("not ready yet", status_code=503)
        try:
            async with asyncio.timeout(_READ_SECONDS):
                body = await _read(request)
        except TimeoutError:
            return PlainTextResponse("too slow", status_code=408)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        headers = {name: request.headers[name] for name in _HEADERS if name in request.headers}
        # Bolt's dispatch blocks: in the event loop it would hold up every other request.
        return _as_starlette(await anyio.to_thread.run_sync(_dispatch, ready, body, headers))

    async def healthz(_request: Request) -> Response:
        well, report = await anyio.to_thread.run_sync(health.report, store)
        return JSONResponse(report, status_code=200 if well else 503)

    routes = [Route("/healthz", healthz, methods=["GET"])]
    if takes_events:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


class WebServer:
    """Serves a web application from a thread of its own. The port is taken at once.

    Raises OSError where the port cannot be had.
    """

    def __init__(self, web: Starlette, port: int, ended: Callable[[], None], host: str = EVERY_ADDRESS) -> None:
        self._listener = socket.create_server((host, port))
        self.port: int = self._listener.getsockname()[1]
        self._server = uvicorn.Server(
            uvicorn.Config(
                web,
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=_STOP_SECONDS,
            )
        )
        self._ended = ended
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer what has been asked, and nothing more."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()

    def _run(self) -> None:
        try:
            self._server.run(sockets=[self._listener])
        finally:
            self._ended()


async def _read(request: Request) -> bytes | None:
    """The body; None where it is too large to be Slack's."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    return bytes(body)


def _dispatch(app: App, body: bytes, headers: dict[str, str]) -> BoltResponse:
    if not _can_be_verified(headers):
        return BoltResponse(status=401, body="not signed")
    try:
        request = BoltRequest(body=body.decode(), headers=dict(headers))
    except Exception:  # noqa: BLE001 - signed or not, what cannot be read is not Slack's
        return BoltResponse(status=400, body="not a request of Slack")
    try:
        return app.dispatch(request)
    except Exception as error:  # noqa: BLE001 - not acked, so that Slack sends it again
        _LOG.error("not taken in", error=type(error).__name__, exc_info=error)
        return BoltResponse(status=500, body="not taken in")


def _can_be_verified(headers: Mapping[str, str]) -> bool:
    """Whether the signature's headers are there, and of a form that can be compared."""
    timestamp, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
    return (
        signature.startswith("v0=")
        and signature.isascii()
        and timestamp.isascii()
        and timestamp.isdigit()
        and len(timestamp) < 20
    )


def _as_starlette(response: BoltResponse) -> Response:
    headers = {key: values[0] for key, values in response.headers.items() if values}
    return Response(response.body, status_code=response.status, headers=headers)
