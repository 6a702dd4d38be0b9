"""Numbers as JSON has them, read with care: whatever was stored, however old, becomes a number or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

# A number beyond this is no score, no count and no amount.
_MOST = Decimal(10) ** 15


def number(value: Any) -> Decimal | None:
    """A number as JSON or a document has it; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        read = value if isinstance(value, Decimal) else Decimal(repr(value))
    except InvalidOperation:
        return None
    return read if read.is_finite() and abs(read) < _MOST else None


def numbers(value: Any, *names: str) -> dict[str, Decimal | None]:
    """Some numbers of a JSON object by name."""
    row = value if isinstance(value, Mapping) else {}
    return {name: number(row.get(name)) for name in names}


def whole(value: Any) -> int | None:
    """A whole number; None for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def text(value: Any) -> str | None:
    """A text; None for what is none."""
    return value if isinstance(value, str) else None
