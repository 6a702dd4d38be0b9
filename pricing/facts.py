"""The shapes of the catalogue's own facts. Every fact names its source, its date and its grade.

Grades: A the provider's own text was read; B a stored copy or excerpt of it; C a third party;
D unverified, or an assumption of this project. "own" is the word of the company that asks, on its own prices and limits:
for its own verdict nothing is surer.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pricing.money import Range

Grade = Literal["own", "A", "B", "C", "D"]
# The surest first.
GRADES: tuple[Grade, ...] = get_args(Grade)
Size = Literal["small", "mid", "large", "frontier"]
# What somebody read of an ability; what nobody read is said to be unknown.
Can = Literal["yes", "no", "unknown"]

_YEAR_ALONE = 4
_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def _partial_date(text: str) -> str:
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(f"a source date is YYYY, YYYY-MM or YYYY-MM-DD, not {text!r}")
    return text


class DataRow(BaseModel):
    """A row of the data files: frozen, and without keys nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(DataRow):
    """Where something was read, when that was written, and how far to trust it."""

    source: str = Field(min_length=1)
    source_date: Annotated[str, AfterValidator(_partial_date)] | None = None
    grade: Grade


class Fact(Citation):
    """A cited fact with the day this project last looked at it."""

    checked_on: date
    note: str | None = None

    @property
    def dated(self) -> date | None:
        """The earliest day the source's own date can mean; None for a copy without a date, or with a year alone."""
        if self.source_date is None or len(self.source_date) == _YEAR_ALONE:
            return None
        year, month, day = [*self.source_date.split("-"), "01", "01"][:3]
        return date(int(year), int(month), int(day))

    def age_days(self, as_of: date) -> int | None:
        """Days between the source's date and `as_of`; None where the source has no date.

        What a company says of itself holds until it says otherwise, and does not age.
        """
        if self.grade == "own":
            return 0
        return None if self.dated is None else (as_of - self.dated).days

    def cite(self) -> str:
        """One short clause for a reply: source, date, grade."""
        when = self.source_date or f"undated, read {self.checked_on}"
        return f"{self.source} ({when}, grade {self.grade})"


class BaseModelId(DataRow):
    """Where genai-prices keeps the price of a model."""

    provider: str
    id: str


class Shutdown(Fact):
    """The day a model stops answering, and the day that became known.

    at_earliest   the source says "no earlier than"
    by            it was gone on this day; when it went is not known
    successor     the model that its provider names to follow it, as the source spells it
    rerouted      from that day calls are answered by the successor, and billed as that
    """

    on: date
    known_from: date
    at_earliest: bool = False
    by: bool = False
    successor: str | None = None
    rerouted: bool = False

    @property
    def when(self) -> str:
        """The day in words, with how sure it is."""
        if self.by:
            return f"{self.on} or before"
        return f"{self.on} at the earliest" if self.at_earliest else str(self.on)


class OpenModel(Fact):
    """What it takes to train and serve an open-weight model.

    Throughput: output tokens a second of one replica, None where no measurement was found.
    """

    id: str
    model: str
    total_params_b: Decimal
    active_params_b: Decimal
    licence: str
    serve_gpu: str
    serve_gpus: int
    train_gpu: str
    output_tokens_per_second: Decimal | None = None
    throughput_source: str | None = None
    throughput_source_date: str | None = None
    throughput_grade: Grade | None = None


class GpuPrice(Fact):
    """USD for one GPU and hour at one provider."""

    kind: str
    provider: str
    sku: str
    usd_per_hour: Decimal = Field(gt=0)
    from_: date = Field(alias="from")


class GpuPeak(Fact):
    """Peak dense BF16 FLOP/s of one GPU."""

    kind: str
    flops: Decimal


class Estimate(DataRow):
    """A figure that is a range, with every source it was made from.

    people_hours   the hours of people in low, likely and high, where it is USD and they are a part of it
    """

    id: str
    unit: str
    low: Decimal
    likely: Decimal
    high: Decimal
    people_hours: tuple[Decimal, Decimal, Decimal] | None = None
    sources: tuple[Citation, ...] = Field(min_length=1)
    checked_on: date
    note: str | None = None

    @property
    def range(self) -> Range:
        """Low, likely, high in `unit`."""
        return Range(self.low, self.likely, self.high)

    def as_fact(self) -> Fact:
        """The weakest of its sources, to be cited on a line."""
        weakest = max(self.sources, key=lambda source: GRADES.index(source.grade))
        return Fact(
            source=weakest.source,
            source_date=weakest.source_date,
            grade=weakest.grade,
            checked_on=self.checked_on,
            note=self.note,
        )
