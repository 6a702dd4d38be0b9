"""How long a data set of 1 kB rows takes to measure, and how much memory; beside reading it as JSON. Asserts nothing about time.

Run with: python -m pytest tests/bench/test_bench_measure.py -s -n 0
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

from tests.helpers.support import ROOT

_ROWS = (10_000, 100_000)
_MEASURE = """
import resource, sys, time
from flows.measure.file import File
from flows.measure.measure import Asked, measure
from flows.measure.tokens import Tokens
start = time.perf_counter()
with open(sys.argv[1], "rb") as opened:
    data = opened.read()
found = measure(Asked((File("rows.jsonl", data),)), Tokens(), lambda used: None)
taken = time.perf_counter() - start
print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, found.dataset.near_duplicates)
"""
_PARSE = """
import json, sys, time
start = time.perf_counter()
with open(sys.argv[1], "rb") as opened:
    for line in opened:
        json.loads(line)
print(time.perf_counter() - start)
"""


def _written(path: Path, rows: int) -> None:
    """Rows of about 1 kB; one in fifty is the one before it with a word changed."""
    draws = random.Random(1)
    words = ["".join(draws.choices("abcdefghijklmnopqrstuvwxyz", k=draws.randint(3, 9))) for _ in range(5_000)]
    asked, told = "", ""
    with path.open("w", encoding="utf-8") as opened:
        for number in range(rows):
            if number % 50 == 49:
                parts = asked.split()
                parts[draws.randrange(len(parts))] = "changed"
                asked = " ".join(parts)
            else:
                asked, told = " ".join(draws.choices(words, k=100)), " ".join(draws.choices(words, k=30))
            turns = [{"role": "user", "content": asked}, {"role": "assistant", "content": told}]
            opened.write(json.dumps({"messages": turns}) + "\n")


def _run(program: str, path: Path) -> list[float]:
    told = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    return [float(part) for part in told.stdout.split()]


def test_bench(tmp_path: Path) -> None:
    print(f"\n{'rows of 1 kB':>14}{'seconds':>10}{'x JSON':>9}{'MB':>8}{'near pairs':>12}")
    taken = []
    for rows in _ROWS:
        path = tmp_path / f"{rows}.jsonl"
        _written(path, rows)
        (parsing,) = _run(_PARSE, path)
        seconds, megabytes, near = _run(_MEASURE, path)
        taken.append(seconds)
        print(f"{rows:14,}{seconds:10.2f}{seconds / parsing:9.1f}{megabytes:8.0f}{near:12,.0f}")
    print(f"ten times the rows take {taken[1] / taken[0]:.1f} times as long")
