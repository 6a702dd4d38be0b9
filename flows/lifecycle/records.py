"""What is known of a decision's life, as records: how it went, what the thread is asked, where the decision stands."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from flows.dates import working_days_after
from flows.lifecycle.checkpoint import Numbers
from flows.lifecycle.plan import TrainingPlan, number
from flows.log.entries import Entry

Stage = Literal[
    "asking", "decided", "accepted", "overridden", "deferred", "training", "stopped", "adopted", "superseded"
]

# A person who was asked has this long before the bot asks again ("late answers are asked for again after 2 working days").
PATIENCE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went: whether what was decided is in use, the measured score and gain (shares), the real USD a month."""

    adopted: Literal["yes", "partly", "no"] | None = None
    score: Decimal | None = None
    gain: Decimal | None = None
    monthly_usd: Decimal | None = None
    spent_usd: Decimal | None = None

    def to_json(self) -> dict[str, Any]:
        """What is known, by name."""
        return {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name) is not None}

    @classmethod
    def from_json(cls, value: Any) -> Outcome:
        """Whatever can be read of it."""
        found = value if isinstance(value, dict) else {}
        said = found.get("adopted")
        shares = (number(found.get(name)) for name in ("score", "gain", "monthly_usd", "spent_usd"))
        return cls(said if said in ("yes", "partly", "no") else None, *shares)


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that the thread is asked on a day: the numbers of a checkpoint (from 1), or how it went (a review, from 1)."""

    what: Literal["checkpoint", "review"]
    number: int
    on: date
    # When it was asked, and asked again.
    asked: Entry | None = None
    again: Entry | None = None

    @property
    def next_on(self) -> date | None:
        """The day to ask, or to ask again; None once both were done."""
        if self.asked is None:
            return self.on
        if self.again is not None:
            return None
        # East of UTC it is asked on the evening before, by that clock.
        asked_on = max(self.on, self.asked.at.date()) if self.asked.at is not None else self.on
        return working_days_after(asked_on, PATIENCE)

    @property
    def words(self) -> str:
        """Its name in a line."""
        return f"checkpoint {self.number}" if self.what == "checkpoint" else "review"


@dataclass(frozen=True, slots=True)
class Life:
    """A decision after its verdict. Entries are None where nothing of the kind counts."""

    stage: Stage
    concluded: Entry | None = None
    # Which verdict of the decision it is, from 1.
    verdict_number: int = 0
    reaction: Entry | None = None
    owner: str | None = None
    plan: TrainingPlan | None = None
    planned: Entry | None = None
    measured: tuple[Entry, ...] = ()
    carried_on: tuple[Entry, ...] = ()
    ended: Entry | None = None
    reviewed: Entry | None = None
    dissents: tuple[Entry, ...] = ()
    reassessed: tuple[Entry, ...] = ()
    # The measurement that says stop, as long as nobody stopped or gave a reason to go on.
    says_stop: Entry | None = None
    asks: tuple[Ask, ...] = ()
    supersedes: int | None = None
    superseded_by: int | None = None

    @property
    def method(self) -> str | None:
        """The method that was decided on: the verdict's, or the other way that was chosen."""
        if self.reaction is not None and self.reaction.kind == "overrode":
            return text_of(self.reaction, "method")
        return text_of(self.concluded, "verdict")

    @property
    def is_over(self) -> bool:
        """Whether nothing is asked of it any more, but perhaps how it went."""
        return self.stage in ("stopped", "adopted", "superseded")

    @property
    def last_measured(self) -> Entry | None:
        """The last measurement that counts."""
        return self.measured[-1] if self.measured else None

    @property
    def open_ask(self) -> Ask | None:
        """What was asked first of all that still waits for an answer."""
        return next((one for one in self.asks if one.asked is not None), None)

    @property
    def review(self) -> Ask | None:
        """The review that waits, or comes some day."""
        return next((one for one in self.asks if one.what == "review"), None)

    @property
    def asks_whether_now(self) -> bool:
        """Whether the review is asked of what nobody has decided on, or was put off: then it asks whether it is time."""
        return self.stage in ("decided", "deferred") and self.review is not None and self.review.asked is not None

    @property
    def next_ask(self) -> Ask | None:
        """What is to be asked next."""
        waiting = [one for one in self.asks if one.next_on is not None]
        return min(waiting, key=lambda one: (one.next_on or date.max, one.what, one.number), default=None)

    def numbers(self, checkpoint: int) -> Numbers:
        """What was measured at a checkpoint so far."""
        found = [one for one in self.measured if one.value.get("checkpoint") == checkpoint]
        return Numbers.from_json(found[-1].value) if found else Numbers()

    def checkpoint_at(self, day: date) -> int:
        """The checkpoint that numbers given on a day (UTC) are about: the last that is due or was asked, else the one before."""
        assert self.plan is not None
        days = self.plan.checkpoints
        done = min(self.last_measured.value["checkpoint"], len(days)) if self.last_measured is not None else 0
        due = [place for place in range(done + 1, len(days) + 1) if days[place - 1] <= day]
        # What was asked is due: where people are it may be tomorrow already.
        due += [one.number for one in self.asks if one.what == "checkpoint" and one.asked is not None]
        # With nothing new due they correct what was said last.
        return max(due, default=done or 1)


def text_of(entry: Entry | None, name: str) -> str | None:
    """A text that an entry's value holds by name; None for what is none."""
    value = entry.value.get(name) if entry is not None and isinstance(entry.value, dict) else None
    return value if isinstance(value, str) else None


def changes_of(entry: Entry) -> tuple[dict[str, Any], ...]:
    """What a re-assessment found, each as `flows.lifecycle.reassess.Change` was stored; whatever can be read of it."""
    found = entry.value.get("changes") if isinstance(entry.value, dict) else None
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
