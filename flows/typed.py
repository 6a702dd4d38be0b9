"""What people type, as a value: read generously, or refused with one sentence that says what can be read."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from flows.answers import MAX_TEXT, NO, YES, Refused, allowed, boxed, clean, hosts, is_flag, whole, within, words
from flows.question import Question, Value

DAYS_PER_MONTH = Decimal("30.4")


def read(question: Question, text: str) -> Value:
    """What was typed, as a value of the question.

    Raises Refused with a sentence that says what can be read.
    """
    if len(text) > MAX_TEXT:
        raise Refused(f"That is too long: an answer has at most {MAX_TEXT:,} characters.")
    plain = clean(text)
    try:
        return _from_text(question, text if question.kind in ("text", "box") else plain, plain)
    except (Refused, InvalidOperation, ZeroDivisionError) as error:
        raise Refused(f"I could not read that: please give {allowed(question)}.") from error


def _from_text(question: Question, text: str, plain: str) -> Value:
    match question.kind:
        case "choice":
            return _chosen(question, plain)
        case "flag":
            return _flag(plain)
        case "count":
            return whole(question, _round_count(number(plain)))
        case "rounds":
            return _flag(plain) if is_flag(plain) else whole(question, number(plain))
        case "number":
            return within(question, number(plain, monthly=question.id == "requests_per_month"))
        case "usd":
            return within(question, number(plain, monthly=True))
        case "share" | "growth":
            return within(question, _share(plain))
        case "hosts":
            return hosts(plain)
        case "box":
            return boxed(text)
        case "name":
            return words(plain)
        case _:
            return words(text)


def _round_count(value: Decimal) -> Decimal:
    return value.to_integral_value() if value == value.to_integral_value() else value


_NUMBER = re.compile(
    r"(?P<minus>-)?\s*(?:~|about|around|roughly|approx\.?|circa|ca\.?)?\s*(?:us\$|usd|\$)?\s*"
    r"(?P<digits>\d[\d,_' ]*(?:\.\d+)?|\.\d+)\s*(?P<scale>k|thousand|mm|mn|m|mio|million|millions|bn|b|billion)?(?![a-z0-9])",
    re.IGNORECASE,
)
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6, "b": 9, "bn": 9, "billion": 9}
_PERIODS = (
    (re.compile(r"(/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(second|sec|s)\b", re.IGNORECASE), DAYS_PER_MONTH * 86_400),
    (re.compile(r"(/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(minute|min)\b", re.IGNORECASE), DAYS_PER_MONTH * 1_440),
    (re.compile(r"(/|\bper\b|\ban?\b|\beach\b|\bevery\b)\s*(hour|hr|h)\b", re.IGNORECASE), DAYS_PER_MONTH * 24),
    (re.compile(r"(/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(day|d)\b|\bdaily\b", re.IGNORECASE), DAYS_PER_MONTH),
    (re.compile(r"(/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(week|wk|w)\b|\bweekly\b", re.IGNORECASE), DAYS_PER_MONTH / 7),
    (re.compile(r"(/|\bper\b|\ba\b|\beach\b|\bevery\b)\s*(year|yr|y)\b|\byearly\b|\bannually\b", re.IGNORECASE), Decimal(1) / 12),
)


def number(text: str, *, monthly: bool = False) -> Decimal:
    """The one number in a text ("1.2M", "40k/day" as 1,216,000 a month where `monthly`).

    Raises Refused where there is none, or more than one.
    """
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        raise Refused("a number")
    match = found[0]
    digits = re.sub(r"[,_' ]", "", match["digits"])
    value = Decimal(digits).scaleb(_SCALES.get((match["scale"] or "").lower(), 0))
    if match["minus"]:
        value = -value
    if monthly:
        for pattern, times in _PERIODS:
            if pattern.search(text):
                return (value * times).quantize(Decimal("0.01"))
    return value


def _share(text: str) -> Decimal:
    bare = text.lower().strip(" .!")
    if bare in ("all", "all of them", "everything"):
        return Decimal(1)
    if bare in ("none", "none of them", "nothing"):
        return Decimal(0)
    if bare in ("half", "half of them"):
        return Decimal("0.5")
    match = re.fullmatch(r"(\d+)\s*(?:of|/|out of)\s*(\d+)", bare)
    if match:
        share = Decimal(match[1]) / Decimal(match[2])
        return share.quantize(Decimal("0.0001")) if share <= 1 else share
    value = number(text.replace("%", " ").replace("percent", " "))
    if "%" in text or "percent" in text or 1 < value <= 100:
        return value / 100
    return value


def _flag(text: str) -> bool:
    bare = text.lower().strip(" .!")
    if bare in YES:
        return True
    if bare in NO:
        return False
    first = re.split(r"[ ,;:.!]", bare, maxsplit=1)[0]
    if first in ("yes", "yep", "yeah"):
        return True
    if first in ("no", "nope", "nobody"):
        return False
    raise Refused("yes or no")


_NEGATED = re.compile(r"(\bnot|\bnever|\bno|n't|\bwithout|\bhardly)\s+(?:\w+\s+){0,2}$")


def _chosen(question: Question, text: str) -> str:
    bare = " ".join(re.sub(r"[^\w'&\- ]", " ", text.lower()).split())
    if bare.isdigit() and 1 <= int(bare) <= len(question.choices):
        return question.choices[int(bare) - 1].value
    for choice in question.choices:
        label = " ".join(re.sub(r"[^\w'&\- ]", " ", choice.label.lower()).split())
        if bare in (choice.value, choice.value.replace("_", " "), label) or bare in choice.words:
            return choice.value
    phrases = sorted(
        ((phrase, choice.value) for choice in question.choices for phrase in (choice.value.replace("_", " "), *choice.words)),
        key=lambda pair: -len(pair[0]),
    )
    found: set[str] = set()
    rest = bare
    for phrase, value in phrases:
        match = re.search(rf"(?<![\w]){re.escape(phrase)}(?![\w])", rest)
        if match is None or len(phrase) < 3:
            continue
        if _NEGATED.search(rest[: match.start()]):
            raise Refused("a plain choice")
        found.add(value)
        rest = rest[: match.start()] + " | " + rest[match.end() :]
    if question.ordered and found:
        return [one.value for one in question.choices if one.value in found][-1]
    if len(found) != 1:
        raise Refused("one choice")
    return found.pop()
