"""What these tests share: a decision with its verdict, the days after it, and what somebody was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from running import Running, words

from bot.effects import bring_up_to_date
from bot.playground.conversations import Channel, Message
from bot.playground.people import Person
from flows.log import Entry

START = "contract clause extraction, 20k requests a month"


@pytest.fixture
def decide(bot: Running) -> Callable[..., Message]:
    """A decision with its verdict; its card."""

    def made(person: Person, channel: Channel, text: str = START) -> Message:
        root = bot.begin(person, channel, text)
        bot.answer_all(person, root, prompting="none")
        return root

    return made


@pytest.fixture
def add(bot: Running) -> Callable[..., None]:
    """What buttons and forms write after a verdict, put onto a log."""

    def added(decision: int, *entries: Entry) -> None:
        now = datetime.now(UTC)
        with bot.store.write() as unit:
            unit.append(decision, [one if one.at else Entry(**_fields(one) | {"at": now}) for one in entries])
            found = unit.decision(decision)
            assert found is not None
            unit.enqueue([bring_up_to_date(found, now.timestamp())])
        bot.made.courier.wake()
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


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("kind", "question", "value", "text", "by", "source", "how")}
