"""What is remembered ages by the clock, makes room for what is used, and is never emptied at once."""

from __future__ import annotations

from bot.cache import Remembered


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_is_remembered_is_there_until_it_is_too_old() -> None:
    hands = Hands()
    names = Remembered[str, str](hands, seconds=60, most=5)
    assert names.keep("U1", "Ana") == "Ana"
    hands.now += 59
    assert names.get("U1") == "Ana"
    hands.now += 2
    assert names.get("U1") is None


def test_a_clock_that_is_set_back_makes_nothing_younger() -> None:
    hands = Hands()
    names = Remembered[str, str](hands, seconds=60, most=5)
    names.keep("U1", "Ana")
    hands.now -= 61
    assert names.get("U1") is None


def test_one_too_many_takes_the_place_of_what_nobody_used() -> None:
    names = Remembered[int, str](Hands(), seconds=60, most=3)
    for number in (1, 2, 3):
        names.keep(number, str(number))
    assert names.get(1) == "1"
    names.keep(4, "4")
    assert [names.get(number) for number in (1, 2, 3, 4)] == ["1", None, "3", "4"]


def test_what_is_dropped_is_not_there() -> None:
    names = Remembered[int, str](Hands(), seconds=60, most=3)
    names.keep(1, "1")
    names.drop(1)
    names.drop(2)
    assert names.get(1) is None
