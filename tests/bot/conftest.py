"""The whole bot against a Slack workspace in memory, for tests that speak to it as people do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, running

from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    with Workspace(retry_after=(0.0, 0.2, 0.5)) as made:
        yield made


@pytest.fixture
def bot(tmp_path: Path, facts: Catalogue, workspace: Workspace) -> Iterator[Running]:
    """The bot over HTTP."""
    with running(tmp_path / "decisions.db", facts, workspace) as made:
        yield made
        made.settle()
        unexpected = [one for one in workspace.refusals if one.fault is None and one.code not in made.expected_refusals]
        assert not unexpected, f"Slack refused: {unexpected}"
