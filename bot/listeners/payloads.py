"""What Slack's payloads say, in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.incoming import Click, Message, Where
from bot.store.records import Place

Body = Mapping[str, Any]

_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>\s]+)(?:\|([^>]*))?>")
_PLACES: dict[str, Place] = {"channel": "public", "group": "private", "im": "im", "mpim": "mpim"}


def text_of(text: Any) -> str:
    """What a person typed: Slack sends `&`, `<` and `>` as entities, and wraps links."""
    plain = _LINK.sub(lambda link: link[2] if link[2] and link[2] in link[1] else link[1], storable(text))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def storable(text: Any) -> str:
    """Text that can be written down: half of a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8") if isinstance(text, str) else ""


def place_of(channel: str, name: str | None = None, type_: str | None = None) -> Place:
    """The kind of a channel; one that Slack does not tell is taken for private until it is known."""
    if type_ in _PLACES:
        return _PLACES[type_]
    if channel.startswith("D") or name == "directmessage":
        return "im"
    if name is not None and name.startswith("mpdm-"):
        return "mpim"
    return "private" if name in (None, "", "privategroup") else "public"


def command_where(body: Body) -> Where:
    """Where a slash command was typed."""
    channel = str(body.get("channel_id", ""))
    return Where(str(body.get("team_id", "")), channel, place_of(channel, body.get("channel_name") or ""))


def interaction_where(body: Body) -> Where:
    """Where a click or a shortcut was made."""
    channel = body.get("channel") or {}
    id_ = str(channel.get("id") or (body.get("container") or {}).get("channel_id") or "")
    return Where(str((body.get("team") or {}).get("id", "")), id_, place_of(id_, channel.get("name")))


def click_of(body: Body) -> Click:
    """A click, with the key by which it is counted once."""
    where = interaction_where(body)
    by = str((body.get("user") or {}).get("id", ""))
    action = (body.get("actions") or [{}])[0]
    container = body.get("container") or {}
    key = f"click:{where.team}:{by}:{action.get('action_ts')}:{action.get('action_id')}"
    message = body.get("message") or {}
    return Click(
        where, by, key, container.get("message_ts") or message.get("ts"), message.get("thread_ts") or container.get("thread_ts"),
        body.get("response_url"),
    )  # fmt: skip


def form_key(body: Body) -> str:
    """The key by which a sent form is counted once."""
    view = body.get("view") or {}
    return f"form:{(body.get('team') or {}).get('id')}:{view.get('id')}:{view.get('hash')}"


def message_of(body: Body, bot: str) -> Message:
    """A message event: a new one, an edited one, or one that is gone (then with what it said)."""
    event = body.get("event") or {}
    channel = str(event.get("channel", ""))
    said = event.get("message") or event.get("previous_message") or event
    raw = storable(said.get("text"))
    mention = f"<@{bot}>"
    type_ = event.get("channel_type")
    return Message(
        where=Where(str(body.get("team_id", "")), channel, place_of(channel, None, type_)),
        by=str(said.get("user", "")),
        text=text_of(re.sub(rf"<@{re.escape(bot)}(?:\|[^>]*)?>", " ", raw)).strip(),
        ts=str(event.get("deleted_ts") or said.get("ts", "")),
        thread_ts=said.get("thread_ts"),
        # The time of the event and not of the edit, which Slack tells in whole seconds.
        edited=str(event.get("event_ts") or event.get("ts", "")) if said.get("edited") and event.get("message") else "",
        addressed=mention in raw or f"<@{bot}|" in raw or type_ == "im" or channel.startswith("D"),
    )


def speaks_to_others(text: str) -> bool:
    """Whether a message mentions somebody: then it is not meant for the bot, unless it mentions the bot."""
    return bool(re.search(r"<@[UW][A-Z0-9]+(?:\|[^>]*)?>|<!(?:channel|here|everyone|subteam)", text))


def is_from_people(body: Body) -> bool:
    """Whether a message event tells of a message that a person wrote."""
    event = body.get("event") or {}
    said = event.get("message") or event.get("previous_message") or event
    return bool(said.get("user")) and not said.get("bot_id") and said.get("subtype") not in ("bot_message", "tombstone")
