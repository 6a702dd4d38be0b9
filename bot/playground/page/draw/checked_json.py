"""Reading what somebody else wrote: the value of a key where it has the type it should have, else `Malformed`."""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.playground.workspace.conversations import Json

_HALVES = re.compile("[\ud800-\udfff]")  # halves of characters, which JSON can hold and UTF-8 cannot
_STANDS_FOR_ANY = "\ufffd"


class Malformed(ValueError):
    """A known thing whose parts are not what they should be."""


def whole_characters(text: str) -> str:
    """A text that can be written as UTF-8."""
    return _HALVES.sub(_STANDS_FOR_ANY, text)


def kind_of(value: Any) -> str:
    """The type a JSON value says it has; empty where it says none."""
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


def an_object(value: Any) -> Json:
    """The value itself, which has to be an object."""
    if not isinstance(value, dict):
        raise Malformed("must be an object")
    return value


def a_list(value: Any) -> list[Any]:
    """The value itself, which has to be an array."""
    if not isinstance(value, list):
        raise Malformed("must be an array")
    return value


def a_string(value: Any) -> str:
    """The value itself, which has to be a string."""
    if not isinstance(value, str):
        raise Malformed("must be a string")
    return whole_characters(value)


def a_number(value: Any) -> Decimal:
    """A finite number, as near as a float comes to it, so that no axis needs more digits than there are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Malformed("must be a number")
    try:
        near = float(value)
    except OverflowError as error:
        raise Malformed("must be smaller") from error
    if not math.isfinite(near):
        raise Malformed("must be finite")
    return Decimal(repr(near))


def string(value: Mapping[str, Any], name: str) -> str:
    """The string under a key."""
    return a_string(value.get(name))


def maybe_string(value: Mapping[str, Any], name: str) -> str | None:
    """The string under a key, which may be missing."""
    return None if value.get(name) is None else string(value, name)


def items(value: Mapping[str, Any], name: str) -> list[Any]:
    """The array under a key."""
    return a_list(value.get(name))


def maybe_items(value: Mapping[str, Any], name: str) -> list[Any]:
    """The array under a key, which may be missing."""
    return [] if value.get(name) is None else items(value, name)


def maybe_object(value: Mapping[str, Any], name: str) -> Json:
    """The object under a key, which may be missing."""
    return {} if value.get(name) is None else an_object(value[name])


def maybe_count(value: Mapping[str, Any], name: str) -> int | None:
    """The whole number under a key, which may be missing; never below zero."""
    count = value.get(name)
    if count is None:
        return None
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise Malformed("must be a whole number")
    return count


def maybe_flag(value: Mapping[str, Any], name: str) -> bool:
    """Whether a key says true; a missing key says no."""
    flag = value.get(name)
    if flag is not None and not isinstance(flag, bool):
        raise Malformed("must be a boolean")
    return flag is True


def one_of(value: Mapping[str, Any], name: str, *allowed: str) -> str:
    """One of a few words under a key, the first of them where it is missing."""
    word = allowed[0] if value.get(name) is None else string(value, name)
    if word not in allowed:
        raise Malformed(f"must be one of: {', '.join(allowed)}")
    return word
