"""What a weekly digest tells, before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

# Of each section so many lines are told, and the rest counted.
MOST_LINES = 8

Name = Literal["decided", "waiting", "checkpoints", "course", "changed", "reviews", "dissents", "outcomes"]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line about a decision. `kind` is the sentence that the template makes of it; what it does not need is None.

    said    what somebody typed
    facts   whole sentences of ours
    days    for how long, in days; `day` a day to come
    """

    decision: int
    title: str
    kind: str
    person: str | None = None
    said: str | None = None
    facts: tuple[str, ...] = ()
    days: int | None = None
    day: date | None = None
    # Where its thread stands on the web.
    address: str | None = None


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The first lines of a section, and how many there are in all (at most a thousand are counted)."""

    name: Name
    lines: tuple[DigestLine, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """Verdicts of one month, by kind."""

    first: date
    verdicts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Week:
    """All that a digest tells. Sections without a line are left out; `older` waits for so long that it is only counted."""

    first: date
    last: date
    sections: tuple[DigestSection, ...]
    older: int = 0
    months: tuple[Month, ...] = ()
    calibration: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of this week."""
        return not self.sections
