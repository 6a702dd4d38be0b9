"""The entries that a decision lives through after its verdict, by their days, and its life as it is read back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.log.entries import Entry, from_json
from flows.log.log import Log
from flows.log.plans import Limit, TrainingPlan
from tests.helpers.entries import an_entry

START = date(2026, 11, 24)  # a Tuesday
DAYS = (date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5))
REVIEW = date(2027, 2, 20)


def on(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def plan(method: str = "sft", days: tuple[date, ...] = DAYS, budget: int = 600) -> TrainingPlan:
    limits = (
        Limit("target", "the score is below 92 %", Decimal("0.92"), None),
        Limit("budget", "over", Decimal(budget), None),
    )
    return TrainingPlan(method, START, days, Decimal(budget), limits, Decimal("0.84"))


def verdict(method: str = "sft", review: date = REVIEW, day: date = START) -> Entry:
    return an_entry("concluded", value={"verdict": method, "review_on": review.isoformat()}, at=on(day))


def accepted(day: date = START, source: str | None = "accepting") -> Entry:
    return an_entry("accepted", value={"verdict": 1, "owner": "UANA"}, by="UANA", at=on(day), source=source)


def overrode(method: str, day: date = START) -> Entry:
    return an_entry(
        "overrode", value={"verdict": 1, "method": method, "owner": "UBEN"}, text="cheaper", by="UBEN", at=on(day)
    )


def planned(plan_: TrainingPlan | None = None, day: date = START, source: str | None = "accepting") -> Entry:
    return an_entry("planned", value=(plan_ or plan()).to_json(), by="UANA", at=on(day), source=source)


def asked(what: str, number: int, day: date, *, again: bool = False) -> Entry:
    return an_entry("asked", value={"what": what, "number": number, "again": again}, at=on(day, 8))


def measured(checkpoint: int, says: str, day: date, source: str | None = None, **numbers: Any) -> Entry:
    return an_entry(
        "measured", value={"checkpoint": checkpoint, "says": says, **numbers}, by="UANA", at=on(day), source=source
    )


def event(kind: str, day: date, value: Any = None, **more: Any) -> Entry:
    return an_entry(kind, value=value if value is not None else {}, by="UBEN", at=on(day), **more)


def after(*log: Entry) -> Life:
    """The life of a log that was stored and read back."""
    return life(Log(tuple(from_json(json.loads(json.dumps(entry.to_json()))) for entry in log)))


TRAINING = (verdict(), accepted(), planned())
