"""How long a verdict takes, beside a cold start of Python. Prints a table; asserts nothing about time.

Run with: python -m pytest tests/bench -s -n 0
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from flows.conversation.turn import turn
from flows.costs import Assessment
from flows.language.intent import Said
from flows.log.log import Log
from flows.questions.answers import Answers
from flows.rules.case import Case
from flows.rules.engine import deciding
from flows.thresholds import DEFAULT
from flows.verdict import decide as verdict
from flows.verdict.next_question import next_question
from flows.verdict.ruling import settled
from flows.verdict.scene import Scene
from pricing import loading
from tests.helpers.support import NOVEMBER, ROOT, clauses

CLI = [sys.executable, "-c", "from bot.cli import main; main()"]
EXAMPLE = str(ROOT / "tests" / "scenarios" / "clause-extraction.json")


def milliseconds(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and worst of so many runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), max(taken)


def process(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run(arguments, cwd=ROOT, capture_output=True, check=True)


def test_bench() -> None:
    facts = loading.load()
    full, knowledge = settled(clauses()), settled(clauses(gap="knowledge"))
    assessment = Assessment(full, NOVEMBER, facts, DEFAULT)
    case = Case.of(assessment)
    reply, begun = verdict.decide(full, NOVEMBER, facts), Scene(Log(), NOVEMBER, facts)
    rows: dict[str, tuple[float, float]] = {
        "python, nothing imported (cold)": milliseconds(process(sys.executable, "-c", "pass"), 7),
        "--help (cold)": milliseconds(process(*CLI, "--help"), 7),
        "decide, one file, JSON (cold)": milliseconds(process(*CLI, "decide", EXAMPLE, "--format", "json"), 7),
        "decide, one file, text (cold)": milliseconds(process(*CLI, "decide", EXAMPLE), 7),
        "the rules alone": milliseconds(lambda: deciding(case), 200),
        "a verdict, 10,000 draws": milliseconds(lambda: verdict.decide(full, NOVEMBER, facts), 30),
        "the same with every option": milliseconds(lambda: verdict.decide(full, NOVEMBER, facts, all_options=True), 30),
        "a verdict where nothing is trained": milliseconds(lambda: verdict.decide(knowledge, NOVEMBER, facts), 30),
        "the reply as JSON": milliseconds(reply.model_dump_json, 30),
        "the next question, first of all": milliseconds(lambda: next_question(Answers(), NOVEMBER, facts, DEFAULT), 50),
        "a turn that records an answer": milliseconds(lambda: turn(begun, Said("scored")), 50),
    }
    base = rows["python, nothing imported (cold)"][0]
    print(f"\n{'':42}{'median ms':>10}{'worst ms':>10}{'x bare python':>15}")
    for name, (median, worst) in rows.items():
        print(f"{name:42}{median:10.2f}{worst:10.2f}{median / base:15.2f}")
