"""Everything behind a verdict, as a form in parts that a person can read: a menu chooses the part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.block_kit.blocks import actions, option, plain_text, select
from bot.block_kit.break_even_curve import curve_rows, drawable, preformatted
from bot.block_kit.button_value import carry
from bot.block_kit.fit import MOST_VIEW_BLOCKS, MOST_VIEW_JSON, json_size, roomiest
from bot.block_kit.flip_lines import flip_lines
from bot.block_kit.forms import About
from bot.block_kit.message import Block
from bot.block_kit.options_table import chance, compared, plain_number
from bot.block_kit.rich_text import plain, rich
from bot.text.labels import measured_lines
from bot.text.templates import slack
from flows.verdict.reply import OptionPart, Reply
from flows.verdict.shortlist import open_instead, ruled_out, shortlist

# The parts, as the menu names them, and what of the template each is made of.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "why": ("Why, and what decides", ("why",)),
    "questions": ("Five questions and readiness", ("questions",)),
    "options": ("Options side by side", ("options",)),
    "costs": ("Costs, line by line", ("today", "option")),
    "curve": ("Break-even", ("curve",)),
    "flips": ("What would change it", ("flips",)),
    "aborts": ("Abort criteria", ("aborts",)),
    "unknowns": ("What is not known", ("unknowns",)),
    "sources": ("Sources, and where they disagree", ("sources",)),
}
FIRST = "why"
_ROWS, _LABEL = 12, 80
_MOST_IN_A_BLOCK = 2_800
# How long one text may be; the shorter ones are for texts that somebody typed at length.
_WIDTHS = (700, 300, 120, 60)
_CUT = "The rest does not fit here: the export has all of it."


def details_view(reply: Reply, about: About, part: str = FIRST) -> dict[str, Any]:
    """A form with one part of a verdict. Where it does not fit, texts are shortened first, then its end is cut, and said so.

    about   the decision, and in `of` which of its verdicts
    """
    part = part if part in PARTS else FIRST
    return {
        "type": "modal",
        "callback_id": "verdict.details",
        "private_metadata": about.to_metadata(),
        "title": plain_text("Details", 24),
        "close": plain_text("Close", 24),
        "blocks": [_menu(about, part), *roomiest(_versions(reply, part), _fits)],
    }


def _menu(about: About, part: str) -> Block:
    options = {name: option(label, carry(about.decision or 0, name, about.of)) for name, (label, _) in PARTS.items()}
    chooser = select("details.part", "Choose a part", options.values()) | {"initial_option": options[part]}
    # Slack keeps what was chosen in a block of the same name.
    return actions([chooser], block_id=f"details:{part}")


def _versions(reply: Reply, part: str) -> Iterator[list[Block]]:
    blocks: list[Block] = []
    for width in _WIDTHS:
        blocks = list(_blocks(reply, part, width))
        yield blocks
    yield _cut(blocks)


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) < MOST_VIEW_BLOCKS and json_size(blocks) <= MOST_VIEW_JSON


def _blocks(reply: Reply, part: str, width: int) -> Iterator[Block]:
    values = _values(reply)
    curve = drawable(reply) if part == "curve" else None
    for name in PARTS[part][1] if part != "curve" or curve is not None else ("no curve",):
        for page in _pages(slack("details", part=name, width=width, **values)):
            yield rich(page)
    if curve is not None:
        yield preformatted(curve_rows(reply))


def _values(reply: Reply) -> dict[str, Any]:
    shown, option_, out = shortlist(reply), _explained(reply), ruled_out(reply)
    curve = drawable(reply)
    curve_option = reply.option(curve.option) if curve is not None else None
    return {
        "reply": reply,
        "measured": measured_lines(reply.measured),
        "board_summary": _summary(reply),
        "options": compared(reply, shown, _ROWS, _LABEL),
        "priced": bool(shown),
        "upkeep": next((listed.upkeep_usd for listed in shown if listed.upkeep_usd), None),
        "recommended": reply.option(reply.recommended),
        "today": reply.today,
        "option": option_,
        "months": plain_number(option_.horizon_months) if option_ is not None else "",
        "chance": chance(option_.p_loss) if option_ is not None else "",
        "curve_option": curve_option,
        "curve_months": plain_number(curve_option.horizon_months) if curve_option is not None else "",
        "ends_early": curve_option is not None
        and curve is not None
        and curve_option.horizon_months < curve.points[-1].month,
        "last": curve.points[-1] if curve is not None else None,
        "flips": flip_lines(reply),
        "closed": out,
        "instead": bool(open_instead(reply)) if out else False,
        "aborts": sorted(
            reply.abort_criteria, key=lambda criterion: (criterion.by is None, criterion.by or reply.as_of)
        ),
    }


def _explained(reply: Reply) -> OptionPart | None:
    """The recommended option, or the training option beside a verdict to stay."""
    for id_ in (reply.recommended, reply.curve.option if reply.curve else None):
        if id_ is not None and id_ != "status_quo":
            return reply.option(id_)
    return None


def _summary(reply: Reply) -> str:
    counts = Counter(mark.status for mark in reply.five_questions)
    said = ((counts["pass"], "passed"), (counts["fail"], "failed"), (counts["unknown"], "not known"))
    return ", ".join(f"{count} {words}" for count, words in said if count) + "."


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
    for block in blocks[: MOST_VIEW_BLOCKS - 2]:
        if not _fits([*kept, block, last]):
            break
        kept.append(block)
    return [*kept, last]
