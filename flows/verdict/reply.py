"""The verdict document: what `decide` answers, and what every front end shows. Money in USD, shares 0 to 1."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from flows.rules.rule import Verdict

# JSON numbers, shortest form; None stays null for "unknown" or "never".
Number = Annotated[Decimal, PlainSerializer(lambda value: _json_number(value), when_used="json")]


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


class Part(BaseModel):
    """A part of the reply: frozen, and without keys that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StepPart(Part):
    """Something to do before the first dollar of training, the question whose answer it brings and the option that it is about."""

    id: str
    text: str
    hours: Number | None
    usd: Number | None
    question: str | None = None
    option: str | None = None


class NextStepPart(Part):
    """What to do first: the question whose answer it brings (null where none), hours, USD, and the day by which it should be done."""

    text: str
    question: str | None
    hours: Number | None
    usd: Number | None
    by: date
    option: str | None = None


class ForkPart(Part):
    """An unanswered question that decides: each answer, stored or in words, and the verdict at the end of its road."""

    question: str
    outcomes: dict[str, Verdict]


class ReasonPart(Part):
    """A rule that fired."""

    rule: str
    text: str
    sources: tuple[str, ...]
    deciding: bool


class MarkPart(Part):
    """One of the five questions."""

    id: str
    status: Literal["pass", "fail", "unknown"]
    text: str


class ReadinessPart(Part):
    """Box ids that are met and missing, with the words of each box."""

    met: tuple[str, ...]
    missing: tuple[str, ...]
    texts: dict[str, str]


class LinePart(Part):
    """One item of a cost, `usd` per `per`."""

    label: str
    usd: Number | None
    per: str
    how: str
    source: str | None
    source_date: str | None
    grade: str | None


class RangePart(Part):
    """Net USD over the horizon, 10th, 50th and 90th percentile of 10,000 draws."""

    p10: Number
    p50: Number
    p90: Number


class OptionPart(Part):
    """A way to serve the workload. Null money is unknown; a null break-even is never, or unknown.

    break_even_months      from the day asked, like the net in the middle of 10,000 futures
    life_months            from going live to the end of its serving; null where no end is known
    usd_per_right_answer   USD for each answer that training turns right
    odds_needed            the chance of success from which trying is worth what it risks
    confirmed              whether its prices are the provider's own word
    """

    id: str
    method: str
    label: str
    model: str
    route: str | None
    size: str
    released: date | None
    dated: bool
    state: str | None
    trial_serving: bool
    note: str | None
    available: bool
    unavailable_because: str | None
    open_as_of: str | None
    aged: str | None = None
    named_in: tuple[str, ...]
    monthly_usd: Number | None
    upfront_usd: Number | None
    # What four of five futures stay below: the budget that an abort criterion holds.
    budget_usd: Number | None = None
    upkeep_usd: Number | None
    usd_per_1k_requests: Number | None
    usd_per_successful_task: Number | None
    break_even_months: Number | None
    horizon_months: Number
    pays_back_on: date | None = None
    # Whence the months are counted: verdicts of before counted them from the day of going live.
    counted_from: Literal["live", "asked"] = "live"
    life_months: Number | None = None
    usd_per_right_answer: Number | None = None
    odds_needed: Number | None = None
    confirmed: bool | None = None
    route_closes_on: date | None = None
    model_ends_on: date | None
    net_usd: Number | None
    net_range: RangePart | None
    p_loss: Number | None
    unknown: tuple[str, ...]
    # Of a route that is not open to the team only where a source names it.
    lines: tuple[LinePart, ...]


class FlipPart(Part):
    """The value of one answer at which something changes."""

    input: str
    now: Any
    at: Any
    verdict: Verdict
    changes: Literal["verdict", "net", "pay-back"]
    option: str | None


class CriterionPart(Part):
    """An abort criterion."""

    id: str
    text: str
    measure: str
    limit: Number | str | None
    by: date | None
    prevents: str
    prevention: str


class DisagreementPart(Part):
    """Where sources contradict each other."""

    topic: str
    text: str
    sources: tuple[str, ...]


class PointPart(Part):
    """Cumulative USD at the end of a month: staying put, and the training option."""

    month: int
    today_usd: Number
    option_usd: Number


class CurvePart(Part):
    """The break-even curve of one option against staying put."""

    option: str
    points: tuple[PointPart, ...]


class UpkeepPart(Part):
    """What the recommended training route gives under one upkeep scenario."""

    scenario: str
    usd_per_month: Number
    break_even_months: Number | None
    net_usd: Number | None


class SourcePart(Part):
    """A source that the reply leans on."""

    id: str
    title: str
    date: str
    trust: str


class Reply(Part):
    """The whole answer for one set of answers, one day and one catalogue."""

    use_case: str | None
    verdict: Verdict
    then: Verdict | None
    headline: str
    # Verdicts of before have this sentence, and no next step.
    first_step: str | None = None
    next_step: NextStepPart | None = None
    # Ids of questions: what is known to be missing, what nobody has said, and of that what decides.
    lacking: tuple[str, ...] = ()
    not_told: tuple[str, ...] = ()
    decides: tuple[ForkPart, ...] = ()
    # The strongest doubt, and what a right answer costs or what chance makes a try worth it, in a sentence each.
    doubt: str | None = None
    worth: str | None = None
    # Sentences to stand beside the headline, and what is to be done before training begins.
    notes: tuple[str, ...] = ()
    before: tuple[StepPart, ...] = ()
    recommended: str | None
    # The training route that the verdict, or `then`, names.
    route: str | None = None
    reasons: tuple[ReasonPart, ...]
    five_questions: tuple[MarkPart, ...]
    readiness: ReadinessPart
    options: tuple[OptionPart, ...]
    curve: CurvePart | None
    upkeep_scenarios: tuple[UpkeepPart, ...]
    flip_points: tuple[FlipPart, ...]
    abort_criteria: tuple[CriterionPart, ...]
    unknowns: tuple[str, ...]
    assumptions: tuple[str, ...]
    disagreements: tuple[DisagreementPart, ...]
    minimum_detectable_gain: Number | None
    test_items_needed: int | None
    review_on: date
    as_of: date
    prices_as_of: date
    sources: tuple[SourcePart, ...]
    answers: dict[str, Any]
    # Ids of questions whose answers were measured, and the file of each.
    measured: dict[str, str] = {}

    @property
    def today(self) -> OptionPart | None:
        """Staying on today's model."""
        return self.option("status_quo")

    @property
    def recommended_option(self) -> OptionPart | None:
        """The option that does what the verdict says; None where none does, or it is to stay on today's model."""
        return self.option(self.recommended) if self.recommended not in (None, "status_quo") else None

    def option(self, id_: str | None) -> OptionPart | None:
        """An option by its id."""
        return next((option for option in self.options if option.id == id_), None)
