"""Days as people type them, and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dates import later, next_working_day, read_day, read_days, working_days_after
from flows.text import Refused

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-15", "2026-12-15"),
        ("2026-12-5", "2026-12-05"),
        ("15 December", "2026-12-15"),
        ("15 Dec.", "2026-12-15"),
        ("15th of december", "2026-12-15"),
        ("December 15", "2026-12-15"),
        ("Dec 15, 2027", "2027-12-15"),
        ("Sept 1st", "2027-09-01"),
        ("22 Nov", "2026-11-22"),
        ("21 Nov", "2027-11-21"),
        ("today", "2026-11-22"),
        ("Tomorrow.", "2026-11-23"),
        ("monday", "2026-11-23"),
        ("next sunday", "2026-11-29"),
        ("on Friday", "2026-11-27"),
        ("in 2 weeks", "2026-12-06"),
        ("in a month", "2026-12-22"),
        ("in three days", "2026-11-25"),
        ("1 may 2027", "2027-05-01"),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, day: str) -> None:
    assert read_day(text, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31 November", "2026-13-01", "2026-02-30", "15", "12/15", "15/12/2026", "next year", "in weeks"],
)
def test_what_is_no_day_is_refused_with_what_is_one(text: str) -> None:
    with pytest.raises(Refused, match="please give a day such as 2026-12-15"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-12-15, 2026-12-29", ["2026-12-15", "2026-12-29"]),
        ("15 Dec and 29 Dec", ["2026-12-15", "2026-12-29"]),
        ("December 15, 2026, December 29, 2026", ["2026-12-15", "2026-12-29"]),
        ("15 Dec, 2026-12-29;\n5 January", ["2026-12-15", "2026-12-29", "2027-01-05"]),
    ],
)
def test_several_days_are_read(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in read_days(text, TODAY)] == days


def test_no_days_at_all_are_refused() -> None:
    with pytest.raises(Refused, match="at least one day"):
        read_days(" , ;", TODAY)


@given(
    st.text(max_size=30)
    | st.from_regex(r"(?:in )?[0-9]{1,4}[-. ]?(?:[0-9]{1,2}|feb|days)[-, ]*[0-9]{0,4}", fullmatch=True),
    st.dates(),
)
def test_whatever_is_typed_is_a_day_or_refused(text: str, today: date) -> None:
    try:
        read_day(text, today)
    except Refused as refused:
        assert str(refused).endswith(".")


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_working_days_are_counted_from_monday_to_friday(day: date, count: int) -> None:
    last = working_days_after(day, count)
    between = [day + timedelta(days=offset) for offset in range(1, (last - day).days + 1)]
    assert sum(passed.isoweekday() <= 5 for passed in between) == count
    assert last.isoweekday() <= 5


def test_the_next_working_day_is_the_day_itself_or_the_monday_after() -> None:
    assert [next_working_day(date(2026, 11, number)).day for number in (20, 21, 22, 23)] == [20, 23, 23, 23]


@given(st.dates(), st.integers(0, 400))
def test_the_calendar_may_end(day: date, count: int) -> None:
    assert day <= later(day, count) <= date.max
    assert day <= working_days_after(day, count) <= date.max
