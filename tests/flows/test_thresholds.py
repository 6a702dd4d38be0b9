"""The thresholds of the rules, which a team may set."""

import re
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from flows.thresholds import DEFAULT, Thresholds, with_own
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
        ({"test_items": "many"}, "test_items must be a whole number from 1 to 1,000,000."),
        ({"test_items": 1.5}, "whole number from 1 to 1,000,000, not 1.5."),
        ({"test_items": True}, "test_items must be a whole number"),
        ({"review_days": 3_000_000}, "review_days must be a whole number from 1 to 730, not 3000000."),
        ({"review_days": 0}, "from 1 to 730, not 0."),
        ({"days_per_iteration": 91}, "from 1 to 90, not 91."),
        ({"iterations": 0}, "from 1 to 20, not 0."),
        ({"horizon_months": 121}, "horizon_months must be a number from 1 to 120, not 121."),
        ({"real_share": Decimal("1.01")}, "real_share must be a number from 0 to 1, not 1.01."),
        ({"real_share": Decimal("NaN")}, "from 0 to 1, not NaN."),
        ({"real_share": float("nan")}, "from 0 to 1, not nan."),
        ({"spend_low_usd": Decimal("Infinity")}, "not Infinity."),
        ({"volume_low": 10**400}, "not 1000000000000000000000000000000000000000."),
        ({"test_items": [1]}, "test_items must be a whole number"),
        (
            {"examples_floor": 500, "examples_ceiling": 100},
            "examples_floor must not be above examples_ceiling, and 500",
        ),
        ({"test_items": 200, "test_items_good": 100}, "test_items must not be above test_items_good"),
        ({"volume_low": 3, "volume_high": 2}, "volume_low must not be above volume_high"),
    ],
)
def test_a_threshold_that_is_none_is_refused(own: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        with_own(own)


@pytest.mark.parametrize("name", [field.name for field in fields(Thresholds)])
def test_every_default_is_within_its_bounds(name: str) -> None:
    assert with_own({name: getattr(DEFAULT, name)}) == DEFAULT


@pytest.mark.parametrize(
    ("own", "follows", "value"),
    [
        ({"test_items": 500}, "test_items_good", 500),
        ({"examples_ceiling": 100}, "examples_floor", 100),
        ({"volume_low": 200_000}, "volume_high", 200_000),
        ({"real_share": Decimal("0.05")}, "invented_below", Decimal("0.05")),
    ],
)
def test_where_one_of_a_pair_is_set_the_other_moves_along(own: dict[str, Any], follows: str, value: object) -> None:
    assert getattr(with_own(own), follows) == value
    ((name, said),) = own.items()
    assert getattr(with_own(own), name) == said
