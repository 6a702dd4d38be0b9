"""The break-even curve as a few rows of text."""

from __future__ import annotations

from bot.block_kit.message import Block
from flows.verdict.reply import CurvePart, PointPart, Reply
from pricing.money import show_usd

_ROWS_AROUND = 1
_TODAY = "Staying put"


def drawable(reply: Reply) -> CurvePart | None:
    """The curve, where it has two points and a cost: a line of zeros says nothing."""
    curve = reply.curve
    if curve is None or len(curve.points) < 2 or not any(point.today_usd or point.option_usd for point in curve.points):
        return None
    return curve


def option_name(reply: Reply) -> str:
    """What the option is called in the chart, where a name must be short."""
    return "Recommended" if reply.curve is not None and reply.curve.option == reply.recommended else "Best tuned option"


def curve_rows(reply: Reply) -> str:
    """The curve as aligned text: its first month, the months around the crossing, its last."""
    curve = drawable(reply)
    if curve is None:
        return ""
    rows = [("Month", _TODAY, option_name(reply))]
    rows += [
        (str(point.month), show_usd(point.today_usd), show_usd(point.option_usd)) for point in _telling(curve.points)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def preformatted(text: str) -> Block:
    """Text whose columns stay aligned."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}],
    }


def _telling(points: tuple[PointPart, ...]) -> list[PointPart]:
    last = len(points) - 1
    crossing = next(
        (place for place in range(1, last + 1) if _cheaper(points[place]) != _cheaper(points[place - 1])), None
    )
    places = {0, 1, last // 2, last}
    if crossing is not None:
        places |= set(range(max(0, crossing - 1), min(last, crossing + _ROWS_AROUND) + 1))
    return [points[place] for place in sorted(places) if place <= last]


def _cheaper(point: PointPart) -> bool:
    return point.option_usd < point.today_usd
