"""What was learned or worked out a moment ago, kept for a while and in bounded number."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import TTLCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values by key for `seconds`, at most `most` of them: the one that was not used for longest makes room. For many threads."""

    def __init__(self, clock: Callable[[], float], *, seconds: float, most: int) -> None:
        self._clock, self._last, self._age = clock, clock(), 0.0
        self._kept: TTLCache[K, V] = TTLCache(most, seconds, timer=self._aged)
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """What is remembered; None where nothing is, or not any more."""
        with self._lock:
            return self._kept.get(key)

    def keep(self, key: K, value: V) -> V:
        """Remember something from now on."""
        with self._lock:
            self._kept[key] = value
        return value

    def drop(self, key: K) -> None:
        """Forget something: it is not true any more."""
        with self._lock:
            self._kept.pop(key, None)

    def _aged(self) -> float:
        """Seconds that have passed. A clock that is set back makes what is remembered older too, and never younger."""
        now = self._clock()
        self._age += abs(now - self._last)
        self._last = now
        return self._age
