"""When a weekly digest is due: a weekday, an hour and a time zone -> its times, across changes of the clocks.

Nothing here is kept: which week was sent is for the store to say, once for each key. A clock that jumps ahead and back again
therefore loses no week, and repeats none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

# A digest that was missed goes out so much later at most; else the next week's tells all.
LATE_SECONDS = 24 * 3600.0
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Schedule:
    """Once a week. `weekday` is 0 for Monday, `minute` that of the day (0 to 1439), `zone` an IANA name, `set_at` in seconds."""

    weekday: int
    minute: int
    zone: str
    set_at: float = 0.0

    @property
    def words(self) -> str:
        """When, as people say it: `Monday at 09:00 (Europe/Berlin)`."""
        return f"{WEEKDAYS[self.weekday]} at {self.minute // 60:02}:{self.minute % 60:02} ({self.zone})"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time of a schedule: in seconds, its local day, and the ISO week of that day, such as "2026-W49"."""

    at: float
    day: date
    week: str


def due(schedule: Schedule, now: float) -> Occurrence | None:
    """The time that came last, if that is less than a day ago and the schedule stood then."""
    last = max(
        (occurrence for occurrence in _around(schedule, now) if occurrence.at <= now),
        key=lambda occurrence: occurrence.at,
    )
    # Set at a time that is still to come: the clock stood wrong then, and holds nothing back now.
    stood = last.at > schedule.set_at or schedule.set_at > now
    return last if stood and now - last.at < LATE_SECONDS else None


def following(schedule: Schedule, now: float) -> tuple[Occurrence, ...]:
    """The next two times; the first of them may belong to a week that had its digest already."""
    return tuple(occurrence for occurrence in _around(schedule, now) if occurrence.at > now)[:2]


def named_zone(name: str | None) -> str | None:
    """An IANA name as it is; None for what is no zone."""
    return name if name is not None and _zone(name) is not None else None


def zone_of(name: str) -> tzinfo:
    """The zone of a name; UTC for one that is not known, or not any more."""
    return _zone(name) or UTC


def local(now: float, zone: str) -> datetime:
    """A time as the clocks of a zone show it."""
    return datetime.fromtimestamp(now, zone_of(zone))


def _around(schedule: Schedule, now: float) -> list[Occurrence]:
    """The times from two weeks before to three weeks after, in order."""
    day = local(now, schedule.zone).date()
    first = day - timedelta(days=day.weekday() - schedule.weekday)
    return [_on(schedule, first + timedelta(weeks=apart)) for apart in (-2, -1, 0, 1, 2, 3)]


def _on(schedule: Schedule, day: date) -> Occurrence:
    """The time of one day.

    An hour that the clocks pass twice counts the first time; one that they leave out counts as if they had not been put forward
    yet: 02:30 is then 03:30.
    """
    clock = time(schedule.minute // 60, schedule.minute % 60)
    at = datetime.combine(day, clock, zone_of(schedule.zone))
    year, week, _ = day.isocalendar()
    return Occurrence(at.timestamp(), day, f"{year}-W{week:02}")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        # Not known, not a name at all, or a folder of names.
        return None
