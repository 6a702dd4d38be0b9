"""A context as tests need it where nobody asks Slack anything."""

from __future__ import annotations

import time
from collections.abc import Callable

from slack_sdk import WebClient

from bot.context import Identity, SlackContext
from bot.slack_api.users import Users
from bot.slack_api.visibility import Visibility
from bot.store.protocol import Store
from pricing import loading


def a_context(store: Store, team: str = "T1", clock: Callable[[], float] = time.time) -> SlackContext:
    """A workspace in which Slack is never asked."""
    silent = WebClient()
    return SlackContext(
        store,
        loading.load(),
        clock,
        identity=Identity(team, "UBOT"),
        users=Users(silent, clock),
        visibility=Visibility(silent, clock),
    )
