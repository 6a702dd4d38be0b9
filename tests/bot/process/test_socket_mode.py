"""The socket comes back by itself after every kind of cut, and everyone who asks is told when there is none."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

import bot.process.socket_mode
from bot.playground.web_api.socket_mode import Connection
from bot.playground.workspace.workspace import Workspace
from bot.process.health import Health
from bot.process.socket_mode import Socket
from tests.helpers.doors import is_stopping, send_raw
from tests.helpers.pace import within
from tests.helpers.process import until

COMMAND = "/should-we-finetune"


class Connected:
    """A socket to a workspace whose listener can be held up, and what was noted of it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.taken: list[str] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.refused: list[str] = []
        self.health = Health(time.time)
        self.health.ready()
        client = WebClient(base_url=workspace.api_url)
        who = AuthorizeResult(enterprise_id=None, team_id=workspace.team_id, bot_token="xoxb-1")
        self.app = App(client=client, signing_secret="x", authorize=lambda: who, process_before_response=True)
        self.app.command(COMMAND)(self._command)
        self.socket = Socket(self.app, workspace.app.app_token, workspace.api_url, self.health, self.refused.append)
        self.ann = workspace.person("ann")
        self.channel = workspace.channel("ml", [self.ann])

    def _command(self, ack: Ack, body: dict[str, Any]) -> None:
        self.taken.append(body["text"])
        self.go_on.wait(10)
        if body["text"] == "fails":
            raise LookupError("xoxb-not-for-people")
        ack("heard" if body["text"] == "answer me" else "")

    def is_up(self) -> bool:
        return self.health.report(None)[0]

    def says(self, text: str = "hello") -> Any:
        return self.workspace.command(self.ann, self.channel, text)


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connected]:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    # A test cuts more often than a day does: each cut is taken as the first one.
    monkeypatch.setattr(bot.process.socket_mode, "_LASTING_SECONDS", 0.0)
    with Workspace() as workspace:
        connected = Connected(workspace)
        connected.socket.start()
        until(connected.is_up)
        yield connected
        connected.go_on.set()
        connected.socket.stop()


def opened(connected: Connected, times: int) -> None:
    connected.workspace.wait_for(
        lambda: connected.workspace.sockets.opened >= times and len(connected.workspace.sockets.connections) >= 1
    )
    until(connected.is_up)


def test_a_delivery_is_acked_with_what_the_listener_said(connected: Connected) -> None:
    assert connected.says().wait().acked
    assert connected.says("answer me").wait().response == {"text": "heard"}


@pytest.mark.parametrize("cut", ["close", "cut"])
def test_it_is_back_at_once_after_a_cut(connected: Connected, cut: str) -> None:
    with within(2):
        getattr(connected.workspace.sockets, cut)()
        opened(connected, 2)
    assert connected.says().wait().acked


def test_it_has_the_next_connection_before_it_leaves_one(connected: Connected) -> None:
    down: list[bool] = []
    really = connected.health.socket
    connected.health.socket = lambda up: (down.append(not up), really(up))[1]  # type: ignore[method-assign]
    with within(2):
        connected.workspace.sockets.disconnect(after=0.3)
        opened(connected, 2)
    connected.workspace.wait_for(lambda: len(connected.workspace.sockets.connections) == 1)
    assert connected.says().wait().acked
    assert not any(down)


