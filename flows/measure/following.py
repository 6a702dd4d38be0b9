"""Which answers follow from what was measured, by question; what does not follow is said, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from flows.measure.comparison import ENOUGH_PAIRS
from flows.measure.measurement import Comparison, DataSet, Leakage, Measurement, Usage
from flows.measure.months import last_whole
from flows.thresholds import DEFAULT

# A share of what was used from which on one model or project is "the" one.
_NEARLY_ALL = 0.95
# What the names of models say: tuned, small, or a provider's strongest.
_TUNED = re.compile(r"(?:^|[^a-z])ft:|tuned|lora|finetun|custom", re.IGNORECASE)
_SMALL = re.compile(r"mini|nano|small|lite|flash|haiku|luna|micro|(?<!\d)(?:[1-9]|1[0-4])b(?![a-z])", re.IGNORECASE)
_STRONG = re.compile(
    r"opus|(?<![a-z])pro(?![a-z])|ultra|(?<![a-z])sol(?![a-z])|fable|(?<![a-z0-9])o3(?![a-z0-9])", re.IGNORECASE
)
_NO_LOSS = 0.02
MOST_CHOICES = 8
# Up to this share of wrong labels a set counts as checked, as the abort criterion has it (`flows.thresholds`).
MOST_WRONG = DEFAULT.wrong_labels_share


@dataclass(slots=True)
class Following:
    """Answers by question, as an answers document takes them; what is to be said of those that do not follow.

    choose   what has to be chosen before they do: model, project or metric, and the names to choose from
    """

    values: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    choose: dict[str, list[str]] = field(default_factory=dict)


def answers(measurement: Measurement, model: str | None, project: str | None) -> Following:
    """The answers that the figures give."""
    found = Following()
    if measurement.dataset is not None:
        _of_set(found, measurement.dataset, measurement.test_set, measurement.leakage)
    general = measurement.evaluation is not None and measurement.evaluation.general
    held = measurement.evaluation
    if held is not None and held.metric is None and len(held.metrics) > 1:
        found.choose["metric"] = held.metrics[:MOST_CHOICES]
    if measurement.comparison is not None and not general:
        _of_comparison(found, measurement.comparison)
    if measurement.labels is not None and measurement.labels.enough:
        found.values["labels"] = (
            "checked" if measurement.labels.wrong <= MOST_WRONG * measurement.labels.rows else "mixed"
        )
    if measurement.usage is not None:
        _of_usage(found, measurement.usage, model, project)
    return found


def _of_set(found: Following, dataset: DataSet, test: DataSet | None, leakage: Leakage | None) -> None:
    leaks = leakage.exact + leakage.near if leakage is not None else 0
    found.values["examples"] = max(0, dataset.usable)
    if dataset.tokens.input_mean > 0:
        found.values["input_tokens"] = max(1, round(dataset.tokens.input_mean))
    if dataset.tokens.output_mean > 0:
        found.values["output_tokens"] = max(1, round(dataset.tokens.output_mean))
    if test is not None and leakage is not None:
        found.values["test_items"] = max(0, test.rows - test.exact_duplicates - leaks)
        found.values["test_independent"] = leaks == 0
        if leaks:
            found.said.append(
                f"The test set is not independent while {leaks} of its items stand in the training set: take them out of one of the two."
            )


def _of_comparison(found: Following, comparison: Comparison) -> None:
    if comparison.pairs < ENOUGH_PAIRS:
        return
    found.values["test_items"] = comparison.pairs
    if comparison.in_shares:
        found.values["baseline_measured"] = True
        found.values["baseline"] = round(comparison.baseline, 4)
    metric = comparison.metric.split(" (")[0]
    if metric not in {"score", "pass", "success"}:
        found.values["metric"] = metric[:60]
    elif comparison.binary:
        found.values["metric"] = "accuracy"


def proposed_by(found: Comparison) -> dict[str, Any]:
    """What a comparison of two untuned models proposes of the smaller or the strongest; people decide.

    Not worse is what the interval keeps within two points. [own]
    """
    if (
        found.pairs < ENOUGH_PAIRS
        or not found.candidate_model
        or _TUNED.search(f"{found.candidate_model} {found.candidate_run}")
    ):
        return {}
    proposed: dict[str, Any] = {}
    if found.binary and 0 < found.baseline < 1:
        proposed["success_rate"] = round(found.baseline, 4)
    passes = found.outcome in {"better", "not_worse"} or found.interval[0] > -_NO_LOSS
    if _SMALL.search(found.candidate_model) and (passes or found.outcome == "worse"):
        proposed["smaller_model"] = "passes" if passes else "fails"
    elif _STRONG.search(found.candidate_model) and found.outcome != "undecided":
        proposed["strongest_model"] = "fixes_it" if found.outcome == "better" else "does_not"
    return proposed


def _of_usage(found: Following, usage: Usage, model: str | None, project: str | None) -> None:
    one_model = model or _the_one(usage.models)
    if one_model is not None and one_model != "?":
        found.values["model"] = one_model
    several = [
        kind
        for kind, shares, chosen in (("models", usage.models, model), ("projects", usage.projects, project))
        if _several(shares) and chosen is None
    ]
    for kind in several:
        shares = usage.models if kind == "models" else usage.projects
        named = ", ".join(f"{name[:60]} ({100 * share:.0f} %)" for name, share in list(shares.items())[:6])
        found.said.append(f"Several {kind} are in it: {named}. Which one is this use case?")
        found.choose[kind[:-1]] = [name for name in shares if name != "?"][:MOST_CHOICES]
    if several:
        return
    if usage.input_mean is not None:
        found.values["input_tokens"] = max(1, round(usage.input_mean))
    if usage.output_mean is not None:
        found.values["output_tokens"] = max(1, round(usage.output_mean))
    if usage.cached_share is not None:
        found.values["cached_share"] = round(usage.cached_share, 3)
    if usage.growth_per_month is not None:
        found.values["growth_per_month"] = round(usage.growth_per_month, 3)
    whole = last_whole(usage)
    if whole is None:
        _say_part(found, usage)
        return
    _, month = whole
    if month.requests:
        found.values["requests_per_month"] = month.requests
    if month.spend_usd and usage.billed:
        found.values["monthly_spend_usd"] = float(round(Decimal(str(month.spend_usd)), 2))


def _say_part(found: Following, usage: Usage) -> None:
    """What a part of a month holds; nothing is made a month of it."""
    for name, month in usage.months.items():
        if month.requests:
            found.said.append(
                f"{name} has {month.days} {'day' if month.days == 1 else 'days'} with {month.requests:,} requests: no whole month, so requests a month are not taken from it."
            )


def _the_one(shares: dict[str, float]) -> str | None:
    first = next(iter(shares.items()), None)
    return first[0] if first is not None and first[1] >= _NEARLY_ALL else None


def _several(shares: dict[str, float]) -> bool:
    return bool(shares) and _the_one(shares) is None
