"""Axes of charts: where the ticks stand, what they say, and which labels fit beside each other."""

import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

_STEPS = tuple(map(Decimal, ("1", "2", "2.5", "5", "10")))
_PARTS = 5  # about so many steps on an axis
_NEAR = Decimal("0.25")  # values that lie closer together than this share of their size are shown without zero
_UNITS = ((Decimal(10) ** 12, "T"), (Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "K"))
_IN_UNITS = Decimal(10_000)
_HUGE, _TINY = Decimal(10) ** 16, Decimal("0.0001")
_SHORT = 8
_MINUS = "−"
_GAP = 8.0
_MOST_LINES = 3
# About how wide characters are, in parts of the size of the type, rather too wide than too narrow.
_NARROW, _USUAL, _BROAD, _FULL = 0.36, 0.6, 0.78, 1.05


@dataclass(frozen=True)
class Scale:
    """An axis of numbers, from its first tick to its last."""

    ticks: tuple[Decimal, ...]
    labels: tuple[str, ...]

    def share(self, value: Decimal) -> float:
        """Where a value lies: 0 at the first tick, 1 at the last."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0]))


@dataclass(frozen=True)
class Label:
    """Words under an axis, around the place `x`."""

    lines: tuple[str, ...]
    x: float
    width: float

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width / 2


def scale(values: Sequence[Decimal], *, from_zero: bool) -> Scale:
    """An axis for these values, with zero on it where that is asked for or where they do not lie close together far from it."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    close = low < high and (high - low) < _NEAR * max(abs(low), abs(high))
    if from_zero or not close:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1
    step = _step((high - low) / _PARTS)
    if step < 1 and any(values) and all(value == value.to_integral_value() for value in values):
        # Between whole numbers there is nothing to be counted.
        step = Decimal(1)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = tuple((first + nth) * step for nth in range(int(last - first) + 1))
    return Scale(ticks, tick_labels(ticks, step))


def tick_labels(ticks: Sequence[Decimal], step: Decimal) -> tuple[str, ...]:
    """What ticks say, as short as they can be told apart."""
    top = max(abs(tick) for tick in ticks)
    if top >= _HUGE or top < _TINY:
        return tuple(_scientific(tick) for tick in ticks)
    if top >= _IN_UNITS:
        short = tuple(_in_units(tick) for tick in ticks)
        if max(map(len, short)) <= _SHORT:
            return short
    return tuple(_plain(tick, step) for tick in ticks)


def shown(value: Decimal) -> str:
    """A number as it is, with its thousands apart."""
    if value and (abs(value) >= _HUGE or abs(value) < _TINY):
        return _scientific(value)
    return _signed(f"{value.normalize():,f}")


def text_width(text: str, size: float) -> float:
    """About how much room a text takes at a size of type."""
    return size * sum(_width(character) for character in text)


def category_labels(
    categories: Sequence[str], centres: Sequence[float], size: float, room: tuple[float, float]
) -> list[Label]:
    """The labels under an axis that fit there: all of them, in several lines if need be, else every second, third and so on."""
    whole = [_label((category,), x, size, room) for category, x in zip(categories, centres, strict=True)]
    if _apart(whole):
        return whole
    band = centres[1] - centres[0] - _GAP
    folded = [
        _label(_folded(category, band, size), x, size, room) for category, x in zip(categories, centres, strict=True)
    ]
    if _apart(folded) and all(len(label.lines) <= _MOST_LINES for label in folded):
        return folded
    return next(kept for every in range(2, len(whole) + 1) if _apart(kept := whole[::every]))


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 2.5 and 5 times a power of ten that is not less."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(factor * power for factor in _STEPS if factor * power >= least)


def _in_units(value: Decimal) -> str:
    unit, sign = next(((unit, sign) for unit, sign in _UNITS if abs(value) >= unit), (Decimal(1), ""))
    return _signed(f"{(value / unit).normalize():,f}") + sign


def _plain(value: Decimal, step: Decimal) -> str:
    if not value:
        return "0"
    exponent = step.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return _signed(f"{value:,.{places}f}")


def _scientific(value: Decimal) -> str:
    if not value:
        return "0"
    small = value.normalize()
    power = small.adjusted()
    return _signed(f"{small.scaleb(-power).normalize():f}e{power}")


def _signed(number: str) -> str:
    return number.replace("-", _MINUS, 1) if number.startswith("-") else number


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or unicodedata.category(character) in {"So", "Cn", "Co"}:
        return _FULL
    if character in "mwMWQO@%&—":
        return 1.0
    if character in " iIjl.,:;'|!()[]":
        return _NARROW
    return _BROAD if character.isupper() else _USUAL


def _label(lines: tuple[str, ...], x: float, size: float, room: tuple[float, float]) -> Label:
    """A label at a place, moved so far that it stays in the picture."""
    width = max(text_width(line, size) for line in lines)
    least, most = room[0] + width / 2, room[1] - width / 2
    return Label(lines, min(max(x, least), most) if least <= most else (room[0] + room[1]) / 2, width)


def _folded(text: str, width: float, size: float) -> tuple[str, ...]:
    characters = max(1, int(width / (size * _USUAL)))
    return tuple(textwrap.wrap(text, characters, break_long_words=False, break_on_hyphens=True)) or (text,)


def _apart(labels: Sequence[Label]) -> bool:
    return all(before.right + _GAP <= after.left for before, after in pairwise(labels))
