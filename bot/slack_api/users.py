"""What Slack says of a person: time zone, admin or guest."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

_REMEMBER = 600.0
_REMEMBERED = 10_000


class NotTold(Exception):
    """Slack does not say just now; trying again may help."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace. `zone` is an IANA name, `name` what others read; None where Slack has none."""

    id: str
    zone: str | None = None
    is_admin: bool = False
    is_guest: bool = False
    name: str | None = None


class People:
    """Asks Slack about people, and remembers it for some minutes."""

    def __init__(self, client: WebClient, clock: Callable[[], float]) -> None:
        self._client, self._clock = client, clock
        self._known: dict[str, tuple[float, Person]] = {}
        self._lock = threading.Lock()

    def about(self, person: str) -> Person:
        """What Slack says. Somebody whom it does not know is nobody special. Raises NotTold."""
        with self._lock:
            known = self._known.get(person)
        if known is not None and 0 <= self._clock() - known[0] < _REMEMBER:
            return known[1]
        found = self._ask(person)
        with self._lock:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[person] = (self._clock(), found)
        return found

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """What people are called, by id; those that Slack does not tell of just now are left out."""
        found: dict[str, str] = {}
        for one in people:
            try:
                name = self.about(one).name
            except NotTold:
                break
            if name:
                found[one] = name
        return found

    def _ask(self, person: str) -> Person:
        try:
            user: Any = self._client.users_info(user=person).get("user") or {}
        except SlackApiError as error:
            data = error.response.data
            if isinstance(data, dict) and data.get("error") in (
                "user_not_found",
                "user_not_visible",
                "missing_scope",
                "unknown_method",
            ):
                return Person(person)
            raise NotTold(str(data.get("error") if isinstance(data, dict) else "no answer")) from None
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            raise NotTold(type(error).__name__) from None
        admin = any(user.get(name) for name in ("is_admin", "is_owner", "is_primary_owner"))
        guest = any(user.get(name) for name in ("is_restricted", "is_ultra_restricted"))
        profile = user.get("profile") or {}
        name = profile.get("real_name") or profile.get("display_name") or user.get("real_name") or user.get("name")
        return Person(person, user.get("tz") or None, bool(admin), bool(guest), str(name) if name else None)
