"""Money is shown with the digits it deserves, and ranges keep their order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.money import Range, cents, show_number, show_usd, total


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        ("4250", "$4,250"),
        ("15.75", "$15.75"),
        ("0.0042", "$0.0042"),
        ("0", "$0"),
        ("-120", "-$120"),
        ("99.999", "$100"),
        ("1", "$1"),
        ("1.5", "$1.50"),
        ("0.12345", "$0.12"),
        ("14666.67", "$14,667"),
        ("-0.5", "-$0.5"),
        ("1234567.8", "$1,234,568"),
    ],
)
def test_money_is_shown_with_the_digits_it_deserves(usd: str, shown: str) -> None:
    assert show_usd(Decimal(usd)) == shown


def test_cents_round_half_up() -> None:
    assert cents(Decimal("0.005")) == Decimal("0.01")


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False))
def test_any_amount_can_be_shown(usd: Decimal) -> None:
    assert "$" in show_usd(usd)
    assert "E" not in show_usd(usd)


def test_a_range_out_of_order_is_refused() -> None:
    with pytest.raises(ValueError, match="low <= likely <= high"):
        Range(Decimal(2), Decimal(1), Decimal(3))


def test_ranges_add_and_multiply_end_by_end() -> None:
    small, large = Range(Decimal(1), Decimal(2), Decimal(3)), Range(Decimal(10), Decimal(20), Decimal(30))
    assert small + large == Range(Decimal(11), Decimal(22), Decimal(33))
    assert small.by(large) == Range(Decimal(10), Decimal(40), Decimal(90))
    assert small.times(2) == Range(Decimal(2), Decimal(4), Decimal(6))
    assert total([small, large, Range.exactly(Decimal(1))]) == Range(Decimal(12), Decimal(23), Decimal(34))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12, "12"),
        ("12.0", "12"),
        ("3.50", "3.5"),
        ("9.96", "10"),
        ("0.04", "0.04"),
        (0, "0"),
        ("1234.56", "1,234.6"),
        (100, "100"),
    ],
)
def test_a_number_has_no_needless_digit(value: str | int, shown: str) -> None:
    assert show_number(Decimal(value)) == shown
