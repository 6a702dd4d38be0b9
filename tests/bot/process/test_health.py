"""What whoever watches a running bot is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.process.health import Health
from bot.store.sqlite import SqliteStore
from tests.helpers.effects import an_effect


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def health(clock: Clock) -> Health:
    health = Health(clock)
    health.ready()
    return health


@pytest.fixture
def store(tmp_path: Path) -> Any:
    store = SqliteStore(tmp_path / "decisions.db")
    yield store
    store.close()


def test_nothing_is_well_before_slack_is_known(clock: Clock) -> None:
    assert Health(clock).report(None) == (False, {"status": "not well", "slack": "not reached yet"})


def test_all_is_well_without_a_socket_where_none_is_used(health: Health) -> None:
    assert health.report(None) == (True, {"status": "ok", "slack": "known"})


def test_a_socket_that_is_used_is_missed_until_it_stands_and_when_it_is_gone(health: Health, clock: Clock) -> None:
    health.uses_socket()
    assert health.socket(False) is False
    clock.now += 7
    assert health.report(None) == (False, {"status": "not well", "slack": "known", "socket": "none for 7 s"})
    assert health.socket(True) is True
    assert health.socket(True) is False
    assert health.report(None)[1]["socket"] == "connected"
    assert health.socket(False) is True
    clock.now += 3
    assert health.report(None)[1]["socket"] == "none for 3 s"


def test_a_part_that_stopped_is_told(health: Health) -> None:
    works = [True]
    health.watch("courier", lambda: works[0])
    assert health.report(None)[1]["courier"] == "ok"
    works[0] = False
    assert health.report(None) == (False, {"status": "not well", "slack": "known", "courier": "stopped"})


def test_what_waits_is_counted_and_what_waits_for_long_is_told(
    health: Health, clock: Clock, store: SqliteStore
) -> None:
    with store.write() as unit:
        unit.enqueue([an_effect("post", f"{number}", {"text": "x"}, created=clock.now - 10) for number in range(4)])
        unit.hold(2, "not_in_channel")
        unit.fail(3, "channel_not_found")
    well, report = health.report(store)
    assert well
    assert report["database"] == "ok"
    assert report["outbox"] == {
        "waiting": 2,
        "oldest_seconds": 10,
        "waiting_for_an_invitation": 1,
        "failed": 1,
        "late": False,
    }
    clock.now += 400
    assert health.report(store)[1]["outbox"]["late"] is True


def test_a_database_that_cannot_be_used_is_told_without_its_path(health: Health, store: SqliteStore) -> None:
    store.close()
    well, report = health.report(store)
    assert not well
    assert report["database"] == "closed: see the log"
    assert str(store.path) not in str(report)
