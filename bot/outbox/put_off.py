"""Work that Slack holds up is put off, with growing waits."""

from __future__ import annotations

import structlog

from bot.store.protocol import Store
from bot.store.records import Effect

_LOG = structlog.get_logger("outbox")


def put_off(store: Store, effect: Effect, why: str, now: float, *, most: int, wait: float) -> bool:
    """Try a job again later, after `wait` seconds and then twice as long each time; False once it was tried so often."""
    if effect.attempts >= most:
        return False
    _LOG.warning("Slack does not tell; trying again", effect=effect.kind, error=why)
    with store.write() as unit:
        unit.postpone(effect.id, now + wait * 2**effect.attempts, why)
    return True
