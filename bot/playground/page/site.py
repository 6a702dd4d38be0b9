"""The page over HTTP: the page itself, a stream of what changes, and what people do on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import structlog
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.playground.examples import examples
from bot.playground.page.bell import Bell
from bot.playground.page.bench import detail
from bot.playground.page.doing import FIRST_DAY, do, last_day
from bot.playground.page.guard import Guard
from bot.playground.page.panes import Looker
from bot.playground.page.pieces import Told
from bot.playground.page.rendering import drawn
from bot.playground.page.scenery import PICTURES
from bot.playground.page.seat import seat_of, somebody
from bot.playground.page.sharing import MOST_BYTES, share
from bot.playground.stage import Stage
from bot.playground.workspace.conversations import File
from bot.playground.workspace.state import NotPossible
from bot.process.manifest import manifest
from flows.verdict.headlines import NAMES

_LOG = structlog.get_logger("playground")
_MOST_BYTES = 200_000
# A page hears something now and then, so that it knows that it is connected; the clock goes on too.
_BEAT_SECONDS = 10.0
# Changes come in bursts: what belongs together is told together.
_TOGETHER_SECONDS = 0.03


def make_site(stage: Stage, bell: Bell) -> Starlette:
    """The page's web application."""
    looker = Looker(stage)

    async def page(request: Request) -> Response:
        seat = await run_sync(seat_of, stage, request.query_params)
        return HTMLResponse(drawn("page", stage=stage, seat=seat, **_fixed(stage)))

    async def stream(request: Request) -> Response:
        return StreamingResponse(_changes(looker, bell, dict(request.query_params)), media_type="text/event-stream")

    async def act(request: Request) -> Response:
        body = await request.body()
        return await run_sync(_done, stage, body)

    async def files_(request: Request) -> Response:
        body = await request.body()
        return await run_sync(_shared, stage, body)

    async def row(request: Request) -> Response:
        try:
            return PlainTextResponse(await run_sync(detail, stage, request.path_params["key"]))
        except LookupError:
            return PlainTextResponse("There is no such row.", status_code=404)

    async def file(request: Request) -> Response:
        return await run_sync(_file, stage, request.path_params["file"], request.query_params.get("as", ""))

    async def picture(request: Request) -> Response:
        return await run_sync(_picture, stage, request.path_params["file"], request.query_params.get("as", ""))

    static = StaticFiles(directory=Path(str(files("bot.playground.page").joinpath("static"))))
    return Starlette(
        routes=[
            Route("/", page),
            Route("/stream", stream),
            Route("/act", act, methods=["POST"]),
            Route("/files", files_, methods=["POST"]),
            Route("/row/{key}", row),
            Route("/file/{file}", file),
            Route("/picture/{file}", picture),
            Mount("/static", static),
        ],
        middleware=[Middleware(Guard)],
    )


def _fixed(stage: Stage) -> dict[str, Any]:
    """What is on the page whatever the seat."""
    app = stage.workspace.app
    command = manifest()["features"]["slash_commands"][0]
    commands = [
        {"text": f"{app.command} ", "hint": command["usage_hint"], "about": command["description"]},
        {"text": f"{app.command} help", "hint": "", "about": "What else it understands."},
        {"text": f"{app.command} list", "hint": "", "about": "The decisions that you may see."},
        {
            "text": f"{app.command} digest here monday 09:00",
            "hint": "",
            "about": "A digest in this channel, every week.",
        },
        {"text": f"/invite @{stage.workspace.bot.name}", "hint": "", "about": "Let the bot into this channel."},
    ]
    names = [person.name for person in stage.workspace.people.values()]
    return {
        "examples": examples(),
        "verdicts": NAMES,
        "commands": json.dumps(commands),
        "names": json.dumps(names),
        "first_day": FIRST_DAY,
        "last_day": last_day(stage),
        "bot": stage.workspace.bot.name,
    }


async def _changes(looker: Looker, bell: Bell, given: dict[str, str]) -> AsyncIterator[str]:
    """What the page is told, from all that there is now to each change of it."""
    told = Told()
    with bell.listening() as rung:
        while not bell.closed:
            rung.clear()
            news = await run_sync(lambda: looker.news(seat_of(looker.stage, given), told))
            yield f"data: {json.dumps(news)}\n\n" if news else ": still here\n\n"
            try:
                await asyncio.wait_for(rung.wait(), _BEAT_SECONDS)
            except TimeoutError:
                continue
            await asyncio.sleep(_TOGETHER_SECONDS)


def _done(stage: Stage, body: bytes) -> Response:
    return _answered(body, _MOST_BYTES, lambda given: _noted(do(stage, given)))


def _shared(stage: Stage, body: bytes) -> Response:
    return _answered(body, MOST_BYTES, lambda given: {"files": share(stage, given)})


def _noted(note: str | None) -> dict[str, Any]:
    return {} if note is None else {"note": note}


def _answered(body: bytes, most: int, act: Callable[[dict[str, Any]], dict[str, Any]]) -> Response:
    if len(body) > most:
        return _told("That is too long.", 413)
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        return _told("Send one JSON object.", 400)
    try:
        more = act(given)
    except NotPossible as error:
        return _told(str(error), 409)
    except Exception as error:  # noqa: BLE001 - a fault of ours is told in the log, and to the person without its traceback
        _LOG.exception("act failed", act=str(given.get("do"))[:40], error=type(error).__name__)
        return _told("Something went wrong on the page's side; the terminal says what.", 500)
    return JSONResponse({"ok": True, **more})


def _told(sentence: str, status: int) -> Response:
    return JSONResponse({"ok": False, "error": sentence}, status_code=status)


def _file(stage: Stage, name: str, who: str) -> Response:
    file, content = _content(stage, name, who)
    if file is None:
        return PlainTextResponse("There is no such file, or not for you.", status_code=404)
    filename = file.name.encode("ascii", "replace").decode().replace('"', "'").replace("\\", "/")
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _picture(stage: Stage, name: str, who: str) -> Response:
    file, content = _content(stage, name, who)
    kind = PICTURES.get(file.name.rpartition(".")[2].lower()) if file else None
    if kind is None:
        return PlainTextResponse("There is no such picture, or not for you.", status_code=404)
    return Response(content, media_type=kind)


def _content(stage: Stage, name: str, who: str) -> tuple[File | None, bytes]:
    """A file that somebody sees, and what is in it."""
    try:
        content = stage.workspace.download(somebody(stage, who), name)
    except NotPossible:
        return None, b""
    return stage.workspace.files[name], content
