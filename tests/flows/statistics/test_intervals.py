"""Score intervals, and the smallest gain that a test set can show."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.statistics.intervals import newcombe, one_sided_z, two_sided_z, wilson
from flows.verdict.decide import decide
from flows.verdict.detectable_gain import detectable
from pricing.catalogue import Catalogue
from tests.helpers.support import NOVEMBER, clauses


@pytest.mark.parametrize(
    ("share", "items", "interval"),
    [(0.81, 263, (0.7573, 0.8533)), (0, 20, (0, 0.1611)), (1 / 29, 29, (0.0061, 0.1718))],
)
def test_wilson_as_in_the_literature(share: float, items: int, interval: tuple[float, float]) -> None:
    assert wilson(share, items, two_sided_z(0.05)) == pytest.approx(interval, abs=0.0012)


def test_newcombe_as_in_the_literature() -> None:
    """56/70 against 48/80, turned round and brought to like sizes: 0.0524 to 0.3339 for 56/70 - 48/80 by the paper."""
    low, high = newcombe(0.6, 0.8, 75, two_sided_z(0.05))
    assert (low, high) == pytest.approx((0.0524, 0.3339), abs=0.004)


def test_the_usual_z() -> None:
    assert two_sided_z(0.05) == pytest.approx(1.95996, abs=1e-5)
    assert one_sided_z(0.10) == pytest.approx(1.28155, abs=1e-5)


@given(st.integers(1, 2000), st.data())
def test_a_share_lies_in_its_interval(items: int, data: st.DataObject) -> None:
    share = data.draw(st.integers(0, items)) / items
    low, high = wilson(share, items, two_sided_z(0.05))
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
    assert low < high


def test_a_gain_too_small_to_see_says_how_many_items_would_show_it(facts: Catalogue) -> None:
    reply = decide(clauses(target=Decimal("0.92")), NOVEMBER, facts)
    assert reply.minimum_detectable_gain == Decimal("0.1256")
    assert reply.test_items_needed == 1960
    assert any("cannot be seen on 100 test items; about 1,960" in sentence for sentence in reply.unknowns)


def test_what_was_not_said_is_not_known() -> None:
    assert detectable(clauses(baseline=None)).gain == Decimal("0.1256"), "that needs no baseline"
    assert detectable(clauses(test_items=0)).gain is None
    assert detectable(clauses(test_items=5)).gain is None, "so few show no gain at all"
    assert detectable(clauses(target=Decimal("0.9"))).items_needed is None
    assert not detectable(clauses(target=None)).too_small
    assert not detectable(clauses(test_items=206)).too_small
    assert detectable(clauses(test_items=205)).too_small
