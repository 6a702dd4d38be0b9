"""What a turn wants shown, without a word of layout: each front end draws it in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from flows.questions.question import Question, Value
from flows.verdict.reply import Reply


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One answer was recorded; `before` is what stood there, `file` what it was measured from."""

    question: Question
    value: Value | None
    before: Value | None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """These answers were recorded."""

    answers: tuple[RecordedAnswer, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the team should know at once of an answer, in one sentence."""

    sentence: str


@dataclass(frozen=True, slots=True)
class TookBack:
    """An answer was taken back; `again` is what stood before and counts again, None where nothing did."""

    question: Question
    again: RecordedAnswer | None = None


@dataclass(frozen=True, slots=True)
class AskQuestion:
    """The question that is open now; `example` is a reply that answers it together with what is asked next, where that is possible."""

    question: Question
    example: str = ""


@dataclass(frozen=True, slots=True)
class Refuse:
    """What was said cannot be used, in one sentence; nothing was lost."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Propose:
    """What was probably said, by question id: one reading, or two; nothing of it counts yet."""

    readings: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Explain:
    """Why the open question is asked."""

    question: Question


@dataclass(frozen=True, slots=True)
class WhereItStands:
    """What has been said so far, and the question that is open."""

    given: tuple[RecordedAnswer, ...]
    open: Question | None


@dataclass(frozen=True, slots=True)
class ShowVerdict:
    """The verdict stands; `before` is the one it replaces, if any. Asked for, it is shown whole, else in brief."""

    reply: Reply
    before: Reply | None
    brief: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    """What would be different with other answers; nothing was changed."""

    changes: tuple[RecordedAnswer, ...]
    now: Reply
    then: Reply


@dataclass(frozen=True, slots=True)
class OfferMore:
    """The verdict can no longer change; more questions give the full cost picture."""


@dataclass(frozen=True, slots=True)
class AllAsked:
    """Nothing is left to ask."""


@dataclass(frozen=True, slots=True)
class ShowRestart:
    """All answers were put aside; the log keeps them."""


@dataclass(frozen=True, slots=True)
class Help:
    """What can be typed."""


Show = (
    Recorded
    | Remark
    | TookBack
    | AskQuestion
    | Refuse
    | Propose
    | Explain
    | WhereItStands
    | ShowVerdict
    | Difference
    | OfferMore
    | AllAsked
    | ShowRestart
    | Help
)
