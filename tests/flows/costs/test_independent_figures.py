"""The money figures of random workloads, recomputed from the rules alone.

Nothing here computes with the code that is checked: prices and ranges are read from the catalogue, the arithmetic is
written again, and the uncertain part is drawn again by another generator. A figure that is the median of the program's
10,000 draws has to stand between the 47th and the 53rd percentile of 20,000 other draws: five standard errors of a rank,
whatever its size.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pytest

from flows.costs import Assessment
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from pricing.catalogue import Catalogue
from pricing.options import Option
from tests.helpers.support import NOVEMBER, clauses, option_named

WORKLOADS = 200
CHUNKS = 8
DRAWS = 20_000
RANK = 0.03
CENT = Decimal("0.01")
DAYS_A_MONTH = 30.4375
HOURS_A_MONTH = 730
NOVA = "sft:bedrock/nova-2-lite"
MINI = "sft:azure/gpt-4.1-mini"
LUNA = "untuned:gpt-6-luna"
HAIKU = "untuned:claude-haiku-5-5"
TUNED = (NOVA, MINI)
# The day Azure's tuned deployments of gpt-4.1-mini stop, in months from the day asked.
MINI_ENDS = (date(2027, 10, 14) - NOVEMBER).days / DAYS_A_MONTH
QWEN = "lora:self_hosted/qwen3.5-9b"
EXAMPLES = 1500

Draws = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Case:
    """What a team says of its workload; None is not said."""

    requests_per_month: int
    input_tokens: int
    output_tokens: int
    cached_share: Decimal | None
    growth_per_month: Decimal
    upkeep_usd: int | None
    iterations: int | None
    bill_over_list: Decimal | None
    horizon_months: int | None
    saved_input_tokens: int | None
    gradeable: str
    baseline_measured: bool
    test_items: int
    labels: str

    @property
    def rounds(self) -> int:
        return 3 if self.iterations is None else self.iterations

    @property
    def horizon(self) -> int:
        return 12 if self.horizon_months is None else self.horizon_months

    @property
    def live(self) -> float:
        """Months from the day asked until a tuned model answers."""
        return 14 * (min(2, self.rounds) + 1) / DAYS_A_MONTH


def _case(number: int) -> Case:
    rng = random.Random(f"independent figures {number}")
    input_tokens = rng.randint(20, 8000)
    return Case(
        requests_per_month=round(10 ** rng.uniform(3, math.log10(20_000_000))),
        input_tokens=input_tokens,
        output_tokens=rng.randint(10, 2000),
        cached_share=rng.choice([None, Decimal(rng.randint(0, 90)) / 100]),
        growth_per_month=rng.choice([Decimal(0), Decimal(rng.randint(1, 100)) / 1000]),
        upkeep_usd=rng.choice([None, rng.randint(0, 3000)]),
        iterations=rng.choice([None, 1, 2, 3, 4]),
        bill_over_list=rng.choice([None, Decimal(rng.randint(20, 119)) / 100]),
        horizon_months=rng.choice([None, rng.randint(3, 36)]),
        saved_input_tokens=rng.choice([None, rng.randint(1, input_tokens - 1)]),
        gradeable=rng.choice(["code", "rubric", "model"]),
        baseline_measured=rng.random() < 0.7,
        test_items=rng.choice([20, 49, 50, 100, 400]),
        labels=rng.choice(["checked", "checked", "unchecked"]),
    )


@dataclass(frozen=True)
class Prices:
    """USD per 1M tokens."""

    input: Decimal
    cached: Decimal
    output: Decimal

    def request(self, input_tokens: int, cached_share: Decimal | None, output_tokens: int) -> tuple[Decimal, Decimal]:
        """USD of one request by its input and by its output."""
        cached = input_tokens * (cached_share or Decimal(0))
        read = (input_tokens - cached) * self.input + cached * self.cached
        return read / 1_000_000, output_tokens * self.output / 1_000_000


def _listed(facts: Catalogue, model: str) -> Prices:
    known = facts.model(model)
    assert known is not None, model
    rates = facts.rates_at(model, known.host, known.base, NOVEMBER, Decimal(1000))
    assert rates is not None, model
    return Prices(rates.input, rates.cached, rates.output)


def _route_price(facts: Catalogue, id_: str, field: str) -> Decimal:
    """A price of a training route, 0 where it has none of that kind."""
    method, _, name = id_.partition(":")
    route = next(route for route in facts.routes if (route.method, route.id) == (method, name))
    prices = facts.route_prices(route, NOVEMBER)
    return prices[field].value if field in prices else Decimal(0)


@dataclass(frozen=True)
class Figures:
    """An option by our own arithmetic. Fixed USD are a month's, whatever the volume; it serves from month to month."""

    id: str
    of_input: Decimal
    of_output: Decimal
    fixed: Decimal
    starts: float
    ends: float = math.inf

    def monthly(self, case: Case) -> Decimal:
        return case.requests_per_month * (self.of_input + self.of_output) + self.fixed


