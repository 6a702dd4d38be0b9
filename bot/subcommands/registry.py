"""Every subcommand there is, and what carries it out."""

from __future__ import annotations

from collections.abc import Mapping

from bot.subcommands.digest import digest
from bot.subcommands.export import export_decisions
from bot.subcommands.forget import forget_decision
from bot.subcommands.list_search import list_decisions, search_decisions
from bot.subcommands.replace import replace_decision
from bot.subcommands.runner import Handler
from bot.subcommands.show import show_decision

HANDLERS: Mapping[str, Handler] = {
    "digest": digest,
    "forget": forget_decision,
    "list": list_decisions,
    "search": search_decisions,
    "replace": replace_decision,
    "show": show_decision,
    "export": export_decisions,
}
