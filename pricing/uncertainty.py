"""Ranges, pay-back and the chance of losing money, from 10,000 futures drawn with a fixed seed.

The same futures serve every option, so that two are compared in the same ones. Each uncertain figure is triangular
(low, likely, high) and drawn by itself: volume, length of outputs, upkeep, GPU price, throughput, peak, hours, labels.
What is paid is a sum of products of them, so each is drawn once and an option costs a few additions.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from pricing.lines import CostItem, Factors, Uncertain
from pricing.money import EXACTLY_ONE, ZERO, Range, cents
from pricing.options import Option
from pricing.timeline import Comparison, Stretch
from pricing.workload import HOURS_PER_MONTH, SECONDS_PER_MONTH, Workload

DRAWS = 10_000
SEED = 20261122
MEDIAN, BUDGET = 50, 80
_HALF_A_CENT = 0.005

Floats = NDArray[np.float64]
_COLUMNS: tuple[Uncertain, ...] = get_args(Uncertain)


@dataclass(frozen=True, slots=True)
class NetDistribution:
    """Net USD over the horizon: the 10th, 50th and 90th percentile, and the chance (0 to 1) of a loss."""

    p10: Decimal
    p50: Decimal
    p90: Decimal
    p_loss: Decimal


@dataclass(frozen=True, slots=True)
class Spread:
    """How far what the team said may be off: factors on its volume and on the length of its outputs."""

    volume: Range
    output: Range


# --- what is drawn ---------------------------------------------------------------------------------


@cache
def _uniforms() -> dict[str, Floats]:
    # RandomState's stream is frozen by numpy's compatibility policy; Generator's is not.
    table = np.random.RandomState(SEED).random_sample((len(_COLUMNS), DRAWS))
    return {name: table[index] for index, name in enumerate(_COLUMNS)}


@lru_cache(maxsize=256)
def _drawn(name: Uncertain, range_: Range) -> Floats | float:
    """Draws of a triangular range (inverse distribution function); a plain number where it has no width."""
    low, likely, high = float(range_.low), float(range_.likely), float(range_.high)
    if high == low:
        return low
    uniform = _uniforms()[name]
    width, turn = high - low, (likely - low) / (high - low)
    left = low + np.sqrt(uniform * width * (likely - low))
    right = high - np.sqrt((1 - uniform) * width * (high - likely))
    return np.where(uniform < turn, left, right)


@lru_cache(maxsize=512)
def _product(factors: Factors) -> Floats | float:
    """The product of some factors in each future; a plain number where none of them has a width."""
    product: Floats | float = 1.0
    for name, range_ in factors:
        product = product * _drawn(name, range_)
    return product


@lru_cache(maxsize=512)
def _parted(factors: Factors) -> tuple[Factors, float]:
    """What of some factors is uncertain, and the product of the others."""
    certain = 1.0
    for _, range_ in factors:
        if range_.low == range_.high:
            certain *= float(range_.low)
    return tuple(factor for factor in factors if factor[1].low != factor[1].high), certain


@dataclass(slots=True)
class _Sum:
    """USD in each future: a certain part, and so many times each product of drawn factors."""

    certain: float = 0.0
    times: dict[Factors, float] = field(default_factory=dict)
    drawn: list[Floats] = field(default_factory=list)

    def add(self, factors: Factors, times: float) -> None:
        """So many times the product of the factors."""
        uncertain, certain = _parted(factors)
        times *= certain
        if uncertain and times:
            self.times[uncertain] = self.times.get(uncertain, 0.0) + times
        else:
            self.certain += times

    def of_futures(self) -> Floats:
        """USD, one figure for each future."""
        summed: Floats = np.full(DRAWS, self.certain)
        for factors, times in self.times.items():
            if times:
                summed += times * _product(factors)
        for usd in self.drawn:
            summed += usd
        return summed


@lru_cache(maxsize=64)
def _items(items: tuple[CostItem, ...]) -> Floats:
    """What some items take in each future, in USD: options of a kind have them in common."""
    summed = _Sum()
    for item in items:
        summed.add(item.factors, 1.0)
    return summed.of_futures()


def _at(values: Floats, percent: int | Decimal) -> float:
    """The value that so many percent of the others are not above."""
    place = min(DRAWS - 1, int(DRAWS * percent / 100))
    return float(np.partition(values, place)[place])


def _usd(value: float) -> Decimal:
    return cents(Decimal(repr(value)))


# --- once ------------------------------------------------------------------------------------------


def _add_upfront(sum_: _Sum, option: Option, times: float) -> None:
    assert option.training is not None, "only where all costs are known"
    sum_.drawn.append(times * _items(option.once))
    sum_.add((("training", option.training),), times)


def _upfront(option: Option) -> Floats:
    upfront = _Sum()
    _add_upfront(upfront, option, 1.0)
    return upfront.of_futures()


def upfront_usd(option: Option, percent: int) -> Decimal | None:
    """USD once that so many percent of the futures stay below; None where unknown."""
    training = option.training
    if training is None:
        return None
    if training.low == training.high:
        return cents(_percentile(option.once, percent) + training.likely)
    return _usd(_at(_upfront(option), percent))


@lru_cache(maxsize=256)
def _percentile(items: tuple[CostItem, ...], percent: int) -> Decimal:
    return Decimal(repr(_at(_items(items), percent)))


# --- over the horizon ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Nets:
    """Net USD of an option against staying put over the horizon, one figure for each future."""

    usd: Floats

    @property
    def middle(self) -> Decimal:
        """The net that half of the futures stay below."""
        return self.at(Decimal("0.5"))

    def at(self, share: Decimal) -> Decimal:
        """The net that such a share of the futures stays below."""
        return _usd(_at(self.usd, share * 100))

    @property
    def gains(self) -> bool:
        """Whether the middle of the futures gains: a cent at least."""
        return bool(np.count_nonzero(self.usd < _HALF_A_CENT) <= DRAWS // 2)

    @property
    def p_loss(self) -> Decimal:
        """The chance of a loss, 0 to 1."""
        return Decimal(int(np.count_nonzero(self.usd < 0))) / DRAWS

    def distribution(self) -> NetDistribution:
        """How the net is spread."""
        in_order = np.sort(self.usd)
        p10, p50, p90 = (_usd(float(in_order[place])) for place in (DRAWS // 10, DRAWS // 2, DRAWS * 9 // 10))
        return NetDistribution(p10, p50, p90, self.p_loss)


def nets(compared: Comparison, spread: Spread) -> Nets | None:
    """The net of an option in each future; None where a cost is not known."""
    if not _is_known(compared):
        return None
    net = _Sum()
    _add_upfront(net, compared.option, -1.0)
    net.add(compared.moving.factors, float(compared.moves - compared.returns))
    for stretch in compared.stretches:
        _add_saved(net, stretch, compared, spread)
    return Nets(net.of_futures())


def staying_costs_at_least(compared: Comparison, spread: Spread, share: Decimal) -> Decimal:
    """USD that staying put costs in the months in which an option serves, but for such a share of the futures."""
    sum_ = _Sum()
    for stretch in compared.stretches:
        _add_served(sum_, stretch.stay, stretch, compared.load, spread, 1.0)
    return Nets(sum_.of_futures()).at(share)


def crossing(first: Nets, second: Nets, apart: Decimal, share: Decimal) -> Decimal | None:
    """How far from the first figure to the second, and on, such a share of the futures loses: there the net turns.

    Exact where each future's net follows the figure in a straight line. None where some rise and some fall.

    apart   the second figure less the first
    """
    slopes = (second.usd - first.usd) / float(apart)
    rising, falling = bool((slopes > 0).all()), bool((slopes < 0).all())
    if not (rising or falling):
        return None
    turns = -first.usd / slopes
    return Decimal(repr(_at(turns, 100 * (1 - share if rising else share))))


def has_earned_by(compared: Comparison, spread: Spread, month: Decimal) -> bool:
    """Whether the middle of the futures has earned back what an option took, so many months after the day asked."""
    so_far = tuple(stretch.until(month) for stretch in compared.stretches if stretch.starts < month)
    drawn = nets(replace(compared, stretches=so_far, returns=False), spread)
    return drawn is not None and drawn.gains


def _is_known(compared: Comparison) -> bool:
    return compared.option.training is not None and all(
        side.input_usd is not None for stretch in compared.stretches for side in (stretch.stay, stretch.move)
    )


def _saved(stretch: Stretch, compared: Comparison, spread: Spread) -> Floats:
    """USD saved in a stretch."""
    saved = _Sum()
    _add_saved(saved, stretch, compared, spread)
    return saved.of_futures()


def _add_saved(sum_: _Sum, stretch: Stretch, compared: Comparison, spread: Spread) -> None:
    """What staying costs in a stretch, less what the option and its upkeep cost."""
    _add_served(sum_, stretch.stay, stretch, compared.load, spread, 1.0)
    _add_served(sum_, stretch.move, stretch, compared.load, spread, -1.0)
    sum_.add(stretch.move.upkeep.factors, -float(stretch.months))


def _add_served(sum_: _Sum, option: Option, stretch: Stretch, load: Workload, spread: Spread, times: float) -> None:
    """What it costs to serve a stretch with an option, without upkeep."""
    requests = float(load.requests_per_month * stretch.grown) * times
    per_request: Factors = (("volume", spread.volume),)
    if option.tokenizer != EXACTLY_ONE:
        per_request = (*per_request, ("tokenizer", option.tokenizer))
    by_length: Factors = (*per_request, ("output", spread.output))
    if option.hidden != EXACTLY_ONE:
        by_length = (*by_length, ("hidden", option.hidden))
    tries = requests * float(option.tries)
    sum_.add(per_request, tries * float(option.input_usd or 0))
    sum_.add(by_length, tries * float(option.output_usd or 0))
    sum_.add((("volume", spread.volume),), requests * float(option.errors_usd))
    sum_.certain += float(option.fixed_usd * stretch.months) * times
    if option.gpus is not None:
        _add_gpus(sum_, option, stretch, load, spread, times)


def _add_gpus(sum_: _Sum, option: Option, stretch: Stretch, load: Workload, spread: Spread, times: float) -> None:
    assert option.gpus is not None
    assert option.workload is not None
    gpus, hours = option.gpus, float(HOURS_PER_MONTH * stretch.months) * times
    grown = stretch.grown / stretch.months if stretch.months else ZERO
    mean = load.requests_per_month * option.tries * grown / SECONDS_PER_MONTH
    read = float(option.workload.input_tokens * option.prefill_weight * mean)
    written = float(option.workload.output_tokens * mean)
    reading, writing, most_reading, most_writing = _share_of_a_replica(spread, option.peak_to_mean, gpus.throughput)
    if read * most_reading + written * most_writing <= 1:
        # One is always on, and enough.
        owned = min(1, gpus.own)
        sum_.certain += owned * float(gpus.own_usd_per_hour) * hours
        sum_.add((("gpu", gpus.usd_per_hour),), (1 - owned) * hours)
        return
    replicas = np.maximum(1, np.ceil(read * reading + written * writing))
    if not gpus.own:
        sum_.drawn.append(replicas * (hours * _drawn("gpu", gpus.usd_per_hour)))
        return
    own = np.minimum(replicas, gpus.own)
    sum_.drawn.append(
        hours * (own * float(gpus.own_usd_per_hour) + (replicas - own) * _drawn("gpu", gpus.usd_per_hour))
    )


@lru_cache(maxsize=64)
def _share_of_a_replica(spread: Spread, peak: Range, throughput: Range) -> tuple[Floats, Floats, float, float]:
    """How much of a GPU replica one token a second takes at the peak, of the input and of the output; and the most of each."""
    once = np.ones(DRAWS) / _drawn("throughput", throughput)
    reading = once * _product((("volume", spread.volume), ("peak", peak)))
    writing = reading * _drawn("output", spread.output)
    return reading, writing, float(reading.max()), float(writing.max())


def pay_back_months(compared: Comparison, spread: Spread) -> Decimal | None:
    """When an option has cost less than staying put for good, in months from the day asked: in the middle of the futures.

    None where costs are not known, and where half of the futures do not see it within the horizon.
    """
    if not _is_known(compared):
        return None
    owed = _upfront(compared.option)
    if len(compared.stretches) == 1 and not compared.returns and not compared.moves:
        return _paid_at_an_even_pace(owed, _saved(compared.stretches[0], compared, spread), compared.stretches[0])
    moving = _product(compared.moving.factors)
    paid = np.where(owed <= 0, float(compared.begins), np.inf)
    for stretch in compared.stretches:
        if stretch.moves:
            owed = owed - stretch.moves * moving
        saved = _saved(stretch, compared, spread)
        left = owed - saved
        with np.errstate(divide="ignore", invalid="ignore"):
            within = np.where(owed > 0, owed / saved, 0.0) * float(stretch.months)
        crossed = (left <= 0) & np.isinf(paid)
        paid = np.where(crossed, float(stretch.starts) + within, paid)
        # Who owes again has not been paid back yet.
        paid = np.where(left > 0, np.inf, paid)
        owed = left
    if compared.returns:
        paid = np.where(owed + moving > 0, np.inf, paid)
    middle = _at(paid, MEDIAN)
    return None if np.isinf(middle) else Decimal(repr(middle))


def _paid_at_an_even_pace(owed: Floats, saved: Floats, stretch: Stretch) -> Decimal | None:
    """The same where every month saves alike."""
    share = owed / np.where(saved > 0, saved, np.nan)
    share[~(share <= 1)] = np.inf
    middle = _at(np.maximum(share, 0), MEDIAN)
    return None if np.isinf(middle) else stretch.starts + Decimal(repr(middle * float(stretch.months)))


def cumulative_nets(compared: Comparison, spread: Spread, months: int) -> list[Decimal] | None:
    """Net USD by the end of months 0 to `months`, each the middle of the futures; None where unknown."""
    if not _is_known(compared):
        return None
    net = -_upfront(compared.option)
    moving = _product(compared.moving.factors)
    points: list[Floats] = []
    for stretch in compared.stretches:
        _wait(points, net, stretch.starts, months)
        net = net + stretch.moves * moving
        saved = _saved(stretch, compared, spread)
        ends = stretch.starts + stretch.months
        while len(points) <= months and len(points) < ends:
            points.append(net + saved * (float(len(points) - stretch.starts) / float(stretch.months)))
        net = net + saved
    if compared.returns:
        net = net - moving
    _wait(points, net, Decimal(months + 1), months)
    return [_usd(_at(point, MEDIAN)) for point in points]


def _wait(points: list[Floats], net: Floats, until: Decimal, months: int) -> None:
    """Nothing is saved until then: before an option is live, and after it has ended."""
    while len(points) <= months and len(points) < until:
        points.append(net)
