"""`list`: decisions that a person may see, a line each."""

from __future__ import annotations

from dataclasses import replace

from bot.orders.desk import Answer, Asker, Desk, in_words
from bot.orders.grammar import Order

_SHOWN = 20


def list_decisions(desk: Desk, order: Order, asker: Asker) -> Answer:
    """The last changed decisions, or those of one kind. Raises NotTold."""
    wanted = replace(desk.seen_by(asker), stages=("asking", "decided") if order.words == "open" else ())
    with desk.store.read() as reader:
        found = reader.standings(wanted, most=_SHOWN)
    return in_words("\n".join(f"• {one.decision}: {one.title} ({one.stage})" for one in found) or "There is nothing to list yet.")
