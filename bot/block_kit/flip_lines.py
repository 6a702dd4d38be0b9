"""Flip points as people read them: one line for each answer and what it would turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.text.labels import question_name, show_value
from bot.text.templates import short
from flows.questions import BY_ID
from flows.verdict.headlines import NAMES
from flows.verdict.reply import FlipPart, Reply
from pricing.money import show_usd

_SHORT_LABEL = 60


@dataclass(frozen=True, slots=True)
class FlipLine:
    """Where one answer turns something: "volume", "down to 186,000 requests a month", "1,000,000", "the verdict becomes ..."."""

    question: str
    at: str
    now: str
    outcome: str


def flip_lines(reply: Reply) -> tuple[FlipLine, ...]:
    """The flip points, those of the verdict first; values of one answer with the same outcome share a line, none stands twice."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for flip in sorted(reply.flip_points, key=lambda flip: flip.changes != "verdict"):
        values = grouped.setdefault((flip.input, _now(flip), _outcome(flip, reply)), [])
        at = _at(flip)
        if at not in values:
            values.append(at)
    return tuple(
        FlipLine(question_name(id_), _either(values), now, outcome) for (id_, now, outcome), values in grouped.items()
    )


def _at(flip: FlipPart) -> str:
    """The value, and which way it lies where both are numbers."""
    question = BY_ID.get(flip.input)
    # Where upkeep never pays back is known to the cent, and nobody needs to know.
    is_usd = question is not None and question.kind == "usd" and _is_number(flip.at)
    shown = (
        f"{show_usd(flip.at)} {question.unit}" if question is not None and is_usd else show_value(flip.input, flip.at)
    )
    if not (_is_number(flip.at) and _is_number(flip.now)):
        return shown
    return f"{'up' if flip.at > flip.now else 'down'} to {shown}"


def _now(flip: FlipPart) -> str:
    """Today's value; its unit stands beside the other one."""
    shown = show_value(flip.input, flip.now)
    question = BY_ID.get(flip.input)
    return shown.removesuffix(f" {question.unit}") if question is not None and question.unit else shown


def _outcome(flip: FlipPart, reply: Reply) -> str:
    if flip.changes == "verdict":
        return f"the verdict becomes {NAMES[flip.verdict]}"
    option = reply.option(flip.option or "")
    name = short(option.label, _SHORT_LABEL) if option is not None else "the training option"
    if flip.changes == "pay-back":
        return f"{name} never pays back"
    gains = option is not None and option.net_usd is not None and option.net_usd > 0
    return f"{name} {'costs more than it saves' if gains else 'saves more than it costs'}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _either(values: Iterable[str]) -> str:
    *others, last = values
    return f"{', '.join(others)} or {last}" if others else last
