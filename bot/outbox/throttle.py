"""How fast messages may go where: one message a second per channel, and pauses that Slack asks for."""

from __future__ import annotations

import threading

from bot.store.effects import Ephemeral, GiveFile, Post, UploadFile
from bot.store.records import Effect

# Slack takes some 50 changes to messages a minute: after it has asked for a pause, no more than that for a while.
_CAREFUL_SECONDS, _CAREFUL_FOR = 1.2, 60.0


class Throttle:
    """One message a second per channel, pauses that Slack asked for, and a slower pace for a while after one."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # For each place: when it was last seen to, and until when what comes after it waits.
        self._next: dict[str, tuple[float, float]] = {}
        self._careful_until: dict[str, float] = {}
        self._lock = threading.Lock()

    def earliest(self, effect: Effect, now: float) -> float:
        """When an effect may be tried. A wait that began in what is now the future, as the clock was turned back, is over."""
        with self._lock:
            since, until = self._next.get(_place(effect), (0.0, 0.0))
        return until if since <= now else 0.0

    def starts(self, effect: Effect, now: float) -> None:
        """An effect is being tried: what comes after it in the same place waits."""
        place = _place(effect)
        with self._lock:
            if _is_message(effect):
                self._next[place] = now, now + self._seconds
            elif self._careful_until.get(place, 0.0) > now:
                self._next[place] = now, now + _CAREFUL_SECONDS

    def told_to_wait(self, effect: Effect, wait: float, now: float) -> None:
        """Slack asked for a pause."""
        with self._lock:
            self._next[_place(effect)] = now, now + wait
            self._careful_until[_place(effect)] = now + wait + _CAREFUL_FOR


def _is_message(effect: Effect) -> bool:
    return isinstance(effect.item, Post | Ephemeral | UploadFile | GiveFile)


def _place(effect: Effect) -> str:
    """What Slack counts together: messages by channel, everything else by method."""
    return f"{effect.team} {effect.channel}" if _is_message(effect) else effect.kind
