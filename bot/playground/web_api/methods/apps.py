"""The token, the socket and the validator: auth.test, api.test, apps.connections.open, blocks.validate."""

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.methods.access import ApiMethod, Arguments
from bot.playground.workspace.conversations import Json
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.limits import Problem, problems, view_problems


def _auth_test(workspace: Interactions, _arguments: Arguments) -> Json:
    return {
        "url": f"https://{workspace.name}.slack.com/",
        "team": workspace.name,
        "user": workspace.bot.name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


def _api_test(_workspace: Interactions, arguments: Arguments) -> Json:
    if "error" in arguments.given:
        raise CallRefused(arguments.text("error"), args=arguments.given)
    return {"args": arguments.given}


def _connections_open(workspace: Interactions, _arguments: Arguments) -> Json:
    return {"url": workspace.sockets.ticket()}


def _validate(_workspace: Interactions, arguments: Arguments) -> Json:
    given = [name for name in ("blocks", "message", "view") if name in arguments.given]
    if len(given) != 1:
        raise CallRefused("invalid_arguments", ["provide exactly one of blocks, view, or message"])
    value = arguments.json(given[0], "invalid_json")
    wrong: list[Problem]
    if given[0] == "view":
        wrong = view_problems(value)
    elif given[0] == "message":
        wrong = problems(value.get("blocks", []) if isinstance(value, dict) else value)
    else:
        wrong = problems(value)
    if wrong:
        errors = [{"pointer": problem.where, "code": "failed_constraint", "message": problem.text} for problem in wrong]
        raise CallRefused(f"invalid_{given[0]}", errors=errors)
    return {}


METHODS = {
    "auth.test": ApiMethod(_auth_test),
    "api.test": ApiMethod(_api_test, caller="anyone"),
    "apps.connections.open": ApiMethod(_connections_open, ("connections:write",), caller="app"),
    "blocks.validate": ApiMethod(_validate),
}
