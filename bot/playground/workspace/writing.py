"""How Slack's client writes what people type, and how Slack completes blocks."""

import copy
import re
from collections.abc import Callable
from typing import Any

OPEN, CLOSE = "\ue000", "\ue001"  # stand for the < and > of real mentions until the rest is escaped

_LINK = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)'\"]")
_MAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+\.[\w.-]*\w")
_MARKED = re.compile(
    r"<@(?P<user>\w+)>|<!(?P<range>here|channel|everyone)>|<#(?P<channel>\w+)(\|[^>]*)?>|<(?P<url>https?://[^|>]+)(\|[^>]*)?>"
)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def escaped(text: str) -> str:
    """Typed text with & < > as entities and real mentions in angle brackets."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace(OPEN, "<").replace(CLOSE, ">")


def typed(text: str) -> str:
    """Typed text as Slack's client sends it: escaped, and with links and mail addresses marked."""
    return _MAIL.sub(lambda match: f"<mailto:{match[0]}|{match[0]}>", _LINK.sub(r"<\g<0>>", escaped(text)))


def read(text: str) -> str:
    """Escaped text as people see it."""
    return re.sub("|".join(_ENTITIES), lambda match: _ENTITIES[match[0]], text)


def rich(text: str) -> list[dict[str, Any]]:
    """The rich_text block that Slack's client sends along with typed text."""
    parts: list[dict[str, Any]] = []
    place = 0
    for match in _MARKED.finditer(text):
        if match.start() > place:
            parts.append({"type": "text", "text": read(text[place : match.start()])})
        if match["user"]:
            parts.append({"type": "user", "user_id": match["user"]})
        elif match["range"]:
            parts.append({"type": "broadcast", "range": match["range"]})
        elif match["channel"]:
            parts.append({"type": "channel", "channel_id": match["channel"]})
        else:
            parts.append({"type": "link", "url": read(match["url"])})
        place = match.end()
    if place < len(text):
        parts.append({"type": "text", "text": read(text[place:])})
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}] if parts else []


def completed(blocks: list[dict[str, Any]], new_id: Callable[[], str]) -> list[dict[str, Any]]:
    """Blocks as Slack keeps them: with every block_id, action_id, emoji and verbatim filled in."""
    kept = copy.deepcopy(blocks)
    for block in kept:
        block.setdefault("block_id", new_id())
        for child in block.get("child_blocks", []):
            child.setdefault("block_id", new_id())
        _fill(block, new_id)
    return kept


_INTERACTIVE = re.compile(
    r"button|checkboxes|radio_buttons|overflow|datepicker|timepicker|datetimepicker|(multi_)?\w+_select|\w+_input|feedback_buttons|icon_button|workflow_button"
)


def _fill(value: Any, new_id: Callable[[], str]) -> None:
    if isinstance(value, list):
        for inner in value:
            _fill(inner, new_id)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind == "plain_text":
            value.setdefault("emoji", True)
        elif kind == "mrkdwn":
            value.setdefault("verbatim", False)
        elif isinstance(kind, str) and _INTERACTIVE.fullmatch(kind):
            value.setdefault("action_id", new_id())
        for inner in value.values():
            _fill(inner, new_id)
