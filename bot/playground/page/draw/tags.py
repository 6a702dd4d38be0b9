"""HTML elements, written so that everything inside them and in their attributes is escaped."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup, escape

_EMPTY = frozenset({"br", "hr", "img", "input"})

NOTHING = Markup("")
BREAK = Markup("<br>")


def joined(parts: Iterable[str]) -> Markup:
    """Pieces one after the other; what is not HTML yet is escaped."""
    return NOTHING.join(parts)


def tag(tag_name: str, *inside: str, **attributes: Any) -> Markup:
    """An element. An attribute of None or False is left out, one of True has no value, and `data_block` is data-block."""
    pairs = "".join(
        f" {_spelled(name)}" if value is True else f' {_spelled(name)}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    opened = Markup(f"<{tag_name}{pairs}>")
    return opened if tag_name in _EMPTY else opened + joined(inside) + Markup(f"</{tag_name}>")


def lines(text: str) -> Markup:
    """Text whose line breaks are seen."""
    return BREAK.join(escape(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def preformatted(name: str, text: str, **attributes: Any) -> Markup:
    """A <pre> or <textarea> with every character of the text: browsers drop a line break that comes first."""
    return tag(name, "\n" + text if text.startswith("\n") else text, **attributes)


def _spelled(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
