"""Deleting what the bot itself put into Slack."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

Seek = Callable[[Callable[[Mapping[str, Any]], bool]], Mapping[str, Any] | None]

# It is not there any more: as it should be.
GONE = frozenset({"message_not_found", "thread_not_found", "file_not_found", "file_deleted", "cant_delete_message"})
_LINE = "This decision was forgotten on {on}."
_MOST_PAGES = 5


def delete(
    client: WebClient,
    channel: str,
    payload: Mapping[str, Any],
    seek: Seek,
    carries: Callable[[Mapping[str, Any]], bool],
) -> None:
    """Delete a message, a file, or both. Raises what the client raises.

    Where the message's id is not known it is looked for: by its file, or by the mark that `carries` knows.
    A card under which people have replied holds their thread: it becomes one line.
    """
    ts, file = payload.get("ts"), payload.get("file")
    if ts is None:
        found = seek((lambda message: _has(message, str(file))) if file else carries)
        ts = found["ts"] if found is not None else None
        file = file or next((one["id"] for one in (found or {}).get("files") or []), None)
    if file is not None:
        _unless_gone(lambda: client.files_delete(file=file))
    if ts is None:
        return
    if payload.get("root") and _has_replies(client, channel, str(ts)):
        client.chat_update(channel=channel, ts=str(ts), text=_LINE.format(on=payload.get("on")), blocks=[])
    else:
        client.chat_delete(channel=channel, ts=str(ts))


def _has(message: Mapping[str, Any], file: str) -> bool:
    return any(one.get("id") == file for one in message.get("files") or [])


def _has_replies(client: WebClient, channel: str, ts: str) -> bool:
    """Whether people have written in the thread of a message; where nobody may look, they may have."""
    cursor = None
    try:
        for _ in range(_MOST_PAGES):
            page: Any = client.conversations_replies(channel=channel, ts=ts, limit=200, cursor=cursor)
            if any(one.get("ts") != ts and not one.get("bot_id") for one in page.get("messages") or []):
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return False
    except SlackApiError as error:
        if _code(error) in GONE:
            return False
        if _code(error) != "missing_scope":
            raise
    return True


def _unless_gone(call: Callable[[], object]) -> None:
    try:
        call()
    except SlackApiError as error:
        if _code(error) not in GONE:
            raise


def _code(error: SlackApiError) -> str:
    data = getattr(error.response, "data", None)
    return str(data.get("error")) if isinstance(data, dict) else ""
