"""Charts with two axes: lines, bars and areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup

from bot.playground.page.draw.axes import Label, Scale, category_labels, scale, shown, text_width
from bot.playground.page.draw.looks import fill, look, marker
from bot.playground.page.draw.tags import NOTHING, joined, tag

WIDTH, HEIGHT = 640, 300
TYPE = 13.0  # the size of all letters, as in the style sheet
_LINE = 16
_EDGE = 8
_ZERO = Decimal(0)
_BARS = 0.8  # how much of a category's room its bars take
_LONGEST = 80  # characters of the name of an axis

_Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """A row of values by category; None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class _Frame:
    """Where on the picture the values stand."""

    left: float
    right: float
    top: float
    bottom: float
    scale: Scale
    count: int

    @property
    def band(self) -> float:
        """The room of a category."""
        return (self.right - self.left) / self.count

    def x(self, nth: int) -> float:
        """The middle of a category."""
        return self.left + (nth + 0.5) * self.band

    def y(self, value: Decimal) -> float:
        """The height of a value."""
        return self.bottom - self.scale.share(value) * (self.bottom - self.top)


def plot(
    kind: str, categories: Sequence[str], all_series: Sequence[Series], names: tuple[str, str], own_id: str
) -> Markup:
    """A chart of a kind; `names` are those of its axes, from left to right and from below to above, or empty."""
    values = [value for series in all_series for value in series.values if value is not None]
    numbers = scale(values, from_zero=kind != "line")
    left = max(text_width(label, TYPE) for label in numbers.labels) + 2 * _EDGE
    right = WIDTH - _EDGE
    band = (right - left) / len(categories)
    centres = [left + (nth + 0.5) * band for nth in range(len(categories))]
    labels = category_labels(categories, centres, TYPE, (0, WIDTH))
    below = _LINE * max(len(label.lines) for label in labels) + (_LINE + 4 if names[0] else 0) + _EDGE
    frame = _Frame(left, right, _EDGE + (_LINE + 4 if names[1] else 0), HEIGHT - below, numbers, len(categories))
    parts = [_grid(frame), _under(frame, labels), _axis_names(frame, names)]
    if kind == "bar":
        parts += [_bars(frame, categories, all_series, own_id), _zero_line(frame)]
    else:
        parts += [_areas(frame, all_series) if kind == "area" else NOTHING, _zero_line(frame)]
        parts += [_line(frame, categories, nth, series) for nth, series in enumerate(all_series)]
    return joined(parts)


def _grid(frame: _Frame) -> Markup:
    """The lines across, each with its number."""
    parts: list[Markup] = []
    for tick, words in zip(frame.scale.ticks, frame.scale.labels, strict=True):
        y = f"{frame.y(tick):.2f}"
        parts.append(tag("line", class_="grid", x1=f"{frame.left:.2f}", x2=f"{frame.right:.2f}", y1=y, y2=y))
        parts.append(
            tag(
                "text",
                words,
                class_="tick",
                x=f"{frame.left - _EDGE:.2f}",
                y=y,
                text_anchor="end",
                dominant_baseline="central",
            )
        )
    return joined(parts)


def _zero_line(frame: _Frame) -> Markup:
    """The line from which bars and areas grow, over their edges."""
    if _ZERO not in frame.scale.ticks:
        return NOTHING
    y = f"{frame.y(_ZERO):.2f}"
    return tag("line", class_="grid zero", x1=f"{frame.left:.2f}", x2=f"{frame.right:.2f}", y1=y, y2=y)


def _under(frame: _Frame, labels: Sequence[Label]) -> Markup:
    return joined(
        tag(
            "text",
            line,
            class_="category",
            x=f"{label.x:.2f}",
            y=f"{frame.bottom + _LINE * (nth + 1):.2f}",
            text_anchor="middle",
        )
        for label in labels
        for nth, line in enumerate(label.lines)
    )


def _axis_names(frame: _Frame, names: tuple[str, str]) -> Markup:
    across, up = (name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…" for name in names)
    middle = f"{(frame.left + frame.right) / 2:.2f}"
    return joined(
        [
            tag("text", across, class_="axis x", x=middle, y=HEIGHT - 6, text_anchor="middle") if across else NOTHING,
            # Not turned on its side: it is easier to read, and its length is not limited by the height.
            tag("text", up, class_="axis y", x=0, y=_LINE - 3) if up else NOTHING,
        ]
    )


def _bars(frame: _Frame, categories: Sequence[str], all_series: Sequence[Series], own_id: str) -> Markup:
    width = frame.band * _BARS / len(all_series)
    zero = frame.y(_ZERO)
    parts: list[Markup] = []
    for nth, series in enumerate(all_series):
        for place, value in enumerate(series.values):
            if value is None:
                continue
            y = frame.y(value)
            parts.append(
                tag(
                    "rect",
                    tag("title", _words(categories[place], series, value)),
                    class_=f"bar surface {look(nth)}",
                    x=f"{frame.x(place) + (nth - len(all_series) / 2) * width:.2f}",
                    y=f"{min(y, zero):.2f}",
                    width=f"{width:.2f}",
                    height=f"{abs(y - zero):.2f}",
                    fill=fill(own_id, nth),
                )
            )
    return joined(parts)


def _areas(frame: _Frame, all_series: Sequence[Series]) -> Markup:
    """What is filled under lines; it comes before them, so that no line is behind it."""
    zero = frame.y(_ZERO)
    return joined(
        tag(
            "path",
            class_=f"area {look(nth)}",
            d=f"{_path(run)}L{run[-1][0]:.2f} {zero:.2f}L{run[0][0]:.2f} {zero:.2f}Z",
        )
        for nth, series in enumerate(all_series)
        for run in _runs(frame, series)
    )


def _line(frame: _Frame, categories: Sequence[str], nth: int, series: Series) -> Markup:
    paths = [tag("path", class_=f"line {look(nth)}", d=_path(run)) for run in _runs(frame, series) if len(run) > 1]
    markers = [
        marker(nth, frame.x(place), frame.y(value), _words(categories[place], series, value))
        for place, value in enumerate(series.values)
        if value is not None
    ]
    return joined([*paths, *markers])


def _runs(frame: _Frame, series: Series) -> Iterator[list[_Point]]:
    """The points of a series, parted where a value is missing."""
    for there, run in groupby(enumerate(series.values), key=lambda placed: placed[1] is not None):
        if there:
            yield [(frame.x(place), frame.y(value)) for place, value in run if value is not None]


def _path(points: Sequence[_Point]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)


def _words(category: str, series: Series, value: Decimal) -> str:
    return f"{series.name}, {category}: {shown(value)}"
