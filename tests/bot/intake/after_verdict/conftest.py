"""A bot whose day can be chosen, and a team with a training verdict."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue
from tests.helpers.running import Running, running
from tests.helpers.support import CLAUSES

QUALITY = {name: value for name, value in CLAUSES.items() if name not in ("gap", "reason")} | {
    "gap": "behavior",
    "reason": "quality",
    "prompting": "scored",
    "retrieval": "scored",
    "strongest_model": "does_not",
    "smaller_model": "fails",
    "metric": "exact match",
    "hypothesis": "from 90 to 97 by teaching the clause labels",
    "iterations": 3,
    "test_items": 400,
}


class Calendar:
    """A clock that runs, set to a day."""

    def __init__(self) -> None:
        self.apart = 0.0
        self.to(date(2026, 11, 23))

    def to(self, day: date, hour: int = 10) -> None:
        """Make it this day, at this hour UTC."""
        self.apart = datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp() - time.time()

    def __call__(self) -> float:
        return time.time() + self.apart


@dataclass
class Team:
    """Two people, their channel, and a decision with its verdict."""

    bot: Running
    ana: Person
    ben: Person
    channel: Channel
    root: PostedMessage
    calendar: Calendar

    @property
    def verdict(self) -> PostedMessage:
        return self.bot.verdict(self.root)

    @property
    def last(self) -> PostedMessage:
        return self.bot.thread(self.root)[-1]

    def kinds(self) -> list[str]:
        """The kinds of entries since the verdict."""
        kinds = [kind for kind, _, _ in self.bot.log()]
        return kinds[kinds.index("concluded") + 1 :]

    def value(self, kind: str) -> Any:
        """What the last entry of a kind holds."""
        return [value for stored_kind, _, value in self.bot.log() if stored_kind == kind][-1]


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def bot(tmp_path: Path, facts: Catalogue, workspace: Workspace, calendar: Calendar) -> Iterator[Running]:
    with running(tmp_path / "decisions.db", facts, workspace, clock=calendar) as bot:
        yield bot
        bot.settle()
        bot.refused_nothing_else()


def team_with(bot: Running, calendar: Calendar, document: dict[str, Any]) -> Team:
    ana, ben, channel = bot.team()
    return Team(bot, ana, ben, channel, bot.decided(ana, channel, document), calendar)


@pytest.fixture
def team(bot: Running, calendar: Calendar) -> Team:
    """A team that is told to train."""
    return team_with(bot, calendar, QUALITY)


@pytest.fixture
def prompting(bot: Running, calendar: Calendar) -> Team:
    """A team that is told to work on its prompt."""
    return team_with(bot, calendar, QUALITY | {"prompting": "none"})
