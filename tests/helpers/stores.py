"""A store as tests fill it: a decision, effects in a lane, and one transaction at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bot.store.protocol import Store, Unit
from bot.store.records import Effect
from tests.helpers.effects import an_effect

NOW = 1_790_000_000.0
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def begin(
    store: Store, team: str = "T1", channel: str = "C1", thread_ts: str | None = "100.1", now: float = NOW
) -> int:
    with store.write() as unit:
        return unit.open_decision(team, channel, "public", thread_ts, "U1", now)


def enqueue(store: Store, *effects: Effect) -> list[Effect]:
    with store.write() as unit:
        unit.enqueue(effects)
        return [effect for lane in dict.fromkeys(effect.lane for effect in effects) for effect in unit.effects(lane)]


def post(lane: str = "d:1", text: str = "hello", **values: Any) -> Effect:
    where: dict[str, Any] = {"team": "T1", "channel": "C1", "created": NOW}
    kind = values.pop("kind", "post")
    return an_effect(kind, lane, {"text": text}, **where | values)


def write(store: Store, what: Callable[[Unit], Any]) -> Any:
    with store.write() as unit:
        return what(unit)


def due(store: Store, now: float = NOW) -> list[int]:
    with store.read() as reader:
        return [effect.id for effect in reader.due(now)]
