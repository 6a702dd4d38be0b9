"""Values as the makers of files write them: numbers, texts and days out of JSON and cells."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

_NUMBER = re.compile(r"[-+]?(\d[\d_ ]*)?([.,]\d+)?(e[-+]?\d{1,3})?%?", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Seconds since 1970 of the years 2001 to 2286; a thousand times that are milliseconds, and so on.
_SECONDS = (10**9, 10**10)
_DIGITS = 40
_FIRST_YEAR = 2000


def number(value: Any) -> float | None:
    """A finite number; None for anything else, NaN, infinity, a truth value and an empty text among them.

    A text may have a decimal comma or a percent sign, which makes a share of it.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if _finite(value) else None
    if not isinstance(value, str) or len(value) > _DIGITS:
        return None
    typed = value.strip().lstrip("$€£").strip()
    if not typed or not _NUMBER.fullmatch(typed) or not any(sign.isdigit() for sign in typed):
        return None
    share = typed.endswith("%")
    plain = typed.rstrip("%").replace("_", "").replace(" ", "").replace(",", ".")
    found = float(plain)
    return (found / 100 if share else found) if _finite(found) else None


def count(value: Any) -> int:
    """A count of tokens or requests, from 0; 0 for what is none."""
    found = number(value)
    return round(found) if found is not None and found > 0 else 0


def words(value: Any) -> str:
    """A text as it stands; "" for anything that is none."""
    return value if isinstance(value, str) else ""


def at(value: Any, *path: str) -> Any:
    """What stands at a path of names, a JSON text on the way being read; None where nothing does."""
    for name in path:
        value = table(value).get(name)
    return value


def table(value: Any) -> Mapping[str, Any]:
    """An object; also one that is written as a JSON text; an empty one otherwise."""
    if isinstance(value, str) and value.lstrip()[:1] == "{":
        value = parsed(value)
    return value if isinstance(value, Mapping) else {}


def rows(value: Any) -> list[Any]:
    """A list; also one that is written as a JSON text; an empty one otherwise."""
    if isinstance(value, str) and value.lstrip()[:1] == "[":
        value = parsed(value)
    return value if isinstance(value, list) else []


def parsed(text: str) -> Any:
    """What a JSON text says; None where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def dumped(value: Any) -> str:
    """A value as the text that a model would be given: a text as it stands, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def day(value: Any) -> date | None:
    """The day (UTC) of a time as exports write it: ISO 8601, seconds to nanoseconds since 1970, 9/1/2026, 2026/9/1."""
    found = number(value)
    if found is not None and found >= _SECONDS[0]:
        while found >= _SECONDS[1]:
            found /= 1000
        return (_EPOCH + timedelta(seconds=found)).date()
    typed = words(value).strip()[:_DIGITS]
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return _slashed(typed)
    return (moment if moment.tzinfo is None else moment.astimezone(UTC)).date()


def _slashed(typed: str) -> date | None:
    found = re.match(r"(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})", typed)
    if found is None:
        return None
    first, second, third = map(int, found.groups())
    # Where both orders are possible the American one counts: cost exports of the clouds write it.
    for year, month, of_month in ((first, second, third), (third, first, second), (third, second, first)):
        if year < _FIRST_YEAR:
            continue
        try:
            return date(year, month, of_month)
        except ValueError:
            continue
    return None


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
