"""The table and data_table blocks."""

from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.checked_json import (
    Malformed,
    a_list,
    a_number,
    an_object,
    items,
    kind_of,
    maybe_count,
    maybe_flag,
    maybe_items,
    one_of,
    string,
)
from bot.playground.page.draw.rich import rich_text
from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tags import NOTHING, joined, lines, tag
from bot.playground.page.draw.unknown import drawn, unknown
from bot.playground.workspace.conversations import Json


def scrolling(name: str, inside: Markup) -> Markup:
    """Something wide, which scrolls by itself; `name` is for those who do not see it."""
    return tag("div", inside, class_="scroll", tabindex=0, role="region", aria_label=name)


def table(value: Json, scene: Surroundings) -> Markup:
    """A table block."""
    columns = [_column(column) for column in maybe_items(value, "column_settings")]
    rows = _rows(value)
    head = joined(_head(cell, _at(columns, place), scene) for place, cell in enumerate(rows[0]))
    body = joined(
        tag("tr", joined(tag("td", _cell(cell, scene), class_=_at(columns, place)) for place, cell in enumerate(row)))
        for row in rows[1:]
    )
    return scrolling("Table", _table(NOTHING, head, body))


def data_table(value: Json, scene: Surroundings) -> Markup:
    """A data_table block. Its first column names the rows where it does not say which one does."""
    caption = string(value, "caption")
    naming = maybe_count(value, "row_header_column_index") or 0
    rows = _rows(value)
    numbers = {place for row in rows[1:] for place, cell in enumerate(row) if kind_of(cell) == "raw_number"}
    head = joined(_head(cell, "right" if place in numbers else None, scene) for place, cell in enumerate(rows[0]))
    body = joined(
        tag("tr", joined(_data_cell(cell, scene, names_row=place == naming) for place, cell in enumerate(row)))
        for row in rows[1:]
    )
    return scrolling(caption, _table(tag("caption", caption), head, body))


def _rows(value: Json) -> list[list[Any]]:
    rows = [a_list(row) for row in items(value, "rows")]
    if not rows:
        raise Malformed("must have rows")
    return rows


def _table(caption: Markup, head: Markup, body: Markup) -> Markup:
    return tag(
        "table", caption, tag("thead", tag("tr", head)), tag("tbody", body) if body else NOTHING, class_="b-table"
    )


def _column(value: Any) -> str | None:
    """The class of a column's cells."""
    if value is None:
        return None
    given = an_object(value)
    align = one_of(given, "align", "left", "center", "right")
    return f"{align} wrap" if maybe_flag(given, "is_wrapped") else align


def _at(columns: list[str | None], place: int) -> str | None:
    return columns[place] if place < len(columns) else None


def _head(value: Any, classes: str | None, scene: Surroundings) -> Markup:
    return tag("th", _cell(value, scene), scope="col", class_=classes)


def _data_cell(value: Any, scene: Surroundings, *, names_row: bool) -> Markup:
    classes = "right" if kind_of(value) == "raw_number" else None
    inside = _cell(value, scene)
    return tag("th", inside, scope="row", class_=classes) if names_row else tag("td", inside, class_=classes)


def _cell(value: Any, scene: Surroundings) -> Markup:
    kind = kind_of(value)
    if kind == "raw_text":
        return drawn("element", value, lambda: lines(string(value, "text")))
    if kind == "raw_number":
        return drawn("element", value, lambda: _number(value))
    if kind == "rich_text":
        return drawn("element", value, lambda: rich_text(value, scene))
    return unknown("element", value)


def _number(value: Json) -> Markup:
    a_number(value.get("value"))
    return lines(string(value, "text"))
