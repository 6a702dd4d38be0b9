"""The thresholds of the rules, which a team may set."""

from decimal import Decimal
from typing import Any

import pytest

from flows.thresholds import DEFAULT, with_own
from flows.verdict.decide import decide
from pricing.catalogue import Catalogue
from tests.helpers.support import NOVEMBER, clauses


def test_a_team_may_set_its_own_thresholds(facts: Catalogue) -> None:
    assert decide(clauses(), NOVEMBER, facts, with_own({"examples_floor": 2000})).verdict == "not_ready"
    assert decide(clauses(), NOVEMBER, facts, with_own({"test_items": 500})).verdict == "not_ready"
    assert with_own({"real_share": 0.5, "horizon_months": Decimal(6)}).real_share == Decimal("0.5")
    assert with_own({}) == DEFAULT


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"patience": 3}, "not a threshold"),
        ({"test_items": "many"}, "a number from 0"),
        ({"test_items": 1.5}, "whole number"),
        ({"test_items": True}, "a number"),
    ],
)
def test_a_threshold_that_is_none_is_refused(own: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_own(own)
