"""The page, served as `playground` serves it, and a person who speaks to it without a browser."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest

from bot.playground.page.bell import Bell
from bot.playground.page.site import make_site
from bot.playground.stage import HOST, Stage
from bot.process.http import WebServer
from tests.helpers.pace import PATIENCE


@dataclass
class Page:
    """What one open page shows: for each pane its pieces in order, as the page's script would keep them."""

    panes: dict[str, dict[str, str]] = field(default_factory=dict)
    told: int = 0

    def hear(self, news: list[dict[str, Any]]) -> None:
        """Take in one event of the stream."""
        for change in news:
            kept = self.panes.get(change["pane"], {}) | change["html"]
            self.panes[change["pane"]] = {key: kept[key] for key in change["order"]}
        self.told += 1

    def text(self, pane: str) -> str:
        """All that a pane holds."""
        return "\n".join(self.panes.get(pane, {}).values())


@dataclass
class Site:
    """The page's server, and ways to speak to it."""

    stage: Stage
    url: str
    client: httpx2.Client

    def act(self, do: str, who: str = "ana", where: str = "ml-team", **more: Any) -> dict[str, Any]:
        """Do something as a person; the answer."""
        return self.client.post("/act", json={"as": who, "in": where, "do": do, **more}).json()

    def done(self, do: str, who: str = "ana", where: str = "ml-team", **more: Any) -> None:
        """The same, where it has to work."""
        answer = self.act(do, who, where, **more)
        assert answer == {"ok": True}, answer
        self.stage.rest()

    def look(self, **seat: str) -> Page:
        """All that the page shows at this moment."""
        page = Page()
        with self.client.stream("GET", "/stream", params=seat) as answer:
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    page.hear(json.loads(line.removeprefix("data: ")))
                    return page
        raise AssertionError("the stream ended")

    @contextmanager
    def watching(self, **seat: str) -> Iterator[Page]:
        """A page that stays open."""
        page, enough = Page(), threading.Event()

        def hear() -> None:
            with (
                httpx2.Client(base_url=self.url, trust_env=False, timeout=30) as client,
                client.stream("GET", "/stream", params=seat) as answer,
            ):
                for line in answer.iter_lines():
                    if enough.is_set():
                        return
                    if line.startswith("data: "):
                        page.hear(json.loads(line.removeprefix("data: ")))

        thread = threading.Thread(target=hear, daemon=True)
        thread.start()
        until(lambda: page.told)
        yield page
        enough.set()
        self.stage.workspace.poke()


def until(is_so: Any, seconds: float = 10.0) -> Any:
    """Wait for something of which nobody tells."""
    end = time.monotonic() + seconds * PATIENCE
    while not (result := is_so()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)
    return result


@contextmanager
def serving(stage: Stage, port: int = 0) -> Iterator[str]:
    """Serve the page; its address."""
    bell = Bell(stage.workspace.changed)
    server = WebServer(make_site(stage, bell), port, lambda: None, HOST)
    bell.start()
    server.start()
    try:
        yield f"http://{HOST}:{server.port}"
    finally:
        bell.close()
        server.stop()


@pytest.fixture
def site(stage: Stage) -> Iterator[Site]:
    with serving(stage) as url, httpx2.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield Site(stage, url, client)
