"""`list` and `search`: decisions that a person may see, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.block_kit.decision_list import Listed, listed_message
from bot.context import SlackContext
from bot.decisions.list_line import SOON, line_of, narrowed
from bot.decisions.permalink import thread_link
from bot.store.protocol import Reader
from bot.store.records import Standing
from bot.subcommands.answer import Answer, in_words
from bot.subcommands.asker import Asker, seen_by
from bot.subcommands.parse import Subcommand
from bot.text.templates import slack

_LISTED, _FOUND, _COUNTED = 20, 10, 1_000


def list_decisions(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """Those of one kind, or all. Raises NotTold."""
    today, kind = context.today(), subcommand.words
    wanted = narrowed(seen_by(context, asker), kind, today)
    until = today + SOON
    with context.store.read() as reader:
        found = reader.standings(wanted, most=_LISTED)
        count = reader.count_standings(wanted, most=_COUNTED) if len(found) == _LISTED else len(found)
        listed = with_links(reader, found, context.identity.url, today)
    if not found:
        return in_words(slack("find", part="nothing listed", kind=kind, until=until))

    def more(left_out: int) -> str | None:
        left = count - len(found) + left_out
        return slack("find", part="more", count=f"at least {left}" if count == _COUNTED else left) if left else None

    return Answer(
        listed_message(slack("find", part="listed", kind=kind, until=until), listed, more), about=_numbers(found)
    )


def search_decisions(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """The best matches. Raises NotTold."""
    wanted = replace(seen_by(context, asker), words=subcommand.words)
    with context.store.read() as reader:
        found = reader.standings(wanted, most=_FOUND + 1)
        listed = with_links(reader, found[:_FOUND], context.identity.url, context.today())
    if not found:
        return in_words(slack("find", part="nothing found", words=subcommand.words))

    def more(left_out: int) -> str | None:
        return slack("find", part="more", count=None) if left_out or len(found) > _FOUND else None

    return Answer(
        listed_message(slack("find", part="found", words=subcommand.words), listed, more), about=_numbers(found)
    )


def _numbers(found: Sequence[Standing]) -> tuple[int, ...]:
    return tuple(one.decision for one in found)


def with_links(reader: Reader, found: Sequence[Standing], workspace: str, today: date) -> list[Listed]:
    """Lines with the addresses of their threads."""
    return [(line_of(one, today), thread_link(workspace, reader.decision(one.decision))) for one in found]
