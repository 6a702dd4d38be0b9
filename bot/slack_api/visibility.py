"""Who sees which channels: people see only decisions of channels they are in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.cache import Remembered
from bot.slack_api.client import pages
from bot.slack_api.errors import UNREACHABLE, NotTold, is_passing, slack_error

_SECONDS, _MOST = 120.0, 2_000
_MOST_PAGES = 50
# A digest looks into so many other channels at most.
_MOST_SHARED = 60
# The bot is not in these any more, or nobody is: then nobody sees them.
_NOT_THERE = frozenset(
    {"channel_not_found", "not_in_channel", "fetch_members_failed", "method_not_supported_for_channel_type"}
)


class Visibility:
    """Asks Slack who is where, and remembers it for two minutes. `bot` is our own user, whom nothing is hidden from."""

    def __init__(self, client: WebClient, clock: Callable[[], float], bot: str = "") -> None:
        self._client, self._bot = client, bot
        self._known: Remembered[tuple[str, str], frozenset[str]] = Remembered(clock, seconds=_SECONDS, most=_MOST)

    def channels_of(self, person: str, among: Iterable[str] = ()) -> frozenset[str]:
        """The channels that a person is in, as far as the bot can see. Raises NotTold.

        Where Slack does not list them, those of `among` are looked at one by one.
        """
        try:
            return self._remembered(("channels", person), lambda: self._channels(person))
        except LookupError:
            return frozenset(channel for channel in among if person in self.members(channel))

    def members(self, channel: str) -> frozenset[str]:
        """Who is in a channel; nobody where the bot cannot see it. Raises NotTold."""
        return self._remembered(("members", channel), lambda: self._members(channel))

    def shared(self, channel: str, among: Iterable[str]) -> tuple[str, ...]:
        """Those of other channels that everybody in a channel is in too, and whose decisions may be told there. Raises NotTold.

        None where nobody can be seen, and none where people of other companies are. What is said in a public channel the whole
        workspace can read, now and later: no private channel is told of there.
        """
        people = self.members(channel) - {self._bot}
        left = [candidate for candidate in among if candidate != channel]
        if not people or not left or self.is_external(channel):
            return ()
        # What two of them see together is mostly little enough to be looked at one by one.
        for person in sorted(people)[:2]:
            seen = self.channels_of(person, left)
            left = [candidate for candidate in left if candidate in seen]
        shared = (candidate for candidate in left[:_MOST_SHARED] if people <= self.members(candidate))
        if not self._is_private(channel):
            shared = (candidate for candidate in shared if not self._is_private(candidate))
        return tuple(shared)

    def is_external(self, channel: str) -> bool:
        """Whether people of other companies are in a channel, or invited; so too where Slack hides it. Raises NotTold."""
        return bool(self._about(channel) & {"is_ext_shared", "is_pending_ext_shared", "hidden"})

    def _is_private(self, channel: str) -> bool:
        return bool(self._about(channel) & {"is_private", "is_im", "is_mpim", "hidden"})

    def _about(self, channel: str) -> frozenset[str]:
        return self._remembered(("about", channel), lambda: self._told_of(channel))

    def is_ours(self, channel: str) -> bool:
        """Whether a direct message is one with the bot, and not one between two others. Raises NotTold."""
        return bool(self._remembered(("ours", channel), lambda: self._ours(channel)))

    def forget(self, channel: str, person: str) -> None:
        """Somebody came or left: what was remembered is not true any more."""
        self._known.drop(("channels", person))
        self._known.drop(("members", channel))

    def _remembered(self, key: tuple[str, str], ask: Callable[[], frozenset[str]]) -> frozenset[str]:
        known = self._known.get(key)
        return self._known.keep(key, ask()) if known is None else known

    def _channels(self, person: str) -> frozenset[str]:
        pages = self._pages(
            lambda cursor: self._client.users_conversations(
                user=person, types="public_channel,private_channel,mpim", limit=1000, cursor=cursor
            ),
            lambda error: LookupError(error),
        )
        return frozenset(str(channel["id"]) for page in pages for channel in page.get("channels") or [])

    def _members(self, channel: str) -> frozenset[str]:
        try:
            pages = self._pages(
                lambda cursor: self._client.conversations_members(channel=channel, limit=1000, cursor=cursor),
                lambda error: LookupError(error) if error in _NOT_THERE else NotTold(error),
            )
        except LookupError:
            return frozenset()
        return frozenset(str(member) for page in pages for member in page.get("members") or [])

    def _told_of(self, channel: str) -> frozenset[str]:
        try:
            pages = self._pages(
                lambda _: self._client.conversations_info(channel=channel), lambda error: LookupError(error)
            )
        except LookupError:
            return frozenset({"hidden"})
        told = pages[0].get("channel") or {}
        return frozenset(str(name) for name, value in told.items() if value is True)

    def _ours(self, channel: str) -> frozenset[str]:
        try:
            self._pages(
                lambda _: self._client.conversations_history(channel=channel, limit=1),
                lambda error: LookupError(error) if error in _NOT_THERE else NotTold(error),
            )
        except LookupError:
            return frozenset()
        return frozenset({channel})

    def _pages(self, ask: Callable[[str | None], Any], refused: Callable[[str], Exception]) -> list[Any]:
        """Every page. Raises what `refused` makes of Slack's refusal, and NotTold where Slack is in trouble."""
        try:
            return list(pages(ask, _MOST_PAGES))
        except SlackApiError as error:
            code = slack_error(error)
            raise (NotTold(code) if is_passing(error) else refused(code)) from None
        except UNREACHABLE as error:
            raise NotTold(type(error).__name__) from None
