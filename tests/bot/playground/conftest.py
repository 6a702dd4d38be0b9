"""A workspace to talk to, and bots of several kinds to talk to it."""

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.clock import Clock
from bot.playground.stage import Stage
from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue
from tests.helpers.running import HURRIED


@pytest.fixture(autouse=True, scope="session")
def _waits_for_a_busy_machine() -> Iterator[None]:
    """A person at the page is not kept waiting for what takes too long; a test wants to see it come."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.playground.stage._TURN_SECONDS", 120.0)
        patch.setattr("bot.playground.stage._REST_SECONDS", 60.0)
        yield


class StandingClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def refused(call: Callable[..., Any], *args: Any, **kwargs: Any) -> dict[str, Any]:
    """The answer to a call that Slack refuses."""
    with pytest.raises(SlackApiError) as error:
        call(*args, **kwargs)
    return dict(error.value.response.data)


@dataclass
class Heard:
    """A request as the bot got it."""

    headers: dict[str, str]
    body: str
    at: float

    @property
    def payload(self) -> dict[str, Any]:
        if self.headers["content-type"] == "application/json":
            return json.loads(self.body)
        form = {name: values[0] for name, values in parse_qs(self.body, keep_blank_values=True).items()}
        return json.loads(form["payload"]) if "payload" in form else form


@dataclass
class Receiver:
    """A bot that keeps what it hears and answers as it is told."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answer: Callable[[Heard], tuple[int, str]] = lambda heard: (200, "")


@contextlib.contextmanager
def listening(answer: Callable[[dict[str, str], str], tuple[int, str, dict[str, str]]]) -> Iterator[str]:
    """An HTTP server that answers each POST."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            status, told, headers = answer({name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(told.encode())))
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(told.encode())

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/slack/events"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(retry_after=(0.0, 0.05, 0.1)) as made:
        yield made


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return WebClient(workspace.app.bot_token, base_url=workspace.api_url, retry_handlers=[])


@pytest.fixture
def receiver(workspace: Workspace) -> Iterator[Receiver]:
    """A plain HTTP bot, to which the workspace delivers."""
    made = Receiver()

    def answer(headers: dict[str, str], body: str) -> tuple[int, str, dict[str, str]]:
        heard = Heard(headers, body, time.monotonic())
        made.heard.append(heard)
        status, told = made.answer(heard)
        return status, told, {"content-type": "application/json" if told.startswith("{") else "text/plain"}

    with listening(answer) as url:
        made.url = workspace.request_url = url
        yield made


def bolt(workspace: Workspace) -> App:
    client = WebClient(workspace.app.bot_token, base_url=workspace.api_url)
    app = App(client=client, signing_secret=workspace.app.signing_secret, process_before_response=True)
    app.event("message")(lambda: None)
    return app


@pytest.fixture
def over_http(workspace: Workspace) -> Iterator[App]:
    """A Bolt app that is reached over HTTP."""
    app = bolt(workspace)

    def answer(headers: dict[str, str], body: str) -> tuple[int, str, dict[str, str]]:
        told = app.dispatch(BoltRequest(body=body, headers=headers))
        return told.status, told.body, {name: values[0] for name, values in told.headers.items()}

    with listening(answer) as url:
        workspace.request_url = url
        yield app


@pytest.fixture
def over_socket(workspace: Workspace) -> Iterator[App]:
    """A Bolt app that is reached over Socket Mode, by slack_sdk's own client."""
    app = bolt(workspace)
    workspace.sockets.ping_seconds = 0.05  # wakes slack_sdk's receiver, whose close waits for it
    handler = SocketModeHandler(
        app, workspace.app.app_token, web_client=WebClient(base_url=workspace.api_url), ping_interval=0.2
    )
    handler.connect()
    workspace.wait_for(lambda: workspace.sockets.connections)
    try:
        yield app
    finally:
        handler.close()


@pytest.fixture
def stage(tmp_path: Path, facts: Catalogue) -> Iterator[Stage]:
    """The whole bot on one machine, in a hurry, on Wednesday, 25 November 2026, ten o'clock."""
    behind = datetime(2026, 11, 25, 10, tzinfo=UTC).timestamp() - time.time()
    clock = Clock(real=lambda: time.time() + behind)
    with Stage(tmp_path / "playground.db", facts, pace=HURRIED, clock=clock) as made:
        made.workspace.rate_limits = False
        yield made
