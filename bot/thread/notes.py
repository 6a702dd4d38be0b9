"""What a thread is told about answers that no message of their own shows: starts, edits, deletions, forms, several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from bot.block_kit.message import Message
from bot.block_kit.notes import noted_message, went_on_message
from flows.log.entries import Entry, fold
from flows.questions import BY_ID, READINESS


def note_messages(log: tuple[Entry, ...], asked: frozenset[str]) -> Iterator[tuple[str, Callable[[], Message]]]:
    """The name of each note, and what makes its message; `asked` are the questions that have messages of their own."""
    for at, batch in _batches(log):
        name = f"note:{at}"
        first = batch[0]
        match first.kind:
            case "restarted" | "went_on":
                yield name, partial(went_on_message, first)
            case "withdrawn" | "answered" | "unsure":
                told = tuple(
                    one
                    for one in batch
                    if one.question in BY_ID and not (first.how == "start" and one.question == "use_case")
                )
                followed = first.how in ("edited", "deleted") or first.kind == "withdrawn"
                if told and (followed or any(_is_unasked(one, asked) for one in told)):
                    yield name, partial(_noted, told, log, at, len(batch))


def _noted(told: tuple[Entry, ...], log: tuple[Entry, ...], at: int, count: int) -> Message:
    return noted_message(told, fold(log[:at]), fold(log[: at + count]))


def _is_unasked(entry: Entry, asked: frozenset[str]) -> bool:
    return entry.question not in asked and not (entry.question in READINESS and "checklist" in asked)


def _batches(log: tuple[Entry, ...]) -> Iterator[tuple[int, list[Entry]]]:
    """Entries that came at once, with the index of the first: one note tells them."""
    at = 0
    while at < len(log):
        batch = [log[at]]
        while at + len(batch) < len(log) and _same_moment(batch[0], log[at + len(batch)]):
            batch.append(log[at + len(batch)])
        yield at, batch
        at += len(batch)


def _same_moment(one: Entry, other: Entry) -> bool:
    if one.how in ("edited", "deleted"):
        # What counts again was said by somebody else, and is told with what made it count.
        return (one.how, one.at) == (other.how, other.at)
    return one.source is not None and (one.source, one.how, one.by, one.at) == (
        other.source,
        other.how,
        other.by,
        other.at,
    )
