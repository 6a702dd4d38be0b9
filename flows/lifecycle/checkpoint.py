"""A checkpoint: the numbers that were measured against the criteria that were fixed -> stop or go on, by how much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from flows.costs import show_usd
from flows.log.measurements import CriterionState, Finding, Judgement, Numbers
from flows.log.plans import Limit, TrainingPlan
from flows.statistics.words import percent, points

_LABEL_SAMPLE = 50
# Shares such as 5/6 are kept with some 16 digits: a difference below this is none.
_NOTHING = Decimal("1e-9")


def judge(plan: TrainingPlan, checkpoint: int, measured: Numbers, warnings: tuple[str, ...] = ()) -> Judgement:
    """Set what was measured at a checkpoint (from 1) against the plan's criteria.

    `warnings` are sentences on a route that closes, or a base model that shuts down, before the training has paid back.
    """
    findings = tuple(_findings(plan, checkpoint, measured, warnings))
    return Judgement("stop" if any(finding.state == "crossed" for finding in findings) else "go on", findings)


def _findings(plan: TrainingPlan, checkpoint: int, measured: Numbers, warnings: tuple[str, ...]) -> Iterator[Finding]:
    decides = checkpoint >= plan.deciding
    for limit in plan.limits:
        match limit.id:
            case "target" | "parity":
                yield _score(limit, plan, measured, decides=decides)
            case "detectable-gain" if plan.limit("target") is not None:
                yield _gain(limit, plan, measured, decides=decides)
            case "general-ability":
                yield _general(limit, plan, measured)
            case "budget":
                yield _budget(limit, measured)
            case "untuned-catches-up" if measured.untuned is not None:
                yield _untuned(limit, measured)
            case "contamination" if measured.shared_items is not None:
                yield _at_most(limit, measured.shared_items, Decimal(0), "item", " shared by training set and test set")
            case "noisy-labels" if measured.wrong_labels is not None:
                share = limit.limit if limit.limit is not None else Decimal("0.05")
                most = (share * _LABEL_SAMPLE).to_integral_value(ROUND_FLOOR)
                yield _at_most(
                    limit, measured.wrong_labels, most, "wrong label", f" in a random sample of {_LABEL_SAMPLE}"
                )
    yield from (Finding("route-ends", "crossed", warning) for warning in warnings)


def _score(limit: Limit, plan: TrainingPlan, measured: Numbers, *, decides: bool) -> Finding:
    what = "The score on the test items"
    if measured.score is None:
        return Finding(limit.id, "not measured", f"{what} was not given.")
    if limit.limit is None:
        return Finding(
            limit.id,
            "not measured",
            f"{what} is {percent(measured.score)}, but no limit was fixed before training to compare it with.",
        )
    apart = _apart(measured.score, limit.limit)
    wanted = "the target" if limit.id == "target" else "the least that is not worse than today"
    if apart >= 0:
        return Finding(
            limit.id, "held", f"{what} is {percent(measured.score)}: {wanted} of {percent(limit.limit)} is reached."
        )
    said = f"{what} is {percent(measured.score)}, {points(-apart)} below {wanted} of {percent(limit.limit)}"
    if not decides:
        return Finding(limit.id, "not yet", f"{said}; it has to be there by checkpoint {plan.deciding}.")
    return Finding(limit.id, "crossed", f"{said}.")


def _gain(limit: Limit, plan: TrainingPlan, measured: Numbers, *, decides: bool) -> Finding:
    if measured.score is None or plan.baseline is None or limit.limit is None:
        missing = "the score" if measured.score is None else "a baseline and the number of test items"
        return Finding(limit.id, "not measured", f"Whether the gain is more than luck is not known without {missing}.")
    gain = _apart(measured.score, plan.baseline)
    said = f"The gain over the baseline of {percent(plan.baseline)} is {points(gain)}; your test items can show {points(limit.limit)} or more"
    if _apart(gain, limit.limit) >= 0:
        return Finding(limit.id, "held", f"{said}.")
    if not decides:
        return Finding(limit.id, "not yet", f"{said}; it has to be seen by checkpoint {plan.deciding}.")
    return Finding(
        limit.id, "crossed", f"{said}: it is {points(limit.limit - gain)} short of what could be told from luck."
    )


def _general(limit: Limit, plan: TrainingPlan, measured: Numbers) -> Finding:
    before = measured.general_before if measured.general_before is not None else plan.general
    most = limit.limit if limit.limit is not None else Decimal(2)
    if measured.general is None or before is None:
        missing = (
            "the score on the general set"
            if measured.general is None
            else "its score on the general set before training"
        )
        return Finding(
            limit.id, "not measured", f"Whether the model forgot anything else is not known without {missing}."
        )
    lost = _apart(before, measured.general) * 100
    allowed = f"{most.normalize():f} point{'s' if most != 1 else ''}"
    said = f"The general set is at {percent(measured.general)}, {_change(-lost)} since before training"
    if _apart(lost, most) <= 0:
        return Finding(limit.id, "held", f"{said}; a loss of up to {allowed} is allowed.")
    return Finding(
        limit.id, "crossed", f"{said}: {points((lost - most) / 100)} more than the loss of {allowed} that is allowed."
    )


def _budget(limit: Limit, measured: Numbers) -> Finding:
    if measured.spent_usd is None:
        return Finding(limit.id, "not measured", "What was spent so far was not given.")
    if limit.limit is None:
        return Finding(
            limit.id,
            "not measured",
            f"{show_usd(measured.spent_usd)} is spent, but no budget was fixed to compare it with.",
        )
    over = measured.spent_usd - limit.limit
    if over <= 0:
        return Finding(
            limit.id,
            "held",
            f"{show_usd(measured.spent_usd)} of the budget of {show_usd(limit.limit)} is spent; {show_usd(-over)} is left.",
        )
    return Finding(
        limit.id,
        "crossed",
        f"{show_usd(measured.spent_usd)} is spent, {show_usd(over)} over the budget of {show_usd(limit.limit)}.",
    )


def _untuned(limit: Limit, measured: Numbers) -> Finding:
    assert measured.untuned is not None
    if measured.score is None:
        return Finding(
            limit.id,
            "not measured",
            f"An untuned model scores {percent(measured.untuned)}; the tuned one was not scored.",
        )
    ahead = _apart(measured.score, measured.untuned)
    place = f"{points(abs(ahead))} {'below' if ahead > 0 else 'above'}" if ahead else "as high as"
    said = f"The best untuned model scores {percent(measured.untuned)}, {place} the tuned one"
    if limit.limit is None:
        state: CriterionState = "crossed" if ahead <= 0 else "not measured"
        less = (
            ""
            if ahead <= 0
            else "; whether that lead is luck is not known without a baseline and the number of test items"
        )
        return Finding(limit.id, state, f"{said}{less}.")
    if _apart(ahead, limit.limit) > 0:
        return Finding(limit.id, "held", f"{said}.")
    return Finding(limit.id, "crossed", f"{said}: a lead of {points(limit.limit)} or less could be luck.")


def _at_most(limit: Limit, count: Decimal, most: Decimal, unit: str, where: str) -> Finding:
    said = f"{_counted(count, unit)}{where}"
    if count <= most:
        return Finding(limit.id, "held", f"{said}.")
    return Finding(limit.id, "crossed", f"{said}: {_counted(count - most, unit)} more than allowed.")


def _counted(count: Decimal, unit: str) -> str:
    return f"{count.normalize():f} {unit}{'s' if count != 1 else ''}"


def _apart(higher: Decimal, lower: Decimal) -> Decimal:
    """How much higher the first is; what only the stored digits make is nothing."""
    difference = higher - lower
    return difference if abs(difference) >= _NOTHING else Decimal(0)


def _change(change: Decimal) -> str:
    return f"{'up' if change > 0 else 'down'} {points(abs(change) / 100)}" if change else "unchanged"
