"""What Slack would refuse: a payload in, its problems out, each with Slack's error code and the place."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from bot.playground.workspace.blockkit import blocks as block_rules
from bot.playground.workspace.blockkit import elements as element_rules
from bot.playground.workspace.blockkit.composition import IDENTIFIER, plain
from bot.playground.workspace.blockkit.schema import Findings, Problem, SchemaRule, boolean, one_of, shape, string
from bot.playground.workspace.blockkit.tables import DATA_TABLE_CHARACTERS, TABLE_CHARACTERS, characters

__all__ = ["Problem", "Surface", "message_problems", "problems", "view_problems"]

Surface = Literal["message", "modal", "home"]

BLOCKS_ON: dict[Surface, int] = {"message": 50, "modal": 100, "home": 100}
TEXT_CHARACTERS = 40_000
MARKDOWN_CHARACTERS = 12_000
MESSAGE_BLOCK_CHARACTERS = 13_200
CHARTS_A_MESSAGE = 2
VIEW_CHARACTERS = 250_000
METADATA_BYTES = 16_000
ATTACHMENTS = 100

_TIMESTAMP = re.compile(r"\d{10}\.\d{6}")
_NEVER_SHOWN = {"type", "block_id", "action_id", "value", "url", "image_url"}
_OWN_BUDGET = ("data_table", "data_visualization")


def problems(blocks: Any, surface: Surface = "message") -> list[Problem]:
    """Everything that Slack would refuse in these blocks on this surface; empty when it would take them."""
    findings = Findings()
    if not isinstance(blocks, list):
        findings.add("/blocks", "must be an array", "invalid_blocks_format")
        return findings.problems
    if len(blocks) > BLOCKS_ON[surface]:
        findings.add("/blocks", f"no more than {BLOCKS_ON[surface]} items allowed")
    for place, block in enumerate(blocks):
        block_rules.BLOCK(block, f"/blocks/{place}", findings)
    known = [(where, block) for where, block in _walk(blocks, "/blocks") if isinstance(block.get("type"), str)]
    _surfaces(known, surface, findings)
    _identifiers(known, findings)
    if surface == "message":
        _message_totals(blocks, known, findings)
    return findings.problems


def _walk(blocks: list[Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every block with its place, those inside others too."""
    for place, block in enumerate(blocks):
        if isinstance(block, dict):
            yield f"{where}/{place}", block
            for name in ("child_blocks", "tasks"):
                if isinstance(block.get(name), list):
                    yield from _walk(block[name], f"{where}/{place}/{name}")