def _today(case: Case, facts: Catalogue) -> Figures:
    read, written = _listed(facts, "gpt-5.4").request(case.input_tokens, case.cached_share, case.output_tokens)
    share = _share(case, facts)
    return Figures("status_quo", read * share, written * share, Decimal(0), 0)


def _list_month(case: Case, facts: Catalogue) -> Decimal:
    request = _listed(facts, "gpt-5.4").request(case.input_tokens, case.cached_share, case.output_tokens)
    return case.requests_per_month * (request[0] + request[1])


def _bill(case: Case, facts: Catalogue) -> Decimal | None:
    if case.bill_over_list is None:
        return None
    return (_list_month(case, facts) * case.bill_over_list).quantize(CENT, "ROUND_UP")


def _share(case: Case, facts: Catalogue) -> Decimal:
    bill = _bill(case, facts)
    return Decimal(1) if bill is None else bill / _list_month(case, facts)


def _tuned(case: Case, id_: str, facts: Catalogue, ends: float = math.inf) -> Figures:
    read, written = (_route_price(facts, id_, f"tuned_{side}_usd_per_1m") for side in ("input", "output"))
    # Without a cached price what is read from a cache costs what any input costs.
    cached = _route_price(facts, id_, "tuned_cached_input_usd_per_1m") or read
    shorter = case.input_tokens - (case.saved_input_tokens or 0)
    usd = Prices(read, cached, written).request(shorter, case.cached_share, case.output_tokens)
    hosting = _route_price(facts, id_, "hosting_usd_per_hour") * HOURS_A_MONTH
    return Figures(id_, *usd, hosting + _route_price(facts, id_, "storage_usd_per_month"), case.live, ends)


def _others(case: Case, facts: Catalogue) -> list[Figures]:
    # A bill tells what this team pays at its provider, and nothing of another one.
    luna, haiku = (
        _listed(facts, model).request(case.input_tokens, case.cached_share, case.output_tokens)
        for model in ("gpt-6-luna", "claude-haiku-5-5")
    )
    share = _share(case, facts)
    return [
        _tuned(case, NOVA, facts),
        _tuned(case, MINI, facts, ends=MINI_ENDS),
        Figures(LUNA, luna[0] * share, luna[1] * share, Decimal(0), 0),
        Figures(HAIKU, *haiku, Decimal(0), 0),
    ]


@cache
def _quantiles(name: str) -> Draws:
    """Where each uncertain thing stands in each future, 0 to 1: every name has draws of its own."""
    return np.random.default_rng([20261122, *name.encode()]).random(DRAWS)


def _triangular(name: str, low: float, likely: float, high: float) -> Draws:
    """Draws of a triangular distribution, by the inverse of its distribution function."""
    if low == high:
        return np.full(DRAWS, low)
    at = _quantiles(name)
    left = low + np.sqrt(at * (high - low) * (likely - low))
    right = high - np.sqrt((1 - at) * (high - low) * (high - likely))
    return np.where(at < (likely - low) / (high - low), left, right)


def _estimate(facts: Catalogue, id_: str) -> Draws:
    known = facts.estimate(id_)
    return _triangular(id_, float(known.low), float(known.likely), float(known.high))


def _hours(facts: Catalogue, id_: str) -> Draws:
    """USD of hours of people: the rate is one and the same for all of them in a future."""
    return _estimate(facts, f"people.{id_}_hours") * _estimate(facts, "people.hourly")


