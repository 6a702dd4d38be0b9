"""`export`: the record of one decision into its thread, or all that a person may see as a file for that person alone."""

from __future__ import annotations

from bot.context import SlackContext
from bot.decisions.export_table import LINES
from bot.decisions.permalink import thread_link
from bot.events import utc
from bot.outbox import effects
from bot.store.effects import GiveFile
from bot.store.protocol import Unit
from bot.subcommands.answer import Answer, in_words, not_found
from bot.subcommands.asker import Asker, find, seen_by
from bot.subcommands.parse import Subcommand
from bot.text.templates import slack

# A file waits in the outbox until Slack has it: more than this is for whoever runs the bot to export.
MOST_CHARACTERS = 20_000_000


def export_decisions(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """One decision, or all. Raises NotTold."""
    return (
        _one(context, subcommand.number, asker)
        if subcommand.number is not None
        else _all(context, subcommand.words, asker)
    )


def _one(context: SlackContext, number: int, asker: Asker) -> Answer:
    summary = find(context, asker, number)
    with context.store.read() as reader:
        decision = reader.decision(number)
    if summary is None or decision is None:
        return not_found(number)
    if decision.thread_ts is None:
        return in_words(slack("export", name="no thread", number=number))

    def write(unit: Unit) -> None:
        unit.enqueue([effects.export(decision, asker.by, 0, context.clock())])

    return in_words(slack("export", name="one", number=number, url=thread_link(context.identity.url, decision)), write)


def _all(context: SlackContext, form: str, asker: Asker) -> Answer:
    wanted, now = seen_by(context, asker), context.clock()
    lines: list[str] = []
    size, whole = 0, True
    with context.store.read() as reader:
        for line in LINES[form](reader, wanted, context.identity.url):
            size += len(line)
            whole = size <= MOST_CHARACTERS
            if not whole:
                break
            lines.append(line)
    count = len(lines) - (form == "csv")
    if count <= 0:
        return in_words(slack("export", name="nothing"))
    day = utc(now)
    text = slack("export", name="file", count=count, whole=whole, form=form)

    def write(unit: Unit) -> None:
        # The title tells this upload from every other, should nobody know whether it arrived.
        title = f"Decisions for {asker.by}, exported {day:%Y-%m-%d %H:%M:%S.%f} UTC"
        # Where the command was typed says nothing: that may be two people's own direct message.
        known = unit.seen(effects.direct_key(asker.where.team, asker.by))
        name = f"decisions-{day:%Y-%m-%d}.{form}"
        file = GiveFile("".join(lines), name, title, text, asker.by, asker.by, known)
        unit.enqueue([effects.give_file(asker.where.team, file, now)])

    return in_words(slack("export", name="all", count=count, whole=whole), write)
