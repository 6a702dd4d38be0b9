"""What cannot be drawn is shown as it came: nothing that a bot sends is dropped."""

import json
from collections.abc import Callable
from typing import Any, Literal

from markupsafe import Markup

from bot.playground.page.draw.checked_json import kind_of, whole_characters
from bot.playground.page.draw.tags import tag

What = Literal["block", "element"]

_CLASS = "b-unknown"
# What reading a value of any shape may raise.
_WRONG = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def unknown(what: What, value: Any) -> Markup:
    """A thing of a type that is not known here."""
    return _shown("Unknown", what, value)


def drawn(what: What, value: Any, drawing: Callable[[], Markup]) -> Markup:
    """A thing as `drawing` draws it, or as it came where its parts are not what they should be."""
    try:
        return drawing()
    except _WRONG:
        return _shown("Cannot draw", what, value)


def is_shown_as_it_came(html: Markup) -> bool:
    """Whether a drawing is of something that could not be drawn."""
    return html.startswith(f'<div class="{_CLASS}">')


def _shown(words: str, what: What, value: Any) -> Markup:
    name = kind_of(value)
    summary = f'{words} {what} "{name}"' if name else f"{words} {what}"
    return tag("div", tag("details", tag("summary", summary), tag("pre", _json(value))), class_=_CLASS)


def _json(value: Any) -> str:
    try:
        return whole_characters(json.dumps(value, ensure_ascii=False, indent=2))
    except (RecursionError, TypeError, ValueError):
        return "Too deep or too large to be shown."
