"""The workspace over HTTP: Web API methods, uploads, response_urls, each with its faults and its record."""

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.playground.web_api import response_urls
from bot.playground.web_api.calls import Call, CallRefused
from bot.playground.web_api.methods import METHODS
from bot.playground.web_api.methods.access import ApiMethod, Arguments, postable
from bot.playground.web_api.server import hang_up
from bot.playground.workspace.interactions import Interactions


def application(workspace: Interactions) -> Starlette:
    """The web application of a workspace."""

    async def method(request: Request) -> Response:
        return await _called(workspace, request)

    async def upload(request: Request) -> Response:
        body = await request.body()
        call = Call("upload", {"file": request.path_params["file"], "bytes": len(body)}, workspace.clock())
        return await _gated(
            workspace, request, call, lambda: _uploaded(workspace, call, request.path_params["file"], body)
        )

    async def download(request: Request) -> Response:
        file = workspace.files.get(request.path_params["file"])
        if file is None or file.content is None or _token(request, {}) != workspace.app.bot_token:
            return PlainTextResponse("not found", 404)
        return Response(file.content, media_type="application/octet-stream")

    async def respond(request: Request) -> Response:
        body = await request.body()
        call = response_urls.call(body, workspace.clock())
        return await _gated(
            workspace, request, call, lambda: response_urls.use(workspace, call, request.path_params["name"])
        )

    return Starlette(
        routes=[
            Route("/api/{method}", method, methods=["GET", "POST"]),
            Route("/upload/{file}", upload, methods=["POST", "PUT"]),
            Route("/files/{file}/{rest:path}", download),
            Route("/response/{name}", respond, methods=["POST"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )


async def _called(workspace: Interactions, request: Request) -> Response:
    """Answer a Web API call, or fail the way the workspace was told to."""
    name = request.path_params["method"]
    body = await request.body()
    broken: CallRefused | None = None
    given: dict[str, Any] = {}
    try:
        given = _arguments(request, body)
    except CallRefused as refused:
        broken = refused
    token = _token(request, given)
    call = Call(name, {key: value for key, value in given.items() if key != "token"}, workspace.clock())
    return await _gated(workspace, request, call, lambda: _answer(workspace, call, token, broken))


async def _gated(workspace: Interactions, request: Request, call: Call, act: Callable[[], None]) -> Response:
    """Do what a call asks for, unless a fault comes before; tell it, unless a fault comes after."""
    faults, began = workspace.faults, time.monotonic()
    if slow := faults.take(call.method, "slow"):
        call.fault = "slow"
        await asyncio.sleep(slow.seconds)
    fault = faults.take(call.method, "rate_limited", "server_error", "drop", "error")
    if fault is None:
        with workspace.lock:
            act()
        fault = faults.take(call.method, "server_error", "drop", after=True) if call.ok else None
    if fault is not None:
        call.fault = fault.kind
        if fault.kind == "drop":
            call.status = 0
            call.answer = call.answer if fault.after else {"ok": False}
            _keep(workspace, call, began)
            await hang_up(request)
            return Response()
        if fault.kind == "rate_limited":
            call.status, call.answer = 429, {"ok": False, "error": "ratelimited", "retry_after": int(fault.seconds)}
        elif fault.kind == "error":
            call.answer = {"ok": False, "error": fault.code}
        else:
            call.status, call.answer = fault.status, {"ok": False, "error": "server_error"}
    _keep(workspace, call, began)
    return _response(workspace, call)


def _keep(workspace: Interactions, call: Call, began: float) -> None:
    call.seconds = time.monotonic() - began
    workspace.keep_call(call)
    workspace.delivery_sender.poke()


def _response(workspace: Interactions, call: Call) -> Response:
    method = METHODS.get(call.method)
    headers = {
        "x-oauth-scopes": ",".join(
            sorted(workspace.app.app_scopes if method and method.caller == "app" else workspace.app.scopes)
        ),
        "x-accepted-oauth-scopes": ",".join(method.scopes) if method else "",
        "x-slack-req-id": uuid.uuid4().hex,
    }
    if call.status == 429:
        headers["Retry-After"] = str(call.answer.pop("retry_after", 1))
    if call.status >= 500:
        return PlainTextResponse("upstream connect error", call.status, headers)
    if call.ok and call.method in {"upload", "response_url"}:
        return PlainTextResponse("ok", call.status)
    return JSONResponse(call.answer, call.status, headers, media_type="application/json; charset=utf-8")


def _answer(workspace: Interactions, call: Call, token: str | None, broken: CallRefused | None) -> None:
    """Do what a call asks for, or refuse it."""
    try:
        if broken is not None:
            raise broken
        method = METHODS.get(call.method)
        if method is None:
            raise CallRefused("unknown_method", req_method=call.method)
        _authorise(workspace, method, token)
        arguments = Arguments(call.arguments)
        wait = _wait(workspace, call.method, arguments)
        if wait:
            call.status, call.answer = 429, {"ok": False, "error": "ratelimited", "retry_after": wait}
            return
        call.answer = {"ok": True, **method.answer(workspace, arguments)}
    except CallRefused as refused:
        call.answer = refused.answer()


def _authorise(workspace: Interactions, method: ApiMethod, token: str | None) -> None:
    """Check the token, its kind and its scopes."""
    if method.caller == "anyone":
        return
    if not token:
        raise CallRefused("not_authed")
    app = workspace.app
    kinds = {app.bot_token: "bot", app.app_token: "app"}
    if token not in kinds:
        raise CallRefused("invalid_auth")
    if kinds[token] != method.caller:
        raise CallRefused("not_allowed_token_type")
    if app.revoked and method.caller == "bot":
        raise CallRefused(app.revoked)
    scopes = app.app_scopes if method.caller == "app" else app.scopes
    if method.scopes and not scopes & set(method.scopes):
        raise CallRefused("missing_scope", needed=",".join(method.scopes), provided=",".join(sorted(scopes)))


def _wait(workspace: Interactions, name: str, arguments: Arguments) -> int:
    """How many seconds the bot has to wait before this call."""
    if not workspace.rate_limits:
        return 0
    channel = ""
    if name == "chat.postMessage":
        channel = postable(workspace, arguments.needed("channel"), public=True).id
    return workspace.rates.wait(name, channel, workspace.distributed)


def _token(request: Request, given: dict[str, Any]) -> str | None:
    header = request.headers.get("authorization", "")
    if header.startswith("Bearer "):
        return header.removeprefix("Bearer ").strip()
    token = given.get("token")
    return token if isinstance(token, str) else None


def _arguments(request: Request, body: bytes) -> dict[str, Any]:
    """The arguments of a call, from its address and its body."""
    given: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if not body:
        return given
    if kind == "application/json":
        try:
            told = json.loads(body)
        except ValueError as wrong:
            raise CallRefused("invalid_json") from wrong
        if not isinstance(told, dict):
            raise CallRefused("json_not_object")
        return given | told
    if kind == "application/x-www-form-urlencoded":
        return given | dict(parse_qsl(body.decode(), keep_blank_values=True))
    raise CallRefused("invalid_post_type")


def _uploaded(workspace: Interactions, call: Call, name: str, body: bytes) -> None:
    """Take the bytes of a file."""
    file = workspace.files.get(name)
    if file is None or file.completed is not None:
        call.status, call.answer = 404, {"ok": False, "error": "file_not_found"}
    elif len(body) != file.length:
        call.status, call.answer = 400, {"ok": False, "error": "length_mismatch"}
    else:
        file.content = body
        call.answer = {"ok": True}
