"""`replace 12 ...`: a new decision that takes the place of an old one; each links to the other."""

from __future__ import annotations

from bot.block_kit.message import Message
from bot.context import SlackContext
from bot.decisions.permalink import thread_link
from bot.events import utc
from bot.intake.reading import first_entries, read_first
from bot.outbox import effects
from bot.store.protocol import Unit
from bot.subcommands.answer import Answer, in_words, not_found
from bot.subcommands.asker import Asker, find
from bot.subcommands.parse import Subcommand
from flows.lifecycle.stages import life
from flows.log.entries import Superseded, Supersedes


def replace_decision(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """Begin the new one in the channel where it was ordered, and close the old one. Raises NotTold."""
    assert subcommand.number is not None, "the grammar wants one"
    old = find(context, asker, subcommand.number)
    if old is None:
        return not_found(subcommand.number)
    if old.superseded_by is not None:
        return _already(old.decision, old.superseded_by)
    number, reading = old.decision, read_first(subcommand.words, context.catalogue.usd_of)

    def write(unit: Unit) -> Message | None:
        before = unit.decision(number)
        replaced_by = life(unit.log(number)).superseded_by
        if before is None or replaced_by is not None:
            # Somebody was quicker.
            return (_already(number, replaced_by) if replaced_by is not None else not_found(number)).message
        now, where = context.clock(), asker.where
        at = utc(now)
        # Of a private place nothing is told elsewhere, not even where it is.
        may_be_linked = before.place == "public" or before.channel == where.channel
        address = thread_link(context.identity.url, before) if may_be_linked else None
        new = unit.open_decision(where.team, where.channel, where.place, None, asker.by, now)
        entries = first_entries(asker.by, subcommand.words, reading, f"replace:{number}:{new}", now)
        unit.append(new, (*entries, Supersedes(decision=number, link=address, by=asker.by, at=at)))
        unit.append(number, (Superseded(decision=new, by=asker.by, at=at),))
        opened = unit.decision(new)
        assert opened is not None, "it was opened just now"
        unit.enqueue([effects.bring_up_to_date(opened, now), effects.bring_up_to_date(before, now)])
        return None

    return Answer(
        in_words(
            f"The new decision begins in this channel. It replaces decision {number}, which stays as a record."
        ).message,
        write,
    )


def _already(number: int, by: int) -> Answer:
    return in_words(f"Decision {number} was replaced already, by decision {by}.")
