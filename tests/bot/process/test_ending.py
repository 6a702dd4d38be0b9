"""A process ends when it is told to, whichever thread the system tells."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

import pytest

from bot.process.ending import Ending
from tests.helpers.pace import PATIENCE
from tests.helpers.support import ROOT

# A thread that never comes back to Python hears the signal; the main thread only waits.
ELSEWHERE = """
import signal, threading, time
from bot.process.ending import Ending

ending = Ending()
with ending.on_signals():
    other = threading.Thread(target=time.sleep, args=(600,), daemon=True)
    other.start()

    def tell():
        time.sleep(0.5)
        signal.pthread_kill(other.ident, signal.{name})

    threading.Thread(target=tell, daemon=True).start()
    assert ending.wait() is None
print("ended")
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_though_another_thread_gets_it(name: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE.format(name=name)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20 * PATIENCE,
        check=True,
    )
    assert told.stdout == "ended\n"


def test_a_part_that_fails_ends_it_with_what_went_wrong() -> None:
    ending, wrong = Ending(), RuntimeError("no more")
    threading.Timer(0.05, ending.tell, (wrong,)).start()
    assert ending.wait() is wrong


def test_who_looks_without_waiting_hears_only_what_went_wrong() -> None:
    ending, wrong = Ending(), RuntimeError("no more")
    assert ending.now() is None
    ending.tell(wrong)
    assert ending.now() is wrong
    ending.tell()
    assert ending.now() is None


def test_signals_are_handled_as_before_afterwards() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)]
    with Ending().on_signals():
        assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] != before
    assert [signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)] == before
