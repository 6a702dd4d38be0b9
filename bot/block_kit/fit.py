"""How much Slack takes, and the roomiest of several versions that it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.block_kit.message import Block
from bot.block_kit.rich_text import escaped
from bot.text.marks import NAME

# Slack answers `msg_blocks_too_long` somewhere near 13,200 characters, and nobody says which: here JSON at its longest counts.
MOST_JSON = 12_600
MOST_BLOCKS = 50
# A person's name, which is put in when a message is sent, is so long in JSON at most.
NAME_JSON = 120
_NAME_IN_JSON = json.dumps(NAME)[1:-1]
# What one block of words holds.
MOST_WORDS = 3_000
# A text alone, should Slack refuse the blocks.
MOST_TEXT = 3_000
# The same for a form or another view.
MOST_VIEW_JSON = 60_000
MOST_VIEW_BLOCKS = 100

Version = TypeVar("Version")


def roomiest(versions: Iterable[Version], fits: Callable[[Version], bool]) -> Version:
    """The first version that fits, the last where none does; each is made only when those before it did not fit.

    There has to be one.
    """
    for version in versions:
        if fits(version):
            break
    return version


def json_size(blocks: Sequence[Block]) -> int:
    """How long blocks are on their way to Slack, each name in them at its longest."""
    sent = json.dumps(blocks)
    return len(sent) + NAME_JSON * sent.count(_NAME_IN_JSON)


def fits_a_message(blocks: Sequence[Block]) -> bool:
    """Whether a message takes so much JSON."""
    return json_size(blocks) <= MOST_JSON


def text_alone(parts: Iterable[str], most: int = MOST_TEXT, *, between: str = "\n") -> str:
    """Rendered words for a `text` field, escaped: each part is kept whole or left out."""
    text = ""
    for part in parts:
        longer = f"{text}{between}{escaped(part)}".strip()
        if len(longer) <= most:
            text = longer
    return text
