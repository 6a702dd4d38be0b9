"""What these tests share: a decision with its verdict, the days after it, and what somebody was told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.decisions.record import DecisionRecord, record_of
from bot.outbox.effects import bring_up_to_date
from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.store.sqlite import SqliteStore
from flows.log.entries import Entry
from flows.thresholds import DEFAULT
from pricing.catalogue import Catalogue
from tests.helpers.lived import NOW, keep_life
from tests.helpers.running import WORKSPACE, Running, words

START = "contract clause extraction, 20k requests a month"


@pytest.fixture
def decide(bot: Running) -> Callable[..., PostedMessage]:
    """A decision with its verdict; its card."""

    def decided(person: Person, channel: Channel, text: str = START) -> PostedMessage:
        root = bot.begin(person, channel, text)
        bot.answer_all(person, root, prompting="none")
        return root

    return decided


@pytest.fixture
def add(bot: Running) -> Callable[..., None]:
    """What buttons and forms write after a verdict, put onto a log."""

    def added(number: int, *entries: Entry) -> None:
        now = datetime.now(UTC)
        with bot.store.write() as unit:
            unit.append(number, [entry if entry.at else replace(entry, at=now) for entry in entries])
            decision = unit.decision(number)
            assert decision is not None
            unit.enqueue([bring_up_to_date(decision, now.timestamp())])
        bot.application.context.wake()
        bot.settle()

    return added


@pytest.fixture
def order(bot: Running) -> Callable[..., str]:
    """Order something by the command; the words of the answer, which its person alone sees."""

    def ordered(person: Person, channel: Channel, text: str) -> str:
        assert bot.workspace.command(person, channel, text).wait(5).acked
        bot.settle()
        return words(bot.workspace.ephemerals(person)[-1])

    return ordered


@pytest.fixture
def record(tmp_path: Path, facts: Catalogue) -> Callable[..., DecisionRecord]:
    """A decision of a life, as it is read from a store."""

    def read(log: tuple[Entry, ...], **where: Any) -> DecisionRecord:
        store = SqliteStore(tmp_path / "decisions.db")
        try:
            id_ = keep_life(store, log, **where | {"thread_ts": None})
            with store.write() as unit:
                unit.place_thread(id_, f"1790000000.{id_:06}")
            with store.read() as reader:
                decision_record = record_of(reader, id_, facts, DEFAULT, NOW, WORKSPACE)
        finally:
            store.close()
        assert decision_record is not None
        return decision_record

    return read
