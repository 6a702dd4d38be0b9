"""How long lists and searches take over 100,000 decisions and over 10,000, beside one read by a primary key.

`python -m pytest tests/bench/test_bench_find.py -s -n 0`
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.decisions.export_table import csv_lines
from bot.decisions.list_line import KINDS, narrowed
from bot.store.protocol import Reader
from bot.store.records import DecisionSummary, Wanted
from bot.store.sqlite import SqliteStore
from flows.verdict.headlines import STAGES

SIZES = (10_000, 100_000)
TODAY = date(2026, 11, 22)
NOW = 1_790_000_000.0
_CHANNELS, _PEOPLE, _ROUNDS = 200, 500, 15
_WORDS = [
    "contract",
    "clause",
    "extraction",
    "ticket",
    "routing",
    "summary",
    "legal",
    "medical",
    "note",
    "intent",
    "triage",
    "rewriting",
    "tone",
    "product",
    "answer",
    "code",
    "review",
    "invoice",
]


def _filled(path: Path, decisions: int) -> SqliteStore:
    """A workspace with this many decisions in two hundred channels, of which one in a thousand is due."""
    store, chance = SqliteStore(path), random.Random(1)
    with store.write() as unit:
        for number in range(decisions):
            when, person = NOW - 60.0 * (decisions - number), f"U{chance.randrange(_PEOPLE)}"
            channel, stage = f"C{chance.randrange(_CHANNELS)}", chance.choice(tuple(STAGES))
            id_ = unit.open_decision("T1", channel, "public", f"{int(when)}.{number:06}", person, when)
            due = stage == "training" and number % 100 == 0
            unit.keep_summary(
                DecisionSummary(
                    id_,
                    "T1",
                    channel,
                    "public",
                    " ".join(chance.sample(_WORDS, 4)),
                    stage,
                    person,
                    when,
                    when + chance.randrange(10**6),
                    verdict="rag",
                    method="rag",
                    headline="Do not fine-tune. Retrieve the facts.",
                    owner=person,
                    waits_for="accept, another way or not now" if stage == "decided" else None,
                    due_on="2026-11-25" if due else None,
                    due_what="checkpoint 1" if due else None,
                    words=f"gpt-5.4 {' '.join(chance.sample(_WORDS, 3))} rare{number % 5_000}",
                )
            )
    return store


def _median(store: SqliteStore, work: Callable[[Reader], object], rounds: int = _ROUNDS) -> float:
    taken = []
    for _ in range(rounds):
        with store.read() as reader:
            start = time.perf_counter()
            work(reader)
            taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


def _works(decisions: int) -> dict[str, Callable[[Reader], object]]:
    few = Wanted(team="T1", channels=frozenset({"C3", "C7"}), direct_of="U1")
    many = replace(few, channels=frozenset(f"C{number}" for number in range(150)))

    def listed(wanted: Wanted) -> Callable[[Reader], object]:
        return lambda reader: (reader.summaries(wanted, most=20), reader.count_summaries(wanted, most=1_000))

    works: dict[str, Callable[[Reader], object]] = {
        "one decision by its number": lambda reader: reader.summary(decisions // 2)
    }
    for name, seen in (("2 channels", few), ("150 channels", many)):
        works |= {f"list {kind}".strip() + f", {name}": listed(narrowed(seen, kind, TODAY)) for kind in KINDS}
        searches = {
            "a rare word": "rare77",
            "a word of a quarter": "contract clause",
            "words of all": "retrieve facts",
            "a letter": "f",
        }
        for what, words in searches.items():
            wanted = replace(seen, words=words)
            works[f"search for {what}, {name}"] = lambda reader, wanted=wanted: reader.summaries(wanted, most=11)  # type: ignore[misc]
        works[f"Home: what waits for one person, {name}"] = listed(replace(seen, person="U1", waiting=True))
    return works


def test_finding_grows_with_what_is_found(tmp_path: Path) -> None:
    rows: dict[str, list[float]] = {}
    exported = []
    for size in SIZES:
        store = _filled(tmp_path / f"{size}.db", size)
        for name, work in _works(size).items():
            rows.setdefault(name, []).append(_median(store, work))
        exported.append(_median(store, lambda reader: sum(1 for _ in csv_lines(reader, Wanted(team="T1"))), rounds=1))
        with store.read() as reader:
            assert reader.summary(size) is not None
            assert reader.summaries(Wanted(team="T1", words="rare77"), most=99)
        store.close()
    base = rows["one decision by its number"][-1]
    print(f"\n{'':52}{'10,000 ms':>11}{'100,000 ms':>12}{'growth':>8}{'x one read':>12}")
    for name, (small, large) in rows.items():
        print(f"{name:52}{small:11.2f}{large:12.2f}{large / small:7.1f}x{large / base:11.0f}x")
    print(
        f"{'export all as CSV':52}{exported[0]:11.0f}{exported[1]:12.0f}{exported[1] / exported[0]:7.1f}x{exported[1] / base:11.0f}x"
    )
