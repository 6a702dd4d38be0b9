"""A form as plain as it goes, for a workspace or client whose Slack refuses the first: the same fields, without what only helps."""

from __future__ import annotations

from typing import Any

from bot.block_kit.message import Block

# What every Slack that has forms takes.
_EVERYWHERE = frozenset({"input", "section", "divider", "actions", "rich_text", "context", "header"})
_ONLY_HELPS = frozenset({"placeholder", "initial_value", "initial_option", "initial_options", "initial_date", "initial_user", "focus_on_load"})  # fmt: skip


def plainer_form(view: dict[str, Any]) -> dict[str, Any]:
    """The form without headers, hints, placeholders and what it is filled in with.

    A select of several is a field to type in; blocks that not every Slack has are left out.
    """
    asks = any(block["type"] == "input" for block in view["blocks"])
    # The line above the fields says what an empty one means.
    kept = [block for block in view["blocks"] if block["type"] in ({"input", "context"} if asks else _EVERYWHERE)]
    return view | {"blocks": [_plain(block) for block in kept]}


def _plain(block: Block) -> Block:
    if block["type"] != "input":
        return block
    element = {name: value for name, value in block["element"].items() if name not in _ONLY_HELPS}
    if element["type"] == "multi_static_select":
        element = {"type": "plain_text_input", "action_id": element["action_id"]}
    return {name: value for name, value in block.items() if name != "hint"} | {"element": element}
