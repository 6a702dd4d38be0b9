"""What a button or an option carries: the decision, the question and the value, readable by any later version."""

from __future__ import annotations

from dataclasses import dataclass

_VERSION = "1"
NOT_SURE = "~"


@dataclass(frozen=True, slots=True)
class Carried:
    """What a click says: the decision, and for an answer the question and its value as it would be typed."""

    decision: int
    question: str = ""
    value: str = ""


def carry(decision: int, question: str = "", value: str = "") -> str:
    """A button's value."""
    return "|".join((_VERSION, str(decision), question, value))


def carried(value: object) -> Carried | None:
    """The same read back; None for what no version ever wrote."""
    parts = value.split("|", 3) if isinstance(value, str) else []
    if len(parts) < 2 or not parts[1].isascii() or not parts[1].isdigit() or len(parts[1]) > 18:
        return None
    return Carried(int(parts[1]), *parts[2:4])
