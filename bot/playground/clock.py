"""A clock that runs as the real one does, from a time that people set."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from bot.events import utc

_HOUR, _DAY = 3_600.0, 86_400.0
# When people are at work: after nine, when they are asked for numbers, and when most digests are due.
_MORNING_HOUR = 10


class Clock:
    """Seconds since 1970, as `time.time` gives them, some seconds apart from the real ones. May be set from any thread."""

    def __init__(self, real: Callable[[], float] = time.time) -> None:
        self._real, self._apart = real, 0.0

    def __call__(self) -> float:
        """What it shows."""
        return self._real() + self._apart

    def set(self, to: float) -> None:
        """Make it this time now."""
        self._apart = to - self._real()

    @property
    def real(self) -> float:
        """What the machine's own clock says."""
        return self._real()


def morning(now: float) -> float:
    """Ten o'clock of the same day."""
    return utc(now).replace(hour=_MORNING_HOUR, minute=0, second=0, microsecond=0).timestamp()


def hours(now: float, to: float) -> Iterator[float]:
    """Each full hour that passes on the way from one time to another, in order."""
    hour = (now // _HOUR + 1) * _HOUR
    while hour < to:
        yield hour
        hour += _HOUR


def later(now: float, days: int) -> float:
    """The same time so many days on, or ten o'clock where that is later: nobody is asked anything at night."""
    there = now + days * _DAY
    return max(there, morning(there))
