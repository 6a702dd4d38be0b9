"""`serve` as a process: from its start to SIGTERM, and what it says when it cannot run."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from click.testing import CliRunner

import bot.process.serve
from bot.cli import main
from bot.outbox.worker import Worker
from bot.playground.web_api.delivery_sender import signature
from bot.playground.workspace.workspace import Workspace
from bot.process.serve import Bot, NotAccepted
from bot.settings import Settings
from bot.store.errors import Closed, Full, Unreadable
from bot.store.sqlite import SqliteStore
from flows.thresholds import DEFAULT
from pricing.catalogue import Catalogue
from tests.helpers.doors import put_parts_in, reach_slack, store_of, tell_to_stop
from tests.helpers.pace import within
from tests.helpers.process import OURS, of, serving, until


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace() as workspace:
        yield workspace


def post(url: str, workspace: Workspace, payload: dict[str, Any]) -> httpx2.Response:
    """A signed request, as Slack makes it."""
    body, stamp = json.dumps(payload).encode(), str(int(time.time()))
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(workspace.app.signing_secret, stamp, body),
    }
    return httpx2.post(f"{url}/slack/events", content=body, headers=headers, trust_env=False)


def decisions(folder: Path) -> int:
    with closing(SqliteStore(folder / "decisions.db")) as store, store.read() as reader:
        count = 0
        while reader.decision(count + 1) is not None:
            count += 1
        return count


def test_over_http_it_serves_stops_and_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    ann = workspace.person("ann")
    channel = workspace.channel("ml", [ann])
    with serving(of(workspace, tmp_path), tmp_path) as process:
        ready = process.logged("ready")
        assert (ready["http"], ready["socket"]) == (True, False)
        status, report = process.health()
        assert (status, report["courier"], report["schedule"]) == (200, "ok", "ok")
        workspace.request_url = f"{process.url}/slack/events"
        assert post(process.url, workspace, {"type": "url_verification", "challenge": "abc"}).json() == {
            "challenge": "abc"
        }
        assert workspace.command(ann, channel, "contract clauses").wait().acked
        assert workspace.said("contract clauses")
        with within(5):
            assert process.stop() == 0
        assert process.raw[-1].count('"stopped"') == 1
    assert decisions(tmp_path) == 1
    with serving(of(workspace, tmp_path), tmp_path) as process:
        process.logged("ready")
        workspace.request_url = f"{process.url}/slack/events"
        assert workspace.command(ann, channel, "support tickets").wait().acked
        assert workspace.said("support tickets")
        assert process.stop() == 0
    assert decisions(tmp_path) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.db"]


def test_what_was_acked_survives_a_kill_and_is_posted_after_it(workspace: Workspace, tmp_path: Path) -> None:
    ann = workspace.person("ann")
    channel = workspace.channel("ml", [ann])
    with serving(of(workspace, tmp_path), tmp_path) as process:
        process.logged("ready")
        workspace.request_url = f"{process.url}/slack/events"
        workspace.faults.slow("chat.postMessage", seconds=30)
        assert workspace.command(ann, channel, "contract clauses").wait().acked
        until(lambda: workspace.faults.calls[0].times == 0)
        process.signal(signal.SIGKILL)
        process.wait()
    with serving(of(workspace, tmp_path), tmp_path) as process:
        assert workspace.said("contract clauses", timeout=15)
        assert process.stop() == 0
    assert decisions(tmp_path) == 1


def test_what_comes_in_while_it_is_told_to_stop_is_acked_and_kept_or_neither(
    workspace: Workspace, tmp_path: Path
) -> None:
    ann = workspace.person("ann")
    channel = workspace.channel("ml", [ann])
    with serving(of(workspace, tmp_path, socket=True, http=False), tmp_path) as process:
        process.logged("socket connected")
        sent = [workspace.command(ann, channel, f"use case {number}") for number in range(20)]
        sent[3].wait()
        process.signal(signal.SIGINT)
        assert process.wait() == 0
        assert "listening" not in {line["event"] for line in process.log}
    workspace.delivery_sender.ack_seconds = 0.1
    acked = [delivery for delivery in sent if delivery.wait().acked]
    assert len(acked) >= 4
    assert decisions(tmp_path) == len(acked)


def test_it_waits_for_slack_and_says_so(workspace: Workspace, tmp_path: Path) -> None:
    workspace.faults.drop("auth.test")
    with serving(of(workspace, tmp_path), tmp_path) as process:
        process.logged("Slack cannot be reached; trying again")
        status, report = process.health()
        assert (status, report["status"], report["slack"]) == (503, "not well", "not reached yet")
        workspace.request_url = f"{process.url}/slack/events"
        ann = workspace.person("ann")
        early = workspace.command(ann, workspace.channel("ml", [ann]), "too early").wait()
        assert early.attempts[0].status == 503
        process.until_health(lambda status, _: status == 200)
        assert process.stop() == 0
    assert decisions(tmp_path) == 0


def test_it_can_be_stopped_while_slack_does_not_answer(workspace: Workspace, tmp_path: Path) -> None:
    workspace.faults.slow("auth.test", seconds=20)
    with serving(of(workspace, tmp_path), tmp_path) as process:
        process.logged("listening")
        until(lambda: workspace.faults.calls[0].times == 0)
        with within(3):
            assert process.stop() == 0


def test_it_ends_within_seconds_though_slack_does_not_take_what_it_sends(workspace: Workspace, tmp_path: Path) -> None:
    ann = workspace.person("ann")
    channel = workspace.channel("ml", [ann])
    workspace.faults.slow("chat.postMessage", seconds=60)
    assert bot.process.serve._SENDING_SECONDS <= 5
    with serving(
        of(workspace, tmp_path), tmp_path, "import bot.process.serve; bot.process.serve._SENDING_SECONDS = 0.3"
    ) as process:
        process.logged("ready")
        workspace.request_url = f"{process.url}/slack/events"
        assert workspace.command(ann, channel, "contract clauses").wait().acked
        until(lambda: workspace.faults.calls[0].times == 0)
        with within(4):
            assert process.stop() == 0
        assert process.log[-1]["event"] == "stopped"
    assert decisions(tmp_path) == 1


def bot_of(workspace: Workspace, facts: Catalogue, folder: Path, **changed: Any) -> Bot:
    """A bot in this process."""
    app = workspace.app
    given = {
        "slack_bot_token": app.bot_token,
        "slack_app_token": app.app_token,
        "slack_signing_secret": app.signing_secret,
        "slack_api_url": workspace.api_url,
        "decisions_db": folder / "decisions.db",
        "port": 0,
    } | changed
    return Bot(Settings(_env_file=None, **given), facts, DEFAULT)  # type: ignore[call-arg]


@pytest.fixture
def run(
    workspace: Workspace, tmp_path: Path, facts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., None]]:
    """Run a bot in this process until it ends by itself."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)

    yield lambda **changed: bot_of(workspace, facts, tmp_path, **changed).run()
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("name", "token"), [("slack_bot_token", "xoxb-1-wrong"), ("slack_app_token", "xapp-1-wrong")])
def test_a_token_that_slack_refuses_ends_it_with_a_sentence(run: Callable[..., None], name: str, token: str) -> None:
    with pytest.raises(NotAccepted) as told:
        run(**{name: token})
    assert str(told.value).startswith(f"Slack does not accept {name.upper()} (invalid_auth): ")
    assert "api.slack.com/apps" in str(told.value)
    assert token not in str(told.value)


