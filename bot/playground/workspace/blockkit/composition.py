"""Composition objects: texts, options, confirmation dialogs."""

from typing import Any

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

IDENTIFIER = string(1, 255)
URL = string(1, 3000)
STYLE = one_of("primary", "danger")


def plain(high: int, low: int = 1) -> SchemaRule:
    """A plain_text object of at most `high` characters."""
    return typed(kind("plain_text", {"text": string(low, high)}, {"emoji": boolean}))


def any_text(high: int, low: int = 1) -> SchemaRule:
    """A plain_text or mrkdwn object of at most `high` characters."""
    return typed(
        kind("plain_text", {"text": string(low, high)}, {"emoji": boolean})
        | kind("mrkdwn", {"text": string(low, high)}, {"verbatim": boolean})
    )


CONFIRM = shape({"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)}, {"style": STYLE})
PLAIN_OPTION = shape({"text": plain(75), "value": string(1, 150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": any_text(75), "value": string(1, 150)}, {"description": any_text(75)})
OVERFLOW_OPTION = shape({"text": plain(75), "value": string(1, 150)}, {"description": plain(75), "url": URL})
OPTION_GROUP = shape({"label": plain(75), "options": array(PLAIN_OPTION, 1, 100)})
PLACEHOLDER = plain(150)
DISPATCH = shape({"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)})
FILTER = shape(
    optional={
        "include": array(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    }
)
SLACK_FILE = shape(optional={"id": string(1), "url": string(1)})


def _one_source(value: dict[str, Any], where: str, findings: Findings) -> None:
    if ("image_url" in value) == ("slack_file" in value):
        findings.add(where, "must define either image_url or slack_file")


IMAGE_FIELDS: dict[str, SchemaRule] = {"image_url": string(1, 3000, r"https?://\S+"), "slack_file": SLACK_FILE}
IMAGE_ELEMENT = kind("image", {"alt_text": string(1, 2000)}, IMAGE_FIELDS, _one_source)
IMAGE_BLOCK = kind(
    "image", {"alt_text": string(1, 2000)}, IMAGE_FIELDS | {"title": plain(2000), "block_id": IDENTIFIER}, _one_source
)


def options_of(value: dict[str, Any]) -> list[Any]:
    """Every option of a menu, out of its groups too."""
    return [
        *value.get("options", []),
        *(option for group in value.get("option_groups", []) for option in group.get("options", [])),
    ]


def initial_choice(value: dict[str, Any], where: str, findings: Findings) -> None:
    """What a menu starts with must be among what it offers, and no more than may be chosen."""
    offered = options_of(value)
    if "initial_option" in value and value["initial_option"] not in offered:
        findings.add(f"{where}/initial_option", "must be one of the provided options")
    for place, chosen in enumerate(value.get("initial_options", [])):
        if chosen not in offered:
            findings.add(f"{where}/initial_options/{place}", "must be one of the provided options")
    if len(value.get("initial_options", [])) > value.get("max_selected_items", float("inf")):
        findings.add(f"{where}/initial_options", "no more than max_selected_items items allowed")


POSITIVE = integer(1)
