"""HTTP refuses what is not Slack's with the right status, without a traceback, and keeps nothing of it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest

import bot.process.http
from bot.app import make_app
from bot.context import Identity
from bot.playground.web_api.delivery_sender import signature
from bot.process.health import Health
from bot.process.http import WebServer, make_web
from bot.store.records import Backlog
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
COMMAND = {
    "command": "/should-we-finetune",
    "text": "contract clauses",
    "team_id": "T1",
    "channel_id": "C1",
    "user_id": "U1",
    "trigger_id": "1.2",
}
FORM = "application/x-www-form-urlencoded"


class Served:
    """The web application with the real Bolt app behind it; nothing answers at Slack's end."""

    def __init__(self, folder: Path, facts: Catalogue) -> None:
        self.store = SqliteStore(folder / "decisions.db")
        self.health = Health(time.time)
        self.application = make_app(
            token="xoxb-1",
            identity=Identity("T1", "U0"),
            store=self.store,
            catalogue=facts,
            clock=time.time,
            signing_secret=SECRET,
            api_url="http://127.0.0.1:9/",
        )
        self.ready = True
        self.ended = threading.Event()
        web = make_web(lambda: self.application.app if self.ready else None, self.health, self.store, takes_events=True)
        self.server = WebServer(web, 0, self.ended.set)
        self.server.start()
        self.url = f"http://127.0.0.1:{self.server.port}"

    def close(self) -> None:
        self.server.stop()
        self.application.worker.stop()
        self.store.close()

    def post(
        self, body: bytes | str, headers: dict[str, str] | None = None, *, kind: str = FORM, stamp: int | None = None
    ) -> httpx2.Response:
        """A request that is signed, but for what the headers say."""
        content = body.encode() if isinstance(body, str) else body
        at = str(int(time.time()) if stamp is None else stamp)
        signed = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": signature(SECRET, at, content),
        }
        given = {name: value for name, value in (signed | (headers or {})).items() if value}
        return httpx2.post(f"{self.url}/slack/events", content=content, headers=given, trust_env=False)

    def kept(self) -> bool:
        with self.store.read() as reader:
            return reader.decision(1) is not None or reader.backlog() != Backlog(0, None, 0, 0)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, facts: Catalogue) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SLACK_BOT_TOKEN", raising=False)
        with closing(Served(tmp_path_factory.mktemp("web"), facts)) as served:
            yield served


def refused(served: Served, answer: httpx2.Response, *statuses: int) -> None:
    assert answer.status_code in statuses
    assert "Traceback" not in answer.text
    assert "File " not in answer.text
    assert not served.kept()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0="},
        {"X-Slack-Signature": "v0=\u00e4"},
        {"X-Slack-Signature": "x" * 10_000},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "9" * 5_000},
        {"X-Slack-Request-Timestamp": "\u00b2"},
        {"X-Slack-Request-Timestamp": "", "X-Slack-Signature": ""},
    ],
    ids=str,
)
def test_a_request_that_slack_did_not_sign_is_refused(served: Served, headers: dict[str, str]) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    refused(served, served.post(urlencode(COMMAND), encoded), 401)  # type: ignore[arg-type]


def test_a_request_signed_with_another_secret_is_refused(served: Served) -> None:
    at, body = str(int(time.time())), urlencode(COMMAND)
    refused(served, served.post(body, {"X-Slack-Signature": signature("another", at, body.encode())}), 401)


@pytest.mark.parametrize("seconds", [-330, -86_400, 330])
def test_a_signature_of_another_time_is_refused(served: Served, seconds: int) -> None:
    refused(served, served.post(urlencode(COMMAND), stamp=int(time.time()) + seconds), 401)


@pytest.mark.parametrize("kind", [FORM, "application/json", ""])
@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00",
        b"{",
        b"[1, 2]",
        b"null",
        b"7",
        b'"text"',
        b"{" * 50_000,
        b"[" * 200_000,
        b"payload=",
        b"payload=[1]",
        b"payload={",
        b"payload=%7B%22team%22%3A7%7D",
        b'{"event": 7, "type": "event_callback"}',
        b'{"team": [], "user": 7}',
        b"",
        b'{"type": "block_actions", "actions": [], "team": {"id": "T1"}, "user": {"id": "U1"}}',
        b'{"payload": null}',
    ],
    ids=lambda body: str(body[:30]),
)
def test_what_is_not_slacks_is_refused_though_it_is_signed(served: Served, body: bytes, kind: str) -> None:
    refused(served, served.post(body, kind=kind), 400, 404, 500)


def test_a_body_that_is_too_large_is_refused(served: Served) -> None:
    refused(served, served.post(b"text=" + b"x" * 1_000_001), 413)


