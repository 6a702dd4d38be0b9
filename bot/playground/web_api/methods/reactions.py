"""reactions.*: the bot's emoji on messages."""

import re

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.methods.access import ApiMethod, Arguments, known, message_in
from bot.playground.workspace.conversations import Channel, Json, PostedMessage
from bot.playground.workspace.interactions import Interactions


def _target(workspace: Interactions, arguments: Arguments) -> tuple[Channel, PostedMessage]:
    if not arguments.text("channel") or not arguments.text("timestamp"):
        raise CallRefused("no_item_specified")
    channel = known(workspace, arguments.text("channel"))
    if not re.fullmatch(r"\d{10}\.\d{6}", arguments.text("timestamp")):
        raise CallRefused("bad_timestamp")
    return channel, message_in(channel, arguments.text("timestamp"))


def _name(arguments: Arguments) -> str:
    name = arguments.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise CallRefused("invalid_name")
    return name


def _add(workspace: Interactions, arguments: Arguments) -> Json:
    channel, message = _target(workspace, arguments)
    name = _name(arguments)
    if workspace.bot.id not in channel.members:
        raise CallRefused("not_in_channel")
    if channel.archived:
        raise CallRefused("is_archived")
    if workspace.bot.id in message.reactions.get(name, []):
        raise CallRefused("already_reacted")
    workspace.react(workspace.bot, message, name)
    return {}


def _remove(workspace: Interactions, arguments: Arguments) -> Json:
    _, message = _target(workspace, arguments)
    name = _name(arguments)
    if workspace.bot.id not in message.reactions.get(name, []):
        raise CallRefused("no_reaction")
    workspace.unreact(workspace.bot, message, name)
    return {}


def _get(workspace: Interactions, arguments: Arguments) -> Json:
    channel, message = _target(workspace, arguments)
    return {"type": "message", "channel": channel.id, "message": workspace.full_json(channel, message)}


METHODS = {
    "reactions.add": ApiMethod(_add, ("reactions:write",)),
    "reactions.remove": ApiMethod(_remove, ("reactions:write",)),
    "reactions.get": ApiMethod(_get, ("reactions:read",)),
}
