"""`playground` as a process: where it says it is, what it keeps, and how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.helpers.pace import PATIENCE, within
from tests.helpers.support import ROOT


@contextmanager
def playing(folder: Path, *options: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run it until the block ends; the process, and the page's address."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}
    process = subprocess.Popen(
        [sys.executable, "-c", "from bot.cli import main; main()", "playground", "--no-open", *options],
        env=env,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert match, line + process.stdout.read()
        yield process, match[0]
    finally:
        process.terminate()
        process.wait(30 * PATIENCE)
        process.stdout.close()


def test_it_says_where_its_page_is_once_the_page_answers(tmp_path: Path) -> None:
    with ExitStack() as running:
        with within(30):
            process, url = running.enter_context(playing(tmp_path, "--port", "0"))
            assert httpx2.get(url, trust_env=False).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(10 * PATIENCE) == 0
        assert process.stdout is not None
        assert process.stdout.read() == ""
    assert list(tmp_path.iterdir()) == []


def test_it_ends_at_once_though_a_page_is_open(tmp_path: Path) -> None:
    with (
        playing(tmp_path, "--port", "0") as (process, url),
        httpx2.stream("GET", f"{url}stream", trust_env=False) as answer,
    ):
        assert next(answer.iter_lines())
        with within(5):
            process.send_signal(signal.SIGTERM)
            assert process.wait(15 * PATIENCE) == 0


def test_it_ends_at_once_though_the_clock_is_being_turned(tmp_path: Path) -> None:
    with playing(tmp_path, "--port", "0") as (process, url):
        post = partial(httpx2.post, f"{url}act", trust_env=False, timeout=30 * PATIENCE)
        for number in range(10):
            assert post(json={"do": "say", "text": f"/should-we-finetune case {number}"}).json() == {"ok": True}

        def turn() -> None:
            with suppress(httpx2.HTTPError):
                post(json={"do": "turn", "to": "2027-11-25"})

        turning = threading.Thread(target=turn)
        turning.start()
        time.sleep(0.3)
        with within(5):
            process.send_signal(signal.SIGTERM)
            assert process.wait(15 * PATIENCE) == 0
        turning.join()


def test_it_touches_neither_the_bots_database_nor_its_settings(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=nonsense\nPORT=1\nDECISIONS_DB=decisions.db\nLOG_LEVEL=loud\n")
    with playing(tmp_path, "--port", "0", DECISIONS_DB="other.db", SLACK_API_URL="http://127.0.0.1:9/") as (_, url):
        said = {"do": "say", "text": "/should-we-finetune sort tickets"}
        assert httpx2.post(f"{url}act", json=said, trust_env=False, timeout=30 * PATIENCE).json() == {"ok": True}
    assert [path.name for path in tmp_path.iterdir()] == [".env"]


def test_a_database_is_kept_where_it_is_named_and_an_old_one_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    with playing(tmp_path, "--port", "0", "--db", str(file)) as (process, url):
        said = {"do": "say", "text": "/should-we-finetune sort tickets"}
        httpx2.post(f"{url}act", json=said, trust_env=False, timeout=30 * PATIENCE)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15 * PATIENCE) == 0
    told = CliRunner().invoke(main, ["decisions", "list", "--db", str(file)])
    assert "sort tickets" in told.output
    before = file.read_bytes()
    again = CliRunner().invoke(main, ["playground", "--db", str(file)])
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    assert file.read_bytes() == before


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = CliRunner().invoke(main, ["playground", "--no-open", "--port", str(port)])
    assert told.exit_code == 2
    assert f"Port {port} cannot be listened on (Address already in use): name another with --port." in told.output


def test_a_database_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        main, ["playground", "--no-open", "--port", "0", "--db", str(tmp_path / "nowhere" / "x.db")]
    )
    assert told.exit_code == 2
    assert "cannot be opened" in told.output


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_a_port_that_is_none_is_told(port: str) -> None:
    told = CliRunner().invoke(main, ["playground", "--port", port])
    assert told.exit_code == 2
    assert "port" in told.output