def test_a_port_that_is_taken_is_told(run: Callable[..., None]) -> None:
    with closing(socket.create_server(("0.0.0.0", 0))) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(NotAccepted, match=f"PORT {port} cannot be listened on"):
            run(port=port)


def test_a_database_that_cannot_be_used_is_told(run: Callable[..., None], tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened: check that its folder exists"):
        run(decisions_db=tmp_path / "nowhere" / "d.db")


@pytest.mark.parametrize("trouble", ["refused", "not a web api", "dropped", "server error", "error", "rate limited"])
def test_whatever_keeps_slack_from_answering_is_waited_for(
    workspace: Workspace, facts: Catalogue, tmp_path: Path, trouble: str
) -> None:
    url = {"refused": "http://127.0.0.1:9/api/", "not a web api": f"{workspace.url}elsewhere/"}.get(
        trouble, workspace.api_url
    )
    {
        "dropped": workspace.faults.drop,
        "server error": workspace.faults.server_error,
        "rate limited": workspace.faults.rate_limited,
        "error": lambda method: workspace.faults.error(method, "internal_error"),
    }.get(trouble, lambda _: None)("auth.test")
    waiting = bot_of(workspace, facts, tmp_path, slack_api_url=url)
    stop = threading.Timer(0.2, tell_to_stop, (waiting,))
    stop.start()
    assert reach_slack(waiting) is None
    stop.join()
    store_of(waiting).close()


def test_it_stops_taking_in_before_it_stops_sending_and_one_that_fails_keeps_no_other_from_it(
    workspace: Workspace, facts: Catalogue, tmp_path: Path
) -> None:
    stopped: list[str] = []

    class Part:
        def __init__(self, name: str) -> None:
            self.name = name

        def stop(self) -> None:
            stopped.append(self.name)
            raise LookupError(self.name)

    ending = bot_of(workspace, facts, tmp_path)
    put_parts_in(
        ending,
        socket=Part("socket"),
        web=Part("web"),
        application=SimpleNamespace(worker=Part("worker"), scheduler=Part("schedule")),
    )
    with pytest.raises(LookupError):
        ending.stop()
    assert stopped == ["socket", "web", "schedule", "worker"]
    with pytest.raises(Closed), store_of(ending).read():
        pass


def test_a_part_that_fails_at_the_start_ends_it(run: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_worker: Worker) -> None:
        raise Full("the disk is full")

    monkeypatch.setattr(Worker, "start", fails)
    with pytest.raises(Full, match="the disk is full"):
        run()


def test_what_keeps_it_from_running_is_said_in_a_sentence(workspace: Workspace, tmp_path: Path) -> None:
    with serving(of(workspace, tmp_path, SLACK_BOT_TOKEN="xoxb-1-wrong"), tmp_path) as process:
        assert process.wait() == 2
        assert process.raw[-1].startswith("Error: Slack does not accept SLACK_BOT_TOKEN (invalid_auth): ")
        assert "Traceback" not in "".join(process.raw)
        assert "xoxb-1" not in "".join(process.raw)


def test_what_is_missing_is_named_with_where_to_find_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    result = CliRunner().invoke(main, ["serve"])
    assert result.exit_code == 2
    assert "SLACK_BOT_TOKEN is missing" in result.output
    assert "OAuth & Permissions" in result.output
    assert "Neither SLACK_APP_TOKEN (Socket Mode) nor PORT (HTTP) is set" in result.output
    assert "App-Level Tokens" in result.output
    assert list(tmp_path.iterdir()) == []


def test_over_both_it_serves_comes_back_and_logs_no_secret(workspace: Workspace, tmp_path: Path) -> None:
    app = workspace.app
    ann = workspace.person("ann")
    channel, closed = workspace.channel("ml", [ann]), workspace.channel("closed", [ann], bot=False, private=True)
    with serving(of(workspace, tmp_path, socket=True, LOG_LEVEL="debug"), tmp_path) as process:
        process.logged("socket connected")
        assert process.health()[1]["socket"] == "connected"
        assert workspace.command(ann, channel, "over the socket").wait().attempts[0].acked
        workspace.faults.drop("apps.connections.open")
        workspace.sockets.cut()
        process.logged("no socket: Slack cannot reach the bot until it is back")
        process.until_health(lambda status, report: status == 503 and report["socket"].startswith("none for"))
        process.logged("socket connected", 2)
        assert workspace.command(ann, closed, "something private").wait().acked
        process.logged("not let in")
        workspace.request_url = f"{process.url}/slack/events"
        assert workspace.command(ann, channel, "over http").wait().attempts[0].status == 200
        assert process.stop() == 0
        said = "".join(process.raw)
        secrets = (
            app.bot_token,
            app.app_token,
            app.signing_secret,
            "ticket=",
            "xoxb-",
            "xapp-",
            "/response/",
            "something private",
        )
        assert [secret for secret in secrets if secret in said] == []
        assert not [line for line in process.raw if not line.startswith("{")]
    assert decisions(tmp_path) == 3
