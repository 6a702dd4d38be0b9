"""What is known of a decision's life, as records: what the thread is asked, and where the decision stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from flows.dates import working_days_after
from flows.log.entries import (
    Asked,
    CarriedOn,
    Concluded,
    Dissented,
    Measured,
    OutcomeEntry,
    Overrode,
    Planned,
    Reaction,
    Reassessed,
    Rescored,
    Reviewed,
)
from flows.log.measurements import Judgement, Numbers, Outcome
from flows.log.plans import TrainingPlan
from flows.log.steps import FirstStep

Stage = Literal[
    "asking", "decided", "accepted", "overridden", "deferred", "training", "stopped", "adopted", "superseded"
]

# A person who was asked has this long before the bot asks again ("late answers are asked for again after 2 working days").
PATIENCE = 2

# A first step that is put off, or whose verdict is accepted late, is asked for after a working week. [own]
STEP_TAKES = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the thread is asked on a day.

    The numbers of a checkpoint (from 1; 0 is the first day of training, on which the data is checked), how it went (a review, from 1),
    the test items of a month in use (from 1), or what came out of the first step of a verdict (by its number).
    """

    what: Literal["checkpoint", "review", "step", "month"]
    number: int
    on: date
    # When it was asked, and asked again.
    asked: Asked | None = None
    again: Asked | None = None

    @property
    def next_on(self) -> date | None:
        """The day to ask, or to ask again; None once both were done."""
        if self.asked is None:
            return self.on
        if self.again is not None:
            return None
        # East of UTC it is asked on the evening before, by that clock.
        asked_on = max(self.on, self.asked.day or self.on)
        return working_days_after(asked_on, PATIENCE)

    @property
    def words(self) -> str:
        """Its name in a line."""
        if self.what != "checkpoint":
            return _WORDS[self.what][0]
        return f"checkpoint {self.number}" if self.number else "data check"

    @property
    def wants(self) -> str:
        """What is waited for, in a sentence."""
        if self.what != "checkpoint":
            return _WORDS[self.what][1]
        return f"the numbers of checkpoint {self.number}" if self.number else "the check of the data"


_WORDS = {
    "review": ("review", "how it went"),
    "step": ("first step", "what came out of the first step"),
    "month": ("monthly score", "the test items scored again"),
}


@dataclass(frozen=True, slots=True)
class Life:
    """A decision after its verdict. Entries are None where nothing of the kind counts."""

    stage: Stage
    concluded: Concluded | None = None
    # Which verdict of the decision it is, from 1.
    verdict_number: int = 0
    reaction: Reaction | None = None
    owner: str | None = None
    plan: TrainingPlan | None = None
    planned: Planned | None = None
    measured: tuple[Measured, ...] = ()
    carried_on: tuple[CarriedOn, ...] = ()
    ended: OutcomeEntry | None = None
    reviewed: Reviewed | None = None
    dissents: tuple[Dissented, ...] = ()
    reassessed: tuple[Reassessed, ...] = ()
    # The measurement that says stop, as long as nobody stopped or gave a reason to go on.
    says_stop: Measured | None = None
    asks: tuple[Ask, ...] = ()
    # The first step of an accepted verdict, with the day on which it is asked for, until it is done.
    step: FirstStep | None = None
    supersedes: int | None = None
    superseded_by: int | None = None
    # The test items of each month in use.
    rescored: tuple[Rescored, ...] = ()

    @property
    def method(self) -> str | None:
        """The method that was decided on: the verdict's, or the other way that was chosen."""
        if self.overrode is not None:
            return self.overrode.method
        return self.concluded.verdict if self.concluded is not None else None

    @property
    def overrode(self) -> Overrode | None:
        """That another way was taken than the verdict's."""
        return self.reaction if isinstance(self.reaction, Overrode) else None

    @property
    def is_over(self) -> bool:
        """Whether nothing is asked of it any more, but perhaps how it went."""
        return self.stage in ("stopped", "adopted", "superseded")

    @property
    def last_measured(self) -> Measured | None:
        """The last measurement that counts."""
        return self.measured[-1] if self.measured else None

    @property
    def result(self) -> Outcome:
        """What is known of how it went: the review's word before that of the end."""
        ended = self.ended.outcome if self.ended is not None else Outcome()
        return self.reviewed.outcome.over(ended) if self.reviewed is not None else ended

    @property
    def open_ask(self) -> Ask | None:
        """What was asked first of all that still waits for an answer."""
        return next((ask for ask in self.asks if ask.asked is not None), None)

    @property
    def review(self) -> Ask | None:
        """The review that waits, or comes some day."""
        return next((ask for ask in self.asks if ask.what == "review"), None)

    @property
    def asks_whether_now(self) -> bool:
        """Whether the review is asked of what nobody has decided on, or was put off: then it asks whether it is time."""
        return self.stage in ("decided", "deferred") and self.review is not None and self.review.asked is not None

    @property
    def next_ask(self) -> Ask | None:
        """What is to be asked next."""
        waiting = [ask for ask in self.asks if ask.next_on is not None]
        return min(waiting, key=lambda ask: (ask.next_on or date.max, ask.what, ask.number), default=None)

    def numbers(self, checkpoint: int) -> Numbers:
        """What was measured at a checkpoint so far."""
        measured = [entry.numbers for entry in self.measured if entry.checkpoint == checkpoint]
        return measured[-1] if measured else Numbers()

    def judged(self, checkpoint: int) -> Judgement | None:
        """What the criteria said to it last."""
        said = [entry.judgement for entry in self.measured if entry.checkpoint == checkpoint]
        return said[-1] if said else None

    @property
    def asks_data(self) -> bool:
        """Whether the data is still to be checked: before the first model was scored."""
        scored = any(entry.checkpoint for entry in self.measured)
        return self.plan is not None and self.plan.checks_data and not scored

    def checkpoint_at(self, day: date) -> int:
        """The checkpoint that numbers given on a day (UTC) are about: the last that is due or was asked, else the one before."""
        assert self.plan is not None
        days = self.plan.checkpoints
        last = self.last_measured.checkpoint if self.last_measured is not None else None
        done = min(last or 0, len(days))
        due = [number for number in range(done + 1, len(days) + 1) if days[number - 1] <= day]
        # What was asked is due: where people are it may be tomorrow already.
        due += [ask.number for ask in self.asks if ask.what == "checkpoint" and ask.number and ask.asked is not None]
        # With nothing new due they correct what was said last.
        return max(due, default=done or 1)
