"""A decision as a Markdown record in the form of MADR 4.0 (Markdown Architectural Decision Records, adr.github.io/madr)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from bot.decisions.record import DecisionRecord
from bot.events import utc
from bot.text.labels import name_of, show_value, words_of
from bot.text.templates import document, printable, reply_values
from flows.lifecycle.records import Stage
from flows.questions import BY_ID
from flows.text import clean
from flows.verdict.headlines import NAMES, show_months
from flows.verdict.reply import OptionPart
from pricing.money import show_usd

_MARKUP = re.compile(r"[<>&*_\[\]`~|#!:@]")
_STATUS: dict[Stage, str] = {
    "asking": "proposed",
    "decided": "proposed",
    "deferred": "proposed",
    "accepted": "accepted",
    "overridden": "accepted",
    "training": "accepted",
    "adopted": "accepted",
    "stopped": "deprecated",
}


def madr(record: DecisionRecord, name: Callable[[str], str] = str) -> str:
    """The whole record as Markdown; `name` says what a person is called by id. What people typed is text in it, never markup."""
    reply = record.reply
    label = reply.recommended_option.label if reply.recommended_option is not None else None
    use_case = str(reply.use_case or "")
    return document(
        "record",
        record=record,
        name=name,
        front=tuple(_front(record, name)),
        begun=utc(record.decision.started_at).date(),
        use_case=use_case if clean(use_case) != record.summary.title else "",
        answers=tuple(_answers(record)),
        reasons=sorted(reply.reasons, key=lambda reason: not reason.deciding),
        consequences=tuple(_consequences(record)),
        verdict_chosen=NAMES[reply.verdict] + (f": {label}" if label else ""),
        **reply_values(reply),
    )


def status(record: DecisionRecord) -> str:
    """MADR's word for where a decision stands."""
    life = record.life
    if life.superseded_by is not None:
        return f"superseded by {life.superseded_by:04}"
    if not record.is_latest and life.concluded is None:
        # The team started over.
        return "deprecated"
    if not record.is_latest:
        return f"superseded by {record.decision.id:04}, verdict {life.verdict_number}"
    if life.stage == "stopped" and life.reaction is None:
        # Nobody ever took it up.
        return "rejected"
    return _STATUS[life.stage]


def _front(record: DecisionRecord, name: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """The front matter. A JSON string is one in YAML too, whatever stands in it."""
    deciders = record.deciders
    consulted = tuple(person for person in record.people if person not in deciders)
    decision = record.decision
    informed = () if decision.place == "im" else (f"everybody in the channel {decision.channel}",)
    yield "status", _yaml(status(record))
    yield "date", _yaml(utc(record.summary.changed_at).date().isoformat())
    for key, people in (("decision-makers", deciders), ("consulted", consulted)):
        yield key, f"[{', '.join(_yaml(name(person)) for person in people)}]"
    yield "informed", f"[{', '.join(_yaml(place) for place in informed)}]"


def _yaml(text: str) -> str:
    """A string for the front matter, with a number for what Markdown would read: not everything that shows a file knows YAML."""
    return _MARKUP.sub(lambda marked: f"\\u{ord(marked[0]):04x}", json.dumps(printable(text), ensure_ascii=False))


def _answers(record: DecisionRecord) -> Iterator[tuple[str, str, str | None]]:
    for answer in record.told.given.values():
        question = BY_ID[answer.question]
        is_text = question.kind == "text" and answer.value
        value = show_value(answer.question, answer.value) if is_text else words_of(question, answer.value)
        yield name_of(answer.question), value, answer.by


def _consequences(record: DecisionRecord) -> Iterator[tuple[str, str]]:
    """What the choice brings, by the figures of its day."""
    reply = record.reply
    today, option = reply.today, reply.recommended_option
    if record.overrode is not None:
        yield "Neutral", "what this way costs was not computed; the figures below are those of the verdict."
        return
    if option is None or today is None:
        yield (
            "Good",
            "nothing is spent on training."
            if reply.verdict in _UNTRAINED
            else "nothing is spent before the team is ready.",
        )
        return
    if option.monthly_usd is not None and today.monthly_usd is not None:
        good = "Good" if option.monthly_usd < today.monthly_usd else "Bad"
        yield good, f"it costs {show_usd(option.monthly_usd)} a month instead of {show_usd(today.monthly_usd)}."
    if option.break_even_months is not None:
        yield "Good", f"it pays back {_in_months(option)}."
    elif option.net_usd is not None and option.upfront_usd:
        yield "Bad", "it never pays back in money."
    if option.upfront_usd:
        yield "Bad", f"it costs {show_usd(option.upfront_usd)} up front."
    if option.upkeep_usd:
        yield "Bad", f"it needs {show_usd(option.upkeep_usd)} a month of upkeep."
    if option.model_ends_on is not None:
        yield "Bad", f"its base model stops on {option.model_ends_on}."
    if option.monthly_usd is None:
        yield "Neutral", "what it costs is not known."


_UNTRAINED = ("prompt_engineering", "rag", "bigger_model", "guardrails")


def _in_months(option: OptionPart) -> str:
    months = show_months(float(option.break_even_months or 0))
    return f"{months} after it goes live" if option.counted_from == "live" else f"in about {months}"