def _upfront(case: Case, id_: str, facts: Catalogue) -> Draws:
    if id_ not in TUNED:
        return _hours(facts, "moving")
    tokens = EXAMPLES * (case.input_tokens + case.output_tokens) * 3
    training = float(tokens * _route_price(facts, id_, "training_usd_per_1m") / 1_000_000 * case.rounds)
    usd = training + _hours(facts, "setup") + _hours(facts, "round") * case.rounds
    if not case.baseline_measured or case.test_items < 50:
        usd = usd + _hours(facts, "evaluation")
    if case.gradeable != "code":
        usd = usd + _estimate(facts, "evaluation.judge_pass") * (case.test_items * case.rounds / 1000)
    if case.labels == "unchecked":
        labels = _estimate(facts, "labelling.extraction") * _estimate(facts, "labelling.rework") * EXAMPLES
        usd = usd + labels + _hours(facts, "data_preparation")
    return usd


def _monthly_upkeep(case: Case, id_: str, facts: Catalogue) -> Draws:
    if id_ not in TUNED:
        return np.zeros(DRAWS)
    return _estimate(facts, "upkeep.lean") if case.upkeep_usd is None else np.full(DRAWS, float(case.upkeep_usd))


def _course(case: Case, option: Figures, facts: Catalogue) -> tuple[list[float], list[Draws]]:
    """Days on which the course of the money may bend, in months, and USD ahead of staying put by each, in each future."""
    today = _today(case, facts)
    volume = _estimate(facts, "workload.spread") * case.requests_per_month
    length = _estimate(facts, "workload.output_spread")
    saved = volume * (float(today.of_input - option.of_input) + length * float(today.of_output - option.of_output))
    steady = _monthly_upkeep(case, option.id, facts) + float(option.fixed)
    last = min(float(case.horizon), option.ends)
    days, ahead = [option.starts], [-_upfront(case, option.id, facts)]
    for month in range(math.floor(option.starts), math.ceil(last)):
        until = min(month + 1.0, last)
        grown = float(1 + case.growth_per_month) ** month
        ahead.append(ahead[-1] + (until - days[-1]) * (saved * grown - steady))
        days.append(until)
    if last < case.horizon:
        # From here it costs what staying put costs, and the hours of moving to that.
        days.append(float(case.horizon))
        ahead.append(ahead[-1] - _hours(facts, "moving"))
    return days, ahead


def _break_even(days: list[float], ahead: list[Draws]) -> Draws:
    """Months until each future is ahead for the first time, infinite where it never is."""
    found = np.full(DRAWS, np.inf)
    for day, next_day, before, after in zip(days, days[1:], ahead, ahead[1:], strict=False):
        here = np.isinf(found) & (before < 0) & (after >= 0)
        found[here] = day + (next_day - day) * -before[here] / (after - before)[here]
    return found


def _assessed(case: Case, facts: Catalogue) -> dict[str, Any]:
    said = {name: getattr(case, name) for name in case.__dataclass_fields__ if name != "bill_over_list"}
    return said | {
        "monthly_spend_usd": _bill(case, facts),
        "examples": EXAMPLES,
        "baseline": Decimal("0.9") if case.baseline_measured else None,
    }


def _check_rank(what: str, theirs: Decimal, ours: Draws, percentile: float, slack: float = 0.01) -> None:
    ranks = [percentile - RANK, percentile + RANK]
    # A draw itself, not a mean of two: one of them may be infinite.
    low, high = (float(value) for value in np.quantile(ours, ranks, method="inverted_cdf"))
    assert low - slack <= theirs <= high + slack, f"{what}: {theirs} is not within {low} to {high}"


def _named(assessment: Assessment, id_: str) -> Option:
    option = assessment.named(id_)
    assert option is not None, id_
    return option


def _check(number: int, facts: Catalogue) -> None:
    case = _case(number)
    assessment = Assessment(clauses(**_assessed(case, facts)), NOVEMBER, facts, DEFAULT)
    for ours in (_today(case, facts), *_others(case, facts)):
        which = f"workload {number}, {ours.id}, {case}"
        theirs = _named(assessment, ours.id)
        assert theirs.monthly_usd is not None, which
        assert abs(theirs.monthly_usd - ours.monthly(case)) < CENT, f"{which}: {theirs.monthly_usd} a month"
        if ours.id == "status_quo":
            assert assessment.net(theirs) == 0, which
            continue
        days, ahead = _course(case, ours, facts)
        net, upfront, budget = assessment.net(theirs), assessment.upfront(theirs), assessment.budget(theirs)
        outcome = assessment.outcome(theirs)
        assert net is not None, which
        assert upfront is not None, which
        assert budget is not None, which
        assert outcome is not None, which
        _check_rank(f"{which}, net", net, ahead[-1], 0.5)
        _check_rank(f"{which}, net p10", outcome.p10, ahead[-1], 0.1)
        _check_rank(f"{which}, net p90", outcome.p90, ahead[-1], 0.9)
        assert abs(outcome.p50 - net) < CENT, which
        loses = float(np.mean(ahead[-1] < 0))
        assert abs(float(outcome.p_loss) - loses) < RANK, f"{which}: {outcome.p_loss} lose, not {loses}"
        _check_rank(f"{which}, up-front", upfront, -ahead[0], 0.5)
        _check_rank(f"{which}, budget", budget, -ahead[0], 0.8)
        _check_break_even(which, assessment.break_even(theirs), days, ahead)