def _elements(block: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The interactive elements of a block."""
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            yield f"{where}/{name}", block[name]
    for name in ("elements", "actions"):
        if block.get("type") in {"actions", "context_actions", "card"} and isinstance(block.get(name), list):
            yield from (
                (f"{where}/{name}/{place}", element)
                for place, element in enumerate(block[name])
                if isinstance(element, dict)
            )


def _surfaces(known: list[tuple[str, dict[str, Any]]], surface: Surface, findings: Findings) -> None:
    for where, block in known:
        if surface not in block_rules.SURFACES.get(block["type"], {surface}):
            findings.add(f"{where}/type", f"unsupported type: {block['type']} is not available in a {surface}")
        for place, element in _elements(block, where):
            name = element.get("type")
            if isinstance(name, str) and surface not in element_rules.SURFACES.get(name, {surface}):
                findings.add(f"{place}/type", f"unsupported type: {name} is not available in a {surface}")


def _identifiers(known: list[tuple[str, dict[str, Any]]], findings: Findings) -> None:
    taken: set[str] = set()
    focused: list[str] = []
    for where, block in known:
        name = block.get("block_id")
        if isinstance(name, str) and name in taken:
            findings.add(f"{where}/block_id", f"block_id already exists: {name}")
        elif isinstance(name, str):
            taken.add(name)
        actions: set[str] = set()
        for place, element in _elements(block, where):
            action = element.get("action_id")
            if isinstance(action, str) and action in actions:
                findings.add(f"{place}/action_id", f"action_id already exists: {action}")
            elif isinstance(action, str):
                actions.add(action)
            if element.get("focus_on_load") is True:
                focused.append(place)
    for place in focused[1:]:
        findings.add(f"{place}/focus_on_load", "only one element may be focused on load")


def _message_totals(blocks: list[Any], known: list[tuple[str, dict[str, Any]]], findings: Findings) -> None:
    """The limits that count over a whole message."""
    by_type: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for where, block in known:
        by_type.setdefault(block["type"], []).append((where, block))
    for where, _ in (by_type.get("table", []) + by_type.get("data_table", []))[1:]:
        findings.add(where, "only_one_table_allowed", "invalid_attachments")
    for where, _ in by_type.get("data_visualization", [])[CHARTS_A_MESSAGE:]:
        findings.add(where, f"no more than {CHARTS_A_MESSAGE} data_visualization blocks allowed")
    for name, limit in (("table", TABLE_CHARACTERS), ("data_table", DATA_TABLE_CHARACTERS)):
        if sum(characters(block) for _, block in by_type.get(name, [])) > limit:
            findings.add(f"{by_type[name][0][0]}/rows", f"must be less than {limit + 1} characters over all cells")
    marked = [
        (where, block["text"]) for where, block in by_type.get("markdown", []) if isinstance(block.get("text"), str)
    ]
    if sum(len(text) for _, text in marked) > MARKDOWN_CHARACTERS:
        findings.add(
            f"{marked[-1][0]}/text", f"must be less than {MARKDOWN_CHARACTERS + 1} characters over all markdown blocks"
        )
    if shown(blocks) > MESSAGE_BLOCK_CHARACTERS:
        findings.add(
            "/blocks", f"must be less than {MESSAGE_BLOCK_CHARACTERS + 1} characters in all", "msg_blocks_too_long"
        )


def shown(value: Any) -> int:
    """How many characters people can read in these blocks; data tables and charts have limits of their own."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list):
        return sum(shown(part) for part in value)
    if isinstance(value, dict) and value.get("type") not in _OWN_BUDGET:
        return sum(shown(part) for name, part in value.items() if name not in _NEVER_SHOWN)
    return 0


def _any(value: Any, where: str, findings: Findings) -> None:
    """Anything goes: the rules of blocks say more."""


_EVERY_VIEW: dict[str, SchemaRule] = {
    "private_metadata": string(0, 3000),
    "callback_id": IDENTIFIER,
    "external_id": string(0, 255),
}
_MODAL = shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": _any},
    _EVERY_VIEW
    | {
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = shape({"type": one_of("home"), "blocks": _any}, _EVERY_VIEW)


def view_problems(view: Any) -> list[Problem]:
    """Everything that Slack would refuse in a modal or a Home tab; places are counted from the view."""
    findings = Findings("invalid_arguments")
    if not isinstance(view, dict):
        findings.add("", "must provide an object")
        return findings.problems
    if view.get("type") not in {"modal", "home"}:
        findings.add("/type", "must be one of: modal, home")
        return findings.problems
    surface: Surface = "modal" if view["type"] == "modal" else "home"
    (_MODAL if surface == "modal" else _HOME)(view, "", findings)
    if "blocks" in view:
        if view["blocks"] == []:
            findings.add("/blocks", "no fewer than 1 items required")
        for problem in problems(view["blocks"], surface):
            findings.add(problem.where, problem.text)
        asks = isinstance(view["blocks"], list) and any(
            block.get("type") == "input" for _, block in _walk(view["blocks"], "")
        )
        if surface == "modal" and asks and "submit" not in view:
            findings.add("", "missing required field: submit, as there are input blocks")
    if len(json.dumps(view, ensure_ascii=False)) > VIEW_CHARACTERS:
        findings.add("", f"must be less than {VIEW_CHARACTERS + 1} characters", "view_too_large")
    return findings.problems


def message_problems(payload: Mapping[str, Any]) -> list[Problem]:
    """Everything that Slack would refuse in a message's text, blocks, metadata and thread."""
    findings = Findings("invalid_arguments")
    text, blocks = payload.get("text"), payload.get("blocks")
    if text is not None and not isinstance(text, str):
        findings.add("/text", "must be a string")
    elif text is not None and len(text) > TEXT_CHARACTERS:
        findings.add("/text", f"must be less than {TEXT_CHARACTERS + 1} characters", "msg_too_long")
    _markdown_text(payload, findings)
    if not any(payload.get(name) for name in ("text", "blocks", "attachments", "markdown_text")):
        findings.add("", "missing required field: text", "no_text")
    if blocks is not None:
        findings.problems += problems(blocks)
    attachments = payload.get("attachments")
    if isinstance(attachments, list) and len(attachments) > ATTACHMENTS:
        findings.add("/attachments", f"no more than {ATTACHMENTS} items allowed", "too_many_attachments")
    if payload.get("metadata") is not None:
        _metadata(payload["metadata"], findings)
    thread = payload.get("thread_ts")
    if thread is not None and not (isinstance(thread, str) and _TIMESTAMP.fullmatch(thread)):
        findings.add("/thread_ts", "must be the ts of a message", "invalid_thread_ts")
    return findings.problems


def _markdown_text(payload: Mapping[str, Any], findings: Findings) -> None:
    marked = payload.get("markdown_text")
    if marked is None:
        return
    if payload.get("text") or payload.get("blocks"):
        findings.add("/markdown_text", "cannot be used together with text or blocks", "markdown_text_conflict")
    string(1, MARKDOWN_CHARACTERS)(marked, "/markdown_text", findings)


def _metadata(metadata: Any, findings: Findings) -> None:
    if not isinstance(metadata, dict):
        findings.add("/metadata", "must provide an object", "invalid_metadata_format")
        return
    with findings.alone() as wrong:
        shape({"event_type": string(1, 255), "event_payload": _any}, {"entities": _any})(
            metadata, "/metadata", findings
        )
        if not isinstance(metadata.get("event_payload"), dict):
            findings.add("/metadata/event_payload", "must provide an object")
    for problem in wrong:
        findings.add(problem.where, problem.text, "invalid_metadata_format")
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        findings.add("/metadata", f"must be less than {METADATA_BYTES + 1} bytes", "metadata_too_large")
