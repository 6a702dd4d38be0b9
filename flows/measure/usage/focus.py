"""FOCUS 1.0 to 1.4: the cost exports that Azure, AWS and Google share. Tokens by meter, no requests.

Cached tokens are rows of their own, beside the others. EffectiveCost counts (after discounts, amortised); taxes, credits
and purchases are no usage. Format: the FinOps Open Cost and Usage Specification, focus.finops.org.
"""

from __future__ import annotations

from flows.measure.records import Rows
from flows.measure.usage.meters import by_part, model_of, part_of, tokens_a_unit
from flows.measure.usage.used import Export, Row, Used, filled
from flows.measure.values import day, number, words

_NOT_DOLLARS = "Some rows are not in US dollars: their money is left out."
_NO_USAGE = frozenset({"tax", "credit", "purchase", "adjustment"})


def reads(rows: Rows) -> bool:
    """Whether the columns are FOCUS's."""
    head = set(rows.head) or (set(rows.first[0]) if rows.first else set())
    return {"BilledCost", "ChargePeriodStart"} <= head


def read(rows: Rows) -> Export:
    """Tokens and money of every meter of a language model."""
    export = filled(rows, Export("focus", "FOCUS cost export"), _row)
    if export.used:
        export.notes.append(
            "Cost exports count no requests: take them from your own logs, your gateway or the provider's usage report."
        )
    else:
        export.notes.append(
            "No meter of a language model is in this export: choose the account or service that calls it."
        )
    return export


def _row(row: Row, export: Export) -> Used | None:
    meter = " ".join(words(row.get(column)) for column in ("SkuMeter", "ChargeDescription", "SkuId"))
    part = part_of(words(row.get("SkuMeter")) or words(row.get("ChargeDescription"))) or part_of(meter)
    unit, quantity = words(row.get("ConsumedUnit")), number(row.get("ConsumedQuantity"))
    if not unit or quantity is None:
        unit, quantity = words(row.get("PricingUnit")), number(row.get("PricingQuantity"))
    times = tokens_a_unit(unit)
    if words(row.get("ChargeCategory")).casefold() in _NO_USAGE or part is None or times is None or quantity is None:
        export.left_out += 1
        return None
    tokens = round(quantity * times)
    used = Used(
        day=day(row.get("ChargePeriodStart")),
        until=day(row.get("ChargePeriodEnd")),
        model=model_of(meter),
        project=words(row.get("SubAccountName")) or None,
        **by_part(tokens, part),
    )
    effective = number(row.get("EffectiveCost"))
    if words(row.get("BillingCurrency")) in {"", "USD"}:
        used.spend = number(row.get("BilledCost")) if effective is None else effective
        used.listed = number(row.get("ListCost"))
    elif _NOT_DOLLARS not in export.notes:
        export.notes.append(_NOT_DOLLARS)
    return used
