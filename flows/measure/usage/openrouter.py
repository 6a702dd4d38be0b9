"""OpenRouter's activity CSV: a row for each day and model. Usage is dollars, its fee included; own keys are paid elsewhere.

Format: openrouter.ai, the export of the activity page.
"""

from __future__ import annotations

from flows.measure.records import Rows
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import count, day, number, words


def reads(rows: Rows) -> bool:
    """Whether the columns are the activity page's."""
    return {"slug", "requests", "prompt tokens"} <= {column.casefold().replace("_", " ") for column in rows.head}


def read(rows: Rows) -> Export:
    """What was used; cached tokens are not in the file."""
    export = filled(rows, Export("openrouter activity csv", "OpenRouter activity"), _row)
    export.notes.append("Cached tokens are not in this file: what is paid may be under the list for that.")
    return export


def _row(row: Row, _: Export) -> Used:
    cells = {column.casefold().replace("_", " "): cell for column, cell in row.items()}
    return Used(
        day=day(cells.get("date")),
        model=words(cells.get("slug")) or None,
        requests=count(cells.get("requests")),
        input=count(cells.get("prompt tokens")),
        output=count(cells.get("completion tokens")),
        spend=number(cells.get("usage")),
    )
