"""What a team has said by a log: the answers that count, by whom, and the ones they replaced.

Functions of entries alone; `flows.log.log.Log` keeps what they find.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flows.log.entries import Answered, AnswerEntry, Entry, Restarted, Unsure, WentOn, Withdrawn
from flows.questions import BY_ID
from flows.questions.answers import Answers, read_stored
from flows.questions.question import Value
from flows.questions.sheets import sheet_of
from flows.text import Refused

# How an answer came that an "undo" put back, and one that was said of something that nobody had asked.
RESTORED, BESIDE = "back", "beside"
# How an answer came that was measured from a file; its words are the file's name.
MEASURED = "measured"
# What nobody was asked for by a message.
_UNASKED = ("start", BESIDE)


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that counts for a question; `value` None is "not sure". `earlier` are those it replaced, oldest first."""

    question: str
    value: Value | None
    by: str | None
    entry: AnswerEntry
    earlier: tuple[Given, ...] = ()

    @property
    def file(self) -> str | None:
        """The file that it was measured from; None where somebody said it."""
        return self.entry.text if self.entry.how == MEASURED else None


def fold(entries: Iterable[Entry]) -> Answers:
    """What has been said by the end of the log: the last answer to a question counts."""
    answers = Answers()
    for entry in entries:
        if isinstance(entry, Restarted):
            answers = Answers()
        elif isinstance(entry, AnswerEntry):
            answers = _after(answers, entry)
    return answers


def given(entries: Iterable[Entry]) -> dict[str, Given]:
    """By question id, in the order in which the questions were first answered."""
    given: dict[str, Given] = {}
    for entry in entries:
        if isinstance(entry, Restarted):
            given = {}
        elif isinstance(entry, Withdrawn):
            given.pop(entry.question, None)
        elif isinstance(entry, AnswerEntry) and (answer := answer_of(entry)) is not None:
            before = given.get(answer.question)
            if entry.how == RESTORED and before is not None and before.earlier:
                # What stood before counts again, as whoever said it said it.
                given[answer.question] = replace(before.earlier[-1], earlier=before.earlier[:-1])
                continue
            earlier = (*before.earlier, replace(before, earlier=())) if before is not None else ()
            given[answer.question] = replace(answer, earlier=earlier)
    return given


def answer_of(entry: AnswerEntry) -> Given | None:
    """What one entry says by itself; None for what is no answer, or cannot be read any more."""
    answers = _after(Answers(), entry)
    asked = answers.asked(entry.question)
    return Given(entry.question, answers.get(entry.question), entry.by, entry) if asked else None


def is_going_on(entries: Iterable[Entry]) -> bool:
    """Whether the team asked for the full cost picture since it last began."""
    on = False
    for entry in entries:
        on = (on or isinstance(entry, WentOn)) and not isinstance(entry, Restarted)
    return on


def asked_sheets(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The ids of the sheets that messages asked so far, in their order, as far as answers show; one that was asked again stands twice.

    What the first message told, what was said besides, and what is changed later, nobody was asked for. Several answers at once
    answer one message.
    """
    sheets: list[str] = []
    answered: set[str] = set()
    said: object = None
    for entry in entries:
        if isinstance(entry, Restarted):
            sheets, answered, said = [], set(), None
        if not isinstance(entry, Answered | Unsure) or entry.question not in BY_ID:
            continue
        sheet, moment = sheet_of(entry.question).id, (entry.source, entry.by, entry.at)
        is_asked = entry.how not in _UNASKED and entry.question not in answered and sheet != "use_case"
        at_once = moment == said and (entry.source or entry.at) is not None
        answered.add(entry.question)
        if is_asked and not at_once and sheets[-1:] != [sheet]:
            sheets.append(sheet)
        said = moment
    return tuple(sheets)


def last_answered(entries: Iterable[Entry]) -> str | None:
    """The question that was answered last and still counts, for going back."""
    answers = Answers()
    order: list[str] = []
    for entry in entries:
        if isinstance(entry, Restarted):
            answers, order = Answers(), []
        elif isinstance(entry, AnswerEntry):
            after = _after(answers, entry)
            if after is answers:
                continue
            answers = after
            if not answers.asked(entry.question):
                order = [question for question in order if question != entry.question]
            elif entry.how == RESTORED:
                _drop_last(order, entry.question)
            else:
                order.append(entry.question)
    return order[-1] if order else None


def _drop_last(order: list[str], question: str) -> None:
    if question in order:
        del order[len(order) - 1 - order[::-1].index(question)]


def without_source(entries: tuple[Entry, ...], source: str) -> dict[str, Given]:
    """What would count had one message or form never been sent; what was withdrawn with another one stays withdrawn."""
    void = {
        (entry.source, entry.question): at
        for at, entry in enumerate(entries)
        if isinstance(entry, Withdrawn) and entry.how in ("edited", "deleted")
    }
    return given(
        entry
        for at, entry in enumerate(entries)
        if entry.source != source and at >= void.get((entry.source, entry.about or ""), -1)
    )


def _after(answers: Answers, entry: AnswerEntry) -> Answers:
    """The answers after one more entry; the same ones where it changes nothing."""
    question = BY_ID.get(entry.question)
    if question is None:
        return answers
    match entry:
        case Answered(value=value):
            try:
                read = read_stored(question, value)
            except Refused:
                return answers
            return answers if read is None else answers.having(question.id, read)
        case Unsure():
            return answers.having(question.id, None)
        case Withdrawn():
            return answers.without(question.id)
    return answers
