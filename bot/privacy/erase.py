"""Deletions that take longer than an ack may: all of a workspace, and rubbing what was deleted out of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.outbox.effects import scrub
from bot.outbox.installation import Installation
from bot.store.effects import EraseWorkspace, ScrubFile
from bot.store.errors import StoreError
from bot.store.protocol import Store
from bot.store.records import Effect

_LOG = structlog.get_logger("forget")
# Decisions that are deleted in one transaction: some tens of milliseconds.
BATCH = 200
_FIRST_WAIT, _LONGEST_WAIT = 0.2, 600.0


@dataclass(frozen=True)
class Erasing:
    """Carries out what `EraseWorkspace` and `ScrubFile` want."""

    store: Store
    clock: Callable[[], float]
    installation: Installation

    def erase(self, effect: Effect, item: EraseWorkspace) -> None:
        """Delete the next part of a workspace; the effect stays until nothing is left, also across a restart. Raises StoreError."""
        # The workspace has sent the bot away: whoever watches it is told.
        self.installation.sent_away = item.why
        with self.store.write() as unit:
            if unit.erase_some(effect.team, item.up_to, item.at, BATCH) > 0 or not unit.done(effect.id):
                return
            unit.enqueue([scrub(self.clock())])
        _LOG.warning("everything of the workspace is deleted", team=effect.team, why=item.why)

    def scrub(self, effect: Effect, _item: ScrubFile) -> None:
        """Rub what was deleted out of the file; later, where somebody reads or wants to write just now. Raises StoreError."""
        with self.store.read() as reader:
            # What is forgotten from here on wants another look at the file.
            waiting = [queued.id for queued in reader.effects(effect.lane)]
        try:
            done, why = self.store.scrub(), "somebody is at work in the file"
        except StoreError as error:
            done, why = False, str(error)
            _LOG.error("deleted, but not rubbed out of the file yet", reason=why)
        with self.store.write() as unit:
            if not done:
                wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(effect.attempts, 20))
                unit.postpone(effect.id, self.clock() + wait, why)
                return
            for id_ in waiting:
                unit.done(id_)
