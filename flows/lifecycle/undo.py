"""What "undo" takes back after a verdict: what somebody did last, by a button, a form or words."""

from __future__ import annotations

from flows.language.intent import Said
from flows.lifecycle.stages import EVENTS, counted
from flows.log.entries import Asked, Concluded, Dissented, Entry, Reassessed, Retracted, Superseded
from flows.log.log import Log
from flows.text import Refused, as_command

_WORDS = frozenset({"undo", "undo it", "undo that", "back", "go back", "take it back", "take that back"})
# What nobody does, and what is no one thing that was done.
_NO_DEED = (Asked, Concluded, Reassessed, Retracted)


def undo(log: Log, said: Said) -> tuple[Entry, ...]:
    """The entry that takes back what was done last; none where that was an answer, or this is no undo.

    Raises Refused where what was done last is not theirs to take back.
    """
    if as_command(said.text) not in _WORDS:
        return ()
    last = next((entry for entry in reversed(counted(log)) if not isinstance(entry, _NO_DEED)), None)
    if isinstance(last, Superseded):
        raise Refused("Another decision replaced this one, which cannot be undone here; nothing was changed.")
    if isinstance(last, Dissented) and last.by != said.by:
        raise Refused(
            "The last thing here is somebody else's dissent, which only they can take back; nothing was changed."
        )
    if last is None or not isinstance(last, EVENTS) or last.source is None:
        return ()
    return (Retracted(of=last.source, by=said.by, at=said.at, source=said.source, how="undone"),)
