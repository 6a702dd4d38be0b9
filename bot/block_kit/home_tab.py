"""The Home tab: what is due, what waits for an answer, one's decisions, and a button to start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from bot.block_kit.blocks import actions, button, context, header
from bot.block_kit.decision_list import Listed, line_blocks
from bot.block_kit.forms import TITLE, About
from bot.block_kit.message import Block
from bot.block_kit.rich_text import rich
from bot.text.templates import slack

START = "home.start"
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class HomeSection:
    """Decisions under a heading, and whether there are more than are shown."""

    kind: Literal["due", "open", "rest"]
    lines: Sequence[Listed]
    more: bool


def home_view(about: About, sections: Sequence[HomeSection] | None, until: date, now: datetime) -> dict[str, Any]:
    """The tab. `sections` is None where Slack did not say what the person may see; `about` is where a start from here begins."""
    blocks: list[Block] = [
        header(TITLE),
        actions([button("Start", START, "home", style="primary", spoken="Start a decision")]),
    ]
    if sections is None:
        blocks.append(rich(slack("home", part="silent")))
    elif not any(section.lines for section in sections):
        blocks.append(rich(slack("home", part="empty")))
    for section in sections or ():
        if section.lines:
            blocks += [header(slack("home", part=section.kind, until=until)), *line_blocks(section.lines, _WIDTH)]
        if section.more:
            blocks.append(rich(slack("home", part="more", kind=section.kind, count=None)))
    if sections is not None:
        blocks.append(context(slack("home", part="dated", day=now.date(), time=f"{now:%H:%M}")))
    return {"type": "home", "callback_id": "home", "private_metadata": about.to_metadata(), "blocks": blocks}
