"""Channels, direct messages, the messages and files in them."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ChannelKind = Literal["channel", "group", "im", "mpim"]
Json = dict[str, Any]

# How Slack names a conversation in slash commands and interactions.
SPOKEN: dict[ChannelKind, str | None] = {"channel": None, "group": "privategroup", "im": "directmessage", "mpim": None}
# How the events of a kind of conversation are subscribed to, and what scopes its methods need.
PLURAL: dict[ChannelKind, str] = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
# Under what name a file lists the conversations of a kind that it is shared in.
_LISTED: dict[ChannelKind, str] = {"channel": "channels", "group": "groups", "im": "ims", "mpim": "groups"}


@dataclass(eq=False)
class File:
    """An uploaded file; `shared` says where, `content` is None until the bytes have come."""

    id: str
    name: str
    length: int
    user: str
    created: float
    title: str = ""
    content: bytes | None = None
    completed: float | None = None
    shared: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self, base: str, ready: bool, kinds: Mapping[str, ChannelKind]) -> Json:
        """The file as files.info gives it; a file that Slack still works on has no type yet. `kinds` are those of channels."""
        suffix = self.name.rpartition(".")[2].lower() if "." in self.name else "text"
        shares: Json = {}
        places: dict[str, list[str]] = {"channels": [], "groups": [], "ims": []}
        for channel, ts in self.shared:
            shares.setdefault("public" if kinds[channel] == "channel" else "private", {}).setdefault(
                channel, []
            ).append({"ts": ts})
            places[_LISTED[kinds[channel]]].append(channel)
        return {
            "id": self.id,
            "created": int(self.created),
            "timestamp": int(self.created),
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": MIME.get(suffix, "text/plain") if ready else "",
            "filetype": suffix if ready else "",
            "size": len(self.content or b""),
            "user": self.user,
            "mode": "hosted",
            "is_external": False,
            "url_private": f"{base}files/{self.id}/{self.name}",
            "url_private_download": f"{base}files/{self.id}/download/{self.name}",
            "permalink": f"{base}files/{self.id}/{self.name}",
            **places,
            "shares": shares,
        }


MIME = {
    "png": "image/png",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}


@dataclass(eq=False)
class PostedMessage:
    """A message as it stands now; `ephemeral_to` names the one person who sees it, if it is for one only."""

    channel: str
    ts: str
    user: str
    text: str
    team: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    bot: Json | None = None
    bot_id: str | None = None
    app_id: str | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    broadcast: bool = False
    edited: Json | None = None
    metadata: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    client_msg_id: str | None = None
    ephemeral_to: str | None = None
    deleted: bool = False
    at: float = 0.0
    """When it was posted, by the workspace's clock. A ts only ever grows, also where the clock was turned back."""
    revision: int = 0
    """Grows whenever the message looks different, in its channel or its thread."""

    def snapshot(self) -> "PostedMessage":
        """The message as it is at this moment, which later changes leave alone."""
        return copy.deepcopy(self)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts not in {None, self.ts}

    @property
    def in_channel(self) -> bool:
        """Whether it stands in the conversation itself: outside threads, or sent there too."""
        return not self.is_reply or self.broadcast

    @property
    def buttons(self) -> list[str]:
        """What stands on its buttons, in order."""
        return [
            element["text"]["text"]
            for block in self.blocks
            for element in _elements(block)
            if element.get("type") == "button"
        ]

    def as_json(self, metadata: bool = False) -> Json:
        """The message as conversations.history gives it, without what its replies add."""
        told: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": self.team}
        if self.subtype:
            told["subtype"] = self.subtype
        if self.client_msg_id:
            told["client_msg_id"] = self.client_msg_id
        if self.bot_id:
            told |= {"bot_id": self.bot_id, "app_id": self.app_id, "bot_profile": self.bot}
        for name in ("blocks", "attachments", "files", "edited", "thread_ts"):
            if getattr(self, name):
                told[name] = copy.deepcopy(getattr(self, name))
        if self.reactions:
            told["reactions"] = [
                {"name": name, "users": list(users), "count": len(users)} for name, users in self.reactions.items()
            ]
        if metadata and self.metadata:
            told["metadata"] = copy.deepcopy(self.metadata)
        return told


def _elements(block: Json) -> list[Json]:
    inside = block.get("elements", []) if block.get("type") in {"actions", "context_actions"} else []
    return [*inside, *([block["accessory"]] if "accessory" in block else [])]


@dataclass(eq=False)
class Channel:
    """A conversation: a channel (public or private), a direct message or a group message."""

    id: str
    name: str
    kind: ChannelKind
    creator: str
    created: float
    members: list[str] = field(default_factory=list)
    archived: bool = False
    shared: bool = False
    """Whether another company's workspace has the channel too."""
    messages: dict[str, PostedMessage] = field(default_factory=dict)
    ephemerals: list[PostedMessage] = field(default_factory=list)

    @property
    def spoken(self) -> str:
        """What slash commands and interactions call it."""
        return SPOKEN[self.kind] or self.name

    @property
    def mention(self) -> str:
        """The channel in the text of a message."""
        return f"<#{self.id}|{self.name}>"

    def replies(self, ts: str) -> list[PostedMessage]:
        """The replies of a thread, in order."""
        return [message for message in self.messages.values() if message.thread_ts == ts and message.ts != ts]

    def as_json(self, bot_user: str) -> Json:
        """The conversation as conversations.info gives it.

        A direct message says much less of itself than the others; is_group is for private channels older than March 2021.
        """
        told: Json = {
            "id": self.id,
            "created": int(self.created),
            "is_archived": self.archived,
            "is_im": self.kind == "im",
        }
        if self.kind == "im":
            others = [user_id for user_id in self.members if user_id != bot_user]
            return told | {
                "is_org_shared": False,
                "user": others[0] if others else bot_user,
                "is_open": True,
                "priority": 0,
            }
        return told | {
            "creator": self.creator,
            "is_channel": True,
            "is_group": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "is_general": False,
            "name": self.name,
            "name_normalized": self.name,
            "is_member": bot_user in self.members,
            "num_members": len(self.members),
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }
