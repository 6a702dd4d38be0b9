"""How many test items it takes, and what so many can show."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.statistics.compare import compare
from flows.statistics.power import (
    disagreeing_by,
    gain_shown_by,
    items_for_gain,
    items_for_parity,
    items_for_two_shares,
    least_items_for_parity,
)
from flows.statistics.significance import mcnemar, two_shares


@pytest.mark.parametrize(
    ("baseline", "target", "few_differ", "more_differ", "apart"),
    [(0.90, 0.93, 783, 1132, 1353), (0.84, 0.88, 489, 685, 1178), (0.60, 0.95, 24, 27, 19)],
)
def test_the_table_of_items(baseline: float, target: float, few_differ: int, more_differ: int, apart: int) -> None:
    gain = target - baseline
    assert items_for_gain(gain, gain + 0.06) == few_differ
    assert items_for_gain(gain, gain + 0.10) == more_differ
    assert items_for_two_shares(baseline, gain, gain) == apart


@pytest.mark.parametrize(("margin", "needed", "least"), [(0.02, 1570, 189), (0.03, 698, 125), (0.05, 252, 73)])
def test_items_that_show_a_model_is_not_worse(margin: float, needed: int, least: int) -> None:
    assert (items_for_parity(margin), least_items_for_parity(margin)) == (needed, least)
    assert compare(0, 0, least, margin=margin).outcome == "not_worse"
    assert compare(0, 0, least - 1, margin=margin).outcome == "undecided"


@pytest.mark.parametrize(("items", "points"), [(50, 21), (100, 13), (300, 6)])
def test_what_so_many_items_can_show(items: int, points: int) -> None:
    gain = gain_shown_by(items)
    assert gain is not None
    assert round(gain * 100) == points


@pytest.mark.parametrize(("gain", "needed"), [(0.04, 489), (0.05, 312), (0.06, 216)])
def test_items_where_one_in_ten_differs(gain: float, needed: int) -> None:
    assert items_for_gain(gain, 0.10) == needed


def test_a_few_items_show_nothing() -> None:
    assert gain_shown_by(5) is None
    assert gain_shown_by(100, 0.99) is None
    with pytest.raises(ValueError, match="at least one item"):
        gain_shown_by(0)


@given(st.floats(0.002, 1), st.floats(0, 1), st.integers(1, 5))
def test_more_looks_and_more_noise_take_more_items(gain: float, disagreeing: float, looks: int) -> None:
    needed = items_for_gain(gain, disagreeing, looks)
    assert items_for_gain(gain, disagreeing, looks + 1) >= needed
    assert items_for_gain(gain, min(1.0, disagreeing + 0.1), looks) >= needed - 1


@given(st.integers(20, 3000))
def test_the_gain_that_items_show_needs_no_more_than_those(items: int) -> None:
    gain = gain_shown_by(items)
    assert gain is not None
    assert items_for_gain(gain, disagreeing_by(gain)) <= items


def test_what_is_no_gain_or_margin_is_refused() -> None:
    for nothing in (0.0, -0.1):
        with pytest.raises(ValueError, match="positive gain"):
            items_for_gain(nothing, 0.1)
        with pytest.raises(ValueError, match="above 0"):
            items_for_parity(nothing)


@given(st.integers(0, 1200), st.integers(0, 1200))
def test_the_exact_test_is_the_tail_of_a_coin(gained: int, lost: int) -> None:
    both, fewer = gained + lost, min(gained, lost)
    exact = min(1.0, 2 * sum(math.comb(both, count) for count in range(fewer + 1)) / 2**both)
    assert mcnemar(gained, lost) == pytest.approx(exact, rel=1e-9, abs=1e-300)


def test_scores_that_do_not_vary_are_no_evidence() -> None:
    assert two_shares(1, 1, 50) == 1
    assert two_shares(0.84, 0.88, 100) == pytest.approx(0.415, abs=0.001)
