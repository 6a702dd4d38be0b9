"""`show`: one decision with all that became of it, in one message."""

from __future__ import annotations

from bot.block_kit.decision_record import decision_message
from bot.decisions.record import record_of
from bot.subcommands.parse import Order
from bot.subcommands.runner import Answer, Asker, Desk, not_found


def show_decision(desk: Desk, order: Order, asker: Asker) -> Answer:
    """A decision that the person may see. Raises NotTold."""
    assert order.number is not None
    if desk.find(asker, order.number) is None:
        return not_found(order.number)
    with desk.store.read() as reader:
        record = record_of(reader, order.number, desk.catalogue, desk.thresholds, desk.clock(), desk.url)
    return not_found(order.number) if record is None else Answer(decision_message(record), about=(order.number,))
