"""A decision that nobody has answered yet can be taken back by who began it."""

from __future__ import annotations

from bot.store.effects import RunSubcommand
from bot.store.records import Decision
from flows.log.log import Log
from flows.text import as_command

ONLY_THE_STARTER = "Only who began this can take it back, and only as long as nobody has answered; nothing was changed."
_WORDS = frozenset(
    {
        "undo",
        "back",
        "take it back",
        "take this back",
        "take that back",
        "cancel",
        "cancel this",
        "never mind",
        "nevermind",
    }
)


def means_the_card(text: str) -> bool:
    """Whether words take back the decision itself, where nobody has answered."""
    return as_command(text) in _WORDS


def may_take_back(decision: Decision, by: str, log: Log) -> bool:
    """Whether a person began the decision, and nobody has answered."""
    return by == decision.started_by and log.is_untouched


def taken_back(decision: Decision, by: str, response_url: str | None = None) -> RunSubcommand:
    """What has the decision forgotten, and that person told."""
    return RunSubcommand(by, decision.place, decision.thread_ts, response_url, verb="forget", number=decision.id)
