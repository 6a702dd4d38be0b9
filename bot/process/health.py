"""Whether a running bot can do its work, for its log and for whoever watches it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import structlog

from bot.store.errors import StoreError
from bot.store.protocol import Store

_LOG = structlog.get_logger("health")
# Messages that wait for longer than this are worth a look.
_OLD_SECONDS = 300.0


class Health:
    """What is known about the parts of a running bot. Safe to ask from any thread."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._ready = False
        self._parts: dict[str, Callable[[], bool | str]] = {}
        self._uses_socket = False
        # Since when there is no socket; None while there is one.
        self._lost_since: float | None = None

    def ready(self) -> None:
        """Slack knows us, and deliveries can be taken in."""
        with self._lock:
            self._ready = True

    def watch(self, name: str, works: Callable[[], bool | str]) -> None:
        """From now on this part has to work. What `works` says instead of yes or no is shown, and is a no."""
        with self._lock:
            self._parts[name] = works

    def uses_socket(self) -> None:
        """From now on a socket is expected."""
        with self._lock:
            self._uses_socket, self._lost_since = True, self._clock()

    def socket(self, connected: bool) -> bool:
        """Note whether the socket stands; True where that is news."""
        with self._lock:
            news = connected != (self._lost_since is None)
            if news:
                self._lost_since = None if connected else self._clock()
            return news

    def report(self, store: Store | None) -> tuple[bool, dict[str, Any]]:
        """Whether all is well, and what is known. It holds nothing that a stranger may not read."""
        now = self._clock()
        with self._lock:
            well, uses_socket, lost, parts = self._ready, self._uses_socket, self._lost_since, dict(self._parts)
        report: dict[str, Any] = {"slack": "known" if well else "not reached yet"}
        for name, works in parts.items():
            said = works()
            report[name] = said if isinstance(said, str) else "ok" if said else "stopped"
            well = well and report[name] == "ok"
        if uses_socket:
            report["socket"] = "connected" if lost is None else f"none for {now - lost:.0f} s"
            well = well and lost is None
        if store is not None:
            try:
                with store.read() as reader:
                    backlog = reader.backlog()
            except StoreError as error:
                _LOG.error("database", reason=str(error))
                return False, {
                    "status": "not well",
                    **report,
                    "database": f"{type(error).__name__.lower()}: see the log",
                }
            waited = 0.0 if backlog.oldest is None else max(0.0, now - backlog.oldest)
            report["database"] = "ok"
            report["outbox"] = {
                "waiting": backlog.waiting,
                "oldest_seconds": round(waited),
                "waiting_for_an_invitation": backlog.held,
                "failed": backlog.failed,
                "late": waited > _OLD_SECONDS,
            }
        return well, {"status": "ok" if well else "not well", **report}
