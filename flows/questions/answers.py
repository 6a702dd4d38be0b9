"""A value in and out: typed text or a document's value becomes an answer, an answer becomes text.

`read(question, show(question, value)) == value` for every value, and whatever is typed is either read
or refused with one sentence that says what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from flows.questions import BY_ID
from flows.questions.compound import (
    LONGEST_NAME,
    LONGEST_TYPE,
    MOST_GPUS,
    MOST_MODELS,
    OwnGpus,
    ScoredModels,
    own_gpus,
    scored_models,
)
from flows.questions.question import Question, Value
from flows.text import MAX_TEXT, NO, YES, Refused, clean, is_not_sure, is_storable


@dataclass(frozen=True)
class Answers:
    """What a team has said: values by question id, and the questions answered "not sure"."""

    values: Mapping[str, Value] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash((frozenset(self.values.items()), self.unsure))

    def get(self, id_: str) -> Value | None:
        """The value, or None where it is missing or "not sure"."""
        return self.values.get(id_)

    def number(self, id_: str) -> Decimal | None:
        """A count, share, number or amount as Decimal, or None."""
        value = self.values.get(id_)
        return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None

    def text(self, id_: str) -> str | None:
        """A text or choice, or None."""
        value = self.values.get(id_)
        return value if isinstance(value, str) else None

    def asked(self, id_: str) -> bool:
        """Whether the team has answered, "not sure" included."""
        return id_ in self.values or id_ in self.unsure

    def having(self, id_: str, value: Value | None) -> Answers:
        """The same answers with one changed; None means "not sure"."""
        others = {key: kept for key, kept in self.values.items() if key != id_}
        if value is None:
            return Answers(others, self.unsure | {id_})
        return Answers({**others, id_: value}, self.unsure - {id_})

    def without(self, id_: str) -> Answers:
        """The same answers with one taken back."""
        return Answers({key: kept for key, kept in self.values.items() if key != id_}, self.unsure - {id_})

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


_MODELS = f"1 to {MOST_MODELS} names of models (at most {LONGEST_NAME} letters, digits or -._:/ each), each with passes or fails"
_GPUS = f"a type of GPU (2 to {LONGEST_TYPE} letters, digits or -./) and a count from 1 to {MOST_GPUS:,}"


def allowed(question: Question) -> str:
    """What the question takes, as the end of a sentence."""
    match question.kind:
        case "choice":
            return "one of " + ", ".join(choice.value for choice in question.choices)
        case "flag":
            return "yes or no"
        case "count":
            return f"a whole number from 0 to {question.high:,.0f}, such as 1500 or 2k"
        case "rounds":
            return "a whole number of rounds from 0 to 100, or yes or no"
        case "number":
            low = f"from {question.low:f}" if question.low else "from 0"
            return f"a number {low} to {question.high:,.0f}, such as {question.example}"
        case "share":
            return "a share from 0 to 1, such as 0.84 or 84%"
        case "growth":
            return "a share from -0.9 to 1, such as 0.05 or 5%"
        case "usd":
            return "an amount in US dollars from 0, such as $4,250"
        case "hosts":
            return "names of places, such as openai, azure, vertex or self_hosted, or any"
        case "host":
            return "the name of one place, such as openai, azure, vertex or self_hosted"
        case "scored":
            return f"{_MODELS}, such as gpt-6-luna passes, haiku 4.5 fails"
        case "gpus":
            return f"{_GPUS}, such as 4 x H100"
        case "box":
            return f"words (up to {MAX_TEXT:,} characters), or yes or no"
        case _:
            return f"words (1 to {MAX_TEXT:,} characters)"


def _allowed_in_document(question: Question) -> str:
    match question.kind:
        case "scored":
            return f'an object of {_MODELS}, such as {{"gpt-6-luna": "passes", "haiku 4.5": "fails"}}'
        case "gpus":
            return f'an object of {_GPUS}, such as {{"type": "H100", "count": 4}}'
        case _:
            return allowed(question)


# --- from a document -------------------------------------------------------------------------------


def from_document(question: Question, value: Any) -> Value | None:
    """A value of a JSON document (numbers as int or Decimal); None for null and "not sure".

    Raises Refused naming the key and what is allowed.
    """
    if value is None or (isinstance(value, str) and is_not_sure(value) and question.kind != "text"):
        return None
    try:
        return _typed(question, value)
    except (Refused, InvalidOperation) as error:
        raise Refused(f"{question.id} must be {_allowed_in_document(question)}") from error


def stored(value: Any) -> Any:
    """A value as JSON has it: numbers for exact ones, lists for several. `read_stored` reads it again."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, ScoredModels | OwnGpus):
        return value.to_json()
    if isinstance(value, dict):
        return {key: stored(part) for key, part in value.items()}
    return [stored(part) for part in value] if isinstance(value, tuple | list) else value


