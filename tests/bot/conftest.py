"""The whole bot against a Slack workspace in memory, for tests that speak to it as people do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.web_api.delivery import SlackDelivery
from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue
from tests.helpers.pace import PATIENCE
from tests.helpers.running import Running, running
from tests.helpers.weeks import Clock, Weekly


@pytest.fixture(autouse=True, scope="session")
def _acks_of_a_busy_machine() -> Iterator[None]:
    """What is waited for an ack is allowed as many times as long as everything else."""
    wait = SlackDelivery.wait

    def patiently(delivery: SlackDelivery, timeout: float = 10.0) -> SlackDelivery:
        return wait(delivery, timeout * PATIENCE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SlackDelivery, "wait", patiently)
        yield


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(retry_after=(0.0, 0.2, 0.5)) as workspace:
        yield workspace


@pytest.fixture
def bot(tmp_path: Path, facts: Catalogue, workspace: Workspace) -> Iterator[Running]:
    """The bot over HTTP."""
    with running(tmp_path / "decisions.db", facts, workspace) as bot:
        yield bot
        bot.settle()
        bot.refused_nothing_else()


@pytest.fixture
def weekly(tmp_path: Path, facts: Catalogue, workspace: Workspace) -> Iterator[Weekly]:
    clock = Clock()
    # A Wednesday.
    clock.set("2026-11-25T12:00+01:00")
    with running(tmp_path / "decisions.db", facts, workspace, clock=clock) as bot:
        ana, ben = workspace.person("Ana", tz="Europe/Berlin"), workspace.person("Ben", tz="America/New_York")
        # It asks who is where before it is invited, and joins once Slack says that it is not there.
        bot.expected_refusals |= {"channel_not_found", "not_in_channel"}
        weekly = Weekly(bot, clock, ana, ben, workspace.channel("ml", [ana, ben], bot=False))
        yield weekly
        weekly.settle()
        bot.refused_nothing_else()
