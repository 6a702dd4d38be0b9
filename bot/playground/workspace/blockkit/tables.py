"""Tables and charts."""

from typing import Any

from bot.playground.workspace.blockkit.composition import IDENTIFIER
from bot.playground.workspace.blockkit.rich_text import RICH_TEXT
from bot.playground.workspace.blockkit.schema import (
    Findings,
    SchemaRule,
    array,
    boolean,
    integer,
    kind,
    number,
    one_of,
    shape,
    string,
    typed,
)

TABLE_CHARACTERS = 10_000
DATA_TABLE_CHARACTERS = 20_000

_RAW_TEXT = kind("raw_text", {"text": string(1)})
_RAW_NUMBER = kind("raw_number", {"value": number(), "text": string(1)})
_CELL = typed(_RAW_TEXT | RICH_TEXT)
_DATA_CELL = typed(_RAW_TEXT | _RAW_NUMBER | RICH_TEXT)
_COLUMN = shape(optional={"align": one_of("left", "center", "right"), "is_wrapped": boolean})

TABLE = kind(
    "table",
    {"rows": array(array(_CELL, 1, 20), 1, 100)},
    {"column_settings": array(_COLUMN, 0, 20), "block_id": IDENTIFIER},
)


def _even_rows(value: dict[str, Any], where: str, findings: Findings) -> None:
    rows = value["rows"]
    for place, cell in enumerate(rows[0]):
        if cell["type"] == "rich_text":
            findings.add(f"{where}/rows/0/{place}/type", "rich_text cannot be used for header cells")
    for place, row in enumerate(rows):
        if len(row) != len(rows[0]):
            findings.add(f"{where}/rows/{place}", f"all rows must have the same number of values: {len(rows[0])}")
    if value.get("row_header_column_index", 0) >= len(rows[0]):
        findings.add(f"{where}/row_header_column_index", "must be the index of a column")
    if characters(value) > DATA_TABLE_CHARACTERS:
        findings.add(f"{where}/rows", f"must be less than {DATA_TABLE_CHARACTERS + 1} characters over all cells")


DATA_TABLE = kind(
    "data_table",
    {"rows": array(array(_DATA_CELL, 1, 20), 2, 101), "caption": string(1)},
    {"page_size": integer(1, 100), "row_header_column_index": integer(0), "block_id": IDENTIFIER},
    _even_rows,
)

_POINT = shape({"label": string(1, 20), "value": number()})
_SEGMENT = shape({"label": string(1, 20), "value": number(above=0)})
_SERIES = shape({"name": string(1, 20), "data": array(_POINT, 1, 20)})
_AXES = shape({"categories": array(string(1, 20), 1, 20)}, {"x_label": string(1, 50), "y_label": string(1, 50)})


def _unique(names: list[str], where: str, findings: Findings, what: str) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            findings.add(f"{where}/{place}", f"{what} must be unique: {name}")


def _one_point_each(value: dict[str, Any], where: str, findings: Findings) -> None:
    categories = value["axis_config"]["categories"]
    _unique(categories, f"{where}/axis_config/categories", findings, "categories")
    _unique([series["name"] for series in value["series"]], f"{where}/series", findings, "series names")
    for place, series in enumerate(value["series"]):
        labels = [point["label"] for point in series["data"]]
        if sorted(labels) != sorted(categories):
            findings.add(
                f"{where}/series/{place}/data",
                "must have exactly one data point for each of the axis_config categories",
            )


def _unique_segments(value: dict[str, Any], where: str, findings: Findings) -> None:
    _unique([segment["label"] for segment in value["segments"]], f"{where}/segments", findings, "segment labels")


def _axes(name: str) -> dict[str, SchemaRule]:
    return kind(name, {"series": array(_SERIES, 1, 6), "axis_config": _AXES}, also=_one_point_each)


CHART = kind(
    "data_visualization",
    {
        "title": string(1, 50),
        "chart": typed(
            _axes("line")
            | _axes("bar")
            | _axes("area")
            | kind("pie", {"segments": array(_SEGMENT, 1, 6)}, also=_unique_segments)
        ),
    },
    {"block_id": IDENTIFIER},
)


def characters(value: Any) -> int:
    """How many characters of text stand in the cells of a table."""
    if isinstance(value, list):
        return sum(characters(part) for part in value)
    if not isinstance(value, dict):
        return 0
    own = value["text"] if isinstance(value.get("text"), str) else ""
    return len(own) + sum(characters(part) for name, part in value.items() if name in {"rows", "elements"})
