"""`forget 12`: its owner or an admin has a decision deleted."""

from __future__ import annotations

from bot.context import SlackContext
from bot.privacy.forget import forget, gone_words
from bot.store.protocol import Unit
from bot.store.records import DecisionSummary
from bot.subcommands.answer import Answer, in_words, not_found
from bot.subcommands.asker import Asker, find
from bot.subcommands.parse import Subcommand
from bot.text.marks import PERSON, PERSON_END
from flows.lifecycle.stages import life

_DONE = (
    "Decision {number} is forgotten: its answers, verdicts and search words are deleted, and so are my messages about it. "
    "What people wrote in the thread is theirs, and stays until they delete it; a backup that was made before may still hold the decision."
)


def forget_decision(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """Delete a decision and say what stays. Raises NotTold."""
    assert subcommand.number is not None
    number = subcommand.number
    summary = find(context, asker, number)
    if summary is None:
        return _not_there(context, asker, number)
    owner = _owner(context, summary)
    if asker.by != owner and not context.users.about(asker.by).is_admin:
        return in_words(
            f"Only its owner, {PERSON}{owner}{PERSON_END}, or an admin of the workspace can have decision {number} forgotten. Nothing was deleted."
        )

    def delete_it(unit: Unit) -> None:
        forget(unit, number, asker.by, "asked for", context.clock())

    return Answer(in_words(_DONE.format(number=number)).message, delete_it)


def _not_there(context: SlackContext, asker: Asker, number: int) -> Answer:
    with context.store.read() as reader:
        gone = reader.forgotten(number, asker.where.team)
    if gone is None or gone.channel is None:
        return not_found(number)
    saw_it = gone.channel == asker.where.channel or gone.channel in context.visibility.channels_of(
        asker.by, (gone.channel,)
    )
    return in_words(gone_words(gone, number)) if saw_it else not_found(number)


def _owner(context: SlackContext, summary: DecisionSummary) -> str:
    with context.store.read() as reader:
        return life(reader.log(summary.decision)).owner or summary.started_by
