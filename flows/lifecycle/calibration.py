"""How well past predictions held: predicted against real cost and gain, over the decisions that were reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from flows.costs import rounded

# With fewer nothing is said of the middle; the ends of the range mean something from ten.
ENOUGH = 3
_ENOUGH_FOR_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one decision promised, and gave. USD a month; gains as shares (0.05 is 5 points); None is not known.

    real_between   between which the measured gain lies, by the items that it was measured on
    """

    predicted_monthly_usd: Decimal | None = None
    real_monthly_usd: Decimal | None = None
    predicted_gain: Decimal | None = None
    real_gain: Decimal | None = None
    real_between: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of `count` values and how far they reach: the 10th to the 90th percentile from ten on, else least to most."""

    count: int
    middle: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the reviewed decisions show together.

    reviewed       decisions with anything measured
    costs, gains   how many have both a prediction and a measurement of it
    cost_ratio     real / predicted monthly cost, None for fewer than three with a prediction above zero
    free           how many were predicted to cost nothing: they have no ratio
    gain_points    real minus predicted gain in points, None for fewer than three
    sure           of how many with both gains the measured one has an interval
    within         in how many of these the predicted gain lies in it
    """

    reviewed: int
    costs: int
    gains: int
    free: int
    cost_ratio: Spread | None
    gain_points: Spread | None
    sure: int = 0
    within: int = 0

    @property
    def text(self) -> str:
        """A sentence or two for people."""
        comparison = " ".join(
            sentence for sentence in (_cost_sentence(self), _gain_sentence(self), _luck_sentence(self)) if sentence
        )
        return comparison or f"{_decisions(self.reviewed)} without a prediction to compare it with."


def calibration(outcomes: Iterable[Prediction]) -> Calibration | None:
    """Predicted against real over these decisions; None where nothing was measured of any."""
    measured = [
        outcome for outcome in outcomes if outcome.real_monthly_usd is not None or outcome.real_gain is not None
    ]
    if not measured:
        return None
    costs = [
        (outcome.predicted_monthly_usd, outcome.real_monthly_usd)
        for outcome in measured
        if outcome.predicted_monthly_usd is not None and outcome.real_monthly_usd is not None
    ]
    gains = [
        (outcome.real_gain - outcome.predicted_gain) * 100
        for outcome in measured
        if outcome.real_gain is not None and outcome.predicted_gain is not None
    ]
    ratios = [real / predicted for predicted, real in costs if predicted > 0]
    inside = [
        outcome.real_between[0] <= outcome.predicted_gain <= outcome.real_between[1]
        for outcome in measured
        if outcome.real_between is not None and outcome.real_gain is not None and outcome.predicted_gain is not None
    ]
    return Calibration(
        len(measured),
        len(costs),
        len(gains),
        len(costs) - len(ratios),
        _spread(ratios),
        _spread(gains),
        len(inside),
        sum(inside),
    )


def _spread(values: list[Decimal]) -> Spread | None:
    if len(values) < ENOUGH:
        return None
    ordered = sorted(values)
    if len(ordered) < _ENOUGH_FOR_TENTHS:
        return Spread(len(ordered), median(ordered), ordered[0], ordered[-1])
    return Spread(len(ordered), median(ordered), _percentile(ordered, 10), _percentile(ordered, 90))


def _percentile(ordered: list[Decimal], percent: int) -> Decimal:
    """Between its two neighbours, by how near it lies to each."""
    place = Decimal(percent * (len(ordered) - 1)) / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _cost_sentence(result: Calibration) -> str:
    ratio = result.cost_ratio
    if ratio is None and result.free and result.free == result.costs:
        was = "was" if result.free == 1 else "were"
        return f"{_decisions(result.free)} {was} predicted to cost nothing: the real monthly cost cannot be compared with that."
    if ratio is None:
        return _too_few(result.costs - result.free, "monthly cost")
    middle, low, high = (_times(figure) for figure in (ratio.middle, ratio.low, ratio.high))
    but = (
        f"; {result.free} more {'was' if result.free == 1 else 'were'} predicted to cost nothing" if result.free else ""
    )
    return (
        f"Over {_decisions(ratio.count)} the real monthly cost was {middle} times the predicted one "
        f"in the middle ({_reach(ratio, low, high)}){but}."
    )


def _gain_sentence(result: Calibration) -> str:
    points = result.gain_points
    if points is None:
        return _too_few(result.gains, "gain")
    middle = rounded(points.middle, Decimal("0.1"))
    low, high = (f"{rounded(figure, Decimal('0.1')):+}" for figure in (points.low, points.high))
    by = "as predicted" if middle == 0 else f"{abs(middle)} points {'more' if middle > 0 else 'less'} than predicted"
    return f"Over {_decisions(points.count)} the measured gain was {by} in the middle ({_reach(points, low, high)} points)."


def _luck_sentence(result: Calibration) -> str:
    """How much of the difference may be luck of the test items."""
    if result.gain_points is None or result.sure < ENOUGH:
        return ""
    return (
        f"In {result.within} of {result.sure} the predicted gain lies within what the test items show of the measured one, so "
        "the difference may be luck."
    )


def _too_few(count: int, what: str) -> str:
    """Nothing where nobody measured it."""
    if not count:
        return ""
    return f"{_decisions(count)} with a predicted and a real {what}: too few to tell."


def _decisions(count: int) -> str:
    return "1 reviewed decision" if count == 1 else f"{count:,} reviewed decisions"


def _reach(spread: Spread, low: str, high: str) -> str:
    return f"{low} to {high}" if spread.count < _ENOUGH_FOR_TENTHS else f"{low} to {high} for eight in ten"


def _times(ratio: Decimal) -> str:
    """Two digits: 0.04, 1.3, 12."""
    if ratio >= 10:
        return f"{rounded(ratio, Decimal(1)):,}"
    return f"{rounded(ratio, Decimal('0.1') if ratio >= Decimal('0.1') or ratio == 0 else Decimal('0.01'))}"
