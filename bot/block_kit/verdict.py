"""A verdict as one Slack message: one screen, and a click to everything else."""

from __future__ import annotations

import re
from typing import Literal

from bot.block_kit.after_verdict import life_button
from bot.block_kit.blocks import actions, button, context, header, option, overflow
from bot.block_kit.button_value import carry
from bot.block_kit.fit import fits_a_message, roomiest, text_alone
from bot.block_kit.message import Block, Message
from bot.block_kit.options_table import compact_table
from bot.block_kit.rich_text import BULLET, plain, rich
from bot.text.length import clip
from bot.text.marks import BOLD, BOLD_END, around_names
from bot.text.screen import MOST, Screen, screen
from bot.text.templates import short
from flows.verdict.reply import Reply

_MOST_TEXT = 1_500
_HEADER = 150
# The screen has its characters; less where each of them is long on its way to Slack, as emoji are.
_ROOMS = (MOST, 900, 700)
# What the menu beside the buttons offers, and the action that each is.
_MORE = (
    ("What if", "what_if"),
    ("Change an answer", "change"),
    ("Ask the rest", "go_on"),
    ("Export", "export"),
    ("Dissent", "dissent"),
)

Aside = Literal["superseded", "restarted", "reopened"]
_ASIDE: dict[Aside, tuple[str, str]] = {
    "superseded": ("Superseded: a newer verdict stands below", "Superseded by a newer verdict below."),
    "restarted": ("Superseded: the team started over", "Superseded: the team started over."),
    "reopened": (
        "Reopened: an answer changed, and questions are open below",
        "Reopened: an answer changed, and questions are open below.",
    ),
}


def verdict_message(
    reply: Reply,
    decision: int,
    *,
    number: int,
    changed: str | None = None,
    superseded: bool = False,
    aside: Aside | None = None,
    more: bool = False,
    undecided: bool = False,
) -> Message:
    """The message of a decision's how-many-th verdict.

    changed      rendered words on what was changed since the verdict before (see `bot.block_kit.what_if`)
    superseded   a newer verdict stands below: the record is kept, short, marked before all else, and without buttons
    aside        the same where no newer verdict stands: the team started over, or an answer changed and questions are open again
    more         whether questions are left that change no verdict, but complete the cost picture
    undecided    whether nobody has accepted it, taken another way or put it off yet
    """
    told = {_bare(line): line.removeprefix(BULLET) for line in (changed or "").split("\n") if line.strip()}
    aside = "superseded" if superseded else aside
    if aside is not None:
        title, said = _ASIDE[aside]
        shown = screen(reply)
        dated = f"Computed for {reply.as_of} with prices as of {reply.prices_as_of}."
        words = (f"{BOLD}{_typed(shown.headline)}{BOLD_END}", _typed(shown.why))
        text = _text((said, *map(_typed, (f"It said: {shown.headline}", shown.why, dated))))
        return Message(text, (header(title), rich("\n".join(words)), context(dated)))
    row = _buttons(decision, number, more=more, undecided=undecided)
    versions = (_whole(screen(reply, tuple(told), most), told, row) for most in _ROOMS)
    return roomiest(versions, lambda message: fits_a_message(message.blocks))


def _whole(shown: Screen, told: dict[str, str], row: Block) -> Message:
    """The screen as a message, and without its table for where that is refused."""
    body, tail = _body(shown, told), (*_tail(shown), row)
    news = (line for bare, line in told.items() if bare in shown.changed)
    others = map(_typed, (shown.why, *_costs(shown), shown.doubt, shown.step, shown.worth, shown.dated))
    text = _text((_typed(shown.headline), *news, *others))
    table = (compact_table(shown.titles, shown.rows),) if shown.rows else ()
    in_words = (rich("\n".join(f"{BULLET}{line}" for line in _costs(shown))),) if shown.rows else ()
    return Message(text, (*body, *table, *tail), ((*body, *in_words, *tail),))


def _bare(line: str) -> str:
    return plain(line).removeprefix(BULLET.strip()).strip()


def _body(shown: Screen, told: dict[str, str]) -> tuple[Block, ...]:
    """Headline, what changed (as it was rendered, with its marks, where it was not cut), why, and the fork or what comes before."""
    first, rest = _split(_typed(shown.headline))
    lines = [f"{BOLD}{rest}{BOLD_END}"] if rest else []
    lines += [f"{BULLET}{told.get(line) or around_names(line, _typed)}" for line in shown.changed]
    lines += [f"{BOLD}Why:{BOLD_END} {_typed(shown.why)}"] if shown.why else []
    lines += [f"{BOLD}What decides:{BOLD_END}"] if shown.fork else []
    lines += [f"{BULLET}{_typed(line)}" for line in shown.fork]
    lines += [f"{BOLD}Before you start:{BOLD_END}"] if shown.before else []
    lines += [f"{BULLET}{_typed(line)}" for line in shown.before]
    return (header(first), *((rich("\n".join(lines)),) if lines else ()))


def _tail(shown: Screen) -> tuple[Block, ...]:
    """Doubt, next step and worth, and the day of the prices."""
    lines = [f"{BOLD}Doubt:{BOLD_END} {_typed(shown.doubt)}"] if shown.doubt else []
    if shown.step:
        name, colon, step = _typed(shown.step).partition(": ")
        lines.append(f"{BOLD}{name}{colon.strip()}{BOLD_END} {step}" if colon else name)
    lines += [_typed(shown.worth)] if shown.worth else []
    return (*((rich("\n".join(lines)),) if lines else ()), context(shown.dated))


def _buttons(decision: int, number: int, *, more: bool, undecided: bool) -> Block:
    """What can be done with it: decide, look at the details, and a menu of the rest."""
    of = str(number)
    decide = [
        life_button(decision, act, of, style="primary" if act == "accept" else None)
        for act in ("accept", "override", "defer")
    ]
    details = button("Details", "verdict.details", carry(decision, "verdict", of))
    kept = [(label, act) for label, act in _MORE if more or act != "go_on"]
    menu = overflow("verdict.more", [option(label, carry(decision, act, of)) for label, act in kept])
    return actions([*(decide if undecided else ()), details, menu])


def _costs(shown: Screen) -> list[str]:
    """The rows as sentences."""
    return [
        f"{_typed(row.named)}: {row.monthly}{' a month' if row.monthly.startswith('$') else ''}"
        f"{'' if row.pays == '-' else f', pays back: {row.pays}'}."
        for row in shown.rows
    ]


def _text(sentences: tuple[str, ...]) -> str:
    """The message in words alone: sentences in a row, each kept whole or left out, escaped for Slack."""
    return text_alone((_ended(sentence) for sentence in sentences if sentence.strip()), _MOST_TEXT, between=" ")


def _typed(words: str) -> str:
    """What somebody may have typed, as one line without marks."""
    return short(words, 4_000)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…", ":")) else f"{sentence}."


def _split(headline: str) -> tuple[str, str]:
    """As many whole sentences as the header takes, and the others; one too long for it stands in both."""
    if len(headline) <= _HEADER:
        return headline, ""
    sentences = re.split(r"(?<=[.!?]) |(?<=;) ", headline)
    kept = 0
    while len(" ".join(sentences[: kept + 1])) <= _HEADER:
        kept += 1
    if kept == 0:
        return clip(headline, _HEADER), headline
    return " ".join(sentences[:kept]), " ".join(sentences[kept:])
