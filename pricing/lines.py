"""Lines of a bill, and the plan they are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pricing.catalogue import Priced
from pricing.facts import Fact
from pricing.money import ONE, ZERO, Range
from pricing.workload import Workload

# What is uncertain by itself, so that it is drawn by itself: two items that share a name turn out alike.
Uncertain = Literal[
    "volume", "output", "hidden", "tokenizer", "upkeep", "gpu", "throughput", "peak", "training", "rate", "setup",
    "evaluation", "data", "labels", "rework", "judge", "rounds", "moving", "retrieval",
]  # fmt: skip

Factors = tuple[tuple[Uncertain, Range], ...]


@dataclass(frozen=True, slots=True)
class CostLine:
    """One item of a cost. `usd` is USD per `per` ("month", "once"); None where not known."""

    label: str
    usd: Decimal | None
    per: str
    how: str
    fact: Fact | None


@dataclass(frozen=True, slots=True)
class CostItem:
    """A named product of ranges in USD with its explanation, made by the caller (people, labelling, upkeep).

    factors   each uncertain factor with its range: hours and USD an hour, for instance
    """

    label: str
    factors: Factors
    how: str
    fact: Fact | None

    @property
    def usd(self) -> Range:
        """USD, end by end: where everything is cheap, likely, dear."""
        product = Range.exactly(Decimal(1))
        for _, range_ in self.factors:
            product = product.by(range_)
        return product


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """What a team would do, in numbers.

    workload        None while the volume or the size of a request is unknown
    examples        examples to be trained on
    iterations      training rounds budgeted
    upkeep          USD per month to keep a tuned model alive
    once            people and labelling still to be paid for, once
    teacher_usd     USD to make the teacher's outputs, once; zero where they exist
    saved_input_tokens   input tokens per request a tuned model no longer needs
    tries           how often a request is done until its answer is right, where that is known
    errors_usd      USD that wrong answers cost, per request
    """

    as_of: date
    workload: Workload | None
    examples: int | None
    iterations: int
    upkeep: CostItem
    once: tuple[CostItem, ...] = ()
    teacher_usd: Decimal | None = ZERO
    saved_input_tokens: Decimal = ZERO
    tries: Decimal = ONE
    errors_usd: Decimal = ZERO


def priced_line(label: str, priced: Priced, per: str, how: str, usd: Decimal | None = None) -> CostLine:
    """A line for a catalogue price, saying where the price was read later than the day asked."""
    late = f" (read later than the day asked: {priced.fact.source_date})" if priced.later else ""
    return CostLine(label, priced.value if usd is None else usd, per, how + late, priced.fact)
