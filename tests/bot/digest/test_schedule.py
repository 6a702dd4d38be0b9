"""A digest is due at the right local hour, a day long, once a week, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.schedule import LATE_SECONDS, Schedule, due, following, local, named_zone

BERLIN, NEW_YORK, ADELAIDE, APIA = "Europe/Berlin", "America/New_York", "Australia/Adelaide", "Pacific/Apia"
DAY = 86_400.0


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def monday(zone: str = BERLIN, hour: int = 9, minute: int = 0, weekday: int = 0) -> Schedule:
    return Schedule(weekday, hour * 60 + minute, zone)


def when(schedule: Schedule, now: str) -> str | None:
    occurrence = due(schedule, at(now))
    return (
        None if occurrence is None else f"{datetime.fromtimestamp(occurrence.at, UTC):%Y-%m-%d %H:%M} {occurrence.week}"
    )


def test_it_is_due_from_its_hour_on_for_a_day() -> None:
    assert when(monday(), "2026-11-30T08:59:59+01:00") is None
    assert when(monday(), "2026-11-30T09:00:00+01:00") == "2026-11-30 08:00 2026-W49"
    assert when(monday(), "2026-12-01T08:59:59+01:00") == "2026-11-30 08:00 2026-W49"
    assert when(monday(), "2026-12-01T09:00:00+01:00") is None, "what was missed for a day waits for the next week"


def test_what_came_before_it_was_set_up_is_not_due() -> None:
    now = at("2026-11-30T10:00+01:00")
    assert due(Schedule(0, 540, BERLIN, set_at=now - 60), now) is None
    assert due(Schedule(0, 540, BERLIN, set_at=at("2026-11-30T09:00+01:00")), now) is None
    assert due(Schedule(0, 540, BERLIN, set_at=now - 2 * 3600), now) is not None


def test_a_digest_set_up_by_a_clock_that_was_ahead_is_not_held_back() -> None:
    now = at("2026-11-30T10:00+01:00")
    assert due(Schedule(0, 540, BERLIN, set_at=now + 90 * DAY), now) is not None


@pytest.mark.parametrize(
    ("schedule", "now", "utc"),
    [
        # The clocks go back on 25 October 2026 in Berlin, on 1 November in New York.
        (monday(), "2026-10-19T09:00+02:00", "2026-10-19 07:00 2026-W43"),
        (monday(), "2026-10-26T09:00+01:00", "2026-10-26 08:00 2026-W44"),
        (monday(NEW_YORK), "2026-10-26T09:00-04:00", "2026-10-26 13:00 2026-W44"),
        (monday(NEW_YORK), "2026-11-02T09:00-05:00", "2026-11-02 14:00 2026-W45"),
        # 02:30 comes twice: the first one counts.
        (monday(BERLIN, 2, 30, 6), "2026-10-25T03:00+01:00", "2026-10-25 00:30 2026-W43"),
        # 02:30 does not come at all: it is 03:30.
        (monday(BERLIN, 2, 30, 6), "2026-03-29T04:00+02:00", "2026-03-29 01:30 2026-W13"),
        (monday(NEW_YORK, 2, 30, 6), "2026-03-08T04:00-04:00", "2026-03-08 07:30 2026-W10"),
        # A zone half an hour off, and one that left out a whole Friday.
        (monday(ADELAIDE), "2026-11-30T09:00+10:30", "2026-11-29 22:30 2026-W49"),
        (monday(APIA, weekday=4), "2011-12-31T10:00+14:00", "2011-12-30 19:00 2011-W52"),
        # The week of a year's end has the year that ISO gives it.
        (monday(weekday=4), "2027-01-01T12:00+01:00", "2027-01-01 08:00 2026-W53"),
    ],
)
def test_the_local_hour_is_right_whatever_the_clocks_do(schedule: Schedule, now: str, utc: str) -> None:
    assert when(schedule, now) == utc


def test_an_hour_that_comes_twice_is_one_digest() -> None:
    schedule = monday(BERLIN, 2, 30, 6)
    first, second = at("2026-10-25T02:30+02:00"), at("2026-10-25T02:30+01:00")
    assert due(schedule, first) == due(schedule, second)
    assert due(schedule, first - 1) is None


def test_the_next_two_times() -> None:
    occurrences = following(monday(), at("2026-11-30T09:00+01:00"))
    assert [occurrence.day for occurrence in occurrences] == [date(2026, 12, 7), date(2026, 12, 14)]
    assert following(monday(), at("2026-11-30T08:59+01:00"))[0].day == date(2026, 11, 30)


def test_a_zone_that_is_none_is_utc() -> None:
    for name in ("Nowhere/Land", "", "Europe", "../../etc/passwd", "/etc/localtime", "a\0b", "x" * 10_000):
        assert named_zone(name) is None
        assert local(0.0, name).utcoffset() == timedelta(0)
    assert named_zone(None) is None
    assert named_zone(BERLIN) == BERLIN


MOMENTS = st.floats(at("2007-01-01T00:00+00:00"), at("2036-01-01T00:00+00:00"))
ZONES = st.sampled_from(
    [
        BERLIN,
        NEW_YORK,
        ADELAIDE,
        APIA,
        "UTC",
        "Africa/Casablanca",
        "America/Caracas",
        "Asia/Pyongyang",
        "Antarctica/Troll",
    ]
)
SCHEDULES = st.builds(Schedule, st.integers(0, 6), st.integers(0, 1439), ZONES)


@given(SCHEDULES, MOMENTS)
def test_any_time_that_is_due_is_the_hour_that_was_wanted_and_the_only_one_of_its_week(
    schedule: Schedule, now: float
) -> None:
    later = following(schedule, now)
    assert len(later) == 2
    assert now < later[0].at < later[1].at
    assert later[0].week != later[1].week
    assert later[0].at - now < 8 * DAY + 7200
    now_due = due(schedule, now)
    for occurrence in (*later, *([now_due] if now_due else [])):
        zone = ZoneInfo(schedule.zone)
        wanted = datetime.combine(occurrence.day, time(schedule.minute // 60, schedule.minute % 60), zone)
        off = datetime.fromtimestamp(occurrence.at, zone).replace(tzinfo=None) - wanted.replace(tzinfo=None)
        # Only an hour (or a day) that the clocks left out is moved, by as much as they left out.
        left_out = wanted.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wanted.replace(tzinfo=None)
        assert (off == timedelta(0)) != left_out
        assert occurrence.day.weekday() == schedule.weekday
    if now_due is not None:
        assert 0 <= now - now_due.at < LATE_SECONDS
        assert now_due.week != later[0].week


@given(SCHEDULES, MOMENTS, st.floats(0, LATE_SECONDS - 1))
def test_each_time_is_due_for_a_day(schedule: Schedule, now: float, late: float) -> None:
    occurrence = following(schedule, now)[0]
    assert due(schedule, occurrence.at + late) == occurrence
