"""What the checks of the data say: shared items, wrong labels, inputs from real traffic; and what was spent."""

from __future__ import annotations

from decimal import Decimal

from flows.costs import show_usd
from flows.log.measurements import CriterionState, Finding, Numbers
from flows.log.plans import Limit
from flows.statistics.looking import wrong_labels
from flows.statistics.words import percent

# What is looked at first, and how many more where that does not tell.
SAMPLE, MORE = 50, 100
_WRONG, _REAL = Decimal("0.05"), Decimal("0.8")


def shared_items(limit: Limit, measured: Numbers) -> Finding:
    """Whether the training set and the test set share an item."""
    count = measured.shared_items
    if count is None:
        return _not_measured(limit, "Whether the training set and the test set share an item was not checked.")
    said = f"{_counted(count, 'item')} {'is' if count == 1 else 'are'} in both the training set and the test set"
    if not count:
        return Finding(limit.id, "held", "No item is in both the training set and the test set.")
    return Finding(limit.id, "crossed", f"{said}: the score would measure memory. Take them out of the training set.")


def labels(limit: Limit, measured: Numbers) -> Finding:
    """How many labels of a random sample are wrong."""
    if measured.wrong_labels is None:
        return _not_measured(limit, f"How many of {SAMPLE} random labels are wrong was not checked.")
    sample = max(int(measured.labels_sample or SAMPLE), int(measured.wrong_labels), 1)
    allowed = limit.limit if limit.limit is not None else _WRONG
    said = f"{_counted(measured.wrong_labels, 'label')} of a random sample of {sample:,} {'is' if measured.wrong_labels == 1 else 'are'} wrong"
    match wrong_labels(int(measured.wrong_labels), sample, float(allowed)):
        case "go on":
            return Finding(limit.id, "held", f"{said}.")
        case "stop":
            return Finding(
                limit.id,
                "crossed",
                f"{said}: that is surely more than {percent(allowed)}. Have the labels checked before training.",
            )
    return Finding(
        limit.id,
        "undecided",
        f"{said}: that may be more or less than {percent(allowed)} of all. Check {MORE} more, and say how many of all {sample + MORE:,} are wrong.",
    )


def real_inputs(limit: Limit, measured: Numbers) -> Finding:
    """Which share of the inputs comes from real traffic."""
    if measured.real_share is None:
        return _not_measured(limit, "Which share of the training inputs comes from real traffic was not checked.")
    least = least_real(limit)
    said = f"{percent(measured.real_share)} of the training inputs come from real traffic"
    if measured.real_share >= least:
        return Finding(limit.id, "held", f"{said}.")
    return Finding(
        limit.id,
        "crossed",
        f"{said}, under {percent(least)}: take inputs from production, or a test set from real traffic.",
    )


def least_real(limit: Limit | None) -> Decimal:
    """The least share of real inputs: the plan's, else the usual one."""
    return limit.limit if limit is not None and limit.limit is not None else _REAL


def budget(limit: Limit, measured: Numbers) -> Finding:
    """What was spent, against what was fixed."""
    if measured.spent_usd is None:
        return _not_measured(limit, "What was spent so far was not given.")
    if limit.limit is None:
        return _not_measured(
            limit, f"{show_usd(measured.spent_usd)} is spent, but no budget was fixed to compare it with."
        )
    over = measured.spent_usd - limit.limit
    state: CriterionState = "held" if over <= 0 else "crossed"
    if over <= 0:
        said = f"{show_usd(measured.spent_usd)} of the budget of {show_usd(limit.limit)} is spent; {show_usd(-over)} is left."
    else:
        said = f"{show_usd(measured.spent_usd)} is spent, {show_usd(over)} over the budget of {show_usd(limit.limit)}."
    return Finding(limit.id, state, said)


def _not_measured(limit: Limit, said: str) -> Finding:
    return Finding(limit.id, "not measured", said)


def _counted(count: Decimal, unit: str) -> str:
    return f"{count.normalize():f} {unit}{'s' if count != 1 else ''}"
