"""What ends a process: a signal, or a part that cannot go on."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

# A signal that the system gives to another thread does not wake the main one, where Python handles it: look up so often.
_LOOK_UP_SECONDS = 0.2


class Ending:
    """Wait for the end in the main thread, and tell of it from any thread or signal handler, whatever that interrupts."""

    def __init__(self) -> None:
        # Why to end: None when told to, else what went wrong. A SimpleQueue may be put into by what interrupts its `get`.
        self._told: SimpleQueue[BaseException | None] = SimpleQueue()

    def tell(self, wrong: BaseException | None = None) -> None:
        """End: because somebody says so, or because of what went wrong."""
        self._told.put(wrong)

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Inside, SIGTERM and SIGINT (Ctrl+C) are told. For the main thread."""
        before = [
            (number, signal.signal(number, lambda _number, _frame: self.tell()))
            for number in (signal.SIGTERM, signal.SIGINT)
        ]
        try:
            yield
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def wait(self) -> BaseException | None:
        """Sleep until something is told; what went wrong, None where nothing did."""
        while True:
            try:
                return self._told.get(timeout=_LOOK_UP_SECONDS)
            except Empty:
                continue

    def now(self) -> BaseException | None:
        """What went wrong until now; None where nothing did, or nothing was told."""
        return None if self._told.empty() else self._told.get()
