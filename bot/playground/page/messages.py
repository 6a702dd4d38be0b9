"""A conversation and a thread, as whoever looks sees them: messages, what is for their eyes only, and in red what Slack refused."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from rich.emoji import Emoji

from bot.playground.page.draw import Surroundings, draw, mrkdwn
from bot.playground.page.pieces import Piece
from bot.playground.page.rendering import day, drawn
from bot.playground.page.scenery import scene_of
from bot.playground.page.seat import Seat
from bot.playground.page.spelling import as_typed
from bot.playground.stage import Stage
from bot.playground.web_api.calls import Call
from bot.playground.workspace.conversations import Channel, PostedMessage

# Said by Slack to every bot that puts the same mark twice: nothing went wrong.
_ROUTINE = frozenset({"already_reacted", "no_reaction"})
# The calls by which a bot says something to people.
_SAYING = ("chat.", "files.", "response")
_MOST_IN_A_THREAD = 500


@dataclass
class ReplySummary:
    """What stands under a message: how many replies, and when the last one came."""

    count: int = 0
    last: float = 0.0
    people: list[str] = field(default_factory=list)

    def add(self, message: PostedMessage) -> None:
        """Count one more."""
        self.count, self.last = self.count + 1, message.at
        if message.user not in self.people:
            self.people.append(message.user)

    @property
    def version(self) -> Hashable:
        """Changes whenever it reads differently."""
        return self.count, self.last


Entry = tuple[str, float, PostedMessage | Call]


def channel_pieces(stage: Stage, seat: Seat) -> list[Piece]:
    """What stands in the channel outside threads: the newest messages, with a way to earlier ones."""
    replies: dict[str, ReplySummary] = {}
    items: list[Entry] = []
    for message in seat.channel.messages.values():
        if message.is_reply:
            replies.setdefault(str(message.thread_ts), ReplySummary()).add(message)
        if message.in_channel:
            items.append((message.ts, message.at, message))
    items += _for_eyes(seat, None) + _refused(stage, seat, None)
    items.sort(key=lambda item: item[0])
    hidden = max(0, len(items) - seat.most)
    if not items:
        return [Piece("empty", "", lambda: drawn("nothing_yet", command=stage.workspace.app.command))]
    first = [_earlier(hidden)] if hidden else []
    return first + list(_pieces(stage, seat, items[hidden:], replies))


def thread_pieces(stage: Stage, seat: Seat) -> list[Piece]:
    """The open thread: its first message and its replies; nothing where none is open."""
    if seat.thread is None or seat.thread not in seat.channel.messages:
        return []
    root = seat.channel.messages[seat.thread]
    items: list[Entry] = [(message.ts, message.at, message) for message in [root, *seat.channel.replies(root.ts)]]
    items += _for_eyes(seat, root.ts) + _refused(stage, seat, root.ts)
    return list(_pieces(stage, seat, sorted(items, key=lambda item: item[0])[-_MOST_IN_A_THREAD:], {}))


def has_news(seat: Seat, channel: Channel, since: str) -> int:
    """How many messages by others came to a channel after one that was seen; a thread's count too."""
    own = seat.person.id
    count = 0
    for message in reversed(channel.messages.values()):
        if message.ts <= since:
            break
        count += message.user != own
    return count + sum(message.ephemeral_to == own and message.ts > since for message in channel.ephemerals)


def _for_eyes(seat: Seat, thread: str | None) -> list[Entry]:
    """What only this person sees."""
    return [
        (message.ts, message.at, message)
        for message in seat.channel.ephemerals
        if message.ephemeral_to == seat.person.id and (message.thread_ts or None) == thread
    ]


def _refused(stage: Stage, seat: Seat, thread: str | None) -> list[Entry]:
    """What Slack did not let the bot say or change there; what was for one person alone, to that person."""
    return [
        (call.ts, call.at, call)
        for call in list(stage.workspace.calls)
        if is_refusal(call)
        and call.arguments.get("user") in {None, seat.person.id}
        and call.method.startswith(_SAYING)
        and _channel_of(stage, call) == seat.channel.id
        and (call.arguments.get("thread_ts") or None) == thread
    ]


def is_refusal(call: Call) -> bool:
    """Whether something went wrong that a reader should see."""
    return not call.ok and call.code not in _ROUTINE


