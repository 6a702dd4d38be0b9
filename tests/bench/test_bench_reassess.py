"""How long it takes to look at many decisions again, beside giving each a whole verdict. Ratios of one run; nothing is asserted about time.

`python -m pytest tests/bench/test_bench_reassess.py -s -n 0`
"""

from __future__ import annotations

import random
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.context import Context
from bot.decisions.summary import summary_of
from bot.jobs.reassess import BATCH, Reassessor
from bot.store.sqlite import SqliteStore
from flows.lifecycle.figures import figures_now
from flows.lifecycle.reassess import reassess
from flows.log.entries import answered
from flows.log.figures import Figures
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.verdict.decide import decide
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.support import NOVEMBER

SIZES = (1_000, 10_000)
WHOLE = 60
TODAY = NOVEMBER + timedelta(days=70)
PLACES = ("openai", "azure", "vertex", "bedrock", "together", "fireworks", "self_hosted")


def some_answers(chance: random.Random) -> Answers:
    """Answers as varied as teams are: few cases share a team, a volume or the size of a request."""
    document: dict[str, Any] = {}

    def maybe(id_: str, share: float, *values: Any) -> None:
        if chance.random() < share:
            document[id_] = chance.choice(values)

    maybe("gap", 0.95, "knowledge", "behavior", "behavior", "reasoning", "modality", "none", "none")
    maybe("prompting", 0.8, "none", "tried", "scored", "scored")
    maybe("reason", 0.8, "quality", "cost", "cost", "latency")
    maybe("task", 0.8, "classification", "extraction", "generation", "qa")
    maybe("strongest_model", 0.8, "fixes_it", "does_not", "does_not")
    maybe("smaller_model", 0.6, "passes", "fails", "fails")
    maybe("labels", 0.8, "checked", "checked", "mixed", "unchecked")
    maybe("examples", 0.8, chance.randint(50, 20_000))
    maybe("real_share", 0.8, Decimal(1), Decimal("0.5"))
    maybe("requirements_change", 0.8, "rarely", "rarely", "rarely", "monthly")
    maybe("upkeep_owner", 0.8, True, True, True, False)
    maybe("upkeep_usd", 0.4, chance.randint(0, 3_000))
    maybe("test_items", 0.9, chance.randint(20, 1_000))
    maybe("baseline_measured", 0.8, True)
    maybe("gradeable", 0.6, "code", "rubric", "no")
    maybe("openai_tuning", 0.5, "active", "inactive", "never")
    maybe("data_may_leave", 0.4, True, True, False)
    maybe("hosts", 0.4, chance.sample(PLACES, chance.randint(1, 5)))
    maybe("model", 0.9, "gpt-5.4", "gpt-5.4-mini", "gpt-4.1", "claude-haiku-4-5", "gemini-2.5-flash", "our own 3B")
    maybe("requests_per_month", 0.9, int(10 ** chance.uniform(3, 7)))
    maybe("input_tokens", 0.9, chance.randint(50, 20_000))
    maybe("output_tokens", 0.9, chance.randint(10, 2_000))
    maybe("growth_per_month", 0.2, Decimal("0.05"), Decimal("-0.02"))
    maybe("monthly_spend_usd", 0.3, chance.randint(100, 20_000))
    return from_mapping(document)


def look_again(cases: list[tuple[Answers, Figures]], facts: Catalogue) -> tuple[float, int]:
    """Seconds for all of them, and how many had changed."""
    start = time.perf_counter()
    changed = sum(bool(reassess(before, answers, TODAY, facts).changes) for answers, before in cases)
    return time.perf_counter() - start, changed


def test_bench(facts: Catalogue) -> None:
    chance = random.Random(4)
    answers = [some_answers(chance) for _ in range(max(SIZES))]
    cases = [(given_answers, figures_now(given_answers, NOVEMBER, facts)) for given_answers in answers]
    look_again(cases[:50], facts)
    start = time.perf_counter()
    for given_answers in answers[:WHOLE]:
        decide(given_answers, TODAY, facts)
    whole = (time.perf_counter() - start) / WHOLE
    print(f"\n{'':34}{'seconds':>9}{'a second':>10}{'ms each':>9}{'changed':>9}{'growth':>8}{'x whole':>9}")
    print(
        f"{f'a whole verdict each, {WHOLE} sampled':34}{whole * WHOLE:9.2f}{1 / whole:10.0f}{whole * 1000:9.2f}{'':26}"
    )
    last: tuple[int, float] | None = None
    for size in SIZES:
        taken, changed = look_again(cases[:size], facts)
        growth = "" if last is None else f"{taken / last[1] / (size / last[0]):.2f}"
        ratio = taken / size / whole
        print(
            f"{f're-assess {size:,} decisions':34}{taken:9.2f}{size / taken:10.0f}{taken / size * 1000:9.2f}{changed:9}{growth:>8}{ratio:9.3f}"
        )
        last = (size, taken)


def keep(store: SqliteStore, cases: list[tuple[Answers, Figures]]) -> None:
    """Decisions with these answers and a verdict, as the bot keeps them."""
    at = datetime(NOVEMBER.year, NOVEMBER.month, NOVEMBER.day, tzinfo=UTC)
    for start in range(0, len(cases), 1_000):
        with store.write() as unit:
            for answers, before in cases[start : start + 1_000]:
                id_ = unit.open_decision("T1", "C1", "public", None, "U1", at.timestamp())
                log = [answered(question, value, str(value), "U1", at) for question, value in answers.values.items()]
                log += [
                    an_entry("unsure", question, by="U1", at=at) for question in BY_ID if question not in answers.values
                ]
                log.append(an_entry("concluded", value={"verdict": before.verdict, "record": before.to_json()}, at=at))
                unit.append(id_, log)
                decision = unit.decision(id_)
                assert decision is not None
                unit.keep_summary(summary_of(decision, Log(tuple(log)), None))


def test_bench_in_the_store(facts: Catalogue, tmp_path: Path) -> None:
    chance = random.Random(4)
    cases = [
        (given_answers, figures_now(given_answers, NOVEMBER, facts))
        for given_answers in (some_answers(chance) for _ in range(max(SIZES)))
    ]
    now = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp()
    print(f"\n{'':46}{'seconds':>9}{'a second':>10}{'changed':>9}{'growth':>8}")
    last: tuple[int, float] | None = None
    for size in SIZES:
        with closing(SqliteStore(tmp_path / f"{size}.db")) as store:
            keep(store, cases[:size])
            reassessor = Reassessor(Context(store, facts, time.time))
            start = time.perf_counter()
            looked = changed = 0
            while batch := list(reassessor.look(now, before=now, most=BATCH)):
                looked += len(batch)
                changed += sum(bool(decision.changes) for decision in batch)
            taken = time.perf_counter() - start
        assert looked == size
        growth = "" if last is None else f"{taken / last[1] / (size / last[0]):.2f}"
        print(
            f"{f're-assess {size:,} kept decisions, each on disk':46}{taken:9.2f}{size / taken:10.0f}{changed:9}{growth:>8}"
        )
        last = (size, taken)
