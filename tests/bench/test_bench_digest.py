"""How long a channel's weekly digest takes over 100,000 decisions and over 10,000, beside one read by a primary key.

`python -m pytest tests/bench/test_bench_digest.py -s -n 0`
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.digest.gather import WEEK, gather
from bot.digest.message import digest_message
from bot.digest.model import Week
from bot.store.records import DecisionSummary, DigestChannels
from bot.store.sqlite import SqliteStore
from tests.helpers.entries import an_entry

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC).timestamp()
DAY = 86_400.0
_CHANNELS, _ACTIVE, _YEARS = 50, 300, 3
_KINDS = (
    "accepted",
    "overrode",
    "deferred",
    "measured",
    "carried_on",
    "stopped",
    "adopted",
    "reviewed",
    "dissented",
    "reassessed",
)
_VERDICTS = ("rag", "prompt_engineering", "sft", "not_ready", "bigger_model", "lora", "rft")
_ROUNDS = 40


def _filled(path: Path, decisions: int) -> SqliteStore:
    """A workspace with years of decisions in fifty channels; the same week is the last one, however many came before."""
    store = SqliteStore(path)
    with store.write() as unit:
        for number in range(decisions):
            active = number >= decisions - _ACTIVE
            age = (
                (number - decisions + _ACTIVE) / _ACTIVE * 6 if active else 8 + number * (_YEARS * 365 - 8) / decisions
            )
            when = NOW - age * DAY
            channel = f"C{number % _CHANNELS:03}"
            id_ = unit.open_decision("T1", channel, "public", None, "U1", when)
            summary = DecisionSummary(
                id_,
                "T1",
                channel,
                "public",
                f"Use case {number}: contract clauses",
                "decided",
                "U1",
                when,
                when,
                verdict=_VERDICTS[number % 7],
                method=_VERDICTS[number % 7],
                headline="Do not fine-tune. Retrieve the facts.",
                owner="U1",
                decided_at=when,
                waits_for="accept, another way or not now" if number % 3 else None,
                waits_since=when if number % 3 else None,
                due_on="2026-12-02" if active and number % 5 == 0 else None,
                due_what="checkpoint 1",
                reviewed_at=when if number % 10 == 0 else None,
                real_monthly_usd=120.0,
                monthly_usd=100.0,
                words="what people said of it",
            )
            unit.keep_summary(summary)
            at = datetime.fromtimestamp(when, UTC)
            value = {
                "checkpoint": 1,
                "says": "stop",
                "changes": [{"kind": "cost", "text": "It rose."}],
                "adopted": "yes",
            }
            unit.append(id_, [an_entry("answered", question="gap", value="none", by="U1", at=at) for _ in range(4)])
            unit.append(id_, [an_entry(_KINDS[number % 10], value=value, text="words", by="U1", at=at)])
    return store


def _median(work: Callable[[], object]) -> float:
    work()
    taken = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e3


def _read(store: SqliteStore) -> None:
    with store.read() as reader:
        assert reader.summary(77) is not None


def _places(store: SqliteStore) -> None:
    with store.read() as reader:
        assert len(reader.places("T1", most=500)) == _CHANNELS


def _gathered(store: SqliteStore, within: DigestChannels) -> Week:
    with store.read() as reader:
        return gather(reader, within, NOW - WEEK, NOW, "Europe/Berlin")


def _told(store: SqliteStore, within: DigestChannels) -> None:
    week = _gathered(store, within)
    assert not week.is_empty
    digest_message(week)


def test_bench(tmp_path: Path) -> None:
    rows: dict[str, list[float]] = {}
    for decisions in (10_000, 100_000):
        store = _filled(tmp_path / f"{decisions}.db", decisions)
        alone = DigestChannels("T1", ("C007",))
        wide = DigestChannels("T1", tuple(f"C{number:03}" for number in range(_CHANNELS)))

        cases: dict[str, Callable[[], object]] = {
            "one read by primary key": partial(_read, store),
            "which channels have decisions": partial(_places, store),
            "one channel's week, gathered": partial(_gathered, store, alone),
            "one channel's week, gathered and drawn": partial(_told, store, alone),
            f"the same with {_CHANNELS} channels that all may see": partial(_told, store, wide),
        }
        for name, work in cases.items():
            rows.setdefault(name, []).append(_median(work))
        store.close()
    base = rows["one read by primary key"][1]
    print(f"\n{'':48}{'10,000, ms':>12}{'100,000, ms':>13}{'growth':>8}{'x a read':>10}")
    for name, (small, large) in rows.items():
        print(f"{name:48}{small:12.2f}{large:13.2f}{large / small:8.2f}{large / base:10.1f}")
