"""Who may answer where. In a public channel everybody may; elsewhere only who is in it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.store.records import Decision

_REMEMBER = 300.0
_PAGES = 20


class Members:
    """Asks Slack who is in a channel, and remembers a yes for some minutes. `client` must give up within a second or so."""

    def __init__(self, client: WebClient, clock: Callable[[], float]) -> None:
        self._client, self._clock = client, clock
        self._known: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def may_answer(self, decision: Decision, person: str) -> bool | None:
        """Whether a person may answer in a decision's channel; None where Slack does not say."""
        if decision.place == "public":
            return True
        if decision.place == "im":
            return person == decision.started_by
        key = (decision.channel, person)
        with self._lock:
            if self._known.get(key, -_REMEMBER) > self._clock() - _REMEMBER:
                return True
        found = self._ask(decision.channel, person)
        if found:
            with self._lock:
                self._known[key] = self._clock()
        return found

    def left(self, channel: str, person: str) -> None:
        """Somebody left a channel: what was remembered is not true any more."""
        with self._lock:
            self._known.pop((channel, person), None)

    def _ask(self, channel: str, person: str) -> bool | None:
        cursor = None
        try:
            for _ in range(_PAGES):
                page = self._client.conversations_members(channel=channel, limit=1000, cursor=cursor)
                if person in (page.get("members") or []):
                    return True
                cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
                if not cursor:
                    return False
        except (SlackClientError, OSError, http.client.HTTPException):
            return None
        return None
