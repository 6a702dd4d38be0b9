"""Rings in every open page when something changes in the workspace."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Waits for changes in one thread, and wakes whoever listens in an event loop."""

    def __init__(self, changed: threading.Condition) -> None:
        self._changed = changed
        self._ears: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self.closed = False
        self._thread = threading.Thread(target=self._run, name="bell", daemon=True)

    def start(self) -> None:
        """Begin to listen for changes."""
        self._thread.start()

    def close(self) -> None:
        """Ring for the last time: whoever listens sees that it is closed."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """An event that is set at each change, while the block lasts."""
        ear = (asyncio.get_running_loop(), asyncio.Event())
        with self._changed:
            self._ears.add(ear)
        try:
            yield ear[1]
        finally:
            with self._changed:
                self._ears.discard(ear)

    def _run(self) -> None:
        # The lock is held but while it waits, so that no change is missed.
        with self._changed:
            while not self.closed:
                self._changed.wait()
                for loop, event in self._ears:
                    if not loop.is_closed():
                        loop.call_soon_threadsafe(event.set)
