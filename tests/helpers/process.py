"""The bot as a process of its own, with a file, HTTP and a socket, against a Slack workspace in memory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from bot.playground.workspace.workspace import Workspace
from tests.helpers.pace import PATIENCE
from tests.helpers.support import ROOT

OURS = ("SLACK_", "DECISIONS_DB", "COMPANY_FILE", "PORT", "BROADCAST_VERDICT", "LOG_LEVEL")


def environment(settings: Mapping[str, object]) -> dict[str, str]:
    """The environment without anything of ours but what is given."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return (
        inherited
        | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        | {name: str(value) for name, value in settings.items()}
    )


def of(
    workspace: Workspace, folder: Path, *, socket: bool = False, http: bool = True, **more: object
) -> dict[str, str]:
    """The settings of a bot in this workspace."""
    app = workspace.app
    settings: dict[str, object] = {
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_API_URL": workspace.api_url,
        "DECISIONS_DB": folder / "decisions.db",
    }
    if socket:
        settings["SLACK_APP_TOKEN"] = app.app_token
    if http:
        settings |= {"PORT": 0, "SLACK_SIGNING_SECRET": app.signing_secret}
    return environment(settings | more)


def until(is_so: Callable[[], Any], seconds: float = 30.0) -> None:
    """Wait for something of which nobody tells."""
    end = time.monotonic() + seconds * PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


class Process:
    """`should-we-finetune serve`, and what it logs."""

    def __init__(self, env: Mapping[str, str], folder: Path, first: str) -> None:
        self.began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-c", f"{first}; from bot.cli import main; main()", "serve"],
            env=dict(env),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._changed = threading.Condition()
        self.raw: list[str] = []
        self.ended = False
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            with self._changed:
                self.raw.append(line)
                self._changed.notify_all()
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    @property
    def log(self) -> list[dict[str, Any]]:
        """The lines of the log."""
        return [json.loads(line) for line in self.raw if line.startswith("{")]

    def logged(self, event: str, times: int = 1, seconds: float = 30.0) -> dict[str, Any]:
        """Wait for a line of the log."""

        def there() -> bool:
            return len([line for line in self.log if line["event"] == event]) >= times or self.ended

        with self._changed:
            self._changed.wait_for(there, seconds)
        lines = [line for line in self.log if line["event"] == event]
        assert len(lines) >= times, f"{event} was not logged: {''.join(self.raw)}"
        return lines[times - 1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.logged('listening')['port']}"

    def health(self) -> tuple[int, dict[str, Any]]:
        answer = httpx2.get(f"{self.url}/healthz", trust_env=False)
        return answer.status_code, answer.json()

    def until_health(self, is_so: Callable[[int, dict[str, Any]], bool], seconds: float = 30.0) -> dict[str, Any]:
        until(lambda: is_so(*self.health()), seconds)
        return self.health()[1]

    def signal(self, number: int) -> None:
        self._process.send_signal(number)

    def wait(self, seconds: float = 30.0) -> int:
        """Wait for its end; its exit status."""
        status = self._process.wait(seconds * PATIENCE)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()
        assert self._process.stderr is not None
        self._process.stderr.close()
        return status

    def stop(self) -> int:
        self.signal(signal.SIGTERM)
        return self.wait()


@contextmanager
def serving(env: Mapping[str, str], folder: Path, first: str = "pass") -> Iterator[Process]:
    """Run `serve` until the block ends, after a statement that comes first."""
    process = Process(env, folder, first)
    try:
        yield process
    finally:
        if process._process.poll() is None:
            process.signal(signal.SIGKILL)
        process.wait()
