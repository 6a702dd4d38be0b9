"""What a reply means: what is plainly an answer first, then what people really type; never silent to who was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from flows.language.currency import in_dollars
from flows.language.intent import Heard, Said, hear, record
from flows.language.small_talk import is_talk
from flows.language.value import on_screen
from flows.log.history import BESIDE
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Question
from flows.questions.sheets import sheet_of
from flows.reading.open_answer import doubts
from flows.reading.reader import read_reply
from flows.reading.reading import Proposed
from flows.reading.reading import Said as Values

_NONE: Mapping[str, Decimal] = MappingProxyType({})


def hear_reply(
    log: Log,
    said: Said,
    question: Question | None,
    *,
    asked: bool,
    addressed: bool,
    is_model: Callable[[str], bool],
    usd_of: Mapping[str, Decimal] = _NONE,
) -> Heard | None:
    """What a reply means while `question` is open, and the others that are asked with it; None where people talk to each other.

    asked      whether the writer is the one who was asked: then words are read as an answer, and not met with silence
    addressed  whether it was certainly said to the program
    is_model   whether a text is what people call a model, and nothing else
    usd_of     currency code -> what one of it costs in USD: sums in it count as dollars
    """
    typed, said = said.text, replace(said, text=in_dollars(said.text, usd_of))
    heard = _heard(log, said, question, asked=asked, addressed=addressed, is_model=is_model)
    if heard is None or typed == said.text:
        return heard
    return replace(heard, entries=tuple(replace(entry, text=typed) for entry in heard.entries))


def _heard(
    log: Log, said: Said, question: Question | None, *, asked: bool, addressed: bool, is_model: Callable[[str], bool]
) -> Heard | None:
    heard = hear(log, said, question)
    plainly = addressed or not is_talk(said.text, heard, question, is_model)
    command = heard.act == "refuse" and not heard.tried
    if heard.act not in ("answer", "refuse") or heard.named or question is None or command:
        return heard if plainly else None
    values = {changed.id: value for changed, value in heard.changes}
    if heard.act == "answer" and plainly and not doubts(said.text, question):
        together = sheet_of(question.id).questions
        more = read_reply(said.text, question).recorded
        asked_too = {id_: value for id_, value in more.items() if id_ in together and value is not None}
        return _answered(said, question, {**asked_too, **values})
    if not (asked or addressed):
        return None
    reading = read_reply(said.text, question)
    if reading.recorded:
        return _answered(said, question, reading.recorded, reading.proposed)
    if reading.proposed:
        return Heard("propose", proposed=dict(reading.proposed), tried=True)
    if heard.act == "answer" and addressed:
        return _answered(said, question, values)
    if reading.is_talk and not addressed:
        return None
    if heard.refusal is not None and addressed:
        return heard
    sentence = asked_back(question) if reading.is_question else unread(question)
    return replace(heard, act="refuse", entries=(), changes=(), refusal=sentence, unread=question.id)


def _answered(said: Said, question: Question, values: Values, proposed: Proposed | None = None) -> Heard:
    """The answers in a reply: what was asked comes first, in its order, for that is what the message answers."""
    sheet = sheet_of(question.id)
    order = [question.id, *sheet.questions]
    ids = sorted(values, key=lambda id_: order.index(id_) if id_ in order else len(order))
    changes = tuple((BY_ID[id_], values[id_]) for id_ in ids)
    entries = tuple(
        entry if entry.about in sheet.questions else replace(entry, how=BESIDE) for entry in record(changes, said)
    )
    return Heard("answer", entries, changes, proposed=dict(proposed or {}))


def unread(question: Question) -> str:
    """One sentence to who was asked and could not be read."""
    return f"I could not read that as an answer: please give {on_screen(question)}. Or say not sure."


def asked_back(question: Question) -> str:
    """What is known about a question, to who asks something back."""
    return f"Why we ask: {question.why} An answer is {on_screen(question)}. Or say not sure."
