"""Draws the export of one verdict: its record as a file for the thread."""

from __future__ import annotations

from bot.block_kit.rich_text import escaped
from bot.context import SlackContext
from bot.decisions.export_madr import madr
from bot.decisions.record import record_of
from bot.outbox.effects import upload
from bot.store.effects import ExportVerdict, UploadFile
from bot.store.records import Effect


def draw_export(context: SlackContext, effect: Effect, item: ExportVerdict) -> None:
    """Put the file into the outbox. Raises StoreError."""
    assert effect.decision is not None
    with context.store.read() as reader:
        record = record_of(
            reader,
            effect.decision,
            context.catalogue,
            context.thresholds,
            context.clock(),
            context.identity.url,
            item.number,
        )
    names = context.users.names(record.people) if record is not None else {}
    with context.store.write() as unit:
        if not unit.done(effect.id) or record is None:
            return
        decision = record.decision
        said = f"Decision {decision.id} with its verdict of {record.reply.as_of}, every option and every source."
        file = UploadFile(
            content=madr(record, lambda person: names.get(person, person)),
            filename=f"decision-{decision.id}.md",
            title=f"Decision {decision.id}, exported {context.moment():%Y-%m-%d %H:%M:%S} UTC",
            text=escaped(said),
            by=item.by,
        )
        unit.enqueue([upload(decision, file, effect.id, context.clock())])
