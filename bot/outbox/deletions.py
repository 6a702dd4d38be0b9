"""Deleting what the bot itself put into Slack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_api.client import pages
from bot.slack_api.errors import slack_error
from bot.store.effects import Delete

# Whether a message is the one, and a look for the first that is.
Fits = Callable[[Mapping[str, Any]], bool]
Seek = Callable[[Fits], Mapping[str, Any] | None]

# It is not there any more: as it should be.
GONE = frozenset({"message_not_found", "thread_not_found", "file_not_found", "file_deleted", "cant_delete_message"})
_LINE = "This decision was forgotten on {on}."
_MOST_PAGES = 5


def delete(client: WebClient, channel: str, item: Delete, seek: Seek, carries: Fits) -> None:
    """Delete a message, a file, or both. Raises what the client raises.

    Where the message's id is not known it is looked for: by its file, or by the mark that `carries` knows.
    A card under which people have replied holds their thread: it becomes one line.
    """
    ts, file = item.ts, item.file
    if ts is None:
        posted = seek((lambda message: _has(message, str(file))) if file else carries)
        ts = str(posted["ts"]) if posted is not None else None
        file = file or next((str(attached["id"]) for attached in (posted or {}).get("files") or []), None)
    if file is not None:
        _unless_gone(lambda: client.files_delete(file=file))
    if ts is None:
        return
    if item.root and _has_replies(client, channel, ts):
        client.chat_update(channel=channel, ts=ts, text=_LINE.format(on=item.on), blocks=[])
    else:
        client.chat_delete(channel=channel, ts=ts)


def _has(message: Mapping[str, Any], file: str) -> bool:
    return any(attached.get("id") == file for attached in message.get("files") or [])


def _has_replies(client: WebClient, channel: str, ts: str) -> bool:
    """Whether people have written in the thread of a message; where nobody may look, they may have."""

    def ask(cursor: str | None) -> Any:
        return client.conversations_replies(channel=channel, ts=ts, limit=200, cursor=cursor)

    unread = True
    try:
        for page in pages(ask, _MOST_PAGES):
            if any(message.get("ts") != ts and not message.get("bot_id") for message in page.get("messages") or []):
                return True
            unread = bool((page.get("response_metadata") or {}).get("next_cursor"))
    except SlackApiError as error:
        if slack_error(error) in GONE:
            return False
        if slack_error(error) != "missing_scope":
            raise
    return unread


def _unless_gone(call: Callable[[], object]) -> None:
    try:
        call()
    except SlackApiError as error:
        if slack_error(error) not in GONE:
            raise
