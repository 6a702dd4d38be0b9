"""files.*: uploading in three steps, and asking what became of it."""

import re

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.methods.access import ApiMethod, Arguments, postable, refused
from bot.playground.workspace.conversations import File, Json
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.limits import message_problems

# Neither a person nor a channel's name: Slack wants the id of a conversation, opened before.
_CHANNEL_ID = re.compile(r"[CGDZ][A-Z0-9]{8,}")


def _upload_url(workspace: Interactions, arguments: Arguments) -> Json:
    name, length = arguments.needed("filename"), arguments.number("length", 0)
    if length < 1:
        raise CallRefused("invalid_arguments", ["must be at least 1 [json-pointer:/length]"])
    file = File(workspace.new_id("F"), name, length, workspace.bot.id, workspace.clock())
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.url}upload/{file.id}", "file_id": file.id}


def _complete(workspace: Interactions, arguments: Arguments) -> Json:
    given = arguments.json("files", "invalid_arguments")
    if (
        not isinstance(given, list)
        or not given
        or not all(isinstance(entry, dict) and "id" in entry for entry in given)
    ):
        raise CallRefused("invalid_arguments", ["missing required field: files"])
    files: list[File] = []
    for entry in given:
        file = workspace.files.get(entry["id"])
        if file is None or file.content is None or file.completed is not None:
            raise CallRefused("file_not_found")
        files.append(file)
    where = "channel_id" if arguments.text("channel_id") else "channels"
    names = [name.strip() for name in arguments.text(where).split(",") if name.strip()]
    if not all(_CHANNEL_ID.fullmatch(name) for name in names):
        raise CallRefused(
            "invalid_arguments", [f"input must match regex pattern: ^{_CHANNEL_ID.pattern}$ [json-pointer:/{where}]"]
        )
    channels = [postable(workspace, name) for name in names]
    blocks = arguments.json("blocks", "invalid_blocks_format")
    comment = {
        "text": arguments.text("initial_comment") or "-",
        "blocks": blocks,
        "thread_ts": arguments.text("thread_ts") or None,
    }
    if wrong := message_problems(comment):
        raise refused(wrong)
    for file, entry in zip(files, given, strict=True):
        file.title, file.completed = str(entry.get("title") or file.name), workspace.clock()
    for channel in channels:
        message = workspace.bot_message(
            channel,
            arguments.text("initial_comment"),
            blocks=blocks or [],
            thread_ts=comment["thread_ts"],
            subtype="file_share",
        )
        for file in files:
            file.shared.append((channel.id, message.ts))
        message.files = [workspace.file_json(file) for file in files]
        workspace.post(channel, message)
    workspace.changed.notify_all()
    return {"files": [workspace.file_json(file) for file in files]}


def _info(workspace: Interactions, arguments: Arguments) -> Json:
    file = workspace.files.get(arguments.needed("file"))
    if file is None or file.completed is None:
        raise CallRefused("file_not_found")
    return {"file": workspace.file_json(file), "comments": [], "response_metadata": {"next_cursor": ""}}


def _delete(workspace: Interactions, arguments: Arguments) -> Json:
    """Take a file away everywhere; a message that showed it keeps its words."""
    file = workspace.files.get(arguments.needed("file"))
    if file is None or file.completed is None:
        raise CallRefused("file_not_found")
    if file.user != workspace.bot.id:
        raise CallRefused("cant_delete_file")
    with workspace.lock:
        del workspace.files[file.id]
        for channel, ts in file.shared:
            message = workspace.channels[channel].messages.get(ts)
            if message is not None:
                gone = {"id": file.id, "mode": "tombstone"}
                message.files = [gone if shown["id"] == file.id else shown for shown in message.files]
                workspace.revise(message)
        workspace.changed.notify_all()
    return {}


METHODS = {
    "files.getUploadURLExternal": ApiMethod(_upload_url, ("files:write",)),
    "files.completeUploadExternal": ApiMethod(_complete, ("files:write",)),
    "files.delete": ApiMethod(_delete, ("files:write",)),
    "files.info": ApiMethod(_info, ("files:read",)),
}
