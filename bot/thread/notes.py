"""What a thread is told about answers that no message of their own shows: starts, edits, deletions, forms, several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from bot.block_kit.message import Message
from bot.block_kit.notes import noted_message, went_on_message
from flows.log.entries import AnswerEntry, Entry, Restarted, WentOn, Withdrawn
from flows.log.history import MEASURED
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.sheets import sheet_of


def note_messages(
    log: Log, asked: frozenset[str], remark_on: Callable[[str], str | None]
) -> Iterator[tuple[str, Callable[[], Message]]]:
    """The name of each note, and what makes its message.

    asked       the questions, and the sheets of questions, that have messages of their own
    remark_on   what a team should know at once of its answer to a question
    """
    for at, batch in _batches(log):
        name = f"note:{at}"
        first = batch[0]
        if isinstance(first, Restarted | WentOn):
            yield name, partial(went_on_message, first)
        elif isinstance(first, AnswerEntry):
            told = tuple(
                entry
                for entry in batch
                if isinstance(entry, AnswerEntry)
                and entry.question in BY_ID
                and not (first.how == "start" and entry.question == "use_case")
            )
            followed = first.how in ("edited", "deleted", MEASURED) or isinstance(first, Withdrawn)
            if told and (followed or any(_is_unasked(entry, asked) for entry in told)):
                yield name, partial(_noted, told, log, at, len(batch), remark_on)


def _noted(
    told: tuple[AnswerEntry, ...], log: Log, at: int, count: int, remark_on: Callable[[str], str | None]
) -> Message:
    return noted_message(told, log[:at].answers, log[: at + count].answers, remark_on)


def _is_unasked(entry: AnswerEntry, asked: frozenset[str]) -> bool:
    return entry.question not in asked and sheet_of(entry.question).id not in asked


def _batches(log: Log) -> Iterator[tuple[int, list[Entry]]]:
    """Entries that came at once, with the index of the first: one note tells them."""
    at = 0
    while at < len(log):
        batch = [log[at]]
        while at + len(batch) < len(log) and _same_moment(batch[0], log[at + len(batch)]):
            batch.append(log[at + len(batch)])
        yield at, batch
        at += len(batch)


def _same_moment(first: Entry, later: Entry) -> bool:
    if first.how in ("edited", "deleted"):
        # What counts again was said by somebody else, and is told with what made it count.
        return (first.how, first.at) == (later.how, later.at)
    said = (first.source, first.how, first.by, first.at)
    return first.source is not None and said == (later.source, later.how, later.by, later.at)
