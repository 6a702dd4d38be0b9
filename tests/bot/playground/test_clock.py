"""The playground's clock: it runs, and people set it."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.clock import Clock, hours, later, morning

TIMES = st.floats(1_500_000_000, 2_000_000_000)
DAY = 86_400.0


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def test_it_runs_on_from_the_time_that_it_was_set_to() -> None:
    real = [1_000.0]
    clock = Clock(lambda: real[0])
    assert clock() == 1_000.0
    clock.set(5_000.0)
    real[0] += 7
    assert clock() == 5_007.0
    assert clock.real == 1_007.0


def test_a_day_later_is_the_same_time_but_never_at_night() -> None:
    assert later(at("2026-11-25T15:30"), 1) == at("2026-11-26T15:30")
    assert later(at("2026-11-25T03:00"), 7) == at("2026-12-02T10:00")
    assert morning(at("2026-11-25T23:59")) == at("2026-11-25T10:00")


@given(TIMES, st.floats(0, 40 * DAY))
def test_no_full_hour_on_the_way_is_left_out(now: float, ahead: float) -> None:
    passed = list(hours(now, now + ahead))
    assert all(hour % 3600 == 0 and now < hour < now + ahead for hour in passed)
    assert [b - a for a, b in pairwise(passed)] == [3600.0] * max(0, len(passed) - 1)
    assert len(passed) >= ahead // 3600 - 1


def test_back_in_time_passes_no_hour() -> None:
    assert list(hours(1_000_000.0, 10.0)) == []
