"""Words and answers as the log and the outbox keep them, whichever way they came in."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.events import utc
from bot.store.effects import AnswerRequest
from flows.language.extract import find
from flows.language.intent import AnswerChange, Heard, Said, record
from flows.log.entries import AnswerEntry, Entry
from flows.log.history import answer_of
from flows.questions import BY_ID
from flows.questions.answers import stored
from flows.questions.question import Value
from flows.text import MAX_TEXT


def first_entries(by: str, text: str, source: str, now: float) -> tuple[Entry, ...]:
    """The use case in somebody's words, and every answer that stands plainly in them."""
    if not text.strip():
        return ()
    said_plainly = find(text).values
    said = Said(text, by, utc(now), source)
    use_case = _title(text) if said_plainly else text.strip()
    changes: list[AnswerChange] = [(BY_ID["use_case"], use_case[:MAX_TEXT])]
    changes += [(BY_ID[id_], value) for id_, value in said_plainly.items() if id_ != "use_case"]
    return tuple(replace(entry, how="start") for entry in record(tuple(changes), said))


def request_of(heard: Heard, by: str, size: int) -> AnswerRequest:
    """What was asked, as the outbox keeps it; where nothing was, what stands so far is wanted."""
    request = "status" if heard.request in (None, "next") else heard.request
    changes = {question.id: stored(value) for question, value in heard.changes if request == "what_if"}
    return AnswerRequest(by, size, request, changes)


def value_of(entry: AnswerEntry) -> Value | None:
    """What an entry says by itself."""
    answer = answer_of(entry)
    return answer.value if answer else None


def _title(text: str) -> str:
    """What is left of a use case when the parts that are facts alone are taken out: "clause extraction, 1M requests a month"."""
    parts = [part.strip() for part in re.split(r"[,;\n]\s*", text)]
    kept = [part for part in parts if part and not set(find(part).values) - {"task"}]
    return ", ".join(kept) or text.strip()
