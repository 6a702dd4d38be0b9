"""The smallest gain that a test set can show."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.statistics.intervals import half_width, items_to_show
from flows.verdict.decide import decide
from flows.verdict.detectable_gain import detectable
from pricing.catalogue import Catalogue
from tests.helpers.support import NOVEMBER, clauses


@pytest.mark.parametrize(("items", "points"), [(100, "5.9"), (50, "8.3")])
def test_ninety_percent_on_few_items(items: int, points: str) -> None:
    assert (half_width(Decimal("0.9"), items) * 100).quantize(Decimal("0.1")) == Decimal(points)


def test_a_gain_too_small_to_see_says_how_many_items_would_show_it(facts: Catalogue) -> None:
    reply = decide(clauses(target=Decimal("0.92")), NOVEMBER, facts)
    assert reply.minimum_detectable_gain == Decimal("0.0588")
    assert reply.test_items_needed == 865
    assert any("cannot be seen on 100 test items; about 865" in sentence for sentence in reply.unknowns)


@given(st.decimals("0.01", "0.99", places=2), st.decimals("0.01", "0.5", places=2))
def test_the_items_named_do_show_the_gain(score: Decimal, gain: Decimal) -> None:
    assert half_width(score, items_to_show(score, gain)) <= gain


def test_a_perfect_score_does_not_make_every_gain_visible() -> None:
    assert half_width(Decimal(1), 50) > Decimal("0.02")


def test_nothing_can_be_measured_on_nothing() -> None:
    with pytest.raises(ValueError, match="at least one item"):
        half_width(Decimal("0.5"), 0)
    with pytest.raises(ValueError, match="positive gain"):
        items_to_show(Decimal("0.5"), Decimal(0))


def test_what_was_not_said_is_not_known() -> None:
    assert detectable(clauses(baseline=None)).gain is None
    assert detectable(clauses(test_items=0)).gain is None
    assert detectable(clauses(target=Decimal("0.9"))).items_needed is None
    assert not detectable(clauses(target=None)).too_small