def _channel_of(stage: Stage, call: Call) -> str | None:
    """The conversation a call is about; a person stands for their direct message."""
    given = call.arguments.get("channel")
    if isinstance(given, str) and given in stage.workspace.people:
        return stage.workspace.dm_with(given).id
    return given if isinstance(given, str) else None


def _earlier(hidden: int) -> Piece:
    return Piece("earlier", hidden, lambda: drawn("earlier", hidden=hidden))


def _pieces(stage: Stage, seat: Seat, items: Iterable[Entry], replies: dict[str, ReplySummary]) -> Iterable[Piece]:
    today = ""
    for ts, at, item in items:
        if day(at) != today:
            today = day(at)
            yield _day(f"day-{ts}", today)
        if isinstance(item, Call):
            yield _refusal(item)
        else:
            yield _message(stage, seat, item, replies.get(ts, ReplySummary()))


def _day(key: str, today: str) -> Piece:
    return Piece(key, today, lambda: drawn("day", today=today))


def _message(stage: Stage, seat: Seat, message: PostedMessage, replies: ReplySummary) -> Piece:
    open_ = message.ts == seat.thread
    version = (message.revision, replies.version, open_, seat.person.id)
    return Piece(f"m-{message.ts}", version, lambda: _draw_message(stage, seat, message, replies, is_open=open_))


def _draw_message(stage: Stage, seat: Seat, message: PostedMessage, replies: ReplySummary, *, is_open: bool) -> str:
    workspace = stage.workspace
    author = workspace.people.get(message.user)
    thread = message.thread_ts or message.ts
    return drawn(
        "message",
        message=message,
        author=author.name if author else "Slackbot",
        is_bot=message.bot_id is not None,
        own=message.user == seat.person.id,
        alone=message.ephemeral_to is not None,
        gone=message.subtype == "tombstone",
        body=_body(stage, seat, message),
        typed=as_typed(workspace, message.text),
        replies=replies,
        is_open=is_open,
        way=seat.address(stage, thread=thread),
        in_thread=message.is_reply,
        files=_files(stage, message),
        reactions=[(_emoji(name), [_name(stage, user) for user in users]) for name, users in message.reactions.items()],
        tone=tone_of(stage, message.user),
    )


def tone_of(stage: Stage, user: str) -> int:
    """Which colour stands for somebody."""
    return (
        [person.id for person in stage.people].index(user)
        if user in {person.id for person in stage.people}
        else len(stage.people)
    )


def _body(stage: Stage, seat: Seat, message: PostedMessage) -> Markup:
    scene = scene_of(stage, seat, message)
    own = draw(message.blocks, scene) if message.blocks else _plainly(message.text, scene)
    more = [_attached(attachment, scene) for attachment in message.attachments]
    return Markup("").join([own, *more])


def _attached(attachment: Any, scene: Surroundings) -> Markup:
    if not isinstance(attachment, dict):
        return draw([attachment], scene)
    blocks = attachment.get("blocks")
    if isinstance(blocks, list):
        return draw(blocks, scene)
    return _plainly(str(attachment.get("text") or attachment.get("fallback") or ""), scene)


def _plainly(text: str, scene: Surroundings) -> Markup:
    return Markup('<div class="b-text">{}</div>').format(mrkdwn(text, scene))


def _files(stage: Stage, message: PostedMessage) -> list[dict[str, Any]]:
    """The files of a message, those that were deleted too."""
    told = []
    for shown in message.files:
        file = stage.workspace.files.get(shown["id"])
        told.append(
            {"id": shown["id"], "name": file.title or file.name, "bytes": len(file.content or b"")}
            if file
            else {"id": ""}
        )
    return told


def _emoji(name: str) -> Markup:
    return Markup.escape(Emoji.replace(f":{name}:"))


def _name(stage: Stage, user: str) -> str:
    return stage.workspace.people[user].name if user in stage.workspace.people else user


def _refusal(call: Call) -> Piece:
    return Piece(
        f"r-{call.ts}",
        0,
        lambda: drawn("refusal", call=call, told=told_of(call), text=str(call.arguments.get("text") or "")),
    )


def told_of(call: Call) -> list[str]:
    """What Slack says is wrong, in its own words."""
    told = (call.answer.get("response_metadata") or {}).get("messages") or []
    return [str(sentence).removeprefix("[ERROR] ") for sentence in told]
