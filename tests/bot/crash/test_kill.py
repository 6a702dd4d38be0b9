"""`kill -9` at random moments, during many conversations at once: a real process, a real file, a real Slack protocol."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.playground.workspace.workspace import Workspace
from bot.process.manifest import EVENTS, SCOPES
from bot.store.sqlite import SqliteStore
from flows.log.entries import Entry
from tests.helpers.running import is_open

pytestmark = pytest.mark.slow

CONVERSATIONS = 6
KILLS = 5
SECONDS = 150
WANTED = {
    "prompting": "scored",
    "gap": "knowledge",
    "retrieval": "scored",
    "requirements_change": "rarely",
    "upkeep_owner": "yes",
}


class Process:
    """The bot as its own process, which can be killed and started again on the same file and port."""

    def __init__(self, workspace: Workspace, path: Path, over_socket: bool) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.path, self.over_socket = path, over_socket
        app = workspace.app
        self.environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": app.bot_token,
            "SLACK_API_URL": workspace.api_url,
            "DECISIONS_DB": str(path / "decisions.db"),
        }
        if over_socket:
            self.environment["SLACK_APP_TOKEN"] = app.app_token
        else:
            self.environment |= {"SLACK_SIGNING_SECRET": app.signing_secret, "PORT": str(self.port)}
            workspace.request_url = f"http://127.0.0.1:{self.port}/slack/events"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        log = (self.path / "log.txt").open("ab")
        command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
        self.process = subprocess.Popen(command, env=self.environment, cwd=self.path, stderr=log, stdout=log)
        log.close()
        ready = len(self._log().split('"event": "ready"'))
        while len(self._log().split('"event": "ready"')) == ready:
            assert self.process.poll() is None, self._log()[-2000:]
            time.sleep(0.02)

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(20) == 0, self._log()[-2000:]

    def _log(self) -> str:
        path = self.path / "log.txt"
        return path.read_text(errors="replace") if path.exists() else ""


class Team(threading.Thread):
    """One conversation: somebody who starts, clicks and types until there is a verdict, and tries again what was not taken."""

    def __init__(self, workspace: Workspace, person: Person, channel: Channel, seed: int, end: float) -> None:
        super().__init__(daemon=True)
        self.workspace, self.person, self.channel, self.end = workspace, person, channel, end
        self.dice = random.Random(seed)
        self.acked: list[tuple[str, str]] = []
        self.tries = 0
        self.root: PostedMessage | None = None
        self.verdict: PostedMessage | None = None

    def run(self) -> None:
        while time.monotonic() < self.end:
            self.tries += 1
            if self.workspace.command(self.person, self.channel, "sort tickets").wait(20).acked:
                break
            time.sleep(0.1)
        self.root = self._until(lambda: next(iter(self.workspace.messages(self.channel)), None))
        while time.monotonic() < self.end and self.verdict is None:
            thread = self.workspace.thread(self.channel, self.root.ts)
            self.verdict = next((message for message in thread if "verdict.details" in str(message.blocks)), None)
            question = next((message for message in reversed(thread) if is_open(message)), None)
            if question is not None and self.verdict is None:
                self._answer(question)
            time.sleep(0.05)

    def _answer(self, question: PostedMessage) -> None:
        elements = [element for block in question.blocks if block["type"] == "actions" for element in block["elements"]]
        answers = [
            element["action_id"].split(":") for element in elements if element["action_id"].startswith("answer:")
        ]
        name = answers[0][1]
        value = WANTED.get(name, answers[0][-1])
        if (name, value) in self.acked:
            return
        if name == "examples":
            # Typed: Slack sends the event again until it is acked.
            message = self.workspace.say(self.person, self.channel, "900", thread=self.root)
            delivery = next(
                delivery
                for delivery in self.workspace.deliveries
                if delivery.kind == "event" and delivery.event.get("ts") == message.ts
            ).wait(30)
        else:
            delivery = self.workspace.click(self.person, question.snapshot(), f"answer:{name}:{value}").wait(20)
        if delivery.acked:
            self.acked.append((name, value))

    def _until(self, look_up):  # type: ignore[no-untyped-def]
        while time.monotonic() < self.end:
            if message := look_up():
                return message
            time.sleep(0.05)
        raise AssertionError("it never came")


@pytest.mark.parametrize("over_socket", [False, True], ids=["http", "socket"])
def test_after_kill_9_every_acked_answer_is_there_and_every_message_stands_once(
    tmp_path: Path, over_socket: bool
) -> None:
    dice = random.Random(7)
    end = time.monotonic() + SECONDS
    with Workspace(retry_after=(0.0, 0.5, 1.0, 2.0, 4.0, 8.0)) as workspace:
        workspace.app.scopes, workspace.app.events = set(SCOPES), set(EVENTS)
        process = Process(workspace, tmp_path, over_socket)
        process.start()
        teams = []
        for number in range(CONVERSATIONS):
            person = workspace.person(f"P{number}")
            teams.append(Team(workspace, person, workspace.channel(f"c{number}", [person], bot=False), number, end))
        for team in teams:
            team.start()
        for _ in range(KILLS):
            time.sleep(dice.uniform(0.3, 1.5))
            process.kill()
            process.start()
        for team in teams:
            team.join(max(1.0, end - time.monotonic()))
        assert all(team.verdict is not None for team in teams), "a conversation never reached its verdict"
        _wait_until_delivered(tmp_path / "decisions.db", end)
        process.stop()
        store = SqliteStore(tmp_path / "decisions.db")
        for team in teams:
            _check(workspace, store, team)
        store.close()


def _wait_until_delivered(path: Path, end: float) -> None:
    store = SqliteStore(path)
    while time.monotonic() < end:
        with store.read() as reader:
            if reader.next_due(time.time()) is None:
                break
        time.sleep(0.1)
    else:
        raise AssertionError("the outbox never drained")
    store.close()


def _check(workspace: Workspace, store: SqliteStore, team: Team) -> None:
    assert team.root is not None
    with store.read() as reader:
        decision = reader.decision_in_thread(workspace.app.team_id, team.channel.id, team.root.ts)
        assert decision is not None
        log: tuple[Entry, ...] = reader.log(decision.id)
        meant = [message.ts for message in reader.shown(decision.id)]
    answers = [(entry.question, entry.text) for entry in log if entry.kind == "answered"]
    for name, value in team.acked:
        assert any(entry.about == name and entry.by == team.person.id for entry in log), (
            f"{name}={value} was acked and is gone: {answers}"
        )
    assert [entry.kind for entry in log].count("concluded") == 1
    # A command that was typed again, since its ack was lost, is a command of its own.
    assert 1 <= len(workspace.messages(team.channel)) <= team.tries
    posted = [message for message in workspace.thread(team.channel, team.root.ts) if message.user == workspace.bot.id]
    assert [message.ts for message in posted] == meant
    marks = [str((message.metadata or {}).get("event_payload")) for message in posted]
    assert len(set(marks)) == len(marks)
    assert not any(is_open(message) for message in posted)
    assert [answer[1] for answer in answers if answer[0] == "examples"] == ["900"]
