"""The break-even curve in characters."""

from __future__ import annotations

from flows.verdict.reply import CurvePart
from pricing.money import show_usd

HEIGHT, COLUMN = 10, 4


def draw(curve: CurvePart, label: str) -> str:
    """Cumulative cost by month: `o` staying put, `x` the option, `*` where both stand on one spot."""
    top = max(max(point.today_usd, point.option_usd) for point in curve.points)
    if top <= 0:
        return ""
    rows = [[" "] * (len(curve.points) * COLUMN) for _ in range(HEIGHT + 1)]
    for index, point in enumerate(curve.points):
        for usd, mark in ((point.today_usd, "o"), (point.option_usd, "x")):
            height = HEIGHT - round(float(usd / top) * HEIGHT)
            column = index * COLUMN
            rows[height][column] = mark if rows[height][column] == " " else "*"
    margin = max(len(show_usd(top)), 3)
    lines = []
    for index, row in enumerate(rows):
        scale = show_usd(top) if index == 0 else "$0" if index == HEIGHT else ""
        lines.append(f"{scale:>{margin}} |{''.join(row).rstrip()}")
    months = "".join(str(point.month).ljust(COLUMN) for point in curve.points).rstrip()
    lines.append(" " * margin + " +" + "-" * (len(curve.points) * COLUMN - COLUMN + 1))
    lines.append(" " * margin + "  " + months + "  months")
    lines.append(f"Cumulative cost: o staying put, x {label}, * both")
    return "\n".join(lines)
