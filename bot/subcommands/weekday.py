"""A weekday and an hour as people type them after "digest here"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.digest.schedule import WEEKDAYS
from bot.text.length import clip

_NINE = 9 * 60
_DAYS = {name.lower(): place for place, name in enumerate(WEEKDAYS)}
_SHORT = {
    "mon": 0,
    "tue": 1,
    "tues": 1,
    "wed": 2,
    "weds": 2,
    "thu": 3,
    "thur": 3,
    "thurs": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
_SAYS_NOTHING = frozenset(
    {"on", "at", "every", "each", "and", "the", "a", "week", "weekly", "please", "in", "this", "channel"}
    # Weeks with nothing new are skipped anyway.
    | {"quiet", "quietly", "silent", "silently", "skip", "without", "weeks"}
)
# That weeks with nothing new are told too.
_EVERY_WEEK = re.compile(
    r"\b(?:always|even (?:if|when) (?:nothing (?:is |was )?new|(?:it is )?quiet)|(?:also|with|and|even) quiet weeks?|quiet weeks? too)\b"
)
_NAMED = {"noon": 12 * 60, "midday": 12 * 60, "midnight": 0}
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]?([0-9]{2}))?(am|pm|h|o'clock)?")
_APART = re.compile(r"(?<=[0-9])\s+(?=(?:a\.?m|p\.?m|h|o'?clock)\b)")
_ALLOWED = "say a weekday and an hour in your own time zone, such as digest here monday 09:00, and also quiet weeks to have one when nothing is new."


@dataclass(frozen=True, slots=True)
class When:
    """Once a week: `weekday` is 0 for Monday, `minute` that of the day; `quiet` passes over weeks with nothing new."""

    weekday: int = 0
    minute: int = _NINE
    quiet: bool = True


def read_when(text: str) -> When | str:
    """What was typed, Monday at nine where nothing was said of it; or a sentence on how it is said right."""
    plain = _APART.sub("", re.sub(r"[,;]", " ", text.lower().replace("\u2019", "'")))
    days, minutes, quiet = set[int](), set[int](), _EVERY_WEEK.search(plain) is None
    plain = _EVERY_WEEK.sub(" ", plain)
    for word in plain.split():
        day, minute = _day(word), _minute(word)
        if day is not None:
            days.add(day)
        elif minute is not None:
            minutes.add(minute)
        elif word not in _SAYS_NOTHING:
            return f'I could not read "{clip(word, 30)}": {_ALLOWED}'
    if len(days) > 1 or len(minutes) > 1:
        return f"A digest comes once a week: {_ALLOWED}"
    return When(days.pop() if days else 0, minutes.pop() if minutes else _NINE, quiet)


def _day(word: str) -> int | None:
    name = word.strip(".")
    return _SHORT.get(name, _DAYS.get(name, _DAYS.get(name.removesuffix("s"))))


def _minute(word: str) -> int | None:
    """The minute of the day; None for what is no hour."""
    word = word.strip(".")
    if word in _NAMED:
        return _NAMED[word]
    clock = _CLOCK.fullmatch(word.replace("a.m", "am").replace("p.m", "pm").replace("oclock", "o'clock"))
    if clock is None:
        return None
    hour, minute, half = int(clock[1]), int(clock[2] or 0), clock[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None
