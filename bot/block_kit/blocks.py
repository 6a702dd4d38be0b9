"""The few Block Kit pieces that the messages are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.block_kit.message import Block
from bot.block_kit.rich_text import plain
from bot.text.length import clip


def plain_text(words: str, limit: int) -> dict[str, Any]:
    """A `plain_text` object, shown as it is: `:smile:` and `<!channel>` stay what was typed."""
    return {"type": "plain_text", "text": clip(plain(words), limit) or "-", "emoji": False}


def header(words: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain_text(words, 150)}


def context(*words: str) -> Block:
    """Small print."""
    return {"type": "context", "elements": [plain_text(text, 2000) for text in words]}


def button(
    label: str, action: str, value: str, *, style: str | None = None, spoken: str | None = None
) -> dict[str, Any]:
    """A button; `spoken` is what a screen reader says instead of the label."""
    element: dict[str, Any] = {"type": "button", "text": plain_text(label, 75), "action_id": action, "value": value}
    if style:
        element["style"] = style
    if spoken:
        element["accessibility_label"] = clip(plain(spoken), 75)
    return element


def option(label: str, value: str) -> dict[str, Any]:
    """One option of a select, of radio buttons or of checkboxes."""
    return {"text": plain_text(label, 75), "value": value}


def multi_select(action: str, placeholder: str, options: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A select of several of some fixed options."""
    return select(action, placeholder, options) | {"type": "multi_static_select"}


def select(action: str, placeholder: str, options: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A select with fixed options."""
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain_text(placeholder, 150),
        "options": list(options),
    }


def overflow(action: str, options: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """A menu behind three dots, of at most five options."""
    return {"type": "overflow", "action_id": action, "options": list(options)}


def users(action: str, placeholder: str, initial: str | None = None) -> dict[str, Any]:
    """A select of people."""
    element = {"type": "users_select", "action_id": action, "placeholder": plain_text(placeholder, 150)}
    return element | ({"initial_user": initial} if initial else {})


def actions(elements: Iterable[dict[str, Any]], block_id: str | None = None) -> Block:
    """A row of buttons or selects."""
    block: Block = {"type": "actions", "elements": list(elements)}
    return block | ({"block_id": block_id} if block_id else {})


def labelled(label: str, element: dict[str, Any], block_id: str) -> Block:
    """A select or button with its label beside it, which stays when something is chosen."""
    return {"type": "section", "block_id": block_id, "text": plain_text(label, 3000), "accessory": element}
