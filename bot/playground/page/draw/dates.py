"""Moments in words, by Slack's date formats, in UTC."""

import re
from datetime import UTC, datetime

from markupsafe import Markup

from bot.playground.page.draw.tags import tag

_FORMAT = re.compile(r"\{(\w+)\}")


def moment(timestamp: float) -> datetime | None:
    """The moment so many seconds after 1970; None where the calendar does not reach."""
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (OSError, OverflowError, ValueError):
        return None


def spoken(timestamp: float, template: str) -> Markup | None:
    """A moment as `template` wants it; None where the moment or the template is not known."""
    at = moment(timestamp)
    if at is None:
        return None
    known = _words(at)
    if any(name not in known for name in _FORMAT.findall(template)):
        return None
    words = _FORMAT.sub(lambda match: known[match[1]], template)
    return tag(
        "time", words, datetime=f"{at:%Y-%m-%dT%H:%M:%SZ}", title=f"{known['date_num']} {known['time_secs']} UTC"
    )


def _words(at: datetime) -> dict[str, str]:
    """Every way to say a moment that does not depend on which day today is."""
    year = f"{at.year:04}"
    day = f"{at:%B} {at.day}{_ending(at.day)}, {year}"
    short = f"{at:%b} {at.day}, {year}"
    long = f"{at:%A}, {day}"
    hour = at.hour % 12 or 12
    half = "AM" if at.hour < 12 else "PM"
    return {
        "date_num": f"{year}-{at:%m-%d}",
        "date_slash": f"{at:%d/%m}/{year}",
        "date": day,
        "date_pretty": day,
        "date_short": short,
        "date_short_pretty": short,
        "date_long": long,
        "date_long_pretty": long,
        "date_long_full": f"{at:%B} {at.day}, {year}",
        "day_divider_pretty": long,
        "time": f"{hour}:{at:%M} {half}",
        "time_secs": f"{hour}:{at:%M:%S} {half}",
    }


def _ending(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
