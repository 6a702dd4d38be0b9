"""A weekly digest as one Slack message: its sections, a chart, and as much of each list as a message takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.block_kit.after_verdict import life_button
from bot.block_kit.blocks import actions, context, header
from bot.block_kit.break_even_curve import preformatted
from bot.block_kit.fit import MOST_WORDS, fits_a_message, roomiest
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import BULLET, escaped, plain, rich
from bot.digest.model import MOST_LINES, DigestLine, DigestSection, Month, Week
from bot.text.templates import slack

_SERIES = 6
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# In a chart a name has 20 characters.
_SHORT = {
    "prompt_engineering": "Prompt work", "rag": "Retrieval", "bigger_model": "Other untuned model", "guardrails": "Guardrails",
    "distillation": "Distillation", "sft": "Fine-tuning (SFT)", "lora": "LoRA, own GPUs", "rft": "Reinforcement FT",
    "not_ready": "Not ready",
}  # fmt: skip
_OTHERS = "Others"
_Version = tuple[list[str], tuple[Block, ...], int]


@dataclass(frozen=True, slots=True)
class _DigestRoom:
    """How many lines of a section are kept, how long a title and a sentence in them may be.

    links     whether they lead to their threads
    buttons   whether what waits to be accepted has its buttons
    """

    lines: int
    title: int
    text: int
    links: bool = False
    buttons: bool = False


_ROOMS = (
    _DigestRoom(MOST_LINES, 80, 160, links=True, buttons=True), _DigestRoom(MOST_LINES, 60, 100, links=True, buttons=True),
    _DigestRoom(6, 60, 80, links=True, buttons=True), _DigestRoom(4, 60, 80, links=True, buttons=True),
    _DigestRoom(6, 60, 80, links=True), _DigestRoom(MOST_LINES, 60, 80), _DigestRoom(6, 60, 80), _DigestRoom(5, 50, 60),
    _DigestRoom(4, 40, 50), _DigestRoom(3, 30, 40), _DigestRoom(2, 25, 30), _DigestRoom(1, 20, 20), _DigestRoom(0, 20, 20),
)  # fmt: skip


def digest_message(week: Week, *, notes: Iterable[str] = ()) -> Message:
    """The message of a week; `notes` are sentences of ours for its small print."""
    return told_message(week, notes=notes)[0]


def told_message(week: Week, *, notes: Iterable[str] = ()) -> tuple[Message, tuple[str, ...]]:
    """The same with the keys of the lines that wait, as far as there was room to tell them."""
    text = escaped(slack("digest", part="text", week=week, span=_span(week)))
    title = header(slack("digest", part="title", span=_span(week)))
    end = (context(*small),) if (small := [note for note in notes if note]) else ()
    if week.is_empty:
        return Message(text, (title, rich(slack("digest", part="empty", week=week)), *end)), ()
    ways = (_chart(week.months), _rows(week.months)) if week.months else ((),)
    drawn = [_fitting(week, (title,), (*way, *end)) for way in ways]
    blocks, lines = drawn[0]
    return Message(text, blocks, tuple(plainer for plainer, _ in drawn[1:])), week.told(lines)


def day(date_: date) -> str:
    """A day as people write it: `30 November`."""
    return f"{date_.day} {_MONTHS[date_.month - 1]}"


def _span(week: Week) -> str:
    first = (
        str(week.first.day)
        if (week.first.year, week.first.month) == (week.last.year, week.last.month)
        else day(week.first)
    )
    return f"from {first} to {day(week.last)}"


def _fitting(week: Week, before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[tuple[Block, ...], int]:
    """The roomiest version that fits, and how many lines of a section are in it."""
    _, blocks, lines = roomiest(_versions(week, before, after), _fits)
    return blocks, lines


def _versions(week: Week, before: tuple[Block, ...], after: tuple[Block, ...]) -> Iterator[_Version]:
    """The words of each section, all the blocks, and how many lines a section has in them, the roomiest first."""
    for room in _ROOMS:
        words = [slack("digest", part="section", section=section, room=room, day=day) for section in week.sections]
        blocks = [
            block
            for section, said in zip(week.sections, words, strict=True)
            for block in _laid_out(section, said, room)
        ]
        more = [slack("digest", part="more", week=week)] if week.older or week.calibration or week.again else []
        yield [*words, *more], (*before, *blocks, *map(rich, more), *after), room.lines


def _laid_out(section: DigestSection, words: str, room: _DigestRoom) -> Iterator[Block]:
    """A section's words, and below each line that can be decided on its buttons."""
    lines, said = iter(section.lines[: room.lines] if room.buttons else ()), list[str]()
    for words_of_line in words.split("\n"):
        said.append(words_of_line)
        line = next(lines, None) if words_of_line.startswith(BULLET) else None
        if line is not None and line.offers is not None:
            yield rich("\n".join(said))
            yield _decide(line, line.offers)
            said.clear()
    if any(said):
        yield rich("\n".join(said))


def _decide(line: DigestLine, verdict: int) -> Block:
    """The verdict's own buttons: what they do is the same, wherever they stand."""
    accept, defer = (
        life_button(line.decision, act, str(verdict), spoken=f"{label}: #{line.decision} {line.title}")
        for act, label in (("accept", "Accept"), ("defer", "Not now"))
    )
    return actions([accept, defer])


def _fits(version: _Version) -> bool:
    words, blocks, _ = version
    return all(len(plain(section)) <= MOST_WORDS for section in words) and fits_a_message(blocks)


def _chart(months: tuple[Month, ...]) -> tuple[Block, ...]:
    """A bar for each kind of verdict in each month."""
    series = [
        {"name": name, "data": [{"label": _MONTHS[month.first.month - 1], "value": count} for month, count in counts]}
        for name, counts in _counted(months)
    ]
    axes = {
        "categories": [_MONTHS[month.first.month - 1] for month in months],
        "x_label": "Month",
        "y_label": "Verdicts",
    }
    drawn: dict[str, Any] = {"type": "bar", "series": series, "axis_config": axes}
    return ({"type": "data_visualization", "title": "Verdicts by method", "chart": drawn},)


def _rows(months: tuple[Month, ...]) -> tuple[Block, ...]:
    """The same as aligned text."""
    rows = [("Verdicts by method", *(_MONTHS[month.first.month - 1] for month in months))]
    rows += [(name, *(str(count) for _, count in counts)) for name, counts in _counted(months)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = (
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )
    return (preformatted("\n".join(lines)),)


def _counted(months: tuple[Month, ...]) -> Iterator[tuple[str, list[tuple[Month, int]]]]:
    """The kinds of verdict, the most frequent first, each with its count by month; more than a chart takes are one."""
    total = sum((Counter(month.verdicts) for month in months), Counter[str]())
    kinds = sorted((kind for kind in total if kind in _SHORT), key=lambda kind: (-total[kind], kind))
    kept = kinds if len(kinds) == len(total) <= _SERIES else kinds[: _SERIES - 1]
    for kind in kept:
        yield _SHORT[kind], [(month, month.verdicts.get(kind, 0)) for month in months]
    if len(total) > len(kept):
        yield (
            _OTHERS,
            [(month, sum(count for kind, count in month.verdicts.items() if kind not in kept)) for month in months],
        )