def test_a_large_body_of_slack_is_read_whole(served: Served) -> None:
    assert served.post(
        json.dumps({"type": "url_verification", "challenge": "x" * 900_000}), kind="application/json"
    ).json() == {"challenge": "x" * 900_000}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/slack/events", 405),
        ("PUT", "/slack/events", 405),
        ("DELETE", "/slack/events", 405),
        ("GET", "/", 404),
        ("POST", "/", 404),
        ("GET", "/slack", 404),
        ("POST", "/healthz", 405),
        ("GET", "/../etc/passwd", 404),
        ("GET", "/.env", 404),
    ],
)
def test_other_methods_and_paths_are_refused(served: Served, method: str, path: str, status: int) -> None:
    refused(served, httpx2.request(method, served.url + path, trust_env=False), status)


def test_a_request_that_is_broken_off_or_never_ends_leaves_no_trace(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bot.process.http, "_READ_SECONDS", 0.2)
    start = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"
    with closing(socket.create_connection(("127.0.0.1", served.server.port))) as broken_off:
        broken_off.sendall(start)
    with closing(socket.create_connection(("127.0.0.1", served.server.port), timeout=5)) as slow:
        slow.sendall(start)
        assert slow.recv(1000).startswith(b"HTTP/1.1 408")
    assert [record for record in caplog.records if record.name != "web"] == []
    assert not served.kept()


def test_nothing_is_taken_in_before_slack_is_known(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "ready", False)
    refused(served, served.post(urlencode(COMMAND)), 503)


def test_what_only_bolts_own_processes_say_is_not_passed_on(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    really = served.application.app.dispatch
    monkeypatch.setattr(served.application.app, "dispatch", lambda request: (seen.append(request), really(request))[1])
    served.post(
        json.dumps({"type": "url_verification", "challenge": "x"}),
        {"X-Slack-Bolt-Lazy-Only": "1", "Cookie": "a=b"},
        kind="application/json",
    )
    assert not seen[0].lazy_only
    assert "cookie" not in seen[0].headers


def test_a_fault_of_ours_is_not_acked_and_not_shown(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_request: Any) -> None:
        raise LookupError("xoxb-not-for-people")

    monkeypatch.setattr(served.application.app, "dispatch", fails)
    answer = served.post(urlencode(COMMAND))
    refused(served, answer, 500)
    assert "xoxb" not in answer.text
    # It is told by our own log, not by the server's.
    assert [record for record in caplog.records if record.name != "web"] == []


def test_a_request_that_is_being_answered_is_finished_before_the_end(
    tmp_path: Path, facts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    with closing(Served(tmp_path, facts)) as served:
        inside, go_on = threading.Event(), threading.Event()
        really = served.application.app.dispatch

        def slowly(request: Any) -> Any:
            inside.set()
            go_on.wait(5)
            return really(request)

        monkeypatch.setattr(served.application.app, "dispatch", slowly)
        answers: list[httpx2.Response] = []
        asking = threading.Thread(target=lambda: answers.append(served.post(urlencode(COMMAND))))
        asking.start()
        assert inside.wait(5)
        stopping = threading.Thread(target=served.server.stop)
        stopping.start()
        stopping.join(0.3)
        assert stopping.is_alive()
        go_on.set()
        stopping.join(5)
        asking.join(5)
        assert answers[0].status_code == 200
        assert served.kept()
        assert served.ended.is_set()


def test_a_command_of_slack_is_kept_before_it_is_acked(
    tmp_path: Path, facts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    with closing(Served(tmp_path, facts)) as served:
        assert served.post(urlencode(COMMAND)).status_code == 200
        assert served.kept()


def test_what_cannot_be_kept_is_told_in_a_sentence(
    tmp_path: Path, facts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    with closing(Served(tmp_path, facts)) as served:
        served.store.close()
        answer = served.post(urlencode(COMMAND))
        assert answer.status_code == 200
        assert answer.json()["response_type"] == "ephemeral"
        assert "could not be kept" in answer.json()["text"]
        assert str(tmp_path) not in answer.text
        event = {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": "Ev1",
            "event": {"type": "app_mention", "user": "U1", "text": "<@U0> clauses", "ts": "1.1", "channel": "C1"},
        }
        assert served.post(json.dumps(event), kind="application/json").status_code == 503


def test_health_is_asked_without_a_signature(served: Served) -> None:
    answer = httpx2.get(f"{served.url}/healthz", trust_env=False)
    assert (answer.status_code, answer.json()["slack"]) == (503, "not reached yet")
    served.health.ready()
    assert httpx2.get(f"{served.url}/healthz", trust_env=False).status_code == 200


def test_without_a_secret_nothing_takes_events(served: Served) -> None:
    web = make_web(lambda: served.application.app, served.health, served.store, takes_events=False)
    assert [route.path for route in web.routes] == ["/healthz"]  # type: ignore[attr-defined]


def test_a_port_that_is_taken_cannot_be_had(served: Served) -> None:
    with pytest.raises(OSError, match="in use"):
        WebServer(
            make_web(lambda: None, served.health, served.store, takes_events=True), served.server.port, lambda: None
        )
