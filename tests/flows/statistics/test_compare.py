"""Two models on test items: known answers, and what holds for any counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.statistics.compare import Compared, compare, compare_apart
from flows.statistics.intervals import tango_z
from flows.statistics.power import fewest_gains, least_items_for_parity

# gained, lost, items, further arguments -> interval, p-value, outcome, items needed
KNOWN: list[tuple[tuple[int, int, int], dict[str, float], tuple[float, float], float, str, int | None]] = [
    ((6, 0, 100), {}, (0.0208, 0.1248), 0.03125, "better", None),
    ((9, 1, 100), {}, (0.0226, 0.1541), 0.0215, "better", None),
    ((20, 12, 100), {}, (-0.0320, 0.1918), 0.2153, "undecided", 391),
    ((8, 2, 100), {}, (-0.0024, 0.1336), 0.1094, "undecided", 216),
    ((8, 2, 100), {"target_gain": 0.04}, (-0.0024, 0.1336), 0.1094, "undecided", 489),
    ((10, 10, 400), {}, (-0.0237, 0.0237), 1, "undecided", None),
    ((10, 10, 400), {"margin": 0.02}, (-0.0237, 0.0237), 1, "undecided", 982),
    ((0, 0, 100), {}, (-0.0370, 0.0370), 1, "undecided", None),
    ((6, 0, 100), {"looks": 3}, (0.0025, 0.1441), 0.03125, "undecided", 405),
    ((7, 0, 100), {"looks": 3}, (0.0120, 0.1571), 0.015625, "better", None),
    ((5, 0, 100), {}, (0.0112, 0.1118), 0.0625, "undecided", 406),
    ((0, 6, 100), {}, (-0.1248, -0.0208), 0.03125, "worse", None),
    ((0, 6, 100), {"margin": 0.02}, (-0.1248, -0.0208), 0.03125, "worse", None),
    ((0, 6, 100), {"margin": 0.05}, (-0.1248, -0.0208), 0.03125, "undecided", 252),
    ((0, 0, 100), {"margin": 0.05}, (-0.0370, 0.0370), 1, "not_worse", None),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "more", "interval", "p_value", "outcome", "needed"), KNOWN)
def test_known_answers(
    counts: tuple[int, int, int],
    more: dict[str, float],
    interval: tuple[float, float],
    p_value: float,
    outcome: str,
    needed: int | None,
) -> None:
    said = compare(*counts, **more)  # type: ignore[arg-type]
    assert said.interval == pytest.approx(interval, abs=5.1e-5)
    assert said.p_value == pytest.approx(p_value, abs=5.1e-5)
    assert (said.outcome, said.items_needed, said.paired) == (outcome, needed, True)
    assert said.difference == pytest.approx((counts[0] - counts[1]) / counts[2])


def test_without_knowing_where_they_disagree_it_is_wider() -> None:
    said = compare_apart(0.84, 0.88, 100)
    assert said.interval == pytest.approx((-0.0579, 0.1379), abs=5.1e-5)
    assert (said.outcome, said.items_needed, said.paired) == ("undecided", 1178, False)
    paired = compare(4, 0, 100)
    assert paired.interval[1] - paired.interval[0] < said.interval[1] - said.interval[0]


def test_two_methods_differ_at_the_edge_and_it_is_known() -> None:
    assert compare(5, 0, 100).at_the_edge
    assert compare(6, 0, 100, looks=3).at_the_edge
    assert not compare(6, 0, 100).at_the_edge
    assert not compare(0, 0, 100).at_the_edge


def test_the_scores_bound_how_many_items_can_differ() -> None:
    assert compare(2, 0, 50, target_gain=0.01, scores=(0.98, 0.99)).items_needed == 2353
    assert compare(2, 0, 50, target_gain=0.01).items_needed == 7062


def test_a_margin_decides_before_a_loss_that_is_seen() -> None:
    # A small loss that is surely there is still no harm within the margin.
    said = compare(0, 8, 1000, margin=0.02)
    assert (said.outcome, said.p_value < 0.05) == ("not_worse", True)


@pytest.mark.parametrize("counts", [(-1, 0, 10), (0, -1, 10), (0, 0, 0), (6, 5, 10), (0, 0, 1_000_001)])
def test_counts_that_do_not_fit_together_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="together at most"):
        compare(*counts)


@pytest.mark.parametrize(
    "more", [{"margin": 0.0}, {"margin": 2.0}, {"target_gain": -0.1}, {"looks": 0}, {"looks": 101}]
)
def test_shares_that_are_none_are_refused(more: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"shares from|from 1 to 100"):
        compare(1, 0, 10, **more)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"shares from|from 1 to 100"):
        compare_apart(0.5, 0.6, 10, **more)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="at least one item"):
        compare_apart(1.5, 0.6, 10)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int]:
    items = draw(st.integers(1, 600))
    gained = draw(st.integers(0, items))
    return gained, draw(st.integers(0, items - gained)), items


looks = st.integers(1, 6)


@given(counts(), looks)
def test_turned_round_it_is_the_mirror_image(of: tuple[int, int, int], looks: int) -> None:
    gained, lost, items = of
    one, other = compare(gained, lost, items, looks=looks), compare(lost, gained, items, looks=looks)
    assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]), abs=1e-7)
    assert (one.p_value, one.difference, one.items_needed) == (other.p_value, -other.difference, other.items_needed)
    mirrored = {"better": "worse", "worse": "better"}
    assert mirrored.get(one.outcome, one.outcome) == other.outcome


@given(counts(), looks)
def test_the_interval_holds_the_difference_and_stays_within_reason(of: tuple[int, int, int], looks: int) -> None:
    said = compare(*of, looks=looks)
    low, high = said.interval
    assert -1 <= low <= said.difference <= high <= 1
    assert low < high
    assert 0 < said.p_value <= 1


@given(counts(), st.integers(2, 5), looks)
def test_as_many_again_of_the_same_never_widens(of: tuple[int, int, int], times: int, looks: int) -> None:
    one, more = compare(*of, looks=looks), compare(of[0] * times, of[1] * times, of[2] * times, looks=looks)
    assert _width(more) <= _width(one) + 1e-9
    assert more.p_value <= one.p_value + 1e-12


@given(counts(), looks)
def test_another_look_never_narrows_nor_decides(of: tuple[int, int, int], looks: int) -> None:
    one, more = compare(*of, looks=looks), compare(*of, looks=looks + 1)
    assert _width(more) >= _width(one)
    assert one.outcome != "undecided" or more.outcome == "undecided"


@given(counts(), looks, st.none() | st.floats(0.005, 1), st.none() | st.floats(0.005, 1))
def test_the_items_needed_are_never_below_what_the_test_needs(
    of: tuple[int, int, int], looks: int, margin: float | None, gain: float | None
) -> None:
    said = compare(*of, margin=margin, target_gain=gain, looks=looks)
    if said.items_needed is None:
        assert said.outcome != "undecided" or (gain is None and margin is None and said.difference == 0)
    elif gain is None and margin is not None:
        needed = said.items_needed
        assert needed >= least_items_for_parity(margin, looks)
        assert compare(0, 0, needed, margin=margin, looks=looks).outcome == "not_worse"
    else:
        needed = said.items_needed
        assert needed >= fewest_gains(0.05 / looks)
        assert compare(needed, 0, needed, looks=looks).outcome == "better"


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 5000), looks)
def test_two_scores_hold_their_difference_too(before: float, after: float, items: int, looks: int) -> None:
    said = compare_apart(before, after, items, looks=looks)
    low, high = said.interval
    assert low - 1e-12 <= said.difference <= high + 1e-12
    assert 0 <= said.p_value <= 1
    assert low < high


@pytest.mark.parametrize(
    ("of", "interval", "outcome"),
    [
        ((1, 0, 1), (-0.5869, 1), "undecided"),
        ((0, 0, 1), (-0.7935, 0.7935), "undecided"),
        ((100, 0, 100), (0.9260, 1), "better"),
        ((0, 100, 100), (-1, -0.9260), "worse"),
        ((50, 50, 100), (-0.1923, 0.1923), "undecided"),
    ],
)
def test_the_extremes(of: tuple[int, int, int], interval: tuple[float, float], outcome: str) -> None:
    said = compare(*of)
    assert said.outcome == outcome
    assert said.interval == pytest.approx(interval, abs=0.001)


def _width(said: Compared) -> float:
    return said.interval[1] - said.interval[0]


@given(counts(), st.floats(-0.95, -0.01) | st.floats(0.01, 0.95))
def test_tangos_score_is_that_of_the_likeliest_shares(of: tuple[int, int, int], difference: float) -> None:
    """Against a search for the share lost that makes the counts likeliest where the difference is so much."""
    gained, lost, items = of
    low, high = max(0.0, -difference), (1 - difference) / 2
    at = np.linspace(low, high, 20_001)
    with np.errstate(divide="ignore", invalid="ignore"):
        likely = (
            special(gained, at + difference)
            + special(lost, at)
            + special(items - gained - lost, 1 - 2 * at - difference)
        )
    lost_share = at[int(np.argmax(likely))]
    variance = (2 * lost_share + difference - difference**2) / items
    expected = ((gained - lost) / items - difference) / math.sqrt(variance)
    assert tango_z(gained, lost, items, difference) == pytest.approx(expected, rel=0.01, abs=0.01)


def special(count: int, share: np.ndarray) -> np.ndarray:
    """count x log(share), nothing for a count of none."""
    return count * np.log(np.maximum(share, 0)) if count else np.zeros_like(share)
