"""What a reply means: what is plainly an answer first, then what people really type; never silent to who was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from flows.language.currency import in_dollars
from flows.language.intent import AnswerChange, Heard, Said, hear, record
from flows.language.small_talk import is_talk
from flows.language.value import on_screen
from flows.log.history import BESIDE
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.question import Question
from flows.questions.sheets import sheet_of
from flows.reading.open_answer import doubts
from flows.reading.reader import read_reply

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
    heard = _understood(log, said, question, asked=asked, addressed=addressed, is_model=is_model)
    if heard is None or typed == said.text:
        return heard
    return replace(heard, entries=tuple(replace(entry, text=typed) for entry in heard.entries))


def _understood(
    log: Log, said: Said, question: Question | None, *, asked: bool, addressed: bool, is_model: Callable[[str], bool]
) -> Heard | None:
    heard = _heard(log, said, question, asked=asked, addressed=addressed, is_model=is_model)
    if question is None or heard is None or heard.act not in ("answer", "propose") or heard.named:
        return heard
    sheet = sheet_of(question.id)
    known = {changed.id: value for changed, value in heard.changes}
    more = {
        id_: value
        for id_, value in read_reply(said.text, question).recorded.items()
        if id_ in sheet.questions and id_ not in known and value is not None
    }
    if not heard.changes and not more:
        return heard
    # What was asked comes first, in its order: that is what the message answers.
    told = (*heard.changes, *((BY_ID[id_], value) for id_, value in more.items()))
    order = [question.id, *sheet.questions]
    changes = tuple(sorted(told, key=lambda change: order.index(change[0].id) if change[0].id in order else len(order)))
    entries = tuple(
        entry if entry.about in sheet.questions else replace(entry, how=BESIDE) for entry in record(changes, said)
    )
    proposed = {id_: values for id_, values in heard.proposed.items() if id_ not in more}
    return Heard("answer", entries, changes, proposed=proposed)


def _heard(
    log: Log, said: Said, question: Question | None, *, asked: bool, addressed: bool, is_model: Callable[[str], bool]
) -> Heard | None:
    heard = hear(log, said, question)
    plainly = addressed or not is_talk(said.text, heard, question, is_model)
    command = heard.act == "refuse" and not heard.tried
    if heard.act not in ("answer", "refuse") or heard.named or question is None or command:
        return heard if plainly else None
    if heard.act == "answer" and plainly and not doubts(said.text, question):
        return heard
    if not (asked or addressed):
        return None
    reading = read_reply(said.text, question)
    if reading.recorded:
        changes: tuple[AnswerChange, ...] = tuple((BY_ID[id_], value) for id_, value in reading.recorded.items())
        return Heard("answer", record(changes, said), changes, proposed=dict(reading.proposed))
    if reading.proposed:
        return Heard("propose", proposed=dict(reading.proposed), tried=True)
    if heard.act == "answer" and addressed:
        return heard
    if reading.is_talk and not addressed:
        return None
    if heard.refusal is not None and addressed:
        return heard
    sentence = asked_back(question) if reading.is_question else unread(question)
    return replace(heard, act="refuse", entries=(), changes=(), refusal=sentence, unread=question.id)


def unread(question: Question) -> str:
    """One sentence to who was asked and could not be read."""
    return f"I could not read that as an answer: please give {on_screen(question)}. Or say not sure."


def asked_back(question: Question) -> str:
    """What is known about a question, to who asks something back."""
    return f"Why we ask: {question.why} An answer is {on_screen(question)}. Or say not sure."
