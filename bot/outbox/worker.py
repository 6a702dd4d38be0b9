"""The worker drains the outbox: in order per lane, each effect once, at the pace that Slack allows.

It knows no feature: what a job does and what becomes of a message is given to it by the composition root.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog

from bot.outbox.delivery import Delivery
from bot.outbox.owner import is_gone
from bot.outbox.throttle import Throttle
from bot.store.effects import UnreadableItem
from bot.store.errors import StoreError
from bot.store.protocol import Store
from bot.store.records import Effect

_LOG = structlog.get_logger("courier")
_IDLE = 1.0

# What carries out a job, by its class; each is given the effect and its item, and takes the effect out of the outbox itself. Raises StoreError.
JobHandlers = Mapping[type[Any], Callable[[Effect, Any], None]]


class Worker:
    """Takes effects from the outbox and has them carried out or sent by a few threads.

    `news` is set by whoever puts something into the outbox, after its commit.
    """

    def __init__(
        self,
        store: Store,
        handlers: JobHandlers,
        delivery: Delivery,
        throttle: Throttle,
        clock: Callable[[], float],
        news: threading.Event,
        *,
        threads: int = 6,
    ) -> None:
        self._store, self._handlers, self._delivery = store, handlers, delivery
        self._throttle, self._clock, self._news = throttle, clock, news
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="courier")
        self._busy: set[str] = set()
        self._lock = threading.Lock()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin, after giving back what a dead process of this machine had claimed. Raises StoreError."""
        with self._store.write() as unit:
            for owner in unit.owners():
                if is_gone(owner, self._delivery.owner):
                    unit.release_owner(owner)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish what is being sent, and end. What is left stays in the outbox."""
        with self._lock:
            self._stopping = True
        self._news.set()
        if self._thread.is_alive():
            self._thread.join()
        self._pool.shutdown()

    def _run(self) -> None:
        while not self._stopping:
            self._news.clear()
            try:
                wait = self._hand_out()
            except StoreError as error:
                _LOG.error("outbox cannot be read", reason=str(error))
                wait = _IDLE
            except Exception as error:  # noqa: BLE001 - the worker of a running bot never ends
                _LOG.exception("courier stumbled", error=type(error).__name__)
                wait = _IDLE
            if not self._stopping:
                self._news.wait(wait)

    def _hand_out(self) -> float:
        """Give what is due to the threads; how long nothing else is."""
        now = self._clock()
        with self._store.read() as reader:
            effects = reader.due(now)
            next_due = reader.next_due(now)
        wait = _IDLE if next_due is None or next_due <= now else min(_IDLE, next_due - now)
        for effect in effects:
            with self._lock:
                if self._stopping or effect.lane in self._busy:
                    continue
                if len(self._busy) >= self._threads:
                    break
                if not effect.is_job:
                    earliest = self._throttle.earliest(effect, now)
                    if earliest > now:
                        wait = min(wait, earliest - now)
                        continue
                    self._throttle.starts(effect, now)
                self._busy.add(effect.lane)
            self._pool.submit(self._work, effect)
        return wait

    def _work(self, effect: Effect) -> None:
        try:
            if effect.is_job:
                self._handlers[type(effect.item)](effect, effect.item)
            elif isinstance(effect.item, UnreadableItem):
                self._pass_over(effect)
            else:
                self._delivery.deliver(effect)
        except StoreError as error:
            _LOG.error("store failed", effect=effect.kind, reason=str(error))
        except Exception as error:  # noqa: BLE001
            # A fault of ours must not stop the other threads' messages: set it back and say so.
            _LOG.exception("effect failed", effect=effect.kind, decision=effect.decision, error=type(error).__name__)
            self._set_back(effect, type(error).__name__)
        finally:
            with self._lock:
                self._busy.discard(effect.lane)
            self._news.set()

    def _pass_over(self, effect: Effect) -> None:
        _LOG.error("cannot be read", effect=effect.kind, decision=effect.decision)
        with self._store.write() as unit:
            unit.fail(effect.id, "it cannot be read")

    def _set_back(self, effect: Effect, error: str) -> None:
        try:
            with self._store.write() as unit:
                unit.later(effect.id, self._clock() + 30, error, uncertain=True)
        except StoreError as failure:
            _LOG.error("store failed", effect=effect.kind, reason=str(failure))
