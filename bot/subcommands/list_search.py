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
from bot.store.records import DecisionSummary
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
        summaries = reader.summaries(wanted, most=_LISTED)
        count = reader.count_summaries(wanted, most=_COUNTED) if len(summaries) == _LISTED else len(summaries)
        listed = with_links(reader, summaries, context.identity.url, today)
    if not summaries:
        return in_words(slack("find", part="nothing listed", kind=kind, until=until))

    def and_more(left_out: int) -> str | None:
        left = count - len(summaries) + left_out
        return slack("find", part="more", count=f"at least {left}" if count == _COUNTED else left) if left else None

    return Answer(
        listed_message(slack("find", part="listed", kind=kind, until=until), listed, and_more),
        about=_numbers(summaries),
    )


def search_decisions(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """The best matches. Raises NotTold."""
    wanted = replace(seen_by(context, asker), words=subcommand.words)
    with context.store.read() as reader:
        summaries = reader.summaries(wanted, most=_FOUND + 1)
        listed = with_links(reader, summaries[:_FOUND], context.identity.url, context.today())
    if not summaries:
        return in_words(slack("find", part="nothing found", words=subcommand.words))

    def and_more(left_out: int) -> str | None:
        return slack("find", part="more", count=None) if left_out or len(summaries) > _FOUND else None

    return Answer(
        listed_message(slack("find", part="found", words=subcommand.words), listed, and_more), about=_numbers(summaries)
    )


def _numbers(summaries: Sequence[DecisionSummary]) -> tuple[int, ...]:
    return tuple(summary.decision for summary in summaries)


def with_links(reader: Reader, summaries: Sequence[DecisionSummary], workspace: str, today: date) -> list[Listed]:
    """Lines with the addresses of their threads."""
    return [
        (line_of(summary, today), thread_link(workspace, reader.decision(summary.decision))) for summary in summaries
    ]
