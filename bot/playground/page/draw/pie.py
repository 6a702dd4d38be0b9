"""Charts of shares."""

import math
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from bot.playground.page.draw.axes import shown
from bot.playground.page.draw.looks import fill, look
from bot.playground.page.draw.plot import HEIGHT, WIDTH
from bot.playground.page.draw.tags import joined, tag

_RADIUS = 136
_X, _Y = WIDTH / 2, HEIGHT / 2


def pie(segments: Sequence[tuple[str, Decimal]], own_id: str) -> Markup:
    """A circle in segments, clockwise from the top."""
    total = sum(value for _, value in segments)
    parts: list[Markup] = []
    before = Decimal(0)
    for nth, (label, value) in enumerate(segments):
        if value:
            words = f"{label}: {shown(value)}, {percent(value, total)}"
            parts.append(_segment(float(before / total), float((before + value) / total), nth, words, own_id))
        before += value
    return joined(parts)


def percent(value: Decimal, total: Decimal | int) -> str:
    """A share in words: never nothing where there is something, nor all where there is not all."""
    share = 100 * value / total
    if 0 < share < Decimal("0.5"):
        return "under 1%"
    if Decimal("99.5") < share < 100:
        return "over 99%"
    return f"{share:.0f}%"


def _segment(start: float, end: float, nth: int, words: str, own_id: str) -> Markup:
    title = tag("title", words)
    classes = f"segment surface {look(nth)}"
    if end - start > 1 - 1e-9:
        return tag("circle", title, class_=classes, cx=_X, cy=_Y, r=_RADIUS, fill=fill(own_id, nth))
    large = int(end - start > 0.5)
    path = f"M{_X} {_Y}L{_at(start)}A{_RADIUS} {_RADIUS} 0 {large} 1 {_at(end)}Z"
    return tag("path", title, class_=classes, d=path, fill=fill(own_id, nth))


def _at(share: float) -> str:
    angle = 2 * math.pi * share
    return f"{_X + _RADIUS * math.sin(angle):.3f} {_Y - _RADIUS * math.cos(angle):.3f}"
