"""Azure's own cost export (EA and MCA), which is not FOCUS: meters by name, quantities in units such as 1K.

Format: Microsoft Learn, "Understand the fields in your Azure usage and charges file".
"""

from __future__ import annotations

from flows.measure.records import Rows
from flows.measure.usage.meters import by_part, model_of, part_of, tokens_a_unit
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import day, number, words

_OTHER_CHARGES = frozenset({"purchase", "refund", "tax", "unusedreservation", "roundingadjustment"})


def reads(rows: Rows) -> bool:
    """Whether meters stand beside quantities."""
    head = {column.casefold() for column in rows.head}
    return {"metercategory", "metername", "quantity"} <= head


def read(rows: Rows) -> Export:
    """Tokens and money of every meter of a language model."""
    export = filled(rows, Export("azure cost export", "Azure cost export (not FOCUS)"), _row)
    if export.used:
        export.notes.append("Cost exports count no requests: Azure Monitor's metrics of the deployment do.")
    else:
        export.notes.append(
            "No meter of a language model is in this export: choose the subscription with the Azure OpenAI resource, "
            "and FOCUS if you can."
        )
    return export


def _row(row: Row, export: Export) -> Used | None:
    cells = {column.casefold(): words(cell) for column, cell in row.items()}
    meter = f"{cells.get('metername', '')} {cells.get('metersubcategory', '')} {cells.get('product', '')}"
    part = part_of(cells.get("metername", "")) or part_of(meter)
    times = tokens_a_unit(cells.get("unitofmeasure", ""))
    quantity = number(cells.get("quantity"))
    charge = (cells.get("chargetype") or "").casefold()
    if part is None or times is None or quantity is None or charge in _OTHER_CHARGES:
        export.left_out += 1
        return None
    tokens = round(quantity * times)
    currency = cells.get("billingcurrency") or cells.get("billingcurrencycode") or cells.get("currency") or "USD"
    spend = number(cells.get("costinusd")) if "costinusd" in cells else None
    if spend is None and currency == "USD":
        spend = number(cells.get("cost") or cells.get("costinbillingcurrency") or cells.get("pretaxcost"))
    return Used(
        day=day(cells.get("date") or cells.get("usagedatetime")),
        model=model_of(meter),
        project=cells.get("subscriptionname") or None,
        **by_part(tokens, part),
        spend=spend,
    )
