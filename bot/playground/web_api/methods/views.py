"""views.*: modals and Home tabs."""

from typing import Any

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.methods.access import ApiMethod, Arguments, somebody
from bot.playground.workspace.conversations import Json
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.views import View


def _given(arguments: Arguments) -> Any:
    if "view" not in arguments.given:
        raise CallRefused("invalid_arguments", ["missing required field: view"])
    return arguments.json("view", "invalid_arguments")


def _trigger(arguments: Arguments) -> str:
    return arguments.text("trigger_id") or arguments.needed("interactivity_pointer")


def _open(workspace: Interactions, arguments: Arguments) -> Json:
    given = workspace.checked(_given(arguments), "modal")
    person = workspace.use_trigger(_trigger(arguments))
    return {"view": workspace.view_json(workspace.open(person.id, given))}


def _push(workspace: Interactions, arguments: Arguments) -> Json:
    given = workspace.checked(_given(arguments), "modal")
    person = workspace.use_trigger(_trigger(arguments))
    return {"view": workspace.view_json(workspace.push(person.id, given))}


def _update(workspace: Interactions, arguments: Arguments) -> Json:
    given = workspace.checked(_given(arguments), "modal")
    name, external = arguments.text("view_id"), arguments.text("external_id")
    if not name and not external:
        raise CallRefused("invalid_arguments", ["missing required field: view_id"])
    view: View | None = workspace.views.get(name)
    if external:
        view = next(
            (
                candidate
                for candidate in workspace.views.values()
                if candidate.open and candidate.given.get("external_id") == external
            ),
            None,
        )
    if view is None or not view.open:
        raise CallRefused("not_found")
    if arguments.text("hash") and arguments.text("hash") != view.hash:
        raise CallRefused("hash_conflict")
    workspace.change_view(view, given)
    return {"view": workspace.view_json(view)}


def _publish(workspace: Interactions, arguments: Arguments) -> Json:
    given = workspace.checked(_given(arguments), "home")
    person = somebody(workspace, arguments.needed("user_id"))
    if not workspace.app.home_enabled:
        raise CallRefused("not_enabled")
    return {"view": workspace.view_json(workspace.publish(person.id, given, arguments.text("hash") or None))}


METHODS = {
    "views.open": ApiMethod(_open),
    "views.push": ApiMethod(_push),
    "views.update": ApiMethod(_update),
    "views.publish": ApiMethod(_publish),
}
