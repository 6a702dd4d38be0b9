"""What Slack's payloads say, in our words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.events import Click, MessageEvent, TypedMessage, Where, is_ts
from bot.store.effects import Place

Body = Mapping[str, Any]

# Slack writes a `<` that was typed as an entity: between two of its own nothing has to be searched twice.
_LINK = re.compile(r"<((?:https?|mailto|tel):[^<|>\s]+)(?:\|([^<>]*))?>")
_OWNER_IS = re.compile(r"\bowner(?: is|:|=)?\s*$", re.IGNORECASE)
_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^<>]*)?>", re.IGNORECASE)
_FOR_INFORMATION = ("/cc", "cc", "fyi")
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


def command_where(body: Body, team: str) -> Where:
    """Where a slash command was typed; `team` is the workspace that the app is installed in, as Bolt finds it."""
    channel = str(body.get("channel_id", ""))
    return Where(team, channel, place_of(channel, body.get("channel_name") or ""))


def interaction_where(body: Body, team: str) -> Where:
    """Where a click or a shortcut was made."""
    channel = body.get("channel") or {}
    id_ = str(channel.get("id") or (body.get("container") or {}).get("channel_id") or "")
    return Where(team, id_, place_of(id_, channel.get("name")))


def click_of(body: Body, team: str) -> Click:
    """A click, with the key by which it is counted once."""
    where = interaction_where(body, team)
    by = str((body.get("user") or {}).get("id", ""))
    action = (body.get("actions") or [{}])[0]
    container = body.get("container") or {}
    # A key is kept for good, also where the decision is forgotten: it names the button, and not the answer on it.
    button = ":".join(str(action.get("action_id")).split(":")[:2])
    key = f"click:{where.team}:{by}:{action.get('action_ts')}:{button}"
    message = body.get("message") or {}
    return Click(
        where,
        by,
        key,
        container.get("message_ts") or message.get("ts"),
        message.get("thread_ts") or container.get("thread_ts"),
        body.get("response_url"),
    )


# What people may share to have it measured, by the end of its name; a picture in a thread is for people.
_MEASURABLE = (
    ".json",
    ".jsonl",
    ".ndjson",
    ".csv",
    ".tsv",
    ".txt",
    ".gz",
    ".parquet",
    ".eval",
    ".zip",
    ".xlsx",
    ".log",
)
_MOST_FILES = 2


def files_of(body: Body) -> tuple[str, ...]:
    """The ids of the files that came with a new message and may be measured, at most two."""
    found = [file for file in (body.get("event") or {}).get("files") or [] if isinstance(file, Mapping)]
    named = [file for file in found if str(file.get("name", "")).lower().endswith(_MEASURABLE)]
    return tuple(str(file["id"]) for file in named if file.get("id"))[:_MOST_FILES]


def files_in(view: Body) -> tuple[str, ...]:
    """The ids of the files that were put into a form."""
    fields = [field for block in (view.get("state") or {}).get("values", {}).values() for field in block.values()]
    return tuple(str(file["id"]) for field in fields for file in field.get("files") or [] if file.get("id"))[
        :_MOST_FILES
    ]


def form_key(body: Body, team: str) -> str:
    """The key by which a sent form is counted once."""
    view = body.get("view") or {}
    return f"form:{team}:{view.get('id')}:{view.get('hash')}"


def written_of(body: Body, bot: str, team: str) -> MessageEvent:
    """What a message event is about: a new message, an edited one, or one that is gone. Its words are not read."""
    event = body.get("event") or {}
    channel = str(event.get("channel", ""))
    said = _said(event)
    raw = storable(said.get("text"))
    type_ = event.get("channel_type")
    return MessageEvent(
        where=Where(team, channel, place_of(channel, None, type_)),
        by=str(said.get("user", "")),
        ts=str(event.get("deleted_ts") or said.get("ts", "")),
        thread_ts=said.get("thread_ts") if is_ts(said.get("thread_ts")) else None,
        # The time of the event and not of the edit, which Slack tells in whole seconds.
        edited=str(event.get("event_ts") or event.get("ts", "")) if said.get("edited") and event.get("message") else "",
        addressed=f"<@{bot}>" in raw or f"<@{bot}|" in raw or type_ == "im" or channel.startswith("D"),
    )


def read_message(body: Body, written: MessageEvent, bot: str) -> TypedMessage:
    """The message with its words; of one that is gone those that it had. The time it takes grows with their length, no faster."""
    raw = storable(_said(body.get("event") or {}).get("text"))
    ours = re.compile(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>")
    unaddressed = ours.sub(lambda found: found[0] if _is_about_an_owner(raw, found.start()) else " ", raw)
    return TypedMessage(
        written.where,
        written.by,
        written.ts,
        written.thread_ts,
        written.edited,
        written.addressed,
        text=text_of(_without_information(unaddressed)).strip(),
    )


def _without_information(text: str) -> str:
    """Text without the people at its end who are only told: "tried and scored, cc @Ben" answers, and tells Ben."""
    first = len(text)
    while (start := text.rfind("<", 0, end := _end(text, first, ",)"))) >= 0 and _MENTION.fullmatch(text, start, end):
        if _is_about_an_owner(text, start):
            break
        first = start
    if first == len(text):
        return text
    end = _end(text, first, ":")
    for word in _FOR_INFORMATION:
        start = end - len(word)
        if text[start:end].lower() == word and not (
            start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")
        ):
            end = start
            break
    return text[: _end(text, end, ",;.(")]


def _is_about_an_owner(text: str, at: int) -> bool:
    """Whether the mention at a place says who the owner is: then it is no information beside an answer, but the answer."""
    return _OWNER_IS.search(text, max(0, at - 24), at) is not None


def _end(text: str, end: int, marks: str) -> int:
    """Where a text ends without the blanks and marks before `end`."""
    while end > 0 and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return end


def speaks_to_others(text: str) -> bool:
    """Whether a message is meant for somebody else: it begins with a mention, or calls everybody."""
    return bool(re.match(r"\s*<@[UW][A-Z0-9]+", text) or re.search(r"<!(?:channel|here|everyone|subteam)", text))


def is_from_people(body: Body) -> bool:
    """Whether a message event tells of a message that a person wrote."""
    said = _said(body.get("event") or {})
    return (
        bool(said.get("user"))
        and not said.get("bot_id")
        and said.get("subtype") != "bot_message"
        and is_ts(said.get("ts"))
    )


def is_gone(event: Body) -> bool:
    """Whether a message was deleted; one with replies leaves a tombstone instead."""
    return event.get("subtype") == "message_deleted" or (event.get("message") or {}).get("subtype") == "tombstone"


def _said(event: Body) -> Body:
    """The message that an event is about; of one that is gone what it said."""
    if is_gone(event):
        return event.get("previous_message") or {}
    return event.get("message") or event
