"""Decisions in Slack, a line each: as many as one message takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.block_kit.verdict import MOST_JSON
from bot.decisions.list_line import Line
from bot.text.templates import slack

# A text alone, should Slack refuse the blocks.
_MOST_TEXT = 3_000
# So many lines to a block: nobody says how long one may be.
_TOGETHER = 7
_WIDTHS = (150, 100, 60, 30)

Listed = tuple[Line, str | None]


def listed_message(heading: str, listed: Sequence[Listed], more: Callable[[int], str | None]) -> Message:
    """A heading, and as many decisions as fit with the addresses of their threads; `more` says how many of them were left out."""
    kept, width, words = list(listed), _WIDTHS[0], more(0)
    blocks: tuple[Block, ...] = ()
    for count, width in _sizes(len(listed)):
        kept, words = list(listed[:count]), more(len(listed) - count)
        blocks = (rich(heading), *line_blocks(kept, width), *((rich(words),) if words else ()))
        if len(json.dumps(blocks)) <= MOST_JSON:
            break
    text = escaped(heading)
    for line in (*lines(kept, width), *((words,) if words else ())):
        longer = f"{text}\n{escaped(line)}"
        text = longer if len(longer) <= _MOST_TEXT else text
    return Message(text=text, blocks=blocks)


def _sizes(count: int) -> Iterator[tuple[int, int]]:
    """How many decisions, and how wide their words: narrower first, then fewer."""
    yield from ((count, width) for width in _WIDTHS)
    yield from ((left, _WIDTHS[-1]) for left in range(count - 1, 0, -1))


def line_blocks(listed: Sequence[Listed], width: int) -> tuple[Block, ...]:
    """The decisions as lists, a few to a block."""
    said = list(lines(listed, width))
    return tuple(rich("\n".join(said[at : at + _TOGETHER])) for at in range(0, len(said), _TOGETHER))


def lines(listed: Sequence[Listed], width: int) -> Iterator[str]:
    """Each decision in words, with titles and what they wait for in at most `width` characters."""
    for line, url in listed:
        yield " ".join(slack("find", part="line", line=line, url=url, width=width).split())
