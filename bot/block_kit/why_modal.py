"""The full reasoning behind a verdict, as a modal: every reason, every cost line, every source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.block_kit.blocks import plain_text
from bot.block_kit.fit import MOST_VIEW_BLOCKS, MOST_VIEW_JSON, json_size, roomiest
from bot.block_kit.flip_lines import flip_lines
from bot.block_kit.message import Block
from bot.block_kit.options_table import chance, plain_number
from bot.block_kit.rich_text import plain, rich
from bot.text.templates import slack
from flows.verdict.reply import OptionPart, Reply
from flows.verdict.shortlist import ruled_out

_MOST_IN_A_BLOCK = 2_800
# How long one text may be; the shorter ones are for texts that somebody typed at length.
_WIDTHS = (700, 300, 120, 60)
_PARTS = (
    "verdict", "reasons", "today", "option", "flips", "closed", "aborts", "unknowns", "assumptions", "disagreements", "sources",
)  # fmt: skip
_CUT = "The rest does not fit here: the export has all of it."


def why_view(reply: Reply, decision: int) -> dict[str, Any]:
    """A modal without a form. Where it does not fit, texts are shortened first, then its end is cut, and said so."""
    return {
        "type": "modal",
        "callback_id": "verdict.why",
        "private_metadata": str(decision),
        "title": plain_text("Why this verdict", 24),
        "close": plain_text("Close", 24),
        "blocks": roomiest(_versions(reply), _fits),
    }


def _versions(reply: Reply) -> Iterator[list[Block]]:
    blocks: list[Block] = []
    for width in _WIDTHS:
        blocks = list(_blocks(reply, width))
        yield blocks
    yield _cut(blocks)


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) <= MOST_VIEW_BLOCKS and json_size(blocks) <= MOST_VIEW_JSON


def _blocks(reply: Reply, width: int) -> Iterator[Block]:
    values = _values(reply)
    for part in _PARTS:
        words = slack("why", part=part, width=width, **values)
        for page in _pages(words):
            yield rich(page)


def _values(reply: Reply) -> dict[str, Any]:
    today = reply.option("status_quo")
    option = _explained(reply)
    return {
        "reply": reply,
        "today": today,
        "option": option,
        "months": plain_number(option.horizon_months) if option is not None else "",
        "chance": chance(option.p_loss) if option is not None else "",
        "flips": flip_lines(reply),
        "closed": ruled_out(reply),
    }


def _explained(reply: Reply) -> OptionPart | None:
    """The recommended option, or the training option beside a verdict to stay."""
    for id_ in (reply.recommended, reply.curve.option if reply.curve else None):
        if id_ is not None and id_ != "status_quo":
            return reply.option(id_)
    return None


def _pages(words: str) -> Iterator[str]:
    """The words in pieces that a block takes, cut between lines."""
    page: list[str] = []
    length = 0
    for line in words.split("\n") if words else ():
        size = len(plain(line)) + 1
        if page and length + size > _MOST_IN_A_BLOCK:
            yield "\n".join(page)
            page, length = [], 0
        page.append(line)
        length += size
    if page:
        yield "\n".join(page)


def _cut(blocks: list[Block]) -> list[Block]:
    kept: list[Block] = []
    last = rich(_CUT)
    for block in blocks[: MOST_VIEW_BLOCKS - 1]:
        if not _fits([*kept, block, last]):
            break
        kept.append(block)
    return [*kept, last]
