"""What files show of a checkpoint: the numbers that its abort criteria ask for."""

from __future__ import annotations

from decimal import Decimal

from flows.log.measurements import Numbers
from flows.measure.comparison import ENOUGH_PAIRS
from flows.measure.measurement import Measurement
from flows.statistics.words import percent


def numbers_of(measurement: Measurement) -> Numbers | None:
    """The numbers; None where the files show none. Scores that are no shares, and too few pairs, give none."""
    found: dict[str, Decimal] = {}
    compared = measurement.comparison
    if compared is not None and compared.in_shares and compared.pairs >= ENOUGH_PAIRS:
        general = measurement.evaluation is not None and measurement.evaluation.general
        prefix = "general_" if general else ""
        found["general" if general else "score"] = _share(compared.candidate)
        found[f"{prefix}items"] = Decimal(compared.pairs)
        if general:
            found["general_before"] = _share(compared.baseline)
        if compared.binary:
            found[f"{prefix}fixed"], found[f"{prefix}broken"] = Decimal(compared.better), Decimal(compared.worse)
    if measurement.leakage is not None:
        found["shared_items"] = Decimal(measurement.leakage.exact + measurement.leakage.near)
    if measurement.labels is not None and measurement.labels.enough:
        found["wrong_labels"], found["labels_sample"] = (
            Decimal(measurement.labels.wrong),
            Decimal(measurement.labels.rows),
        )
    return Numbers(**found) if found else None


def told(numbers: Numbers) -> str:
    """The numbers in a line, as they would be typed."""
    parts = []
    if numbers.score is not None:
        parts.append(f"score {percent(numbers.score)} on {numbers.items} items{_counts(numbers.fixed, numbers.broken)}")
    if numbers.general is not None:
        before = "" if numbers.general_before is None else f" (was {percent(numbers.general_before)})"
        counts = _counts(numbers.general_fixed, numbers.general_broken)
        parts.append(f"general {percent(numbers.general)}{before} on {numbers.general_items} items{counts}")
    if numbers.shared_items is not None:
        parts.append(f"{numbers.shared_items} shared items")
    if numbers.wrong_labels is not None:
        parts.append(f"wrong labels {numbers.wrong_labels} of {numbers.labels_sample}")
    return ", ".join(parts)


def _counts(fixed: Decimal | None, broken: Decimal | None) -> str:
    return "" if fixed is None or broken is None else f", {fixed} fixed, {broken} broken"


def _share(value: float) -> Decimal:
    return Decimal(str(value))
