"""Who may speak to the page: a browser on this machine that shows this page, and no other site in it."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = frozenset({"127.0.0.1", "localhost"})
_HEADERS = {
    # Nothing is loaded from elsewhere, and nothing that was typed can run.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_SAFE = frozenset({"GET", "HEAD"})


class Guard:
    """Refuses other Host headers (a name that was made to lead here), and what other sites ask a browser to send."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http":
            return
        refusal = _refusal(str(scope["method"]), Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, guarded)


def _refusal(method: str, headers: Headers) -> PlainTextResponse | None:
    host = headers.get("host", "")
    name, _, port = host.partition(":")
    if name not in _HOSTS or (port and not port.isdigit()):
        return PlainTextResponse("Open this page by http://127.0.0.1 or http://localhost.", status_code=421)
    if method in _SAFE:
        return None
    if (
        headers.get("origin", f"http://{host}") != f"http://{host}"
        or headers.get("sec-fetch-site", "same-origin") != "same-origin"
    ):
        return PlainTextResponse("Only the page itself may ask for that.", status_code=403)
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return PlainTextResponse("Send JSON.", status_code=415)
    return None
