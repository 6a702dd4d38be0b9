"""A verdict as one Slack message. Where space is short, the least important goes first, and what went is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from bot.block_kit.after_verdict import reaction_row
from bot.block_kit.blocks import actions, button, context, header
from bot.block_kit.break_even_chart import chart, curve_rows, drawable, preformatted
from bot.block_kit.button_value import carry
from bot.block_kit.fit import MOST_BLOCKS, MOST_JSON, json_size, roomiest, text_alone
from bot.block_kit.flip_lines import flip_lines
from bot.block_kit.message import Block, Message
from bot.block_kit.options_table import Compared, closed, compared, plain_number, table
from bot.block_kit.rich_text import BULLET, plain, rich
from bot.block_kit.verdict_room import GIVEN, NO_CHART, WHOLE, WORDS_ALONE, VerdictRoom, rooms
from bot.text.length import clip
from bot.text.marks import BOLD, BOLD_END
from bot.text.templates import short, slack
from flows.verdict.reply import Reply
from flows.verdict.shortlist import open_instead, shortlist

_MOST_TEXT = 1_500
_HEADER, _USE_CASE, _LABEL = 150, 150, 80

# The blocks of a part, and how long they are as JSON.
_Measured = tuple[tuple[Block, ...], int]
Aside = Literal["superseded", "restarted", "reopened"]
_ASIDE: dict[Aside, str] = {
    "superseded": "Superseded: a newer verdict stands below",
    "restarted": "Superseded: the team started over",
    "reopened": "Reopened: an answer changed, and questions are open below",
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
    row = reaction_row(decision, number) if undecided else None
    page = _Page(reply, carry(decision, "verdict", str(number)), changed, more, row)
    aside = "superseded" if superseded else aside
    if aside is not None:
        said = page.sentences(f"{aside} text")
        return Message(said, (header(_ASIDE[aside]), *page.brief(), *page.part("dated", VerdictRoom())))
    return Message(page.sentences("text"), page.fitting(WHOLE), (page.fitting(NO_CHART), page.fitting(WORDS_ALONE)))


@dataclass(frozen=True)
class _Page:
    """One reply on its way into blocks."""

    reply: Reply
    value: str
    changed: str | None
    more: bool
    # The buttons by which it is decided on.
    row: Block | None = None
    drawn: dict[tuple[Any, ...], _Measured] = field(default_factory=dict)

    def fitting(self, layout: tuple[str, ...]) -> tuple[Block, ...]:
        """The blocks of the roomiest version that fits."""
        return tuple(block for blocks, _ in roomiest(self._versions(layout), _fits) for block in blocks)

    def _versions(self, layout: tuple[str, ...]) -> Iterator[list[_Measured]]:
        for room in rooms():
            yield [self._drawn(part, room) for part in layout]
        yield [_measured(self.brief()), *(self._drawn(part, VerdictRoom()) for part in ("dated", "buttons"))]

    def brief(self) -> tuple[Block, ...]:
        """The least that a verdict can be: headline and reason."""
        lines = [_strong(self._use_case)] if self._use_case else []
        return (rich("\n".join([*lines, slack("verdict", part="brief", **self._values)])),)

    def sentences(self, part: str) -> str:
        """The message in words alone: sentences in a row, each kept whole or left out, escaped for Slack."""
        lines = slack("verdict", part=part, **self._values).split("\n")
        if self.changed and part == "text":
            lines += [
                "What changed:",
                *(line for line in self._changed_lines(VerdictRoom()) if not line.startswith(BULLET)),
            ]
        sentences = filter(None, (line.strip() for line in lines))
        return text_alone((_ended(sentence) for sentence in sentences), _MOST_TEXT, between=" ")

    def part(self, part: str, room: VerdictRoom) -> tuple[Block, ...]:
        """The blocks of one part of the message; none where the reply has nothing to say there."""
        match part:
            case "changed":
                lines = self._changed_lines(room)
                return (rich("\n".join([_strong("What changed"), *lines])),) if lines else ()
            case "header":
                return (header(self._headline[0]),)
            case "title":
                return (rich(_strong(self._headline[0])),)
            case "use case":
                return (context(self._use_case),) if self._use_case else ()
            case "table":
                options = self._options(room)
                return (table(options),) if options.rows else ()
            case "curve" | "chart" | "curve rows" if self._values["curve_option"] is None:
                return ()
            case "chart":
                drawn = chart(self.reply)
                return (drawn,) if drawn is not None else ()
            case "curve rows":
                return (preformatted(curve_rows(self.reply)),)
            case "dated":
                return (context(slack("verdict", part="dated", reply=self.reply)),)
            case "buttons":
                return (self._buttons(), *((self.row,) if self.row is not None else ()))
        words = self._words(part, room)
        return (rich(words),) if words else ()

    def _drawn(self, part: str, room: VerdictRoom) -> _Measured:
        key = (part, *(getattr(room, name) for name in GIVEN.get(part, ())))
        if key not in self.drawn:
            self.drawn[key] = _measured(self.part(part, room))
        return self.drawn[key]

    def _words(self, part: str, room: VerdictRoom) -> str:
        # Only what is declared is given, so that a part cannot use what it is not rendered again for.
        given = {name: getattr(room, name) for name in GIVEN[part]}
        more = {"options": self._options(room)} if "rows" in given else {}
        return slack("verdict", part=part, room=given, **more, **self._values)

    def _options(self, room: VerdictRoom) -> Compared:
        # The label of today's model is what somebody typed.
        return compared(self.reply, self._shortlist, room.rows, min(_LABEL, room.width))

    def _buttons(self) -> Block:
        named = (("What if", "what_if"), ("Change an answer", "change"), ("Why", "why"), ("Export", "export"))
        rest = (
            [button("Ask the rest", "go_on", self.value, spoken="Ask the rest, for the full cost picture")]
            if self.more
            else []
        )
        return actions([*(button(label, f"verdict.{name}", self.value) for label, name in named), *rest])

    def _changed_lines(self, room: VerdictRoom) -> list[str]:
        """Lines as they were rendered; one that is too long loses its marks with its end."""
        lines = [line for line in (self.changed or "").split("\n") if line.strip()]
        kept = [line if len(line) <= room.width else clip(plain(line), room.width) for line in lines[: room.changed]]
        return [*kept, f"{BULLET}And {len(lines) - len(kept)} more."] if len(lines) > len(kept) else kept

    @cached_property
    def _shortlist(self) -> tuple[Any, ...]:
        return shortlist(self.reply)

    @cached_property
    def _headline(self) -> tuple[str, str]:
        return _split(short(self.reply.headline, 1000), _HEADER)

    @cached_property
    def _use_case(self) -> str:
        return short(self.reply.use_case, _USE_CASE)

    @cached_property
    def _values(self) -> dict[str, Any]:
        """What the template is given, whatever the room."""
        reply = self.reply
        curve = drawable(reply)
        option = reply.option(curve.option) if curve else None
        recommended = reply.option(reply.recommended) if reply.recommended else None
        spoken = recommended if recommended is not None and recommended.id != "status_quo" else option
        pays = {row.id: row.pays for row in compared(reply, self._shortlist, 100, _LABEL).rows}
        deciding = next((reason for reason in reply.reasons if reason.deciding), reply.reasons[0])
        out = closed(reply)
        return {
            "reply": reply,
            "rest": self._headline[1],
            "deciding": deciding,
            "others": [reason for reason in reply.reasons if reason is not deciding],
            "board_summary": _summary(reply),
            "today": reply.option("status_quo"),
            "recommended": recommended,
            "priced": bool(self._shortlist),
            "upkeep": next((listed.upkeep_usd for listed in self._shortlist if listed.upkeep_usd), None),
            "closed": out,
            "instead": bool(open_instead(reply)) if out else False,
            "flips": flip_lines(reply),
            "aborts": sorted(
                reply.abort_criteria, key=lambda criterion: (criterion.by is None, criterion.by or reply.as_of)
            ),
            "unknowns": reply.unknowns + reply.assumptions,
            "curve_option": option,
            "curve_months": plain_number(option.horizon_months) if option else "",
            "ends_early": option is not None and curve is not None and option.horizon_months < curve.points[-1].month,
            "last": curve.points[-1] if curve else None,
            "spoken": spoken if spoken is not None and spoken.id in pays else None,
            "spoken_pays": pays.get(spoken.id, "-") if spoken is not None else "-",
        }


def _measured(blocks: tuple[Block, ...]) -> _Measured:
    return blocks, json_size(blocks)


def _fits(pieces: list[_Measured]) -> bool:
    return sum(len(blocks) for blocks, _ in pieces) <= MOST_BLOCKS and sum(size for _, size in pieces) <= MOST_JSON


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…", ":")) else f"{sentence}."


def _strong(words: str) -> str:
    return f"{BOLD}{words}{BOLD_END}"


def _split(headline: str, limit: int) -> tuple[str, str]:
    """As many whole sentences as the header takes, and the others; one too long for it stands in both."""
    if len(headline) <= limit:
        return headline, ""
    sentences = re.split(r"(?<=[.!?]) ", headline)
    kept = 0
    while len(" ".join(sentences[: kept + 1])) <= limit:
        kept += 1
    if kept == 0:
        return clip(headline, limit), headline
    return " ".join(sentences[:kept]), " ".join(sentences[kept:])


def _summary(reply: Reply) -> str:
    counts = Counter(mark.status for mark in reply.five_questions)
    said = ((counts["pass"], "passed"), (counts["fail"], "failed"), (counts["unknown"], "not known"))
    return ", ".join(f"{count} {words}" for count, words in said if count) + "."
