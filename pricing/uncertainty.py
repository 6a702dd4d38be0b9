"""Ranges, pay-back and the chance of losing money, from 10,000 futures drawn with a fixed seed.

The same futures serve every option, so that two are compared in the same ones. Each uncertain figure is triangular
(low, likely, high) and drawn by itself: volume, length of outputs, upkeep, GPU price, throughput, peak, hours, labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from pricing.lines import CostItem, Uncertain
from pricing.money import EXACTLY_ONE, ZERO, Range, cents
from pricing.options import Option
from pricing.timeline import Comparison, Stretch
from pricing.workload import HOURS_PER_MONTH, SECONDS_PER_MONTH, Workload

DRAWS = 10_000
SEED = 20261122
MEDIAN, BUDGET = 50, 80

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


@lru_cache(maxsize=256)
def _item(item: CostItem) -> Floats | float:
    product: Floats | float = 1.0
    for name, range_ in item.factors:
        product = product * _drawn(name, range_)
    return product


@lru_cache(maxsize=64)
def _items(items: tuple[CostItem, ...]) -> Floats | float:
    summed: Floats | float = 0.0
    for item in items:
        summed = summed + _item(item)
    return summed


def _upfront(option: Option) -> Floats | float:
    assert option.training is not None, "only where all costs are known"
    return _items(option.once) + _drawn("training", option.training)


def upfront_usd(option: Option, percent: int) -> Decimal | None:
    """USD once that so many percent of the futures stay below; None where unknown."""
    training = option.training
    if training is None:
        return None
    if training.low == training.high:
        return cents(_percentile(option.once, percent) + training.likely)
    drawn = np.zeros(DRAWS) + _upfront(option)
    place = DRAWS * percent // 100
    return cents(Decimal(repr(float(np.partition(drawn, place)[place]))))


@lru_cache(maxsize=256)
def _percentile(items: tuple[CostItem, ...], percent: int) -> Decimal:
    place = DRAWS * percent // 100
    return Decimal(repr(float(np.partition(np.zeros(DRAWS) + _items(items), place)[place])))


def net_distribution(compared: Comparison, spread: Spread) -> NetDistribution | None:
    """Net USD of an option against staying put; None where a cost is not known."""
    nets = _nets(compared, spread)
    if nets is None:
        return None
    places = [DRAWS // 10, DRAWS // 2, DRAWS * 9 // 10]
    in_order = np.partition(nets, places)
    p10, p50, p90 = (cents(Decimal(repr(float(in_order[place])))) for place in places)
    return NetDistribution(p10, p50, p90, Decimal(int((nets < 0).sum())) / DRAWS)


def median_net(compared: Comparison, spread: Spread) -> Decimal | None:
    """The middle of the net alone, in USD; None where a cost is not known."""
    nets = _nets(compared, spread)
    return None if nets is None else cents(Decimal(repr(float(np.partition(nets, DRAWS // 2)[DRAWS // 2]))))


def _nets(compared: Comparison, spread: Spread) -> Floats | None:
    if not _is_known(compared):
        return None
    net: Floats = np.zeros(DRAWS) - _upfront(compared.option)
    moving = _item(compared.moving)
    moves = sum(stretch.moves for stretch in compared.stretches) - compared.returns
    if moves:
        net = net + moves * moving
    for stretch in _merged(compared.stretches):
        net = net + _saved(stretch, compared, spread)
    return net


def _is_known(compared: Comparison) -> bool:
    return compared.option.training is not None and all(
        side.input_usd is not None for stretch in compared.stretches for side in (stretch.stay, stretch.move)
    )


def _merged(stretches: tuple[Stretch, ...]) -> list[Stretch]:
    """Stretches of the same two options on end as one, where tokens alone are paid: then only the sum of requests counts."""
    merged: list[Stretch] = []
    for stretch in stretches:
        last = merged[-1] if merged else None
        same = last is not None and last.stay is stretch.stay and last.move is stretch.move
        if last is None or not same or stretch.stay.gpus is not None or stretch.move.gpus is not None:
            merged.append(stretch)
            continue
        both = (last.months + stretch.months, last.grown + stretch.grown)
        merged[-1] = Stretch(last.starts, *both, stretch.stay, stretch.move, last.moves + stretch.moves)
    return merged


def _saved(stretch: Stretch, compared: Comparison, spread: Spread) -> Floats:
    """USD saved in a stretch: what staying costs, less what the option and its upkeep cost."""
    months = float(stretch.months)
    upkeep = _item(stretch.move.upkeep) * months
    return _served(stretch.stay, stretch, compared.load, spread) - _served(
        stretch.move, stretch, compared.load, spread
    ) - upkeep  # fmt: skip


def _served(option: Option, stretch: Stretch, load: Workload, spread: Spread) -> Floats:
    """USD to serve a stretch with an option, without upkeep."""
    volume, length = _drawn("volume", spread.volume), _drawn("output", spread.output)
    requests = float(load.requests_per_month * stretch.grown)
    inputs, outputs = float(option.input_usd or 0), float(option.output_usd or 0)
    hidden = 1.0 if option.hidden == EXACTLY_ONE else _drawn("hidden", option.hidden)
    per_request = inputs + outputs * length * hidden
    if option.tokenizer != EXACTLY_ONE:
        per_request = per_request * _drawn("tokenizer", option.tokenizer)
    usd: Floats = np.asarray(volume * requests * per_request + float(option.fixed_usd * stretch.months))
    return usd if option.gpus is None else usd + _gpus(option, stretch, load, volume, length)


def _gpus(option: Option, stretch: Stretch, load: Workload, volume: Floats | float, length: Floats | float) -> Floats:
    assert option.gpus is not None
    assert option.workload is not None
    mean = load.requests_per_month * (stretch.grown / stretch.months if stretch.months else ZERO) / SECONDS_PER_MONTH
    read = float(option.workload.input_tokens * option.prefill_weight * mean)
    written = float(option.workload.output_tokens * mean)
    a_second = volume * (read + written * length) * _drawn("peak", option.peak_to_mean)
    replicas = np.maximum(1, np.ceil(a_second / _drawn("throughput", option.gpus.throughput)))
    own = np.minimum(replicas, option.gpus.own)
    hourly = own * float(option.gpus.own_usd_per_hour) + (replicas - own) * _drawn("gpu", option.gpus.usd_per_hour)
    usd: Floats = hourly * float(HOURS_PER_MONTH * stretch.months)
    return usd


def pay_back_months(compared: Comparison, spread: Spread) -> Decimal | None:
    """When an option has cost less than staying put for good, in months from the day asked: in the middle of the futures.

    None where costs are not known, and where half of the futures do not see it within the horizon.
    """
    if not _is_known(compared):
        return None
    owed: Floats = np.zeros(DRAWS) + _upfront(compared.option)
    moving = _item(compared.moving)
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
    middle = float(np.partition(paid, DRAWS // 2)[DRAWS // 2])
    return None if np.isinf(middle) else Decimal(repr(middle))


def cumulative_nets(compared: Comparison, spread: Spread, months: int) -> list[Decimal] | None:
    """Net USD by the end of months 0 to `months`, each the middle of the futures; None where unknown."""
    if not _is_known(compared):
        return None
    net: Floats = np.zeros(DRAWS) - _upfront(compared.option)
    moving = _item(compared.moving)
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
    return [cents(Decimal(repr(float(np.partition(point, DRAWS // 2)[DRAWS // 2])))) for point in points]


def _wait(points: list[Floats], net: Floats, until: Decimal, months: int) -> None:
    """Nothing is saved until then: before an option is live, and after it has ended."""
    while len(points) <= months and len(points) < until:
        points.append(net)
