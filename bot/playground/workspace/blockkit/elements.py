"""Interactive elements, and which of them each block may hold."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.workspace.blockkit.composition import (
    CONFIRM,
    DISPATCH,
    FILTER,
    IDENTIFIER,
    IMAGE_ELEMENT,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    PLAIN_OPTION,
    POSITIVE,
    RICH_OPTION,
    STYLE,
    URL,
    any_text,
    initial_choice,
    plain,
)
from bot.playground.workspace.blockkit.rich_text import RICH_TEXT
from bot.playground.workspace.blockkit.schema import (
    Findings,
    SchemaRule,
    array,
    boolean,
    integer,
    kind,
    one_of,
    shape,
    string,
    typed,
)

_COMMON: dict[str, SchemaRule] = {"action_id": IDENTIFIER, "confirm": CONFIRM, "focus_on_load": boolean}
_MENU: dict[str, SchemaRule] = _COMMON | {"placeholder": PLACEHOLDER}
_TYPED: dict[str, SchemaRule] = {
    "action_id": IDENTIFIER,
    "focus_on_load": boolean,
    "placeholder": PLACEHOLDER,
    "dispatch_action_config": DISPATCH,
}


def _menu_options(value: dict[str, Any], where: str, findings: Findings) -> None:
    if ("options" in value) == ("option_groups" in value):
        findings.add(where, "must define either options or option_groups")
    else:
        initial_choice(value, where, findings)


def _text_lengths(value: dict[str, Any], where: str, findings: Findings) -> None:
    low, high = value.get("min_length", 0), value.get("max_length", 3000)
    if low > high:
        findings.add(f"{where}/min_length", "must not be greater than max_length")
    written = value.get("initial_value")
    if written is not None and not low <= len(written) <= high:
        findings.add(f"{where}/initial_value", f"must be between {low} and {high} characters")


def _number_range(value: dict[str, Any], where: str, findings: Findings) -> None:
    numbers: dict[str, Decimal] = {}
    for name in ("min_value", "max_value", "initial_value"):
        if name not in value:
            continue
        try:
            numbers[name] = Decimal(value[name])
        except InvalidOperation:
            findings.add(f"{where}/{name}", "must be a valid number")
            return
        if not numbers[name].is_finite():
            findings.add(f"{where}/{name}", "must be a valid number")
            return
        if not value["is_decimal_allowed"] and "." in value[name]:
            findings.add(f"{where}/{name}", "must be a whole number as is_decimal_allowed is false")
    low, high = numbers.get("min_value"), numbers.get("max_value")
    if low is not None and high is not None and low > high:
        findings.add(f"{where}/min_value", "must not be greater than max_value")
    start = numbers.get("initial_value")
    if start is not None and ((low is not None and start < low) or (high is not None and start > high)):
        findings.add(f"{where}/initial_value", "must be between min_value and max_value")


def _a_date(value: Any, where: str, findings: Findings) -> None:
    try:
        right = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        right = False
    if not right:
        findings.add(where, "must be a date in the format YYYY-MM-DD")


def _select(prefix: str, single: dict[str, SchemaRule], several: dict[str, SchemaRule]) -> dict[str, SchemaRule]:
    """A menu of one kind, for one choice and for several."""
    required: dict[str, SchemaRule] = {}
    return kind(f"{prefix}_select", required, _MENU | single) | kind(
        f"multi_{prefix}_select", required, _MENU | several | {"max_selected_items": POSITIVE}
    )


_NAMES = array(string(1))
SELECTS: dict[str, SchemaRule] = (
    kind(
        "static_select",
        optional=_MENU
        | {
            "options": array(PLAIN_OPTION, 1, 100),
            "option_groups": array(OPTION_GROUP, 1, 100),
            "initial_option": PLAIN_OPTION,
        },
        also=_menu_options,
    )
    | kind(
        "multi_static_select",
        optional=_MENU
        | {
            "options": array(PLAIN_OPTION, 1, 100),
            "option_groups": array(OPTION_GROUP, 1, 100),
            "initial_options": array(PLAIN_OPTION, 1),
            "max_selected_items": POSITIVE,
        },
        also=_menu_options,
    )
    | _select("users", {"initial_user": string(1)}, {"initial_users": _NAMES})
    | _select("channels", {"initial_channel": string(1), "response_url_enabled": boolean}, {"initial_channels": _NAMES})
    | _select(
        "conversations",
        {
            "initial_conversation": string(1),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
        {"initial_conversations": _NAMES, "default_to_current_conversation": boolean, "filter": FILTER},
    )
    | _select(
        "external",
        {"initial_option": PLAIN_OPTION, "min_query_length": integer(0)},
        {"initial_options": array(PLAIN_OPTION, 1), "min_query_length": integer(0)},
    )
)
BUTTON = kind(
    "button",
    {"text": plain(75)},
    {
        "action_id": IDENTIFIER,
        "url": URL,
        "value": string(1, 2000),
        "style": STYLE,
        "confirm": CONFIRM,
        "accessibility_label": string(1, 75),
    },
)
WORKFLOW_BUTTON = kind(
    "workflow_button",
    {
        "text": plain(75),
        "workflow": shape(
            {
                "trigger": shape(
                    {"url": URL},
                    {"customizable_input_parameters": array(shape({"name": string(1), "value": string()}))},
                )
            }
        ),
    },
    {"action_id": IDENTIFIER, "style": STYLE, "accessibility_label": string(1, 75)},
)
CHOICES: dict[str, SchemaRule] = kind(
    "checkboxes",
    {"options": array(RICH_OPTION, 1, 10)},
    _COMMON | {"initial_options": array(RICH_OPTION, 1, 10)},
    initial_choice,
) | kind(
    "radio_buttons", {"options": array(RICH_OPTION, 1, 10)}, _COMMON | {"initial_option": RICH_OPTION}, initial_choice
)
OVERFLOW = kind("overflow", {"options": array(OVERFLOW_OPTION, 1, 5)}, {"action_id": IDENTIFIER, "confirm": CONFIRM})
DATES: dict[str, SchemaRule] = kind("datepicker", optional=_MENU | {"initial_date": _a_date}) | kind(
    "timepicker", optional=_MENU | {"initial_time": string(5, 5, r"([01]\d|2[0-3]):[0-5]\d"), "timezone": string(1)}
)
DATETIME = kind("datetimepicker", optional=_COMMON | {"initial_date_time": integer(1_000_000_000, 9_999_999_999)})
INPUTS: dict[str, SchemaRule] = (
    kind(
        "plain_text_input",
        optional=_TYPED
        | {
            "initial_value": string(),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        also=_text_lengths,
    )
    | kind(
        "number_input",
        {"is_decimal_allowed": boolean},
        _TYPED | {"initial_value": string(1), "min_value": string(1), "max_value": string(1)},
        _number_range,
    )
    | kind("email_text_input", optional=_TYPED | {"initial_value": string(1)})
    | kind("url_text_input", optional=_TYPED | {"initial_value": string(1)})
    | kind("rich_text_input", optional=_TYPED | {"initial_value": typed(RICH_TEXT)})
    | kind(
        "file_input", optional={"action_id": IDENTIFIER, "filetypes": array(string(1), 1), "max_files": integer(1, 10)}
    )
)
_FEEDBACK = shape({"text": plain(75), "value": string(1, 2000)}, {"accessibility_label": string(1, 75)})
CONTEXT_ACTIONS = typed(
    kind("feedback_buttons", {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": IDENTIFIER})
    | kind(
        "icon_button",
        {"icon": one_of("trash"), "text": plain(75)},
        {
            "action_id": IDENTIFIER,
            "value": string(1, 2000),
            "confirm": CONFIRM,
            "accessibility_label": string(1, 75),
            "visible_to_user_ids": _NAMES,
        },
    )
)

IN_ACTIONS = typed(BUTTON | WORKFLOW_BUTTON | CHOICES | OVERFLOW | DATES | DATETIME | SELECTS)
IN_SECTION = typed(BUTTON | WORKFLOW_BUTTON | CHOICES | OVERFLOW | DATES | SELECTS | IMAGE_ELEMENT)
IN_INPUT = typed(INPUTS | CHOICES | DATES | DATETIME | SELECTS)
IN_CONTEXT = typed(IMAGE_ELEMENT | {"plain_text": any_text(3000), "mrkdwn": any_text(3000)})
IN_CARD = typed(BUTTON)

# Elements that some surfaces refuse.
SURFACES: dict[str, frozenset[str]] = {
    "file_input": frozenset({"modal"}),
    "email_text_input": frozenset({"modal"}),
    "number_input": frozenset({"modal"}),
    "url_text_input": frozenset({"modal"}),
    "rich_text_input": frozenset({"modal", "home"}),
    "datetimepicker": frozenset({"modal", "message"}),
    "workflow_button": frozenset({"message"}),
}
