"""The data_visualization block: a chart as a picture, and all its numbers as a table."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.axes import shown
from bot.playground.page.draw.checked_json import (
    Malformed,
    a_number,
    a_string,
    an_object,
    items,
    kind_of,
    maybe_string,
    string,
)
from bot.playground.page.draw.looks import key, patterns
from bot.playground.page.draw.pie import percent, pie
from bot.playground.page.draw.plot import HEIGHT, WIDTH, Series, plot
from bot.playground.page.draw.tables import scrolling
from bot.playground.page.draw.tags import NOTHING, joined, tag
from bot.playground.workspace.conversations import Json

_KINDS = {"line": "Line chart", "bar": "Bar chart", "area": "Area chart"}
_MISSING = "none"
_BELOW = "All its numbers are in the table below it."


def chart(block: Json, own_id: str) -> Markup:
    """A chart of any kind."""
    title, drawn = string(block, "title"), an_object(block.get("chart"))
    kind = kind_of(drawn)
    if kind == "pie":
        return _pie(title, drawn, own_id)
    if kind not in _KINDS:
        raise Malformed("must be a known kind of chart")
    return _with_axes(title, drawn, own_id)


def _with_axes(title: str, drawn: Json, own_id: str) -> Markup:
    kind, axes = kind_of(drawn), an_object(drawn.get("axis_config"))
    categories = [a_string(category) for category in items(axes, "categories")]
    all_series = [_series(value, categories) for value in items(drawn, "series")]
    if not categories or not all_series:
        raise Malformed("must have categories and series")
    names = (maybe_string(axes, "x_label") or "", maybe_string(axes, "y_label") or "")
    values = [value for series in all_series for value in series.values if value is not None]
    reach = f" Values from {shown(min(values))} to {shown(max(values))}." if values else ""
    about = f"{_KINDS[kind]} of {_counted(len(all_series), 'series', 'series')} over {_counted(len(categories), 'category', 'categories')}."
    picture = plot(kind, categories, all_series, names, own_id)
    legend = [(series.name, key(own_id, nth, surface=kind == "bar")) for nth, series in enumerate(all_series)]
    rows = [
        (category, *(_MISSING if (value := series.values[nth]) is None else shown(value) for series in all_series))
        for nth, category in enumerate(categories)
    ]
    return _figure(
        title,
        _svg(
            title,
            f"{about}{reach} {_BELOW}",
            patterns(own_id, len(all_series)) if kind == "bar" else NOTHING,
            picture,
            own_id,
        ),
        legend if len(legend) > 1 else [],
        _table((names[0] or "Category", *(series.name for series in all_series)), rows),
    )


def _pie(title: str, drawn: Json, own_id: str) -> Markup:
    segments = [
        (string(segment, "label"), a_number(segment.get("value")))
        for segment in (an_object(value) for value in items(drawn, "segments"))
    ]
    total = sum(value for _, value in segments)
    if not total or any(value < 0 for _, value in segments):
        raise Malformed("must have shares of something")
    about = f"Pie chart of {_counted(len(segments), 'segment', 'segments')}. {_BELOW}"
    return _figure(
        title,
        _svg(title, about, patterns(own_id, len(segments)), pie(segments, own_id), own_id),
        [
            (f"{label}: {percent(value, total)}", key(own_id, nth, surface=True))
            for nth, (label, value) in enumerate(segments)
        ],
        _table(
            ("Segment", "Value", "Share"), [(label, shown(value), percent(value, total)) for label, value in segments]
        ),
    )


def _series(value: Any, categories: Sequence[str]) -> Series:
    given = an_object(value)
    points: dict[str, Decimal] = {}
    for value in items(given, "data"):
        point = an_object(value)
        points[string(point, "label")] = a_number(point.get("value"))
    if points.keys() - set(categories):
        raise Malformed("must have no point beside the categories")
    return Series(string(given, "name"), tuple(points.get(category) for category in categories))


def _svg(title: str, about: str, defined: Markup, picture: Markup, own_id: str) -> Markup:
    title_id, about_id = f"{own_id}-title", f"{own_id}-about"
    return tag(
        "svg",
        tag("title", title, id=title_id),
        tag("desc", about, id=about_id),
        defined,
        picture,
        role="img",
        class_="chart",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_labelledby=title_id,
        aria_describedby=about_id,
    )


def _figure(title: str, svg: Markup, legend: Sequence[tuple[str, Markup]], table: Markup) -> Markup:
    entries = joined(tag("li", sign, tag("span", words)) for words, sign in legend)
    return tag(
        "figure",
        tag("figcaption", title),
        scrolling(title, svg),
        tag("ul", entries, class_="chart-legend") if entries else NOTHING,
        tag("details", tag("summary", "The numbers"), scrolling(f"{title}: the numbers", table), class_="b-chart-data"),
        class_="b-chart",
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    first, *others = head
    top = tag("th", first, scope="col") + joined(tag("th", words, scope="col", class_="right") for words in others)
    body = joined(
        tag("tr", tag("th", row[0], scope="row"), joined(tag("td", words, class_="right") for words in row[1:]))
        for row in rows
    )
    return tag("table", tag("thead", tag("tr", top)), tag("tbody", body), class_="b-table")


def _counted(count: int, singular: str, several: str) -> str:
    return f"{count} {singular if count == 1 else several}"
