"""Who may answer where. In a public channel everybody may; elsewhere only who is in it."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from typing import Literal

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.store.records import Decision

_REMEMBER = 300.0
# The ack has 3 s, and a form may have to be opened before it.
_MOST_SECONDS = 1.0
_REMEMBERED = 10_000

Answer = Literal["yes", "no", "not there", "unknown"]


class Members:
    """Asks Slack who is in a channel, and remembers a yes for some minutes. `client` must give up within a second or so."""

    def __init__(self, client: WebClient, clock: Callable[[], float]) -> None:
        self._client, self._clock = client, clock
        self._known: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def may_answer(self, decision: Decision, person: str) -> Answer:
        """Whether a person may answer in a decision's channel; "not there" where the bot itself is not in it."""
        if decision.place == "public":
            return "yes"
        if decision.place == "im":
            return "yes" if person == decision.started_by else "no"
        key = (decision.channel, person)
        with self._lock:
            if self._known.get(key, -_REMEMBER) > self._clock() - _REMEMBER:
                return "yes"
        found = self._ask(decision.channel, person)
        if found == "yes":
            with self._lock:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[key] = self._clock()
        return found

    def left(self, channel: str, person: str) -> None:
        """Somebody left a channel: what was remembered is not true any more."""
        with self._lock:
            self._known.pop((channel, person), None)

    def _ask(self, channel: str, person: str) -> Answer:
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
            data = error.response.data
            gone = isinstance(data, dict) and data.get("error") in ("channel_not_found", "not_in_channel")
            return "not there" if gone else "unknown"
        except (SlackClientError, OSError, http.client.HTTPException):
            return "unknown"
        return "unknown"
