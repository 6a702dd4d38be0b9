"""conversations.*, but for their messages."""

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.methods.access import ApiMethod, Arguments, known, page, readable, somebody, with_scope
from bot.playground.workspace.conversations import PLURAL, Channel, Json
from bot.playground.workspace.interactions import Interactions

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
# What users.conversations leaves out, as the list is of somebody's channels and not of the bot's.
_NOT_OF_A_USER = {"is_member", "num_members"}


def _json(workspace: Interactions, channel: Channel) -> Json:
    told = channel.as_json(workspace.bot.id) | {"context_team_id": workspace.team_id}
    return told | {"is_user_deleted": workspace.people[told["user"]].deleted} if channel.kind == "im" else told


def _info(workspace: Interactions, arguments: Arguments) -> Json:
    channel = readable(workspace, arguments, "read")
    told = _json(workspace, channel)
    if not arguments.flag("include_num_members"):
        told.pop("num_members", None)
    return {"channel": told}


def _members(workspace: Interactions, arguments: Arguments) -> Json:
    channel = readable(workspace, arguments, "read")
    shown, cursor = page([{"id": user_id} for user_id in channel.members], arguments)
    return {"members": [member["id"] for member in shown], "response_metadata": {"next_cursor": cursor}}


def _list(workspace: Interactions, arguments: Arguments) -> Json:
    shown, cursor = _page(workspace, arguments, list(workspace.channels.values()))
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def _of_user(workspace: Interactions, arguments: Arguments) -> Json:
    user = somebody(workspace, arguments.text("user") or workspace.bot.id)
    shown, cursor = _page(
        workspace, arguments, [channel for channel in workspace.channels.values() if user.id in channel.members]
    )
    told = [{name: value for name, value in channel.items() if name not in _NOT_OF_A_USER} for channel in shown]
    return {"channels": told, "response_metadata": {"next_cursor": cursor}}


def _page(workspace: Interactions, arguments: Arguments, channels: list[Channel]) -> tuple[list[Json], str]:
    """One page of those that the bot may know of and asked for, and the cursor of the next."""
    wanted = [type_.strip() for type_ in arguments.text("types", "public_channel").split(",")]
    if not set(wanted) <= _TYPES.keys():
        raise CallRefused("invalid_types")
    kinds = {_TYPES[type_] for type_ in wanted}
    for kind, plural in PLURAL.items():
        if kind in kinds:
            with_scope(workspace, f"{plural}:read")
    seen = [
        _json(workspace, channel)
        for channel in channels
        if channel.kind in kinds
        and (channel.kind == "channel" or workspace.bot.id in channel.members)
        and not (arguments.flag("exclude_archived") and channel.archived)
    ]
    return page(seen, arguments)


def _join(workspace: Interactions, arguments: Arguments) -> Json:
    channel = known(workspace, arguments.needed("channel"))
    if channel.kind != "channel":
        raise CallRefused("method_not_supported_for_channel_type")
    if channel.archived:
        raise CallRefused("is_archived")
    if workspace.bot.id in channel.members:
        return {
            "channel": _json(workspace, channel),
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    workspace.join(channel, workspace.bot.id)
    return {"channel": _json(workspace, channel)}


def _open(workspace: Interactions, arguments: Arguments) -> Json:
    if "channel" in arguments.given:
        channel = known(workspace, arguments.text("channel"))
        if channel.kind not in {"im", "mpim"}:
            raise CallRefused("method_not_supported_for_channel_type")
    else:
        given = arguments.given.get("users", "")
        users = [
            user_id.strip()
            for user_id in (given if isinstance(given, list) else str(given).split(","))
            if user_id.strip()
        ]
        if not users:
            raise CallRefused("users_list_not_supplied")
        people = [somebody(workspace, user_id) for user_id in users]
        if any(person.id == workspace.bot.id for person in people):
            raise CallRefused("cannot_dm_bot")
        if any(person.deleted for person in people):
            raise CallRefused("user_disabled")
        with_scope(workspace, "im:write" if len(users) == 1 else "mpim:write")
        channel = workspace.dm_with(users[0]) if len(users) == 1 else workspace.group_of(users)
    return {"channel": _json(workspace, channel) if arguments.flag("return_im") else {"id": channel.id}}


METHODS = {
    "conversations.info": ApiMethod(_info, _READ),
    "conversations.members": ApiMethod(_members, _READ),
    "conversations.list": ApiMethod(_list, _READ),
    "users.conversations": ApiMethod(_of_user, _READ),
    "conversations.join": ApiMethod(_join, ("channels:join",)),
    "conversations.open": ApiMethod(_open, ("im:write", "mpim:write")),
}
