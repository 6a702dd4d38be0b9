"""Dollars as `Decimal`, ranges of them, and how both are shown to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
ZERO, ONE = Decimal(0), Decimal(1)
MILLION = Decimal(1_000_000)
# Ten years of doubling every month make numbers longer than the default 28 digits, and rounding those must not fail.
_WIDE = Context(prec=100)


def rounded(value: Decimal, unit: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A value in whole units (Decimal("0.01") for cents), however large it is."""
    return value.quantize(unit, rounding=rounding, context=_WIDE)


def cents(usd: Decimal) -> Decimal:
    """Round USD to whole cents, half up."""
    return rounded(usd, CENT)


def show_usd(usd: Decimal | float) -> str:
    """Show USD with the digits it deserves: $4,250, $15.75, $0.0042, -$120."""
    amount = Decimal(str(usd))
    sign, size = ("-" if amount < 0 else ""), abs(amount)
    if size >= 100 or size == 0:
        return f"{sign}${rounded(size, Decimal(1)):,}"
    if size >= 1:
        whole = rounded(size, CENT)
        return f"{sign}${whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else whole}"
    two_digits = Decimal(1).scaleb(size.adjusted() - 1)
    return f"{sign}${size.quantize(two_digits).normalize():f}"


def show_number(value: Decimal | float, digits: int = 1) -> str:
    """A number with at most so many decimals and no needless zero; a tiny one with its first digit: 12, 3.5, 0.04."""
    number = float(value)
    if number and abs(number) < 0.5 * 10**-digits:
        return f"{number:.1g}"
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Range:
    """A triangular range of USD (or another unit): low <= likely <= high.

    Raises ValueError when the three are out of order.
    """

    low: Decimal
    likely: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"a range needs low <= likely <= high, not {self.low}, {self.likely}, {self.high}")

    @classmethod
    def exactly(cls, value: Decimal) -> Range:
        """A range without width."""
        return cls(value, value, value)

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, factor: Decimal | int) -> Range:
        """Scale by a factor that is not negative."""
        return Range(self.low * factor, self.likely * factor, self.high * factor)

    def by(self, other: Range) -> Range:
        """Multiply two ranges of values that are not negative, end by end."""
        return Range(self.low * other.low, self.likely * other.likely, self.high * other.high)


EXACTLY_ONE, EXACTLY_ZERO = Range.exactly(ONE), Range.exactly(ZERO)


def total(ranges: Iterable[Range]) -> Range:
    """The sum of ranges, end by end."""
    result = Range.exactly(ZERO)
    for range_ in ranges:
        result = result + range_
    return result
