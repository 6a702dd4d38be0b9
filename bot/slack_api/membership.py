"""Who may answer where. In a public channel everybody may; elsewhere only who is in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.cache import Remembered
from bot.slack_api.errors import UNREACHABLE, slack_error
from bot.store.records import Decision

_SECONDS, _MOST = 300.0, 10_000
# The ack has 3 s, and a form may have to be opened before it.
_MOST_SECONDS = 1.0

MayAnswer = Literal["yes", "no", "not there", "unknown"]


class Membership:
    """Asks Slack who is in a channel, and remembers a yes for some minutes. `client` must give up within a second or so."""

    def __init__(self, client: WebClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._members: Remembered[tuple[str, str], bool] = Remembered(clock, seconds=_SECONDS, most=_MOST)

    def may_answer(self, decision: Decision, person: str) -> MayAnswer:
        """Whether a person may answer in a decision's channel; "not there" where the bot itself is not in it."""
        if decision.place == "public":
            return "yes"
        if decision.place == "im":
            return "yes" if person == decision.started_by else "no"
        if self._members.get((decision.channel, person)):
            return "yes"
        answer = self._ask(decision.channel, person)
        if answer == "yes":
            self._members.keep((decision.channel, person), True)
        return answer

    def left(self, channel: str, person: str) -> None:
        """Somebody left a channel: what was remembered is not true any more."""
        self._members.drop((channel, person))

    def _ask(self, channel: str, person: str) -> MayAnswer:
        cursor, end = None, time.monotonic() + _MOST_SECONDS
        try:
            while time.monotonic() < end:
                page = self._client.conversations_members(channel=channel, limit=1000, cursor=cursor)
                if person in (page.get("members") or []):
                    return "yes"
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
                if not cursor:
                    return "no"
        except SlackApiError as error:
            return "not there" if slack_error(error) in ("channel_not_found", "not_in_channel") else "unknown"
        except UNREACHABLE:
            return "unknown"
        return "unknown"
