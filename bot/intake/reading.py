"""Words and answers as the log and the outbox keep them, whichever way they came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.events import utc
from bot.outbox import effects
from bot.store.effects import AnswerRequest
from bot.store.protocol import Unit
from bot.store.records import Decision
from flows.language.currency import in_dollars
from flows.language.extract import find
from flows.language.intent import AnswerChange, Heard, Said, record
from flows.log.entries import AnswerEntry, Entry
from flows.log.history import answer_of
from flows.questions import BY_ID
from flows.questions.answers import stored
from flows.questions.question import Value
from flows.reading.plain import MOST
from flows.reading.reader import read_reply
from flows.reading.reading import Reading
from flows.reading.title import LONGEST, title_of
from flows.text import MAX_TEXT


def read_first(text: str, usd_of: Mapping[str, Decimal]) -> Reading:
    """What a first message says; `usd_of` is what one of a currency costs in USD, by its code."""
    plain = in_dollars(text, usd_of)
    reading = read_reply(plain, None)
    return replace(reading, recorded={**reading.recorded, **find(plain[:MOST]).values})


def first_entries(by: str, text: str, reading: Reading, source: str, now: float) -> tuple[Entry, ...]:
    """The use case in somebody's words, and every answer that stands plainly in them; `reading` is of these words."""
    if not text.strip():
        return ()
    said = Said(text, by, utc(now), source)
    use_case = title_of(text) if reading.recorded or len(text) > LONGEST else text.strip()
    changes: list[AnswerChange] = [(BY_ID["use_case"], use_case[:MAX_TEXT])]
    changes += [(BY_ID[id_], value) for id_, value in reading.recorded.items() if id_ != "use_case"]
    return tuple(replace(entry, how="start") for entry in record(tuple(changes), said))


def write_down(unit: Unit, decision: Decision, entries: Sequence[Entry], now: float) -> None:
    """Append what somebody did in a decision, and have its thread tell of it; nothing where nothing was done."""
    if entries:
        unit.append(decision.id, entries)
        unit.let_go(decision.team, decision.channel, now)
        unit.enqueue([effects.bring_up_to_date(decision, now)])


def request_of(heard: Heard, by: str, size: int) -> AnswerRequest:
    """What was asked, as the outbox keeps it; where nothing was, what stands so far is wanted."""
    request = "status" if heard.request in (None, "next") else heard.request
    changes = {question.id: stored(value) for question, value in heard.changes if request == "what_if"}
    return AnswerRequest(by, size, request, changes)


def value_of(entry: AnswerEntry) -> Value | None:
    """What an entry says by itself."""
    answer = answer_of(entry)
    return answer.value if answer else None
