"""Where each decision stood when it was last looked at, so that an unchanged log is not read and folded again."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.cache import Remembered
from bot.store.protocol import Reader
from flows.log.log import Log
from flows.verdict.scene import Scene

_MOST = 256
# Nothing that people said stays in memory for long, whatever becomes of the decision.
_SECONDS = 900.0


class Scenes:
    """The scenes of the decisions that were looked at last; may be asked from any thread."""

    def __init__(self) -> None:
        self._kept = Remembered[int, Scene](time.monotonic, seconds=_SECONDS, most=_MOST)

    def of(self, reader: Reader, decision: int, scene_of: Callable[[Log], Scene]) -> Scene:
        """The scene of a decision as this view shows it. `reader` is no transaction that may still be rolled back.

        A log only grows, so that one of the same length is the same log; `scene_of` says how it is judged now.
        """
        size = reader.size(decision)
        kept = self._kept.get(decision)
        log = kept.log if kept is not None and len(kept.log) == size else reader.log(decision)
        scene = scene_of(log)
        if kept is not None and kept.log is log and kept.as_of == scene.as_of:
            return kept
        return self._kept.keep(decision, scene)
