"""`compare`: two models on test items, which is better and whether it could be luck."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from flows.statistics.compare import MOST_ITEMS, MOST_LOOKS, Compared, compare, compare_apart
from flows.statistics.words import between, by_chance, chance, confidence, difference, edge, looks_take, percent, points

_LEAST_SHARE = 0.0001
if TYPE_CHECKING:
    _FloatType = click.ParamType[float]
    _IntType = click.ParamType[int]
else:
    # Of older versions of click the class takes no type.
    _FloatType = _IntType = click.ParamType


class _Share(_FloatType):
    """A share, at least `least` and at most 1."""

    name = "share"

    def __init__(self, least: float, example: str) -> None:
        self._least, self._example = least, example

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            share = float(value)
        except ValueError:
            share = math.nan
        # Not a number is neither.
        if not self._least <= share <= 1:
            self.fail(f"{value} is not a share from {self._least:g} to 1: {self._example}.", param, ctx)
        return share


class _Count(_IntType):
    """A whole number, at least `least`."""

    name = "count"

    def __init__(self, least: int, most: int = MOST_ITEMS) -> None:
        self._least, self._most = least, most

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            count = int(value)
        except ValueError:
            count = -1
        if not self._least <= count <= self._most:
            self.fail(f"{value} is not a whole number from {self._least} to {self._most:,}.", param, ctx)
        return count


_POINTS = _Share(_LEAST_SHARE, "2 points are 0.02")
_SCORE = _Share(0, "84 % is 0.84")


@click.command("compare")
@click.option("--items", type=_Count(1), required=True, metavar="N", help="Test items in all.")
@click.option("--gained", type=_Count(0), metavar="N", help="Wrong before and right now.")
@click.option("--lost", type=_Count(0), metavar="N", help="Right before and wrong now.")
@click.option("--margin", type=_POINTS, metavar="SHARE", help="What may be lost without harm; 0.02 is 2 points.")
@click.option("--target-gain", type=_POINTS, metavar="SHARE", help="What you hope to gain; 0.04 is 4 points.")
@click.option(
    "--looks",
    type=_Count(1, MOST_LOOKS),
    default=1,
    show_default=True,
    metavar="N",
    help="How often these items are looked at in all.",
)
@click.option("--baseline", type=_SCORE, metavar="SHARE", help="The score before.")
@click.option("--candidate", type=_SCORE, metavar="SHARE", help="The score now.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    items: int,
    gained: int | None,
    lost: int | None,
    margin: float | None,
    target_gain: float | None,
    looks: int,
    baseline: float | None,
    candidate: float | None,
    format_: str,
) -> None:
    """Tell whether a model is better than another on the same test items, or whether that could be luck.

    Give --gained and --lost, the items on which the two differ. Without them --baseline and --candidate are compared as if
    each had been scored on items of its own, which is wider. Shares, not points: 2 points are 0.02. The outcome is better,
    not_worse (with a margin), worse or undecided; then it says how many items would tell.
    """
    if (gained is None) != (lost is None):
        missing = "--lost" if lost is None else "--gained"
        raise click.UsageError(f"{missing} is missing: give --gained and --lost, counts from 0, or neither.")
    if gained is not None and lost is not None:
        if gained + lost > items:
            raise click.UsageError(
                f"--gained and --lost are {gained + lost:,} together: at most --items, which is {items:,}, can differ."
            )
        scores = None if baseline is None else (baseline, min(1.0, baseline + (target_gain or 0.0)))
        compared = compare(gained, lost, items, margin, target_gain, looks, scores)
    elif baseline is not None and candidate is not None:
        compared = compare_apart(baseline, candidate, items, margin, target_gain, looks)
    else:
        raise click.UsageError(
            "Give --gained and --lost, counts from 0, or else --baseline and --candidate, shares from 0 to 1."
        )
    if format_ == "json":
        click.echo(json.dumps(_as_json(compared)))
        return
    for line in _lines(compared, items, gained, lost, margin, looks, baseline, candidate):
        click.echo(line)


def _as_json(compared: Compared) -> dict[str, object]:
    return {
        "difference": round(compared.difference, 6),
        "interval": [round(end, 6) for end in compared.interval],
        "p_value": round(compared.p_value, 6),
        "outcome": compared.outcome,
        "items_needed": compared.items_needed,
        "paired": compared.paired,
    }


def _lines(
    compared: Compared,
    items: int,
    gained: int | None,
    lost: int | None,
    margin: float | None,
    looks: int,
    baseline: float | None,
    candidate: float | None,
) -> Iterator[str]:
    """The comparison in plain words."""
    outcome = {"better": "Better", "not_worse": "Not worse", "worse": "Worse", "undecided": "Undecided"}
    counted = f" ({gained:,} gained, {lost:,} lost)" if gained is not None and lost is not None else ""
    on = f"{items:,} item{'s' if items != 1 else ''}"
    yield f"{outcome[compared.outcome]}: {difference(compared)} on {on}{counted}."
    yield f"The true difference lies {between(compared)} ({confidence(compared)} interval)."
    yield f"Chance alone shows as much {by_chance(compared)} (p = {chance(compared.p_value)})."
    said = edge(compared)
    if said is not None:
        yield said
    if margin is not None:
        place = {"better": "is kept", "not_worse": "is kept", "worse": "is not kept"}.get(
            compared.outcome, "is not shown to be kept"
        )
        yield f"The margin of {points(margin)} that may be lost {place}."
    yield from looks_take(compared, looks)
    if not compared.paired:
        yield "The two scores were compared as if each had its own items, which is wider: with --gained and --lost fewer items tell."
    elif (
        baseline is not None and candidate is not None and abs(candidate - baseline - compared.difference) * items > 0.5
    ):
        yield (
            f"The scores {percent(baseline)} and {percent(candidate)} do not fit these counts; the counts were used."
        )
    if compared.items_needed is not None:
        each = "" if compared.paired else " for each score"
        yield f"About {compared.items_needed:,} items{each} would tell four times in five."
    elif compared.outcome == "undecided":
        yield "No difference was seen, so no number of items can be named: give --target-gain or --margin."
