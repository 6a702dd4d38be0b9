"""What all elements share that keep something: what wraps them, what they are called, and what stands in them now."""

import json
from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.checked_json import kind_of, maybe_object, maybe_string
from bot.playground.page.draw.scene import ElementPlace, Surroundings
from bot.playground.page.draw.tags import tag
from bot.playground.page.draw.text import plain, said
from bot.playground.workspace import forms
from bot.playground.workspace.conversations import Json

# What an element is called where neither a label nor a placeholder names it.
_CALLED = {
    "checkboxes": "Checkboxes",
    "radio_buttons": "Choices",
    "static_select": "Choose an option",
    "multi_static_select": "Choose options",
    "users_select": "Choose a person",
    "multi_users_select": "Choose people",
    "channels_select": "Choose a channel",
    "multi_channels_select": "Choose channels",
    "conversations_select": "Choose a conversation",
    "multi_conversations_select": "Choose conversations",
    "datepicker": "Date",
    "timepicker": "Time",
    "datetimepicker": "Date and time (UTC)",
    "plain_text_input": "Text",
    "number_input": "Number",
    "email_text_input": "Email address",
    "url_text_input": "Web address",
    "rich_text_input": "Text",
    "file_input": "Files",
}


def wrapped(given: Json, place: ElementPlace, scene: Surroundings, *inside: str, group: bool = False) -> Markup:
    """The one element of class "el" around the controls of an interactive element; a group of boxes names itself."""
    about: dict[str, Any] = {}
    if group:
        radio = kind_of(given) == "radio_buttons"
        about = {
            "id": place.id,
            "role": "radiogroup" if radio else None,
            # A group of check boxes has no such attribute.
            "aria_required": "true" if radio and place.required else None,
            "aria_describedby": place.described_by,
            "aria_invalid": "true" if place.wrong else None,
        }
    return tag(
        "fieldset" if group else "div",
        *inside,
        class_="el",
        data_element=kind_of(given),
        data_block=place.block_id,
        data_action=maybe_string(given, "action_id") or "",
        data_live="1" if place.live else None,
        data_confirm=confirm(given, scene),
        **about,
    )


def naming(given: Json, place: ElementPlace, scene: Surroundings) -> dict[str, Any]:
    """The attributes that a control has because of where it stands."""
    return {
        "id": place.id,
        "aria_label": None if place.label else name(given),
        "aria_describedby": place.described_by,
        "aria_invalid": "true" if place.wrong else None,
        "aria_required": "true" if place.required else None,
        "disabled": not scene.active,
    }


def name(given: Json) -> str:
    """What an element without a label is called."""
    return placeholder(given) or _CALLED[kind_of(given)]


def placeholder(given: Json) -> str | None:
    """What stands in an element while it is empty."""
    return None if given.get("placeholder") is None else plain(given["placeholder"])


def current(given: Json, place: ElementPlace, scene: Surroundings) -> Any:
    """What is chosen or typed now: what the scene says, else what the element starts with."""
    start = forms.start(given)
    kept = scene.state.get(place.block_id, {}).get(maybe_string(given, "action_id") or "")
    state = kept if kept is not None and kept.get("type") == start["type"] else start
    return next(state.get(key) for key in start if key != "type")


def confirm(given: Json, scene: Surroundings) -> str | None:
    """What a person is asked before an element acts, as JSON."""
    asked = maybe_object(given, "confirm")
    if not asked:
        return None
    told = {
        "title": plain(asked.get("title")),
        "text": said(asked.get("text"), scene),
        "confirm": plain(asked.get("confirm")),
        "deny": plain(asked.get("deny")),
    }
    return json.dumps(told, ensure_ascii=False)