def read_stored(question: Question, value: Any) -> Value | None:
    """A value that was kept as JSON, however old; None where it says nothing. Raises Refused where it fits no more."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, ScoredModels | OwnGpus):
        value = value.to_json()
    return from_document(question, list(value) if isinstance(value, tuple) else value)


def _typed(question: Question, value: Any) -> Value:
    match question.kind:
        case "choice" if isinstance(value, str) and question.choice(value) is not None:
            return value
        case "flag" | "rounds" | "box" if isinstance(value, bool):
            return value
        case "count" | "rounds" if _is_number(value):
            return whole(question, Decimal(value))
        case "number" | "share" | "growth" | "usd" if _is_number(value):
            return within(question, Decimal(value))
        case "text" if isinstance(value, str):
            return words(value)
        case "name" if isinstance(value, str):
            return words(clean(value))
        case "box" if isinstance(value, str):
            return boxed(value)
        case "hosts" if isinstance(value, str):
            return hosts(value)
        case "hosts" if isinstance(value, list) and value and all(isinstance(name, str) for name in value):
            return hosts(",".join(value))
        case "host" if isinstance(value, str):
            return host(value)
        case "scored" if isinstance(value, dict) and all(isinstance(said, str) for said in value.values()):
            return scored_models(value.items())
        case "gpus" if isinstance(value, dict) and value.keys() == {"type", "count"}:
            return _gpus(value["type"], value["count"])
    raise Refused(question.id)


def _gpus(type_: Any, count: Any) -> OwnGpus:
    # Bounds first: a Decimal may have more digits than fit into memory as an int.
    if not isinstance(type_, str) or not _is_number(count) or not 1 <= count <= MOST_GPUS or count != int(count):
        raise Refused("GPUs")
    return own_gpus(type_, int(count))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def within(question: Question, value: Decimal) -> Decimal:
    """A finite number within the question's bounds. Raises Refused."""
    high = Decimal(1) if question.kind == "share" else question.high
    if not value.is_finite() or not question.low <= value <= high or _digits(value) > 30:
        raise Refused(question.id)
    return value.normalize() if value else Decimal(0)


def _digits(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return len(value.as_tuple().digits) + (abs(exponent) if isinstance(exponent, int) else 0)


def whole(question: Question, value: Decimal) -> int:
    """A whole number within the question's bounds. Raises Refused."""
    inside = within(question, value)
    if inside != inside.to_integral_value():
        raise Refused(question.id)
    return int(inside)


def is_flag(text: str) -> bool:
    """Whether a text is a plain yes or no."""
    return clean(text).lower().strip(" .!") in YES | NO


def boxed(text: str) -> Value:
    """What fills a box: plain yes or no ticks it or not, other words are kept whole. Raises Refused."""
    return clean(text).lower().strip(" .!") in YES if is_flag(text) else words(text)


def words(value: str) -> str:
    """Text that says something, is not too long and can be written down. Raises Refused."""
    if not value.strip() or len(value) > MAX_TEXT or not is_storable(value):
        raise Refused("text")
    return value


_HOST_WORDS = {
    "aws": "bedrock", "amazon": "bedrock", "amazon bedrock": "bedrock", "google": "vertex", "gcp": "vertex",
    "google vertex ai": "vertex", "vertex ai": "vertex", "microsoft": "azure", "foundry": "azure", "azure openai": "azure",
    "self hosted": "self_hosted", "self-hosted": "self_hosted", "self": "self_hosted", "own gpus": "self_hosted",
    "on prem": "self_hosted", "on-prem": "self_hosted", "together ai": "together", "prime intellect": "prime_intellect",
    "thinking machines": "tinker", "anywhere": "any", "all": "any", "all of them": "any", "aws bedrock": "bedrock",
    "our own gpus": "self_hosted", "your own gpus": "self_hosted", "own servers": "self_hosted", "our own servers": "self_hosted",
    "our servers": "self_hosted", "own hardware": "self_hosted", "our hardware": "self_hosted", "microsoft azure": "azure",
    "google cloud": "vertex",
}  # fmt: skip
_NO_PLACES = frozenset({"not", "none", "never", "nothing", "nobody", "except", "without", "only", "all_but", "any_but"})
_PLACE = re.compile(r"\w[\w.'-]+")


def is_known_host(name: str) -> bool:
    """Whether a name in several words is one of a place that we know."""
    return name in _HOST_WORDS or name.replace(" ", "_") in _HOST_WORDS.values()


def hosts(text: str) -> tuple[str, ...]:
    """Names of places, sorted, each in its short form. Raises Refused."""
    if len(text) > MAX_TEXT:
        raise Refused("hosts")
    names = [name.strip().lower() for name in re.split(r"[,;/+&]|\band\b|\bor\b", clean(text)) if name.strip()]
    known = sorted({_HOST_WORDS.get(name, name.replace(" ", "_")) for name in names})
    if not known or any(name in _NO_PLACES | YES | NO or not _PLACE.fullmatch(name) for name in known):
        raise Refused("hosts")
    return ("any",) if "any" in known else tuple(known)


def host(text: str) -> str:
    """The name of one place in its short form. Raises Refused."""
    named = hosts(text)
    if len(named) > 1 or named == ("any",):
        raise Refused("one place")
    return named[0]


# --- to people -------------------------------------------------------------------------------------


def show(question: Question, value: Value) -> str:
    """A value as people read it, and as `read` takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    match question.kind:
        case "choice":
            return str(value).replace("_", " ")
        case "count" | "rounds":
            return f"{value:,}"
        case "number":
            return _unmistakable(Decimal(str(value)))
        case "share" | "growth":
            return f"{(Decimal(str(value)) * 100).normalize():f}%"
        case "usd":
            return f"${_unmistakable(Decimal(str(value)))}"
        case "hosts" if isinstance(value, tuple):
            return ", ".join(value)
        case _:
            return str(value)


def _unmistakable(value: Decimal) -> str:
    """With its thousands set apart; three places after the point would look like thousands, and get a fourth."""
    shown = f"{value:,f}"
    return shown + "0" if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", shown) else shown


def to_document(answers: Answers) -> dict[str, Any]:
    """The answers as a JSON-ready document."""
    return {key: stored(value) for key, value in answers.values.items() if key in BY_ID}
