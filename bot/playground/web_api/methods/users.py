"""users.*: who is who."""

from bot.playground.web_api.methods.access import ApiMethod, Arguments, page, somebody
from bot.playground.workspace.conversations import Json
from bot.playground.workspace.interactions import Interactions


def _info(workspace: Interactions, arguments: Arguments) -> Json:
    return {"user": somebody(workspace, arguments.needed("user")).as_json(workspace.clock())}


def _list(workspace: Interactions, arguments: Arguments) -> Json:
    shown, cursor = page(
        [person.as_json(workspace.clock()) for person in workspace.people.values()], arguments, default=1000
    )
    return {"members": shown, "cache_ts": int(workspace.clock()), "response_metadata": {"next_cursor": cursor}}


METHODS = {"users.info": ApiMethod(_info, ("users:read",)), "users.list": ApiMethod(_list, ("users:read",))}