def _check_break_even(which: str, theirs: Decimal | None, days: list[float], ahead: list[Draws]) -> None:
    loses = float(np.mean(ahead[-1] < 0))
    if theirs is None:
        assert loses > 0.5 - RANK, f"{which}: pays back, as only {loses} lose"
        return
    assert loses < 0.5 + RANK, f"{which}: {theirs} months, but {loses} lose"
    _check_rank(f"{which}, break-even", theirs, _break_even(days, ahead), 0.5)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_figures_are_those_of_the_rules(facts: Catalogue, chunk: int) -> None:
    """Each of these workloads, by an arithmetic of our own: cost, net, chance of loss, up-front, budget and break-even."""
    for number in range(chunk, WORKLOADS, CHUNKS):
        _check(number, facts)


@pytest.mark.parametrize("number", range(0, WORKLOADS, 25))
def test_the_reply_says_the_figures_of_the_rules(facts: Catalogue, number: int) -> None:
    """What the verdict document shows is what was recomputed, per 1,000 requests too."""
    case = _case(number)
    reply = decide(clauses(**_assessed(case, facts)), NOVEMBER, facts, all_options=True)
    for ours in (_today(case, facts), *_others(case, facts)):
        theirs = option_named(reply, ours.id)
        monthly = ours.monthly(case)
        assert theirs.monthly_usd is not None, ours.id
        assert abs(theirs.monthly_usd - monthly) <= CENT, f"workload {number}, {ours.id}: {theirs.monthly_usd}"
        per_1k = monthly / case.requests_per_month * 1000
        assert theirs.usd_per_1k_requests is not None, ours.id
        assert float(theirs.usd_per_1k_requests) == pytest.approx(float(per_1k), rel=1e-3, abs=1e-4), ours.id
        if ours.id == "status_quo":
            continue
        assert theirs.net_usd is not None, ours.id
        days, ahead = _course(case, ours, facts)
        _check_rank(f"workload {number}, {ours.id}, net", theirs.net_usd, ahead[-1], 0.5)
        if theirs.available:
            assert theirs.net_range is not None, ours.id
            assert theirs.net_range.p50 == theirs.net_usd, ours.id
        _check_break_even(f"workload {number}, {ours.id}", theirs.break_even_months, days, ahead)


def test_gpus_are_counted_for_the_busiest_hour(facts: Catalogue) -> None:
    """Replicas times the price of an hour: as many as the load of the tuned model takes when it is heaviest."""
    model = facts.open_model("qwen3.5-9b")
    assert model is not None
    assert model.output_tokens_per_second is not None
    priced = facts.gpu_usd_per_hour(model.serve_gpu, NOVEMBER)
    assert priced is not None
    usd_per_hour = priced[0].likely * model.serve_gpus
    weight, peak = (facts.estimate(f"serving.{id_}").likely for id_ in ("prefill_weight", "peak_to_mean"))
    for number in range(WORKLOADS):
        case = _case(number)
        tokens = case.output_tokens + weight * (case.input_tokens - (case.saved_input_tokens or 0))
        per_second = case.requests_per_month * tokens / (HOURS_A_MONTH * 3600)
        replicas = math.ceil(per_second * peak / model.output_tokens_per_second)
        option = _named(Assessment(clauses(**_assessed(case, facts)), NOVEMBER, facts, DEFAULT), QWEN)
        expected = replicas * usd_per_hour * HOURS_A_MONTH
        assert option.monthly_usd == expected, f"workload {number}, {case}: {option.monthly_usd}, not {expected}"
