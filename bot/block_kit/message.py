"""A message as it goes to Slack: its blocks, its text alone, and plainer blocks should Slack refuse the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What one message says.

    text      the whole in words, for notifications and screen readers; escaped for Slack
    blocks    the same, laid out
    plainer   blocks to try, in order, where Slack answers `invalid_blocks`; after them the text alone
    """

    text: str
    blocks: tuple[Block, ...]
    plainer: tuple[tuple[Block, ...], ...] = ()
