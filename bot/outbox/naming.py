"""What people are called, put in where an effect has the places of names: by display name, which pings nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.block_kit.fit import NAME_JSON
from bot.block_kit.rich_text import escaped
from bot.store.effects import Direct, Ephemeral, Post, Publish, Respond, Update
from bot.text.length import clip
from bot.text.marks import NAME, people_named, with_names
from bot.text.templates import short

# People -> what they are called, by id; whom Slack does not tell of is left out.
Names = Callable[[Iterable[str]], Mapping[str, str]]

_LONGEST = 40


def named(item: Any, names: Names) -> Any:
    """What is sent, with the names of the people in it: "somebody" where a name is not known, and never an id."""
    match item:
        case Post() | Update() | Ephemeral() | Respond():
            called = _Called((item.text, *_texts(item.blocks)), names)
            blocks = tuple(_in_blocks(block, called) for block in item.blocks)
            return replace(item, text=called(item.text, escape=True), blocks=blocks)
        case Direct(text):
            return replace(item, text=_Called((text,), names)(text, escape=True))
        case Publish(view=view):
            return replace(item, view=_in_blocks(view, _Called(_texts(view), names)))
    return item


class _Called:
    """Words with names; escaped where Slack would read them as markup."""

    def __init__(self, texts: Iterable[str], names: Names) -> None:
        people = dict.fromkeys(person for text in texts if NAME in text for person in people_named(text))
        self._names = names(people) if people else {}

    def __call__(self, text: str, *, escape: bool) -> str:
        if NAME not in text:
            return text
        return with_names(text, lambda person: self._name(person, escape=escape))

    def _name(self, person: str, *, escape: bool) -> str:
        name = _fitting(short(self._names.get(person, ""), _LONGEST))
        return escaped(name) if escape else name


def _fitting(name: str) -> str:
    """As much of a name as a message was measured with: letters are of different length on their way to Slack."""
    while len(json.dumps(name)) - 2 > NAME_JSON:
        name = clip(name, len(name) - 1)
    return name


def _texts(part: Any) -> Iterable[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value)


def _in_blocks(part: Any, called: _Called, *, escape: bool = False) -> Any:
    if isinstance(part, str):
        return called(part, escape=escape)
    if isinstance(part, dict):
        markup = part.get("type") == "mrkdwn"
        return {key: _in_blocks(value, called, escape=markup) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_in_blocks(value, called) for value in part]
    return part
