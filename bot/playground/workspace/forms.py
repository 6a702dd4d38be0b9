"""What people have filled in: the state of the elements in a message or view."""

import copy
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.workspace.blockkit.composition import options_of
from bot.playground.workspace.conversations import Json
from bot.playground.workspace.writing import rich, typed

Values = dict[str, dict[str, Json]]

# What an element of a type starts with, and where its state keeps what was chosen.
_START: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
_SEVERAL = {"checkboxes", "file_input"}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for block in blocks:
        for name in ("accessory", "element"):
            if isinstance(block.get(name), dict) and "action_id" in block[name]:
                yield block, block[name]
        for name in ("elements", "actions"):
            if block.get("type") in {"actions", "context_actions", "card"}:
                yield from ((block, element) for element in block.get(name, []))
        yield from elements(block.get("child_blocks", []))
        if block.get("type") == "carousel":
            yield from elements(block["elements"])


def stateful(element: Json) -> bool:
    """Whether an element keeps what was chosen."""
    return element["type"] in _START


def several(element: Json) -> bool:
    """Whether more than one thing may be chosen."""
    return element["type"].startswith("multi_") or element["type"] in _SEVERAL


def start(element: Json) -> Json:
    """The state of an element that nobody has touched."""
    place, initial = _START[element["type"]]
    empty: Any = [] if several(element) else None
    return {"type": element["type"], place: copy.deepcopy(element.get(initial, empty))}


def values(blocks: list[Json], filled: Values) -> Values:
    """The state of every element: what was filled in, else what it starts with."""
    told: Values = {}
    for block, element in elements(blocks):
        if stateful(element):
            block_id, action_id = block["block_id"], element["action_id"]
            now = filled.get(block_id, {}).get(action_id)
            kept = now if now is not None and now["type"] == element["type"] else start(element)
            told.setdefault(block_id, {})[action_id] = copy.deepcopy(kept)
    return told


def option(element: Json, wanted: str) -> Json:
    """The option of a menu with this value or this text."""
    offered = options_of(element)
    for choice in [candidate for candidate in offered if candidate["value"] == wanted] + [
        candidate for candidate in offered if candidate["text"]["text"] == wanted
    ]:
        return dict(choice)
    raise LookupError(f"no option {wanted!r} among {[candidate['text']['text'] for candidate in offered]}")


def chosen(element: Json, wanted: Any) -> Json:
    """The state of an element once a person has put `wanted` in."""
    kind = element["type"]
    place, _ = _START[kind]
    picked: Any
    if kind == "rich_text_input" and isinstance(wanted, str):
        picked = next(iter(rich(typed(wanted))), None)
    elif place == "selected_options":
        picked = [option(element, choice) for choice in ([wanted] if isinstance(wanted, str) else wanted or [])]
    elif place == "selected_option" and wanted is not None:
        picked = option(element, wanted)
    elif kind == "datepicker" and wanted is not None:
        picked = _day(wanted)
    elif several(element):
        picked = [wanted] if isinstance(wanted, str) else list(wanted or [])
    elif place == "value" and wanted is not None:
        picked = str(wanted) or None
    else:
        picked = wanted
    return {"type": kind, place: picked}


def _day(wanted: Any) -> str:
    """A day of the calendar that a date picker shows, as YYYY-MM-DD."""
    try:
        day = wanted if isinstance(wanted, date) else date.fromisoformat(wanted)
    except (TypeError, ValueError) as wrong:
        raise LookupError(f"no day {wanted!r} in the calendar") from wrong
    return day.isoformat()


def complaint(block: Json, state: Json) -> str | None:
    """What Slack's client says about an input that cannot be submitted as it is."""
    element = block["element"]
    value = state.get(_START[element["type"]][0])
    if value in (None, "", []):
        return None if block.get("optional") else "this field is required"
    if element["type"] == "plain_text_input":
        low, high = element.get("min_length", 0), element.get("max_length", 3000)
        return None if low <= len(value) <= high else f"must be between {low} and {high} characters"
    if element["type"] == "number_input":
        return _number_complaint(element, value)
    if element["type"] == "email_text_input" and "@" not in value:
        return "must be an email address"
    if element["type"] == "url_text_input" and "://" not in value:
        return "must be a URL"
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        return f"no more than {element['max_selected_items']} may be chosen"
    return None


def _number_complaint(element: Json, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "must be a number"
    if not number.is_finite() or (not element["is_decimal_allowed"] and number != number.to_integral_value()):
        return "must be a whole number"
    if number < Decimal(element.get("min_value", value)) or number > Decimal(element.get("max_value", value)):
        return f"must be between {element.get('min_value')} and {element.get('max_value')}"
    return None
