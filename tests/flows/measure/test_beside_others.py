"""Our comparisons beside those of two libraries: deltagate and evalconfidence."""

from __future__ import annotations

import numpy as np
import pytest
from deltagate.bootstrap import bootstrap_delta_ci
from deltagate.mcnemar import mcnemar_from_scores
from evalconfidence.compare import compare as confidence
from evalconfidence.types import ItemResult

from flows.measure.measurement import Comparison
from tests.flows.measure.support import measured, text_file


def ours(first: list[float], second: list[float]) -> Comparison:
    rows = "".join(f"q{at},{a},{b}\n" for at, (a, b) in enumerate(zip(first, second, strict=True)))
    found = measured(text_file("scores.csv", "id,baseline,candidate\n" + rows)).comparison
    assert found is not None
    return found


def theirs(first: list[float], second: list[float]):
    sides = [
        [ItemResult(f"q{at}", model, score) for at, score in enumerate(scores)]
        for model, scores in (("candidate", second), ("baseline", first))
    ]
    return confidence(*sides)


@pytest.mark.parametrize("seed", range(12))
def test_right_and_wrong_have_the_same_p_value_and_nearly_the_same_interval(seed: int) -> None:
    draws = np.random.default_rng(seed)
    first = draws.integers(0, 2, 60 + 10 * seed).astype(float)
    flips = draws.random(len(first)) < 0.15
    second = np.where(flips, 1 - first, first)
    found, others = ours(first.tolist(), second.tolist()), theirs(first.tolist(), second.tolist())
    gate = mcnemar_from_scores(second.tolist(), first.tolist(), exact=True)
    assert found.p_value == pytest.approx(gate.p_value, abs=1e-5)
    if gate.n_discordant <= 25:
        assert found.p_value == pytest.approx(others.p_value, abs=1e-5)
    assert found.difference == pytest.approx(others.diff, abs=1e-4)
    # Tango's score interval is a little wider than theirs, which a normal curve gives.
    assert found.interval == pytest.approx(others.ci_diff, abs=0.03)


@pytest.mark.parametrize("seed", range(8))
def test_grades_have_nearly_the_same_interval(seed: int) -> None:
    draws = np.random.default_rng(100 + seed)
    first = np.round(draws.random(80), 3)
    second = np.clip(np.round(first + draws.normal(0.03, 0.1, 80), 3), 0, 1)
    found = ours(first.tolist(), second.tolist())
    gate = bootstrap_delta_ci(second.tolist(), first.tolist())
    assert found.interval == pytest.approx((gate["lower"], gate["upper"]), abs=0.01)
    assert found.interval == pytest.approx(theirs(first.tolist(), second.tolist()).ci_diff, abs=0.01)


def test_epochs_of_one_item_are_one_item_for_all_three() -> None:
    draws = np.random.default_rng(3)
    scores = {model: draws.integers(0, 2, (30, 5)) for model in ("a", "b")}
    rows = "".join(
        f"q{item},{model},{scores[model][item][epoch]},{epoch}\n"
        for model in scores
        for item in range(30)
        for epoch in range(5)
    )
    found = measured(text_file("long.csv", "item_id,model,score,epoch\n" + rows), runs=("a", "b")).comparison
    assert found is not None
    assert found.pairs == 30
    sides = [
        [
            ItemResult(f"q{item}", model, float(scores[model][item][epoch]), epoch)
            for item in range(30)
            for epoch in range(5)
        ]
        for model in ("b", "a")
    ]
    others = confidence(*sides)
    assert others.n_pairs == 30
    assert found.interval == pytest.approx(others.ci_diff, abs=0.02)
