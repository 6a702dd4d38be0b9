"""What people type, as a value: read where it can be read in one way, else refused with one sentence that says what can be."""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.language.choices import chosen, flag, places
from flows.language.compound import gpus, scored
from flows.language.numbers import growth, number, share
from flows.questions.answers import allowed, boxed, host, is_flag, whole, within, words
from flows.questions.question import Question, Value
from flows.text import MAX_TEXT, Refused, bare, clean, is_not_sure, is_storable, phrase_set

_NOTHING = frozenset({"none", "nothing", "zero"})
_NONE_YET = phrase_set("none yet, not yet, none so far, none at all, we have none, we have none yet, zero so far")
_IN_WORDS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12",
}  # fmt: skip
_BEFORE_A_NUMBER = re.compile(r"^(?:maybe|that's|that is)\s+(?=\S)", re.IGNORECASE)
_OR_MORE = re.compile(
    r"^(?:at least|above|over|more than|>=?|≥)\s*(?=[.0-9])|(?<=[0-9%])\s*(?:or (?:better|more|higher|above)|\+)$",
    re.IGNORECASE,
)
_OR_LESS = re.compile(
    r"^(?:under|below|less than|at most|no more than|within|<=?|≤)\s*(?=[.0-9])|(?<=[0-9s])\s*or (?:less|faster|lower|below)$",
    re.IGNORECASE,
)
_NUMBERS = ("count", "rounds", "number", "usd", "share", "growth")


def read(question: Question, text: str) -> Value:
    """What was typed, as a value of the question.

    Raises Refused with a sentence that says what can be read.
    """
    if len(text) > MAX_TEXT:
        raise Refused(f"That is too long: an answer has at most {MAX_TEXT:,} characters.")
    if not is_storable(text):
        raise Refused(f"That has a character that cannot be stored: please give {on_screen(question)}.")
    if question.kind != "text" and is_not_sure(text):
        raise Refused(f"Not sure is no value: please give {on_screen(question)}.")
    plain = _bare(question, text)
    try:
        return _from_text(question, text if question.kind in ("text", "box") else plain, plain)
    except (ValueError, ArithmeticError) as error:
        raise Refused(f"I could not read that: please give {on_screen(question)}.") from error


def on_screen(question: Question) -> str:
    """What the question takes, as the end of a sentence; choices with the numbers they are shown with."""
    if question.kind != "choice" and not question.choices:
        return allowed(question)
    return "one of: " + ", ".join(f"{at} {choice.label}" for at, choice in enumerate(question.choices, start=1))


def _bare(question: Question, text: str) -> str:
    """What is left of the text once the words around a value that change nothing are gone."""
    if question.kind in ("text", "box", "name", "hosts", "host", "scored", "gpus"):
        return clean(text)
    if question.kind not in _NUMBERS:
        return bare(text)
    plain = _BEFORE_A_NUMBER.sub("", bare(text)).strip()
    lower = plain.lower().strip(" .!")
    if question.kind == "count" and (lower in _NONE_YET or lower == f"no {question.unit}"):
        return "0"
    if question.kind in ("count", "rounds"):
        return _IN_WORDS.get(lower.removesuffix(f" {question.unit}"), plain)
    if question.id == "horizon_months":
        first, _, rest = lower.partition(" ")
        return f"{_IN_WORDS.get({'a': 'one'}.get(first, first), first)} {rest}".strip()
    if question.id == "latency_needed_ms":
        return _OR_LESS.sub("", plain)
    return _OR_MORE.sub("", plain) if question.id == "target" else plain


def _from_text(question: Question, text: str, plain: str) -> Value:
    if question.kind in ("count", "number", "usd") and question.low == 0 and plain.lower().strip(" .!") in _NOTHING:
        plain = "0"
    match question.kind:
        case "choice":
            return chosen(question, plain)
        case "flag":
            return flag(question, plain)
        case "count":
            return whole(question, number(question, plain))
        case "rounds":
            return flag(question, plain) if is_flag(plain) else whole(question, number(question, plain))
        case "number" | "usd":
            return within(question, number(question, plain))
        case "share":
            return within(question, share(question, plain))
        case "growth":
            return within(question, growth(question, plain))
        case "hosts" | "host" | "scored" | "gpus":
            return _NAMED[question.kind](plain)
        case "box":
            return boxed(text)
        case "name" if question.choices and plain.isdecimal():
            return _by_number(question, plain)
        case "name":
            return words(plain)
        case _:
            return words(text)


def _place(plain: str) -> str:
    return host(",".join(places(plain)))


# How names are read, alone or with something said of each.
_NAMED: dict[str, Callable[[str], Value]] = {"hosts": places, "host": _place, "scored": scored, "gpus": gpus}


def _by_number(question: Question, plain: str) -> str:
    """The choice with this number. Raises ValueError for a number that none has."""
    at = int(plain)
    if not 0 < at <= len(question.choices):
        raise ValueError(plain)
    return question.choices[at - 1].value
