"""What a weekly digest tells, before it is laid out."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
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
    key     tells a line that waits from every other, and from itself once something else is waited for
    wanted  whether the person is pinged by it: something is wanted of them, and no line before says so
    offers  the number of the verdict that can be accepted or put off by buttons at the line
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
    key: str = ""
    wanted: bool = False
    offers: int | None = None


@dataclass(frozen=True, slots=True)
class DigestSection:
    """The first lines of a section, how many there are in all (at most a thousand are counted), and how many were told before."""

    name: Name
    lines: tuple[DigestLine, ...]
    count: int
    again: int = 0


@dataclass(frozen=True, slots=True)
class Month:
    """Verdicts of one month, by kind."""

    first: date
    verdicts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Week:
    """All that a digest tells. Sections without a line are left out; `older` waits for so long that it is only counted.

    again   how many lines wait as they did when they were told last, and are not told anew
    """

    first: date
    last: date
    sections: tuple[DigestSection, ...]
    older: int = 0
    months: tuple[Month, ...] = ()
    calibration: str | None = None
    again: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of this week."""
        return not self.sections

    def told(self, lines: int = MOST_LINES) -> tuple[str, ...]:
        """The keys of what waits among the first so many lines of each section."""
        return tuple(line.key for section in self.sections for line in section.lines[:lines] if line.key)

    def pinging(self, nobody: Container[str | None]) -> Week:
        """The same where each person of whom something is wanted is pinged once, but for `nobody`."""
        seen: set[str | None] = set()
        sections = []
        for section in self.sections:
            lines = []
            for line in section.lines:
                wanted = bool(line.key) and line.person not in seen and line.person not in nobody
                seen |= {line.person} if wanted else set()
                lines.append(replace(line, wanted=wanted))
            sections.append(replace(section, lines=tuple(lines)))
        return replace(self, sections=tuple(sections))


class Everybody(Container[str | None]):
    """Where nobody is pinged at all."""

    def __contains__(self, _person: object) -> bool:
        return True