def test_a_connection_that_falls_silent_is_given_up_within_seconds(
    connected: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bot.process.socket_mode._QUIET_SECONDS * 2 <= 10
    monkeypatch.setattr(bot.process.socket_mode, "_QUIET_SECONDS", 0.2)
    connected.workspace.sockets.cut()
    opened(connected, 2)
    with within(5):
        connected.workspace.sockets.silence()
        opened(connected, 3)


def test_a_quiet_connection_that_answers_is_kept(connected: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.process.socket_mode, "_QUIET_SECONDS", 0.05)
    connected.workspace.sockets.cut()
    opened(connected, 2)
    time.sleep(0.5)
    assert connected.workspace.sockets.opened == 2
    assert connected.says().wait().acked


def test_who_asks_is_told_while_there_is_none_and_when_it_is_back(connected: Connected) -> None:
    connected.workspace.sockets.refusing = True
    connected.workspace.sockets.cut()
    until(lambda: not connected.is_up())
    well, report = connected.health.report(None)
    assert (well, report["status"]) == (False, "not well")
    assert report["socket"].startswith("none for ")
    connected.workspace.sockets.refusing = False
    until(connected.is_up)
    assert connected.health.report(None)[1]["socket"] == "connected"


@pytest.mark.parametrize(
    "trouble",
    [
        lambda workspace: workspace.faults.drop("apps.connections.open"),
        lambda workspace: workspace.faults.server_error("apps.connections.open"),
        lambda workspace: workspace.faults.error("apps.connections.open", "internal_error"),
        lambda workspace: workspace.faults.rate_limited("apps.connections.open", retry_after=1),
    ],
    ids=["dropped", "server error", "error", "rate limited"],
)
def test_trouble_in_coming_back_is_survived(connected: Connected, trouble: Callable[[Workspace], None]) -> None:
    trouble(connected.workspace)
    connected.workspace.sockets.cut()
    opened(connected, 2)
    assert connected.says().wait().acked
    assert connected.refused == []


def test_it_waits_for_longer_with_every_try_that_fails(connected: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.process.socket_mode, "_MOST_WAIT", 0.2)
    connected.workspace.sockets.refusing = True
    connected.workspace.sockets.cut()
    before = len(connected.workspace.calls)
    time.sleep(1)
    assert 3 <= len(connected.workspace.calls) - before <= 7


def test_a_delivery_that_a_listener_fails_at_is_not_acked_and_the_next_one_is(connected: Connected) -> None:
    connected.workspace.delivery_sender.ack_seconds = 0.3
    failed = connected.says("fails").wait()
    assert not failed.acked
    assert "xoxb" not in str(failed.attempts)
    assert connected.says().wait().acked


def test_what_is_not_slacks_is_passed_over(connected: Connected) -> None:
    connected.workspace.wait_for(lambda: len(connected.workspace.sockets.connections) == 1)
    (there,) = connected.workspace.sockets.connections
    for odd in (
        "",
        "not json",
        "[1, 2]",
        "[" * 100_000,
        '{"type": "nobody knows"}',
        '{"envelope_id": 7}',
        '{"envelope_id": "a", "payload": [1]}',
    ):
        send_raw(connected.workspace, odd)
    assert connected.says().wait().acked
    assert connected.workspace.sockets.connections == [there]


def test_stopping_acks_what_was_taken_in_and_takes_in_nothing_more(connected: Connected) -> None:
    connected.workspace.delivery_sender.ack_seconds = 1.0
    connected.go_on.clear()
    taken = connected.says("before")
    until(lambda: connected.taken == ["before"])
    stopping = threading.Thread(target=connected.socket.stop)
    stopping.start()
    until(lambda: is_stopping(connected.socket))
    late = connected.says("after")
    connected.workspace.wait_for(lambda: late.attempts)
    stopping.join(0.1)
    assert stopping.is_alive()
    connected.go_on.set()
    assert taken.wait().acked
    stopping.join()
    assert not late.wait().acked
    assert connected.taken == ["before"]
    connected.workspace.wait_for(lambda: not connected.workspace.sockets.connections)
    assert connected.workspace.sockets.opened == 1


def test_stopping_does_not_wait_for_a_slack_that_does_not_answer(connected: Connected) -> None:
    connected.workspace.faults.slow("apps.connections.open", seconds=15)
    connected.workspace.sockets.cut()
    until(lambda: connected.workspace.faults.calls[0].times == 0)
    with within(3):
        connected.socket.stop()


def test_a_token_that_is_refused_at_the_first_try_is_told() -> None:
    with Workspace() as workspace:
        connected = Connected(workspace)
        workspace.app.app_token = "xapp-1-another"
        connected.socket.start()
        until(lambda: connected.refused == ["invalid_auth"])
        connected.socket.stop()


def test_a_connection_that_nobody_greets_is_given_up(connected: Connected, monkeypatch: pytest.MonkeyPatch) -> None:
    async def says_nothing(*_: object) -> None:
        pass

    with monkeypatch.context() as patch:
        patch.setattr(bot.process.socket_mode, "_CONNECT_SECONDS", 0.3)
        patch.setattr(Connection, "send", says_nothing)
        connected.workspace.sockets.cut()
        connected.workspace.wait_for(lambda: connected.workspace.sockets.opened >= 3)
        assert not connected.is_up()
    until(connected.is_up)


def test_one_connection_too_many_is_none() -> None:
    with Workspace() as workspace:
        others = [Connected(workspace) for _ in range(10)]
        for connected in others:
            connected.socket.start()
        for connected in others:
            until(connected.is_up)
        eleventh = Connected(workspace)
        eleventh.socket.start()
        assert not eleventh.is_up()
        others[0].socket.stop()
        until(eleventh.is_up)
        for connected in (eleventh, *others[1:]):
            connected.socket.stop()
