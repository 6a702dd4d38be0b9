"""What the figures of a text say to which questions: by their own words, and because one question is open."""

from __future__ import annotations

from decimal import Decimal

from flows.questions import BY_ID
from flows.questions.question import Question, Value
from flows.reading.asked_figures import Told, told
from flows.reading.figures import figures, is_in_other_money


def of_figures(words: str, question: Question | None) -> tuple[dict[str, Value], dict[str, Value]]:
    """What figures say by their own words, and what they say because the question is open."""
    open_ = question.id if question is not None else None
    surely: dict[str, list[Told]] = {}
    loosely: dict[str, list[Told]] = {}
    for figure in figures(words):
        one = told(figure, open_, words)
        if one is None or one.id not in BY_ID:
            continue
        if (figure.is_usd or one.id.endswith("_usd")) and is_in_other_money(words):
            continue
        (surely if one.plainly else loosely).setdefault(one.id, []).append(one)
    return _single(surely), _single(loosely)


def _single(said: dict[str, list[Told]]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for id_, several in said.items():
        # "1.1k, 700 of it the system prompt": where one is asked for, the first one is the answer.
        if len({one.value for one in several}) == 1 or not several[0].plainly:
            value = value_of(id_, several[0].value)
            if value is not None:
                values[id_] = value
    return values


def value_of(id_: str, value: Decimal) -> Value | None:
    """A figure as a value of a question; None for what it cannot be."""
    question = BY_ID[id_]
    if question.kind in ("count", "rounds"):
        whole = int(value)
        return whole if whole == value and 0 <= whole <= question.high else None
    if question.kind == "share":
        return value if 0 <= value <= 1 else None
    if question.kind in ("number", "usd") and value != value.to_integral_value():
        value = value.quantize(Decimal("0.01"))
    return value if question.low <= value <= question.high else None
