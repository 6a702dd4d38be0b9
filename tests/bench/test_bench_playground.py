"""How quick the playground's page is: from nothing to a page, and with 1,000 messages in the channel against 10."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import sync_playwright

from bot.playground.page.bell import Bell
from bot.playground.page.site import make_site
from bot.playground.stage import HOST, Stage
from bot.process.http import WebServer
from pricing.catalogue import Catalogue
from tests.helpers.support import ROOT

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _ms(times: list[float]) -> float:
    return statistics.median(times) * 1000


def _timed(work: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return _ms(seconds)


def test_from_the_command_to_a_page(tmp_path: Path) -> None:
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", "from bot.cli import main; main()", "playground", "--no-open", "--port", "0"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        url = process.stdout.readline().split()[4]
        assert httpx2.get(url, trust_env=False).status_code == 200
        seconds.append(time.perf_counter() - began)
        process.terminate()
        process.wait()
        process.stdout.close()
    bare = _timed(
        lambda: subprocess.run([sys.executable, "-c", "import slack_bolt, uvicorn, starlette, numpy"], check=True), 3
    )
    print(
        f"\nfrom the command to a page that answers: {_ms(seconds):.0f} ms; importing its libraries alone {bare:.0f} ms"
    )


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no Chromium")
def test_a_thousand_messages_against_ten(tmp_path: Path, facts: Catalogue) -> None:
    with Stage(tmp_path / "p.db", facts) as stage:
        stage.workspace.rate_limits = False
        few, many = (
            stage.workspace.channel("few", stage.people, bot=False),
            stage.workspace.channel("many", stage.people, bot=False),
        )
        for channel, count in ((few, 10), (many, 1000)):
            for number in range(count):
                first = stage.workspace.say(
                    stage.ben, channel, f"*message* {number}: <https://example.com> and some words more\n> quoted"
                )
                if number % 10 == 0:
                    stage.workspace.say(stage.cara, channel, "a reply", thread=first)
        bell = Bell(stage.workspace.changed)
        server = WebServer(make_site(stage, bell), 0, lambda: None, HOST)
        bell.start()
        server.start()
        url = f"http://{HOST}:{server.port}"

        def first_event(where: str, most: int = 100) -> None:
            with httpx2.stream("GET", f"{url}/stream", params={"in": where, "most": most}, trust_env=False) as answer:
                assert json.loads(next(answer.iter_lines()).removeprefix("data: "))

        wire = {
            (name, most): _timed(lambda n=name, m=most: first_event(n, m), 7)
            for name, most in (("few", 100), ("many", 100), ("many", 2000))
        }
        print(
            f"\nthe whole pane over the wire: 10 messages {wire['few', 100]:.1f} ms; the newest 100 of 1,000 {wire['many', 100]:.1f} ms"
            f" (ratio {wire['many', 100] / wire['few', 100]:.1f}); all 1,000 {wire['many', 2000]:.1f} ms"
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
            page = browser.new_page()
            shown: dict[str, float] = {}
            spoken: dict[str, float] = {}
            for name, query in (("few", "in=few"), ("many", "in=many"), ("all", "in=many&most=2000")):

                def show(query: str = query) -> None:
                    page.goto(f"{url}/?{query}")
                    page.wait_for_selector("[data-pane=messages] .message")

                def speak() -> None:
                    text = f"news {time.perf_counter()}"
                    page.fill("#composer-text", text)
                    page.press("#composer-text", "Enter")
                    page.wait_for_selector(f"text={text}")

                show()
                shown[name] = _timed(show, 5)
                spoken[name] = _timed(speak, 9)
            blank = _timed(lambda: page.goto(f"{url}/static/icon.svg"), 5)
            browser.close()
        bell.close()
        server.stop()
    print(
        f"until messages are seen in a browser: 10 messages {shown['few']:.0f} ms, 1,000 messages {shown['many']:.0f} ms"
        f" (ratio {shown['many'] / shown['few']:.2f}), all of the 1,000 drawn {shown['all']:.0f} ms; a bare picture {blank:.0f} ms"
    )
    print(
        f"from Enter until one's message is seen: {spoken['few']:.0f} ms, with 1,000 messages {spoken['many']:.0f} ms"
        f" (ratio {spoken['many'] / spoken['few']:.2f}), with all of them drawn {spoken['all']:.0f} ms"
    )
