"""Days as people type them and as they are stored, and working days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flows.text import Refused, clean

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>20[0-9]{2}))?"
_FORMS = (
    re.compile(r"(?P<year>20[0-9]{2})-(?P<number>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(rf"{_DAY}\.?\s+(?:of\s+)?{_NAME}{_YEAR}"),
    re.compile(rf"{_NAME}\s+{_DAY}{_YEAR}"),
)
_AHEAD = re.compile(r"in\s+(?P<count>[0-9]{1,3}|an?|one|two|three|four)\s+(?P<unit>day|week|month)s?")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_UNITS = {"day": 1, "week": 7, "month": 30}
ALLOWED = 'a day such as 2026-12-15, "15 December" or "next monday"'


def read_day(text: str, today: date) -> date:
    """One day: ISO, "15 Dec", "December 15, 2026", "tomorrow", "next monday", "in 2 weeks".

    A day without a year is the next one of that name, today included. Raises Refused.
    """
    plain = clean(text).lower().strip(" .!")
    if plain in ("today", "tomorrow"):
        return today + timedelta(days=plain == "tomorrow")
    name = plain.removeprefix("next ").removeprefix("on ")
    if name in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1)
    ahead = _AHEAD.fullmatch(plain)
    if ahead is not None:
        count = _COUNTS.get(ahead["count"]) or int(ahead["count"])
        return today + timedelta(days=count * _UNITS[ahead["unit"]])
    for form in _FORMS:
        match = form.fullmatch(plain)
        if match is not None:
            return _of(match.groupdict(), today)
    raise Refused(f"I could not read that day: please give {ALLOWED}.")


def iso_day(text: object) -> date | None:
    """A day as it is stored, such as "2026-12-15"; None for what is none."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def read_days(text: str, today: date) -> tuple[date, ...]:
    """Several days, each separated by a comma, a semicolon, "and" or a line. Raises Refused."""
    parts = [
        part for part in re.split(r"[,;\n]|\band\b", re.sub(r",(\s*20[0-9]{2})(?![0-9-])", r"\1", text)) if part.strip()
    ]
    if not parts:
        raise Refused(f"Please give at least one day: {ALLOWED}.")
    return tuple(read_day(part, today) for part in parts)


def _of(parts: dict[str, str | None], today: date) -> date:
    month = int(parts["number"] or 0) if parts.get("number") else _MONTHS.index(str(parts["month"])[:3]) + 1
    try:
        if parts["year"]:
            return date(int(parts["year"]), month, int(str(parts["day"])))
        day = date(today.year, month, int(str(parts["day"])))
        return day if day >= today else day.replace(year=today.year + 1)
    except ValueError:
        raise Refused(f"There is no such day: please give {ALLOWED}.") from None


def working_days_after(day: date, count: int) -> date:
    """So many working days (Monday to Friday) later."""
    while count > 0 and day < date.max:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def later(day: date, count: int) -> date:
    """So many days later, or the last day that there is."""
    return day + timedelta(days=min(count, (date.max - day).days))


def next_working_day(day: date) -> date:
    """The day itself where it is a working day, else the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
