"""chat.*: posting, changing and deleting the bot's messages."""

from typing import Any

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.methods.access import (
    ApiMethod,
    Arguments,
    known,
    message_in,
    page,
    postable,
    readable,
    refused,
)
from bot.playground.workspace.conversations import Channel, Json, PostedMessage
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.limits import message_problems

_CODES = {
    "blocks": "invalid_blocks_format",
    "metadata": "invalid_metadata_format",
    "attachments": "invalid_attachments",
}


def _content(workspace: Interactions, arguments: Arguments) -> Json:
    """What a message is to say, checked against every limit."""
    content: Json = {name: arguments.json(name, code) for name, code in _CODES.items()}
    for name in ("text", "thread_ts", "markdown_text"):
        content[name] = arguments.given.get(name)
    if wrong := message_problems(content):
        raise refused(wrong)
    where = workspace.faults.refuses(content["blocks"])
    if where is not None:
        raise CallRefused("invalid_blocks", [f"unsupported type [json-pointer:{where}/type]"])
    for name in _slack_files(content["blocks"]):
        file = workspace.files.get(name)
        if file is None or file.completed is None or workspace.clock() < file.completed + workspace.file_seconds:
            raise CallRefused("invalid_blocks", ["invalid slack file [json-pointer:/blocks]"])
    return content


def _slack_files(value: Any) -> list[str]:
    """The ids of uploaded files that blocks show."""
    if isinstance(value, list):
        return [name for part in value for name in _slack_files(part)]
    if not isinstance(value, dict):
        return []
    own = (
        [value["slack_file"]["id"]] if isinstance(value.get("slack_file"), dict) and "id" in value["slack_file"] else []
    )
    return own + [name for part in value.values() for name in _slack_files(part)]


def _fields(content: Json) -> Json:
    return {
        "text": content["text"] or content["markdown_text"] or "",
        "blocks": content["blocks"] or [],
        "attachments": content["attachments"] or [],
        "metadata": content["metadata"],
    }


def _post(workspace: Interactions, arguments: Arguments) -> Json:
    channel = postable(workspace, arguments.needed("channel"), public=True)
    fields = _fields(_content(workspace, arguments))
    thread = arguments.text("thread_ts") or None
    parent = channel.messages.get(thread or "")
    if parent is not None and parent.subtype == "tombstone":
        raise CallRefused("cannot_reply_to_message")
    broadcast = thread is not None and arguments.flag("reply_broadcast")
    more: Json = {"subtype": "thread_broadcast", "broadcast": True} if broadcast else {}
    message = workspace.post(channel, workspace.bot_message(channel, thread_ts=thread, **fields, **more))
    return {"channel": channel.id, "ts": message.ts, "message": workspace.full_json(channel, message, metadata=True)}


def _own(workspace: Interactions, channel: Channel, ts: str, code: str) -> PostedMessage:
    message = message_in(channel, ts)
    if message.bot_id != workspace.app.bot_id:
        raise CallRefused(code)
    return message


def _update(workspace: Interactions, arguments: Arguments) -> Json:
    channel = known(workspace, arguments.needed("channel"))
    message = _own(workspace, channel, arguments.needed("ts"), "cant_update_message")
    if channel.archived:
        raise CallRefused("is_archived")
    content = _content(workspace, arguments)
    changed = {name: value for name, value in _fields(content).items() if content.get(name) is not None}
    workspace.change(channel, message, workspace.bot.id, **changed)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": workspace.full_json(channel, message, metadata=True),
    }


def _delete(workspace: Interactions, arguments: Arguments) -> Json:
    channel = known(workspace, arguments.needed("channel"))
    message = _own(workspace, channel, arguments.needed("ts"), "cant_delete_message")
    workspace.remove(channel, message)
    return {"channel": channel.id, "ts": message.ts}


def _ephemeral(workspace: Interactions, arguments: Arguments) -> Json:
    channel = postable(workspace, arguments.needed("channel"))
    user = arguments.needed("user")
    if user not in channel.members:
        raise CallRefused("user_not_in_channel")
    fields = _fields(_content(workspace, arguments))
    thread = arguments.text("thread_ts") or None
    message = workspace.post(channel, workspace.bot_message(channel, thread_ts=thread, ephemeral_to=user, **fields))
    return {"message_ts": message.ts}


def _permalink(workspace: Interactions, arguments: Arguments) -> Json:
    channel = known(workspace, arguments.needed("channel"))
    message = channel.messages.get(arguments.needed("message_ts"))
    if message is None:
        raise CallRefused("message_not_found")
    link = f"https://{workspace.name}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _between(messages: list[PostedMessage], arguments: Arguments) -> list[PostedMessage]:
    """The messages between `oldest` and `latest`."""
    oldest, latest = arguments.text("oldest", "0") or "0", arguments.text("latest") or "9999999999.999999"
    try:
        low, high = float(oldest), float(latest)
    except ValueError as wrong:
        raise CallRefused("invalid_ts_oldest") from wrong
    if arguments.flag("inclusive"):
        return [message for message in messages if low <= float(message.ts) <= high]
    return [message for message in messages if low < float(message.ts) < high]


def _told(workspace: Interactions, channel: Channel, messages: list[PostedMessage], arguments: Arguments) -> Json:
    every = arguments.flag("include_all_metadata")
    most = 15 if workspace.distributed else 1000
    shown, cursor = page(
        [workspace.full_json(channel, message, metadata=every) for message in messages], arguments, min(100, most), most
    )
    answer: Json = {"messages": shown, "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _history(workspace: Interactions, arguments: Arguments) -> Json:
    channel = readable(workspace, arguments, "history")
    top = [message for message in channel.messages.values() if message.in_channel]
    return _told(workspace, channel, _between(top, arguments)[::-1], arguments) | {"pin_count": 0}


def _replies(workspace: Interactions, arguments: Arguments) -> Json:
    channel = readable(workspace, arguments, "history")
    ts = arguments.needed("ts")
    if ts not in channel.messages:
        raise CallRefused("thread_not_found")
    parent = channel.messages.get(channel.messages[ts].thread_ts or ts)
    if parent is None:
        raise CallRefused("thread_not_found")
    return _told(workspace, channel, [parent, *_between(channel.replies(parent.ts), arguments)], arguments)


_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
METHODS = {
    "chat.postMessage": ApiMethod(_post, ("chat:write",)),
    "chat.update": ApiMethod(_update, ("chat:write",)),
    "chat.delete": ApiMethod(_delete, ("chat:write",)),
    "chat.postEphemeral": ApiMethod(_ephemeral, ("chat:write",)),
    "chat.getPermalink": ApiMethod(_permalink),
    "conversations.history": ApiMethod(_history, _HISTORY),
    "conversations.replies": ApiMethod(_replies, _HISTORY),
}
