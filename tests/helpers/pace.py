"""How long things may take, on a quick machine and on a busy one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# What was promised in seconds is promised for a machine that is not busy: a busy one is given this many times as long.
PATIENCE = float(os.environ.get("TEST_PATIENCE", "1"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What happens inside takes no longer than this, on the clock on the wall."""
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    assert took < seconds * PATIENCE, f"took {took:.2f} s, {seconds} s at most were promised"


def growth(work: Callable[[str], object], text: str, *, times: int = 4, tries: int = 3) -> float:
    """How many times as long a text takes that is so many times as long: `times` if work is linear, its square if not."""
    return _shortest(work, text * times, tries) / _shortest(work, text, tries)


def _shortest(work: Callable[[str], object], text: str, tries: int) -> float:
    """Seconds of processor time. The shortest of some tries is what the work takes when nothing else disturbs it."""

    def seconds() -> float:
        began = time.thread_time()
        work(text)
        return time.thread_time() - began

    return max(min(seconds() for _ in range(tries)), 1e-4)
