"""What Slack says of a person: time zone, admin or guest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.cache import Remembered
from bot.slack_api.errors import UNREACHABLE, NotTold, slack_error

_SECONDS, _MOST = 600.0, 10_000
_NOBODY_SPECIAL = frozenset({"user_not_found", "user_not_visible", "missing_scope", "unknown_method"})


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A member of the workspace. `zone` is an IANA name, `name` what others read; None where Slack has none."""

    id: str
    zone: str | None = None
    is_admin: bool = False
    name: str | None = None


class Users:
    """Asks Slack about people, and remembers it for some minutes."""

    def __init__(self, client: WebClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._known: Remembered[str, SlackUser] = Remembered(clock, seconds=_SECONDS, most=_MOST)

    def about(self, person: str) -> SlackUser:
        """What Slack says. Somebody whom it does not know is nobody special. Raises NotTold."""
        return self._known.get(person) or self._known.keep(person, self._ask(person))

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """What people are called, by id; those that Slack does not tell of just now are left out."""
        names: dict[str, str] = {}
        for person in people:
            try:
                name = self.about(person).name
            except NotTold:
                break
            if name:
                names[person] = name
        return names

    def _ask(self, person: str) -> SlackUser:
        try:
            user: Any = self._client.users_info(user=person).get("user") or {}
        except SlackApiError as error:
            if slack_error(error) in _NOBODY_SPECIAL:
                return SlackUser(person)
            raise NotTold(slack_error(error)) from None
        except UNREACHABLE as error:
            raise NotTold(type(error).__name__) from None
        is_admin = any(user.get(role) for role in ("is_admin", "is_owner", "is_primary_owner"))
        profile = user.get("profile") or {}
        name = profile.get("real_name") or profile.get("display_name") or user.get("real_name") or user.get("name")
        return SlackUser(person, user.get("tz") or None, is_admin, str(name) if name else None)
