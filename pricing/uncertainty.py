"""Ranges and the chance of losing money, from 10,000 seeded draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pricing.breakeven import growth_sum
from pricing.money import Range, cents
from pricing.options import Option
from pricing.workload import HOURS_PER_MONTH, SECONDS_PER_MONTH, Workload

DRAWS = 10_000
SEED = 20261122

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NetDistribution:
    """Net USD over the horizon: the 10th, 50th and 90th percentile, and the chance (0 to 1) of a loss."""

    p10: Decimal
    p50: Decimal
    p90: Decimal
    p_loss: Decimal


@cache
def _uniforms(draws: int, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    # RandomState's stream is frozen by numpy's compatibility policy; Generator's is not.
    table = np.random.RandomState(seed).random_sample((4, draws))
    return table[0], table[1], table[2], table[3]


def triangular(uniform: Floats, range_: Range) -> Floats:
    """Draws of a triangular range from uniform ones (inverse distribution function)."""
    low, likely, high = float(range_.low), float(range_.likely), float(range_.high)
    if high == low:
        return np.full_like(uniform, low)
    width, turn = high - low, (likely - low) / (high - low)
    left = low + np.sqrt(uniform * width * (likely - low))
    right = high - np.sqrt((1 - uniform) * width * (high - likely))
    return np.where(uniform < turn, left, right)


def net_distributions(
    options: Mapping[str, tuple[Option, Decimal]],
    today: Option,
    load: Workload,
    volume_spread: Range,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, NetDistribution]:
    """Net USD of each option (with its horizon in months) against today's.

    The same draws serve every option, so that two options are compared in the same futures.
    Options whose costs are not known are left out.
    """
    volume_u, upkeep_u, upfront_u, gpu_u = _uniforms(draws, seed)
    volume = triangular(volume_u, volume_spread)
    in_order = np.sort(volume)
    kept_by_range: dict[Range, Floats] = {}
    by_option: dict[str, NetDistribution] = {}
    for id_, (option, months) in options.items():
        if option.request_usd is None or today.request_usd is None or option.upfront is None:
            continue
        requests = volume * float(load.requests_per_month)
        grown = float(growth_sum(load.growth_per_month, months))
        tokens = requests * grown * float(today.request_usd - option.request_usd)
        fixed = float(option.fixed_usd - today.fixed_usd) * float(months)
        if option.gpus is None and option.upkeep == _NOTHING and option.upfront == _NOTHING:
            # The net is a straight line in the volume, so sorted volumes give sorted nets.
            scale = float(load.requests_per_month) * grown * float(today.request_usd - option.request_usd)
            by_option[id_] = _distribution(in_order * scale - fixed, draws, in_order=True)
            continue
        gpu = _gpu_usd(option, requests, load, gpu_u, float(months))
        if option.upkeep not in kept_by_range:
            kept_by_range[option.upkeep] = triangular(upkeep_u, option.upkeep)
        kept = kept_by_range[option.upkeep] * float(months)
        net = tokens - fixed - gpu - kept - triangular(upfront_u, option.upfront)
        by_option[id_] = _distribution(net, draws)
    return by_option


_NOTHING = Range.exactly(Decimal(0))


def _distribution(net: Floats, draws: int, *, in_order: bool = False) -> NetDistribution:
    places = [draws // 10, draws // 2, draws * 9 // 10]
    if in_order:
        at = sorted(float(net[place if net[0] <= net[-1] else draws - 1 - place]) for place in places)
    else:
        at = [float(net_usd) for net_usd in np.partition(net, places)[places]]
    p10, p50, p90 = (cents(Decimal(repr(net_usd))) for net_usd in at)
    return NetDistribution(p10, p50, p90, Decimal(int((net < 0).sum())) / draws)


def _gpu_usd(option: Option, requests: Floats, load: Workload, uniform: Floats, months: float) -> Floats | float:
    if option.gpus is None:
        return 0.0
    per_second = requests * float(option.tokens_to_serve * option.peak_to_mean / SECONDS_PER_MONTH)
    # The replicas of the middle month stand for all months of a growing workload.
    per_second = per_second * (1 + float(load.growth_per_month)) ** (months / 2)
    replicas = np.maximum(1, np.ceil(per_second / float(option.gpus.output_tokens_per_second)))
    own = np.minimum(replicas, option.gpus.own)
    rented: Floats = (replicas - own) * triangular(uniform, option.gpus.usd_per_hour)
    usd: Floats = (own * float(option.gpus.own_usd_per_hour) + rented) * float(HOURS_PER_MONTH) * months
    return usd
