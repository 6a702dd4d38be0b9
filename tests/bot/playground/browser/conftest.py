"""A real browser before the playground's page, and a person who sees only what stands on it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Playwright, expect, sync_playwright

from bot.playground.stage import Stage
from tests.bot.playground.page.conftest import serving
from tests.helpers.support import GOLDEN

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


@dataclass
class Visitor:
    """Somebody who looks at the page and uses it with mouse and keyboard."""

    page: Page
    stage: Stage
    url: str
    restart: Callable[[], None]
    wrong: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> None:
        """Go to the page."""
        self.page.goto(f"{self.url}/{query}")
        expect(self.page.locator(".head h2")).to_be_visible()

    @property
    def messages(self) -> Locator:
        return self.page.locator("[data-pane=messages]")

    @property
    def thread(self) -> Locator:
        return self.page.locator("[data-pane=thread]")

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog#modal")

    def type(self, text: str) -> None:
        """Type into the channel's box and send."""
        self.page.locator("#composer-text").fill(text)
        self.page.locator("#composer-text").press("Enter")

    def reply(self, text: str) -> None:
        """Type into the open thread's box and send."""
        self.page.locator("#reply-text").fill(text)
        self.page.locator("#reply-text").press("Enter")

    def be(self, name: str) -> None:
        """Be somebody else."""
        self.page.get_by_label("You are").select_option(name.lower())

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the last button of this name."""
        (within or self.page).get_by_role("button", name=name, exact=True).last.click()

    def turn(self, day: str) -> None:
        """Turn the clock to a day, and wait until it has arrived."""
        self.page.locator("#to-day").fill(day)
        self.press("Go to day")
        expect(self.page.locator(f".day time[datetime^='{day}']")).to_be_visible(timeout=20_000)
        expect(self.page.locator("body.turning")).to_have_count(0, timeout=20_000)

    def shoot(self, name: str, where: Locator, folder: Path, update: bool) -> None:
        """Take a picture of a part of the page; with `--update-golden` it is kept for the README."""
        path = (GOLDEN if update else folder) / name
        self.page.mouse.move(0, 0)
        where.screenshot(path=path, animations="disabled", caret="hide")
        assert path.stat().st_size > 10_000
        assert (GOLDEN / name).exists()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the system's Chromium is. Where there is none the tests are skipped, unless one is called for, as .ci/run does."""
    program = next(
        (program for name in ("chromium", "chromium-browser", "google-chrome") if (program := shutil.which(name))), None
    )
    if program is None and not os.environ.get("NEEDS_BROWSER"):
        pytest.skip("there is no Chromium on this machine: install Debian's package chromium")
    assert program is not None, "NEEDS_BROWSER is set, and there is no Chromium"
    return program


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as made:
        yield made


@pytest.fixture(scope="session")
def browser(chromium: str, playwright: Playwright) -> Iterator[Browser]:
    made = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
    yield made
    made.close()


@pytest.fixture
def look() -> dict[str, object]:
    """How the browser is set up; a test may change it."""
    return {"viewport": {"width": 1280, "height": 860}}


@pytest.fixture
def visitor(stage: Stage, browser: Browser, look: dict[str, object]) -> Iterator[Visitor]:
    """A visitor of the page. Whatever goes wrong in its script, or is asked of another server, is a fault."""
    with ExitStack() as server:
        url = server.enter_context(serving(stage))

        def restart() -> None:
            server.close()
            server.enter_context(serving(stage, int(url.rpartition(":")[2])))

        context = browser.new_context(**look)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(10_000)
        made = Visitor(page, stage, url, restart)
        page.on("pageerror", lambda error: made.wrong.append(str(error)))
        page.on("console", lambda said: made.wrong.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("request", lambda asked: made.wrong.append(asked.url) if not asked.url.startswith(url) else None)
        try:
            made.open()
            yield made
            unexpected = [fault for fault in made.wrong if not re.search(r"status of 4\d\d", fault)]
            assert not unexpected, unexpected
        finally:
            context.close()
