"""Whether a running bot can do its work, for its log and for whoever watches it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from bot.store.errors import StoreError
from bot.store.protocol import Store

# Messages that wait for longer than this are worth a look.
_OLD_SECONDS = 300.0


class Health:
    """What is known about the parts of a running bot. Safe to ask from any thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._ready = False
        self._uses_socket = False
        self._socket_since: float | None = None
        self._lost_since: float | None = None

    def ready(self) -> None:
        """Slack knows us, and deliveries can be taken in."""
        with self._lock:
            self._ready = True

    def uses_socket(self) -> None:
        """From now on a socket is expected."""
        with self._lock:
            self._uses_socket, self._lost_since = True, self._clock()

    def socket(self, connected: bool) -> bool:
        """Note whether the socket stands; True where that is news."""
        with self._lock:
            news = connected != (self._socket_since is not None)
            if connected and news:
                self._socket_since, self._lost_since = self._clock(), None
            elif news:
                self._socket_since, self._lost_since = None, self._clock()
            return news

    def report(self, store: Store | None) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and what is known."""
        now = self._clock()
        with self._lock:
            ready, uses_socket, lost = self._ready, self._uses_socket, self._lost_since
        report: dict[str, Any] = {"slack": "known" if ready else "not reached yet"}
        well = ready
        if uses_socket:
            report["socket"] = "connected" if lost is None else f"none for {now - lost:.0f} s"
            well = well and lost is None
        if store is not None:
            try:
                with store.read() as reader:
                    backlog = reader.backlog()
            except StoreError as error:
                return False, {"status": "not well", **report, "database": str(error)}
            waited = 0.0 if backlog.oldest is None else max(0.0, now - backlog.oldest)
            report["database"] = "ok"
            report["outbox"] = {
                "waiting": backlog.waiting, "oldest_seconds": round(waited), "waiting_for_an_invitation": backlog.held,
                "failed": backlog.failed, "late": waited > _OLD_SECONDS,
            }  # fmt: skip
        return well, {"status": "ok" if well else "not well", **report}
