"""Where a figure changes its sign as one input moves: the value, with three digits."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache

# A figure that follows an input, such as the net in USD; None where it is not known.
Figure = Callable[[Decimal], Decimal | None]

_STEPS = 60
# How often the distance is made four times as long before the whole range is looked at.
_FAR = 12
# How near to the turn, as a share of it, is near enough for three digits.
_CLOSE = Decimal("0.0005")


def where_sign_turns(net: Figure, now: Decimal, low: Decimal, high: Decimal, guess: Decimal | None) -> Decimal | None:
    """The nearest value on either side at which the net has the other sign, with three digits; None where none is found.

    guess   where it may well turn; what it turns at is looked for only where it does not turn there
    """
    net = cache(net)
    here = net(now)
    if here is None:
        return None
    positive = here > 0
    if guess is not None and low < guess < high:
        found = _at_guess(net, now, positive, guess, low, high)
        if found is not None:
            return found
    turning_points = [at for up in (True, False) if (at := _search(net, now, positive, low, high, up=up)) is not None]
    return min(turning_points, key=lambda at: distance(now, at), default=None)


def _at_guess(net: Figure, now: Decimal, positive: bool, guess: Decimal, low: Decimal, high: Decimal) -> Decimal | None:
    """The guess with three digits, beyond which it has turned, where just before it has not."""
    up = guess > now
    nudge = abs(guess) * _CLOSE * (1 if up else -1)
    at, before = min(high, max(low, _outward(guess, up=up))), guess - nudge
    there, here = net(at), net(before)
    if there is None or here is None or at == now or (before > now) != up:
        return None
    return at if (there > 0) != positive and (here > 0) == positive else None


def _search(net: Figure, now: Decimal, positive: bool, low: Decimal, high: Decimal, *, up: bool) -> Decimal | None:
    def turned(value: Decimal) -> bool:
        there = net(value)
        return there is not None and (there > 0) != positive

    # What does not turn at the end does not turn before: costs rise or fall one way.
    end = high if up else low
    if not turned(end):
        return None
    bracket = _around(net, turned, now, end) or _closed_in(net, turned, _first_turn(turned, now, end))
    far = bracket[1]
    at = min(high, max(low, _outward(far, up=up)))
    return at if at != now and turned(at) else (far if far != now else None)


def _first_turn(turned: Callable[[Decimal], bool], now: Decimal, end: Decimal) -> tuple[Decimal, Decimal]:
    """Two values not far apart: at the first it has not turned, at the second it has, as it has at the end."""
    near = now
    for _ in range(_FAR):
        far = min(end, near * 4 if near > 0 else Decimal(1)) if end > now else max(end, near / 4)
        if far == end or turned(far):
            return near, far
        near = far
    return near, end


def _closed_in(
    net: Figure, turned: Callable[[Decimal], bool], bracket: tuple[Decimal, Decimal]
) -> tuple[Decimal, Decimal]:
    """The bracket made narrow: a twentieth on either side of where a straight line crosses, else by halves."""
    near, far = bracket
    for _ in range(_STEPS):
        wide = far - near
        if abs(wide) <= abs(far) * _CLOSE:
            break
        guess = _crossing(net, near, far)
        # At last as near as it has to be, so that the two sides close in at once.
        step = max(abs(wide) / 20, abs(far) * _CLOSE * Decimal("0.4")).copy_sign(wide)
        for value in (guess - step, guess + step):
            if min(near, far) < value < max(near, far):
                near, far = (near, value) if turned(value) else (value, far)
        if abs(far - near) > abs(wide) / 2:
            middle = (near + far) / 2
            near, far = (near, middle) if turned(middle) else (middle, far)
    return near, far


def _around(
    net: Figure, turned: Callable[[Decimal], bool], near: Decimal, far: Decimal
) -> tuple[Decimal, Decimal] | None:
    """A narrow bracket where a straight line from end to end crosses zero, if it does turn there: so does what is paid by the token."""
    guess = _crossing(net, near, far)
    margin = (abs(guess) * _CLOSE * Decimal("0.4")).copy_sign(far - near)
    inner, outer = guess - margin, guess + margin
    if not min(near, far) <= min(inner, outer) <= max(inner, outer) <= max(near, far):
        return None
    return (inner, outer) if turned(outer) and not turned(inner) else None


def _crossing(net: Figure, near: Decimal, far: Decimal) -> Decimal:
    """Where a straight line through both values crosses zero; the middle where there is none."""
    first, last = net(near), net(far)
    if first is None or last is None or first == last:
        return (near + far) / 2
    return near - first * (far - near) / (last - first)


def _outward(value: Decimal, *, up: bool) -> Decimal:
    """Three significant digits, rounded away from today's value so that it has flipped."""
    if value == 0:
        return value
    unit = Decimal(1).scaleb(value.adjusted() - 2)
    return (value / unit).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR) * unit


def distance(now: Decimal, at: Decimal) -> Decimal:
    """How far, as a share of today's value."""
    return abs(at - now) / (abs(now) if now else Decimal(1))
