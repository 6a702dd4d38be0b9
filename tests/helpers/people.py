"""People in messages: who is mentioned, and words with ids in place of the names that are put in when they are sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.text.marks import with_names

_IN_TEXT = re.compile(r"<@([A-Z0-9]+)")


def by_id(words: str) -> str:
    """The words as they were made, with a person's id where the name will stand."""
    return with_names(words, str)


def mentioned(text: str, blocks: Iterable[Any] = ()) -> set[str]:
    """Whom a message pings, by id."""
    return {*_IN_TEXT.findall(text), *_in_blocks(list(blocks))}


def _in_blocks(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("type") == "user":
            yield part["user_id"]
        if part.get("type") == "mrkdwn":
            yield from _IN_TEXT.findall(part["text"])
        for value in part.values():
            yield from _in_blocks(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _in_blocks(value)
