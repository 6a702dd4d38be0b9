"""How often a checkpoint is right: simulated, against what was promised, and against the shares that are computed."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.statistics.compare import compare, compare_apart
from flows.statistics.intervals import one_sided_z, tango
from flows.statistics.looking import GIVEN_UP, Look, apart_at_target, at_parity, at_target, split, wrong_labels
from flows.statistics.power import items_for_gain

RUNS, DISAGREEING, SEED = 10_000, 0.10, 20261126


@cache
def simulated(real: float, hoped: float, items: int, looks: int) -> dict[Look, float]:
    """Shares of models that really gain `real` and should gain `hoped`: what was decided by the last look."""
    rng = np.random.default_rng(SEED)
    shares = [(DISAGREEING + real) / 2, (DISAGREEING - real) / 2, 1 - DISAGREEING]
    counts = rng.multinomial(items, shares, size=(RUNS, looks))
    ended: Counter[Look] = Counter()
    for run in counts:
        look: Look = "undecided"
        for gained, lost, _ in run:
            look = at_target(int(gained), int(lost), items, hoped, looks)
            if look != "undecided":
                break
        ended[look] += 1
    return {look: ended[look] / RUNS for look in ("go on", "stop", "undecided")}


GAINS = (0.04, 0.05, 0.06)


@pytest.mark.parametrize("looks", [1, 3])
@pytest.mark.parametrize("gain", GAINS)
def test_at_100_items_few_models_at_target_are_stopped_and_few_at_the_baseline_go_on(gain: float, looks: int) -> None:
    at_it, at_baseline = simulated(gain, gain, 100, looks), simulated(0.0, gain, 100, looks)
    show(f"100 items, {looks} look(s), {gain:.0%} hoped for: at target", at_it)
    show(f"100 items, {looks} look(s), {gain:.0%} hoped for: at baseline", at_baseline)
    assert at_it["stop"] <= (0.12 if looks == 1 else 0.10)
    assert at_baseline["go on"] <= 0.025
    if looks == 1:
        assert at_baseline["stop"] >= {0.04: 0.45, 0.05: 0.55, 0.06: 0.65}[gain]


@pytest.mark.parametrize("looks", [1, 3])
@pytest.mark.parametrize(("gain", "items"), [(0.04, 489), (0.05, 312), (0.06, 216)])
def test_at_the_items_needed_most_models_at_target_go_on(gain: float, items: int, looks: int) -> None:
    assert items_for_gain(gain, DISAGREEING) == items
    at_it = simulated(gain, gain, items, looks)
    show(f"{items} items, {looks} look(s), {gain:.0%} hoped for: at target", at_it)
    assert at_it["go on"] >= 0.74
    assert at_it["undecided"] <= 0.18


@pytest.mark.parametrize("looks", [1, 3])
@pytest.mark.parametrize(("real", "items"), [(0.05, 100), (0.0, 100), (0.05, 312)])
def test_the_split_that_is_shown_is_what_happens(real: float, items: int, looks: int) -> None:
    said = split(real, DISAGREEING, items, target_gain=0.05, looks=looks)
    for look, share in (("go on", said.go_on), ("stop", said.stop), ("undecided", said.undecided)):
        assert simulated(real, 0.05, items, looks)[look] == pytest.approx(share, abs=0.015)  # type: ignore[index]
    assert sum(said.of_100()) == 100


def test_the_split_of_the_example() -> None:
    """Of 100 models that really gain 5 points, with 100 items and one look."""
    assert split(0.05, 0.10, 100, target_gain=0.05).of_100() == (24, 10, 66)
    assert split(0.0, 0.08, 252, margin=0.05).of_100() == (75, 0, 25)
    assert split(0.0, 0.08, 60, margin=0.05).go_on < 0.25


def test_a_split_needs_something_to_decide_by() -> None:
    with pytest.raises(ValueError, match="a target gain or a margin"):
        split(0.05, 0.1, 100)


@given(st.floats(-0.2, 0.3), st.floats(0, 0.5), st.integers(1, 800), st.integers(1, 4))
def test_a_split_is_of_all_models(gain: float, disagreeing: float, items: int, looks: int) -> None:
    for said in (
        split(gain, disagreeing, items, target_gain=0.05, looks=looks),
        split(gain, disagreeing, items, margin=0.05, looks=looks),
    ):
        assert sum((said.go_on, said.stop, said.undecided)) == pytest.approx(1)
        assert min(said.go_on, said.stop, said.undecided) >= 0
        assert sum(said.of_100()) == 100


@given(st.integers(0, 60), st.integers(0, 60), st.integers(120, 500), st.floats(0.01, 0.3), st.integers(1, 4))
def test_a_look_says_what_compare_and_the_upper_end_say(
    gained: int, lost: int, items: int, hoped: float, looks: int
) -> None:
    said = compare(gained, lost, items, looks=looks)
    upper = tango(gained, lost, items, one_sided_z(GIVEN_UP / looks))[1]
    expected = (
        "go on" if said.outcome == "better" else "stop" if said.outcome == "worse" or upper < hoped else "undecided"
    )
    if not math.isclose(upper, hoped, abs_tol=1e-9):
        assert at_target(gained, lost, items, hoped, looks) == expected
    parity = compare(gained, lost, items, margin=hoped, looks=looks).outcome
    assert at_parity(gained, lost, items, hoped, looks) == {
        "better": "go on", "not_worse": "go on", "worse": "stop", "undecided": "undecided",
    }[parity]  # fmt: skip


@given(st.integers(1, 400), st.data(), st.floats(0.01, 0.3))
def test_two_scores_apart_are_looked_at_likewise(items: int, data: st.DataObject, hoped: float) -> None:
    before, after = (data.draw(st.integers(0, items)) / items for _ in range(2))
    look, outcome = apart_at_target(before, after, items, hoped), compare_apart(before, after, items).outcome
    assert {"better": look == "go on", "worse": look == "stop"}.get(outcome, look != "go on")


@pytest.mark.parametrize(
    ("wrong", "look"), [(0, "go on"), (2, "go on"), (3, "undecided"), (5, "undecided"), (6, "stop")]
)
def test_of_fifty_labels(wrong: int, look: Look) -> None:
    assert wrong_labels(wrong, 50, 0.05) == look


def show(what: str, shares: dict[Look, float]) -> None:
    """Printed with -s, or where a test fails: go / stop / undecided."""
    print(f"{what}: {shares['go on']:.1%} / {shares['stop']:.1%} / {shares['undecided']:.1%}")  # noqa: T201 - the figures are wanted
