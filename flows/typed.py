"""What people type, as a value: read where it can be read in one way, else refused with one sentence that says what can be."""

from __future__ import annotations

from flows.answers import allowed, boxed, is_flag, whole, within, words
from flows.choices import chosen, flag, places
from flows.numbers import growth, number, share
from flows.plain import MAX_TEXT, Refused, clean, is_storable
from flows.question import Question, Value

_NOTHING = frozenset({"none", "nothing", "zero"})


def read(question: Question, text: str) -> Value:
    """What was typed, as a value of the question.

    Raises Refused with a sentence that says what can be read.
    """
    if len(text) > MAX_TEXT:
        raise Refused(f"That is too long: an answer has at most {MAX_TEXT:,} characters.")
    if not is_storable(text):
        raise Refused(f"That has a character that cannot be stored: please give {on_screen(question)}.")
    plain = clean(text)
    try:
        return _from_text(question, text if question.kind in ("text", "box") else plain, plain)
    except (ValueError, ArithmeticError) as error:
        raise Refused(f"I could not read that: please give {on_screen(question)}.") from error


def on_screen(question: Question) -> str:
    """What the question takes, as the end of a sentence; choices with the numbers they are shown with."""
    if question.kind != "choice":
        return allowed(question)
    return "one of: " + ", ".join(f"{at} {one.label}" for at, one in enumerate(question.choices, start=1))


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
        case "hosts":
            return places(plain)
        case "box":
            return boxed(text)
        case "name":
            return words(plain)
        case _:
            return words(text)
