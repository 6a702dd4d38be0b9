"""Every block, and the surfaces that take it."""

from typing import Any

from bot.playground.workspace.blockkit.composition import IDENTIFIER, IMAGE_BLOCK, IMAGE_ELEMENT, any_text, plain
from bot.playground.workspace.blockkit.elements import (
    CONTEXT_ACTIONS,
    IN_ACTIONS,
    IN_CARD,
    IN_CONTEXT,
    IN_INPUT,
    IN_SECTION,
)
from bot.playground.workspace.blockkit.rich_text import RICH_TEXT
from bot.playground.workspace.blockkit.schema import Findings, SchemaRule, array, boolean, kind, one_of, string, typed
from bot.playground.workspace.blockkit.tables import CHART, DATA_TABLE, TABLE

_ID: dict[str, SchemaRule] = {"block_id": IDENTIFIER}
_URL = string(1, 3000)


def _text_or_fields(value: dict[str, Any], where: str, findings: Findings) -> None:
    if "text" not in value and "fields" not in value:
        findings.add(where, "must define either text or fields")


def _something(value: dict[str, Any], where: str, findings: Findings) -> None:
    if not {"hero_image", "title", "actions", "body"} & value.keys():
        findings.add(where, "must define at least one of hero_image, title, actions, body")


def _a_title(value: dict[str, Any], where: str, findings: Findings) -> None:
    if not {"title", "rich_text_title"} & value.keys():
        findings.add(where, "must define either title or rich_text_title")


_CARD = kind(
    "card",
    optional=_ID
    | {
        "hero_image": typed(IMAGE_ELEMENT),
        "icon": typed(IMAGE_ELEMENT),
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": array(IN_CARD, 1, 3),
    },
    also=_something,
)
_SOURCE = typed(kind("url", {"url": _URL, "text": string(1)}))
_TASK = kind(
    "task_card",
    {"task_id": string(1), "title": string(1), "status": one_of("pending", "in_progress", "complete", "error")},
    _ID | {"details": typed(RICH_TEXT), "output": typed(RICH_TEXT), "sources": array(_SOURCE)},
)
_SIMPLE: dict[str, SchemaRule] = (
    kind("actions", {"elements": array(IN_ACTIONS, 1, 25)}, _ID)
    | kind("alert", {"text": any_text(200)}, _ID | {"level": one_of("default", "info", "warning", "error", "success")})
    | _CARD
    | kind("carousel", {"elements": array(typed(_CARD), 1, 10)}, _ID)
    | kind("context", {"elements": array(IN_CONTEXT, 1, 10)}, _ID)
    | kind("context_actions", {"elements": array(CONTEXT_ACTIONS, 1, 5)}, _ID)
    | CHART
    | DATA_TABLE
    | kind("divider", optional=_ID)
    | kind("header", {"text": plain(150)}, _ID)
    | IMAGE_BLOCK
    | kind(
        "input",
        {"label": plain(2000), "element": IN_INPUT},
        _ID | {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    )
    | kind("markdown", {"text": string(1, 12_000)}, _ID)
    | kind("plan", {"title": string(1)}, _ID | {"tasks": array(typed(_TASK))})
    | RICH_TEXT
    | kind(
        "section",
        optional=_ID
        | {"text": any_text(3000), "fields": array(any_text(2000), 1, 10), "accessory": IN_SECTION, "expand": boolean},
        also=_text_or_fields,
    )
    | TABLE
    | _TASK
    | kind(
        "video",
        {"alt_text": string(1, 2000), "title": plain(200), "thumbnail_url": _URL, "video_url": _URL},
        _ID
        | {
            "author_name": string(1, 50),
            "description": plain(200),
            "provider_icon_url": _URL,
            "provider_name": string(1),
            "title_url": _URL,
        },
    )
)
_CONTAINER = kind(
    "container",
    {"child_blocks": array(typed(_SIMPLE), 1, 10)},
    _ID
    | {
        "title": plain(150),
        "rich_text_title": typed(RICH_TEXT),
        "subtitle": any_text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": typed(IMAGE_ELEMENT),
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
    also=_a_title,
)
BLOCK = typed(_SIMPLE | _CONTAINER)

# Blocks that some surfaces refuse; every other block may stand anywhere.
SURFACES: dict[str, frozenset[str]] = {
    "alert": frozenset({"modal"}),
    "card": frozenset({"message", "home"}),
    "carousel": frozenset({"message", "home"}),
    "container": frozenset({"message", "home"}),
    "context_actions": frozenset({"message"}),
    "data_table": frozenset({"message"}),
    "data_visualization": frozenset({"message", "home"}),
    "markdown": frozenset({"message"}),
    "plan": frozenset({"message"}),
    "table": frozenset({"message"}),
    "task_card": frozenset({"message"}),
}
