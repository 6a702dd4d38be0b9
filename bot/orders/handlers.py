"""Every order there is, and what carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.orders.desk import Answer, Asker, Desk
from bot.orders.digests import digest
from bot.orders.exporting import export_decisions
from bot.orders.forget import forget_decision
from bot.orders.grammar import Order
from bot.orders.listing import list_decisions, search_decisions
from bot.orders.replacing import replace_decision
from bot.orders.showing import show_decision

HANDLERS: Mapping[str, Callable[[Desk, Order, Asker], Answer]] = {
    "digest": digest,
    "forget": forget_decision,
    "list": list_decisions,
    "search": search_decisions,
    "replace": replace_decision,
    "show": show_decision,
    "export": export_decisions,
}
