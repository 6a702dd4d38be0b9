"""Decisions in Slack, a line each: as many as one message takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.block_kit.fit import fits_a_message, roomiest, text_alone
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import rich
from bot.decisions.list_line import ListLine
from bot.text.templates import slack

# So many lines to a block: nobody says how long one may be.
_TOGETHER = 7
_WIDTHS = (150, 100, 60, 30)

Listed = tuple[ListLine, str | None]


def listed_message(heading: str, listed: Sequence[Listed], more: Callable[[int], str | None]) -> Message:
    """A heading, and as many decisions as fit with the addresses of their threads; `more` says how many of them were left out."""
    words, blocks = roomiest(_versions(heading, listed, more), lambda version: fits_a_message(version[1]))
    return Message(text_alone(words), blocks)


def _versions(
    heading: str, listed: Sequence[Listed], more: Callable[[int], str | None]
) -> Iterator[tuple[list[str], tuple[Block, ...]]]:
    """The words and the blocks, the roomiest first."""
    for count, width in _sizes(len(listed)):
        said, left_out = list(lines(listed[:count], width)), more(len(listed) - count)
        end = [left_out] if left_out else []
        yield [heading, *said, *end], (rich(heading), *_together(said), *(rich(line) for line in end))


def _sizes(count: int) -> Iterator[tuple[int, int]]:
    """How many decisions, and how wide their words: narrower first, then fewer."""
    yield from ((count, width) for width in _WIDTHS)
    yield from ((left, _WIDTHS[-1]) for left in range(count - 1, 0, -1))


def line_blocks(listed: Sequence[Listed], width: int) -> tuple[Block, ...]:
    """The decisions as lists, a few to a block."""
    return _together(list(lines(listed, width)))


def _together(said: list[str]) -> tuple[Block, ...]:
    return tuple(rich("\n".join(said[at : at + _TOGETHER])) for at in range(0, len(said), _TOGETHER))


def lines(listed: Sequence[Listed], width: int) -> Iterator[str]:
    """Each decision in words, with titles and what they wait for in at most `width` characters."""
    for line, url in listed:
        yield " ".join(slack("find", part="line", line=line, url=url, width=width).split())
