"""What stands on a decision's append-only log: one small class for each kind of thing that people did or the bot found.

Any log loads, however old: what an entry lacks has its default, and a kind that no longer exists is kept as `Unknown`
and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flows.log.answer_entries import Answered, AnswerEntry, FileMeasured, Restarted, Unsure, WentOn, Withdrawn, answered
from flows.log.entry import Entry
from flows.log.life_entries import (
    Accepted,
    Adopted,
    Asked,
    CarriedOn,
    Concluded,
    Deferred,
    Dissented,
    Measured,
    OutcomeEntry,
    Overrode,
    Owned,
    Planned,
    Reaction,
    Reassessed,
    Renewed,
    Rescored,
    Retracted,
    Reviewed,
    StepDone,
    StepMoved,
    Stopped,
    Superseded,
    Supersedes,
    Tie,
)
from flows.log.numbers import text

__all__ = [
    "KINDS",
    "Accepted",
    "Adopted",
    "AnswerEntry",
    "Answered",
    "Asked",
    "CarriedOn",
    "Concluded",
    "Deferred",
    "Dissented",
    "Entry",
    "FileMeasured",
    "Measured",
    "OutcomeEntry",
    "Overrode",
    "Owned",
    "Planned",
    "Reaction",
    "Reassessed",
    "Renewed",
    "Rescored",
    "Restarted",
    "Retracted",
    "Reviewed",
    "StepDone",
    "StepMoved",
    "Stopped",
    "Superseded",
    "Supersedes",
    "Tie",
    "Unknown",
    "Unsure",
    "WentOn",
    "Withdrawn",
    "answered",
    "from_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Entry):
    """An entry of a kind that this version does not know, kept as it is."""

    as_stored: str = "unreadable"
    question: str | None = None
    value: Any = None

    @property
    def stored_kind(self) -> str:
        """The name of the kind, as stored."""
        return self.as_stored

    @property
    def about(self) -> str | None:
        """The question."""
        return self.question

    def value_json(self) -> Any:
        """As it is."""
        return self.value


_CLASSES: tuple[type[Entry], ...] = (
    Answered, Unsure, Withdrawn, Restarted, WentOn, FileMeasured, Concluded, Accepted, Overrode, Deferred, Dissented, Owned, Planned,
    Asked, StepMoved, StepDone, Measured, CarriedOn, Stopped, Adopted, Reviewed, Rescored, Reassessed, Renewed, Supersedes, Superseded, Retracted,
)  # fmt: skip
KINDS: dict[str, type[Entry]] = {class_.kind: class_ for class_ in _CLASSES}


def from_json(row: Any) -> Entry:
    """Whatever was stored; what does not fit becomes an entry that changes nothing."""
    if not isinstance(row, dict):
        return Unknown()
    try:
        at = datetime.fromisoformat(row["at"]) if isinstance(row.get("at"), str) else None
    except ValueError:
        at = None
    common: dict[str, Any] = {"at": at, **{name: text(row.get(name)) for name in ("text", "by", "source", "how")}}
    kind, question, value = str(row.get("kind")), text(row.get("question")), row.get("value")
    entry = KINDS[kind].read(value, question, **common) if kind in KINDS else None
    return entry or Unknown(as_stored=kind, question=question, value=value, **common)
