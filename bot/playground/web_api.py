"""The workspace over HTTP: Web API methods, uploads, response_urls, each with its faults and its record."""

import asyncio
import json
import uuid
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.playground import response_urls
from bot.playground.calls import Call, Refused
from bot.playground.interactions import Interactions
from bot.playground.methods import METHODS
from bot.playground.methods.access import Arguments, Method, postable
from bot.playground.server import hang_up


def application(workspace: Interactions) -> Starlette:
    """The web application of a workspace."""

    async def method(request: Request) -> Response:
        return await _called(workspace, request)

    async def upload(request: Request) -> Response:
        return _uploaded(workspace, request.path_params["file"], await request.body())

    async def download(request: Request) -> Response:
        file = workspace.files.get(request.path_params["file"])
        if file is None or file.content is None or _token(request, {}) != workspace.app.bot_token:
            return PlainTextResponse("not found", 404)
        return Response(file.content, media_type="application/octet-stream")

    async def respond(request: Request) -> Response:
        body = await request.body()
        status, told = response_urls.use(workspace, request.path_params["name"], body)
        return JSONResponse(told, status) if isinstance(told, dict) else PlainTextResponse(told, status)

    return Starlette(
        routes=[
            Route("/api/{method}", method, methods=["GET", "POST"]),
            Route("/upload/{file}", upload, methods=["POST", "PUT"]),
            Route("/files/{file}/{rest:path}", download),
            Route("/response/{name}", respond, methods=["POST"]),
        ]
    )


async def _called(workspace: Interactions, request: Request) -> Response:
    """Answer a Web API call, or fail the way the workspace was told to."""
    name = request.path_params["method"]
    body = await request.body()
    broken: Refused | None = None
    given: dict[str, Any] = {}
    try:
        given = _arguments(request, body)
    except Refused as refused:
        broken = refused
    token = _token(request, given)
    call = Call(name, {key: value for key, value in given.items() if key != "token"}, workspace.clock())
    faults = workspace.faults
    if slow := faults.take(name, "slow"):
        call.fault = "slow"
        await asyncio.sleep(slow.seconds)
    early = faults.take(name, "rate_limited", "server_error", "drop", "error")
    if early is None:
        with workspace.lock:
            _answer(workspace, call, token, broken)
        early = faults.take(name, "server_error", "drop", after=True) if call.ok else None
    if early is not None:
        call.fault = early.kind
        if early.kind == "drop":
            call.status, call.answer = 0, call.answer if early.after else {}
            _keep(workspace, call)
            await hang_up(request)
            return Response()
        if early.kind == "rate_limited":
            call.status, call.answer = 429, {"ok": False, "error": "ratelimited", "retry_after": int(early.seconds)}
        elif early.kind == "error":
            call.answer = {"ok": False, "error": early.code}
        else:
            call.status, call.answer = early.status, {"ok": False, "error": "server_error"}
    _keep(workspace, call)
    return _response(workspace, call)


def _keep(workspace: Interactions, call: Call) -> None:
    with workspace.lock:
        workspace.calls.append(call)
        workspace.changed.notify_all()
    workspace.courier.poke()


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
    return JSONResponse(call.answer, call.status, headers, media_type="application/json; charset=utf-8")


def _answer(workspace: Interactions, call: Call, token: str | None, broken: Refused | None) -> None:
    """Do what a call asks for, or refuse it."""
    try:
        if broken is not None:
            raise broken
        method = METHODS.get(call.method)
        if method is None:
            raise Refused("unknown_method", req_method=call.method)
        _authorise(workspace, method, token)
        arguments = Arguments(call.arguments)
        wait = _wait(workspace, call.method, arguments)
        if wait:
            call.status, call.answer = 429, {"ok": False, "error": "ratelimited", "retry_after": wait}
            return
        call.answer = {"ok": True, **method.answer(workspace, arguments)}
    except Refused as refused:
        call.answer = refused.answer()


def _authorise(workspace: Interactions, method: Method, token: str | None) -> None:
    """Check the token, its kind and its scopes."""
    if method.caller == "anyone":
        return
    if not token:
        raise Refused("not_authed")
    app = workspace.app
    kinds = {app.bot_token: "bot", app.app_token: "app"}
    if token not in kinds:
        raise Refused("invalid_auth")
    if kinds[token] != method.caller:
        raise Refused("not_allowed_token_type")
    scopes = app.app_scopes if method.caller == "app" else app.scopes
    if method.scopes and not scopes & set(method.scopes):
        raise Refused("missing_scope", needed=",".join(method.scopes), provided=",".join(sorted(scopes)))


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
            raise Refused("invalid_json") from wrong
        if not isinstance(told, dict):
            raise Refused("json_not_object")
        return given | told
    if kind == "application/x-www-form-urlencoded":
        return given | dict(parse_qsl(body.decode(), keep_blank_values=True))
    raise Refused("invalid_post_type")


def _uploaded(workspace: Interactions, name: str, body: bytes) -> Response:
    """Take the bytes of a file."""
    file = workspace.files.get(name)
    if file is None or file.completed is not None:
        return PlainTextResponse("no such upload", 404)
    if len(body) != file.length:
        return PlainTextResponse("length mismatch", 400)
    with workspace.lock:
        file.content = body
        workspace.changed.notify_all()
    return PlainTextResponse(f"OK - {len(body)}")
