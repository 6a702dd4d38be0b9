"""What differs between two replies, and what an answer was: the words that every front end shares."""

from __future__ import annotations

from dataclasses import dataclass

from bot.text.labels import question_name, show_value
from flows.conversation.shows import RecordedAnswer
from flows.questions.question import Value
from flows.verdict.headlines import NAMES, show_months
from flows.verdict.reply import Reply
from pricing.money import show_usd

NOT_KNOWN = "not known"
_LABELS = ("verdict", "because", "today", "training option", "it costs", "it pays back", "its net")


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """One thing that two replies say, side by side."""

    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        """Whether the two replies say different things."""
        return self.before != self.after


def compare(now: Reply, then: Reply) -> tuple[ComparedFact, ...]:
    """What the two replies say, the verdict first; what neither knows is left out."""
    rows = (ComparedFact(*row) for row in zip(_LABELS, _facts(now), _facts(then), strict=True))
    return tuple(row for row in rows if not row.before == row.after == NOT_KNOWN)


def answer_was(taken: RecordedAnswer) -> str | None:
    """What stood there before, where an answer was changed."""
    return None if taken.before is None or taken.before == taken.value else answer(taken, taken.before)


def answer(taken: RecordedAnswer, value: Value | None) -> str:
    """A value of the answer as people read it."""
    return "not sure" if value is None else show_value(taken.question.id, value)


def taken_line(taken: RecordedAnswer) -> str:
    """An answer in a line: its name, its value, and what it was."""
    was = answer_was(taken)
    return (
        f"{question_name(taken.question.id)}: {answer(taken, taken.value)}"
        + (f" (was {was})" if was is not None else "")
        + (f", measured from {taken.file}" if taken.file is not None else "")
    )


def _facts(reply: Reply) -> tuple[str, ...]:
    today = reply.option("status_quo")
    curve = reply.option(reply.curve.option) if reply.curve else None
    return (
        NAMES[reply.verdict] + (f", then {NAMES[reply.then]}" if reply.then else ""),
        reply.reasons[0].text,
        _monthly(today.monthly_usd if today else None),
        curve.label if curve else NOT_KNOWN,
        _monthly(curve.monthly_usd if curve else None),
        "never"
        if curve and curve.break_even_months is None
        else show_months(float(curve.break_even_months or 0))
        if curve
        else NOT_KNOWN,
        NOT_KNOWN
        if curve is None or curve.net_usd is None
        else f"{show_usd(curve.net_usd)} in {curve.horizon_months} months",
    )


def _monthly(usd: object) -> str:
    return NOT_KNOWN if usd is None else f"{show_usd(float(str(usd)))} a month"
