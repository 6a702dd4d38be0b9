"""Entries about a decision's life from its verdict on: what was decided, trained, measured, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

from flows.dates import iso_day
from flows.log.entry import Entry, part, whole_value
from flows.log.figures import Figures, KeptChange, Predicted
from flows.log.measurements import Judgement, Numbers, Outcome
from flows.log.numbers import text, whole
from flows.log.plans import TrainingPlan
from flows.log.steps import FirstStep


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _figures(value: Any) -> Figures | None:
    return Figures.from_json(value) if isinstance(value, dict) else None


def _day() -> Any:
    return part(iso_day, date.isoformat)


# --- the verdict and what people decide on it ------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded(Entry):
    """A verdict was reached. The whole reply is kept beside the log; here is what the decision's life goes by.

    predicted  what it predicted of the way that it recommends
    criteria   the abort criteria that it showed, as JSON
    figures    by which the decision is followed from then on
    step       what is to be done first; None of verdicts of before
    """

    kind: ClassVar[str] = "concluded"
    verdict: str | None = part(text)
    then: str | None = part(text)
    headline: str | None = part(text)
    because: str | None = part(text)
    recommended: str | None = part(text)
    as_of: date | None = _day()
    prices_as_of: date | None = _day()
    review_on: date | None = _day()
    predicted: Predicted = part(
        Predicted.from_json, lambda predicted: predicted.to_json(), key="figures", default=Predicted()
    )
    criteria: tuple[Mapping[str, Any], ...] = part(lambda value: tuple(_rows(value)), list, default=())
    figures: Figures | None = part(_figures, lambda figures: figures.to_json(), key="record")
    step: FirstStep | None = part(FirstStep.from_json, lambda step: step.to_json())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction(Entry):
    """What was decided on a verdict: its number (from 1), and who owns the decision."""

    verdict: int | None = part(whole)
    owner: str | None = part(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Reaction):
    """The verdict was taken."""

    kind: ClassVar[str] = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrode(Reaction):
    """Another way was taken; the text is the reason."""

    kind: ClassVar[str] = "overrode"
    method: str | None = part(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred(Reaction):
    """Not now; the text is why."""

    kind: ClassVar[str] = "deferred"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissented(Entry):
    """Somebody disagrees; the text is the dissent."""

    kind: ClassVar[str] = "dissented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned(Entry):
    """Somebody else took the decision over."""

    kind: ClassVar[str] = "owned"
    owner: str | None = part(text)


# --- training and how it went ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Entry):
    """A training plan was fixed, or changed; `plan` is None where it cannot be read."""

    kind: ClassVar[str] = "planned"
    plan: TrainingPlan | None = whole_value(TrainingPlan.from_json, lambda plan: plan.to_json(), lambda: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Entry):
    """The thread was asked for something.

    The numbers of a checkpoint, how it went (a review), the items of a month in use: each by its number from 1. What came out of
    a verdict's first step: by that of the verdict.
    """

    kind: ClassVar[str] = "asked"
    what: Literal["checkpoint", "review", "step", "month"] | None = part(
        lambda value: value if value in ("checkpoint", "review", "step", "month") else None
    )
    number: int | None = part(whole)
    again: bool = part(bool, default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMoved(Entry):
    """The first step takes longer: it is asked for again on a later day."""

    kind: ClassVar[str] = "step_moved"
    until: date | None = _day()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone(Entry):
    """The first step is done; the text is what was said of it."""

    kind: ClassVar[str] = "step_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Entry):
    """The numbers of a checkpoint, and what the criteria say to them."""

    kind: ClassVar[str] = "measured"
    checkpoint: int | None = part(whole)
    numbers: Numbers = whole_value(Numbers.from_json, Numbers.to_json, Numbers)
    judgement: Judgement | None = whole_value(Judgement.from_json, Judgement.to_json, lambda: None)

    @property
    def says_stop(self) -> bool:
        """Whether a criterion was crossed."""
        return self.judgement is not None and self.judgement.says == "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored(Entry):
    """The test items of a month in use, and what they say against the score that it went live with."""

    kind: ClassVar[str] = "rescored"
    numbers: Numbers = whole_value(Numbers.from_json, Numbers.to_json, Numbers)
    judgement: Judgement | None = whole_value(Judgement.from_json, Judgement.to_json, lambda: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOn(Entry):
    """It goes on against a stop; the text is the reason."""

    kind: ClassVar[str] = "carried_on"
    checkpoint: int | None = part(whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeEntry(Entry):
    """How it went, as far as it was said or measured; the text is what was said."""

    outcome: Outcome = whole_value(Outcome.from_json, Outcome.to_json, Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(OutcomeEntry):
    """The training was ended."""

    kind: ClassVar[str] = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted(OutcomeEntry):
    """What was decided is in use."""

    kind: ClassVar[str] = "adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(OutcomeEntry):
    """How it went, asked a while later."""

    kind: ClassVar[str] = "reviewed"


# --- what becomes of a decision --------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassessed(Entry):
    """What changed by another day's prices and routes; `figures` are what people were last told."""

    kind: ClassVar[str] = "reassessed"
    changes: tuple[KeptChange, ...] = part(
        lambda value: tuple(KeptChange.from_json(row) for row in _rows(value)),
        lambda changes: [change.to_json() for change in changes],
        default=(),
    )
    verdict: str | None = part(text)
    then: str | None = part(text)
    headline: str | None = part(text)
    as_of: date | None = _day()
    figures: Figures | None = part(_figures, lambda figures: figures.to_json(), key="record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed(Entry):
    """Somebody asked for the verdict of that day."""

    kind: ClassVar[str] = "renewed"

    def value_json(self) -> Any:
        """Nothing, and stored as such."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Entry):
    """Another decision takes the place of this one, or the other way about; `link` leads to its thread."""

    decision: int | None = part(whole)
    link: str | None = part(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supersedes(Tie):
    """The decision replaces another one."""

    kind: ClassVar[str] = "supersedes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded(Tie):
    """Another decision replaces it."""

    kind: ClassVar[str] = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted(Entry):
    """What was said in a message (`of`, its source), after the verdict, does not count any more."""

    kind: ClassVar[str] = "retracted"
    of: str | None = part(text, key="source")
