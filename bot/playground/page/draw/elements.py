"""Every interactive element by its type; here those that keep nothing: buttons and overflow menus."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.checked_json import Malformed, an_object, items, kind_of, maybe_string, string
from bot.playground.page.draw.choices import boxes, menu
from bot.playground.page.draw.fields import datetime_field, field, file_field, rich_field, text_field
from bot.playground.page.draw.links import on_the_web
from bot.playground.page.draw.scene import ElementPlace, Surroundings
from bot.playground.page.draw.tags import NOTHING, joined, lines, tag
from bot.playground.page.draw.text import plain
from bot.playground.page.draw.unknown import drawn, unknown
from bot.playground.page.draw.wrapping import confirm
from bot.playground.workspace.conversations import Json

_MORE = "More actions"


def element(value: Any, place: ElementPlace, scene: Surroundings) -> Markup:
    """An interactive element. What is unknown or malformed is shown as it came."""
    drawing = _ELEMENTS.get(kind_of(value))
    return (
        unknown("element", value) if drawing is None else drawn("element", value, lambda: drawing(value, place, scene))
    )


def _button(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    style = maybe_string(given, "style")
    if style not in {None, "primary", "danger"}:
        raise Malformed("must be primary or danger")
    return tag(
        "button",
        lines(plain(given.get("text"))),
        type="button",
        class_=f"el-button {style}" if style else "el-button",
        id=place.id,
        data_do="click",
        data_block=place.block_id,
        data_action=maybe_string(given, "action_id") or "",
        data_value=maybe_string(given, "value"),
        data_confirm=confirm(given, scene),
        data_url=_web_address(given),
        aria_label=maybe_string(given, "accessibility_label"),
        aria_describedby=place.described_by,
        disabled=not scene.active,
    )


def _overflow(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    asked = confirm(given, scene)

    def choice(value: Any) -> Markup:
        option = an_object(value)
        description = NOTHING if option.get("description") is None else tag("small", plain(option["description"]))
        return tag(
            "button",
            lines(plain(option.get("text"))),
            description,
            type="button",
            class_="el-option",
            data_do="overflow",
            data_block=place.block_id,
            data_action=maybe_string(given, "action_id") or "",
            data_value=string(option, "value"),
            data_confirm=asked,
            data_url=_web_address(option),
            disabled=not scene.active,
        )

    choices = joined(choice(option) for option in items(given, "options"))
    summary = tag("summary", "…", aria_label=place.label or _MORE, id=place.id)
    return tag("details", summary, tag("div", choices, role="group", aria_label=place.label or _MORE), class_="el-menu")


def _web_address(given: Json) -> str | None:
    """Where a button leads, where that is on the web."""
    url = maybe_string(given, "url")
    return url if url is not None and on_the_web(url) else None


_ELEMENTS: dict[str, Callable[[Json, ElementPlace, Surroundings], Markup]] = {
    "button": _button,
    "overflow": _overflow,
    "checkboxes": boxes,
    "radio_buttons": boxes,
    "static_select": menu,
    "multi_static_select": menu,
    "users_select": menu,
    "multi_users_select": menu,
    "channels_select": menu,
    "multi_channels_select": menu,
    "conversations_select": menu,
    "multi_conversations_select": menu,
    "datepicker": field,
    "timepicker": field,
    "datetimepicker": datetime_field,
    "plain_text_input": text_field,
    "number_input": field,
    "email_text_input": field,
    "url_text_input": field,
    "rich_text_input": rich_field,
    "file_input": file_field,
}
