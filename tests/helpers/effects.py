"""Effects as tests put them into an outbox: the kind by its name, and of the fields only those that matter."""

from __future__ import annotations

import json
from typing import Any

from bot.store.effects import KINDS, Direct, Ephemeral, Item, Post, Respond, UnreadableItem, Update, from_json
from bot.store.records import Effect

_ANY: dict[str, Any] = {
    "text": "", "user": "U1", "url": "https://example.com", "ts": "1.1", "view": {}, "content": "", "filename": "x.md",
    "title": "x", "by": "U1", "size": 0, "number": 1, "place": "public", "zone": "UTC", "why": "", "up_to": 0, "at": None,
}  # fmt: skip


def item(kind: str, fields: dict[str, Any] | None = None) -> Item:
    """An item of a kind, with something for what is not named."""
    needed = {name: value for name, value in _ANY.items() if name in KINDS[kind].__dataclass_fields__}
    if kind in ("order", "aside"):
        needed.pop("text"), needed.pop("number", None)
    effect_item = from_json(kind, json.dumps(needed | (fields or {})))
    assert not isinstance(effect_item, UnreadableItem), effect_item
    return effect_item


def an_effect(kind: str, lane: str, fields: dict[str, Any] | None = None, *more: Any, **named: Any) -> Effect:
    """An effect of a kind in a lane."""
    return Effect(item(kind, fields), lane, *more, **named)


def text_of(effect: Effect) -> str:
    """What a message of the outbox says."""
    assert isinstance(effect.item, Post | Update | Ephemeral | Respond | Direct)
    return effect.item.text
