"""`show`: one decision with all that became of it, in one message."""

from __future__ import annotations

from bot.block_kit.decision_record import decision_message
from bot.context import SlackContext
from bot.decisions.record import record_of
from bot.subcommands.answer import Answer, not_found
from bot.subcommands.asker import Asker, find
from bot.subcommands.parse import Subcommand


def show_decision(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """A decision that the person may see. Raises NotTold."""
    assert subcommand.number is not None
    if find(context, asker, subcommand.number) is None:
        return not_found(subcommand.number)
    with context.store.read() as reader:
        record = record_of(
            reader, subcommand.number, context.catalogue, context.thresholds, context.clock(), context.identity.url
        )
    return (
        not_found(subcommand.number) if record is None else Answer(decision_message(record), about=(subcommand.number,))
    )
