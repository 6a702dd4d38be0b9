"""What people say of the first step of a verdict that they accepted: that it is done, or not yet."""

from __future__ import annotations

from flows.dates import working_days_after
from flows.language.intent import Said
from flows.lifecycle.actions import told_by
from flows.lifecycle.records import STEP_TAKES, Life
from flows.log.entries import Entry, StepDone, StepMoved
from flows.text import Refused

NOT_YET = frozenset(
    {"not yet", "not done yet", "not done", "later", "next week", "needs more time", "we need more time"}
)
DONE = frozenset({"done", "it is done", "it's done", "we did it", "did it", "done that"})


def later(now: Life, said: Said) -> tuple[Entry, ...]:
    """Move the day of the first step by a working week from today. Raises Refused."""
    _waiting(now)
    assert said.at is not None, "who says something says it at a time"
    return (StepMoved(until=working_days_after(said.at.date(), STEP_TAKES), **told_by(said, said.text)),)


def done(now: Life, said: Said) -> tuple[Entry, ...]:
    """Say that the first step is done, where it brings no answer to a question. Raises Refused."""
    _waiting(now)
    return (StepDone(**told_by(said, said.text)),)


def _waiting(now: Life) -> None:
    if now.step is None:
        raise Refused("No first step waits here any more; nothing was changed.")
