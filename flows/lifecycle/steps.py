"""What people say of the first step of a verdict that they accepted: that it is done, or not yet."""

from __future__ import annotations

from typing import Any

from flows.dates import working_days_after
from flows.language.intent import Said
from flows.lifecycle.records import STEP_TAKES, Life
from flows.log.entries import Entry, StepDone, StepMoved
from flows.text import Refused

_MAX_WORDS = 3000
NOT_YET = frozenset(
    {"not yet", "not done yet", "not done", "later", "next week", "needs more time", "we need more time"}
)
DONE = frozenset({"done", "it is done", "it's done", "we did it", "did it", "done that"})


def later(now: Life, said: Said) -> tuple[Entry, ...]:
    """Move the day of the first step by a working week from today. Raises Refused."""
    _waiting(now)
    assert said.at is not None, "who says something says it at a time"
    return (StepMoved(until=working_days_after(said.at.date(), STEP_TAKES), **_by(said)),)


def done(now: Life, said: Said) -> tuple[Entry, ...]:
    """Say that the first step is done, where it brings no answer to a question. Raises Refused."""
    _waiting(now)
    return (StepDone(**_by(said)),)


def _waiting(now: Life) -> None:
    if now.step is None:
        raise Refused("No first step waits here any more; nothing was changed.")


def _by(said: Said) -> dict[str, Any]:
    return {"text": said.text[:_MAX_WORDS] or None, "by": said.by, "at": said.at, "source": said.source}
