"""HTTP: `/slack/events` for Slack's requests, `/healthz` for whoever watches."""

from __future__ import annotations

from collections.abc import Callable

import anyio.to_thread
from slack_bolt import App, BoltRequest, BoltResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.health import Health
from bot.store.protocol import Store

# Slack's largest payloads are some hundred kilobytes.
_MOST_BYTES = 1_000_000


def make_web(app: Callable[[], App | None], health: Health, store: Store, *, takes_events: bool) -> Starlette:
    """The web application. `app` gives None until deliveries can be taken in."""

    async def events(request: Request) -> Response:
        ready = app()
        if ready is None:
            return PlainTextResponse("not ready yet", status_code=503)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                return PlainTextResponse("too large", status_code=413)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return PlainTextResponse("not UTF-8", status_code=400)
        headers = {key: value for key, value in request.headers.items()}  # noqa: C416 - a plain dict, as Bolt wants it
        # Bolt's dispatch blocks: in the event loop it would hold up every other request.
        return _as_starlette(await anyio.to_thread.run_sync(_dispatch, ready, text, headers))

    async def healthz(_request: Request) -> Response:
        well, report = await anyio.to_thread.run_sync(health.report, store)
        return JSONResponse(report, status_code=200 if well else 503)

    routes = [Route("/healthz", healthz, methods=["GET"])]
    if takes_events:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


def _dispatch(app: App, body: str, headers: dict[str, str]) -> BoltResponse:
    try:
        return app.dispatch(BoltRequest(body=body, headers=dict(headers)))
    except (ValueError, TypeError, AttributeError, KeyError):
        # Not what Slack sends: signed or not, it cannot be read.
        return BoltResponse(status=400, body="not a request of Slack")


def _as_starlette(response: BoltResponse) -> Response:
    headers = {key: values[0] for key, values in response.headers.items() if values}
    return Response(response.body, status_code=response.status, headers=headers)
