"""What these tests share: a Slack message as text, what Slack would refuse, and what nobody may be able to type."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from bot.block_kit.message import Message
from tests.helpers.people import by_id

Block = dict[str, Any]
MOST_JSON = 12_600
PERSON = "U0123ABCD"
# The marks of templates, control characters, and characters that turn the direction of a text.
HIDDEN = re.compile("[\ue000-\ue008\x00-\x1f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="session")
def as_text() -> Callable[[Iterable[Block]], str]:
    return lambda blocks: by_id(read(blocks))


@pytest.fixture(scope="session")
def check_message() -> Callable[[Message], None]:
    """Every form of a message fits, and nothing typed is markup in any of them."""

    def check(message: Message) -> None:
        assert_safe_text(message.text)
        assert 0 < len(message.text) <= 1500
        for blocks in (message.blocks, *message.plainer):
            assert_fits(blocks, 50, MOST_JSON)
            assert_safe(blocks)
            assert not refused(
                {"channel": "C0123ABCD", "text": message.text, "blocks": list(blocks)}, "message_problems"
            )

    return check


@pytest.fixture(scope="session")
def check_view() -> Callable[[Block], None]:
    def check(view: Block) -> None:
        assert view["type"] == "modal"
        assert "submit" not in view
        assert len(view["title"]["text"]) <= 24
        assert len(json.dumps(view)) <= 60_500
        assert_fits(view["blocks"], 100, 60_000)
        assert_safe(view["blocks"])
        assert not refused(view, "view_problems")

    return check


def refused(payload: Block, judge: str) -> list[Any]:
    """What the workspace on one's own machine would refuse, where this program has one."""
    try:
        limits = importlib.import_module("bot.playground.workspace.limits")
    except ModuleNotFoundError:
        return []
    problems: list[Any] = getattr(limits, judge)(payload)
    return problems


def assert_fits(blocks: Iterable[Block], most: int, most_json: int) -> None:
    """Slack's limits, as far as these messages can come near them."""
    all_blocks = list(blocks)
    assert 0 < len(all_blocks) <= most
    assert len(json.dumps(all_blocks)) <= most_json
    for block in all_blocks:
        match block["type"]:
            case "header":
                assert 0 < len(block["text"]["text"]) <= 150
            case "context":
                assert 0 < len(block["elements"]) <= 10
                assert all(0 < len(element["text"]) <= 2000 for element in block["elements"])
            case "table":
                assert len(block["rows"]) <= 100
                cells = [cell for row in block["rows"] for cell in row]
                assert all(len(row) == len(block["rows"][0]) <= 20 for row in block["rows"])
                texts = [node["text"] for cell in cells for node in nodes(cell) if isinstance(node.get("text"), str)]
                assert all(texts)
                assert sum(map(len, texts)) <= 10_000
            case "data_visualization":
                drawn = block["chart"]
                categories = drawn["axis_config"]["categories"]
                assert len(block["title"]) <= 50
                assert 0 < len(categories) == len(set(categories)) <= 20
                assert all(len(category) <= 20 for category in categories)
                assert len({series["name"] for series in drawn["series"]}) == len(drawn["series"]) <= 6
                assert all([at["label"] for at in series["data"]] == categories for series in drawn["series"])
            case "actions":
                assert 0 < len(block["elements"]) <= 25
                for element in block["elements"]:
                    assert all(len(option["value"]) <= 150 for option in element.get("options", ()))
                    assert element["type"] != "overflow" or 0 < len(element["options"]) <= 5
                    assert len(element.get("value", "")) <= 2000
            case "rich_text":
                assert all(node["text"] for node in nodes(block) if node.get("type") == "text")
                assert sum(len(node["text"]) for node in nodes(block) if node.get("type") == "text") <= 3000
    assert sum(block["type"] == "table" for block in all_blocks) <= 1


def assert_safe(blocks: Iterable[Block]) -> None:
    """No mrkdwn, no link, and nobody is mentioned but the person who changed something."""
    for node in nodes(list(blocks)):
        assert node.get("type") not in ("mrkdwn", "link", "usergroup", "broadcast", "channel", "emoji")
        assert node.get("user_id", PERSON) == PERSON
        assert not isinstance(node.get("text"), str) or not HIDDEN.search(by_id(node["text"]).replace("\n", ""))
        if node.get("type") == "plain_text":
            assert node["emoji"] is False


def assert_safe_text(text: str) -> None:
    alone = text.replace(f"<@{PERSON}>", "")
    assert not set("<>\n") & set(alone)
    assert not re.search(r"&(?!(?:amp|lt|gt);)", alone)
    assert not HIDDEN.search(by_id(text))


def nodes(value: Any) -> Iterator[Block]:
    """Every object in blocks, at any depth."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from nodes(item)


def read(blocks: Iterable[Block]) -> str:
    """The blocks from top to bottom, each as what a reader sees."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def _block(block: dict[str, Any]) -> str:
    match block["type"]:
        case "header":
            return f"# {block['text']['text']}"
        case "context":
            return "\n".join(f"({element['text']})" for element in block["elements"])
        case "rich_text":
            return "\n".join(_part(element) for element in block["elements"])
        case "table":
            return _table(block)
        case "data_visualization":
            return _chart(block)
        case "actions":
            return "  ".join(map(_element, block["elements"]))
    raise AssertionError(f"a block that nobody reads: {block['type']}")


def _element(element: dict[str, Any]) -> str:
    if element["type"] == "button":
        return f"[{element['text']['text']}: {element['action_id']} {element['value']}]"
    options = " / ".join(f"{option['text']['text']}: {option['value']}" for option in element["options"])
    return f"[{element['action_id']}: {options}]"


def _part(part: dict[str, Any]) -> str:
    match part["type"]:
        case "rich_text_list":
            return "\n".join(f"  - {_part(element)}" for element in part["elements"])
        case "rich_text_preformatted":
            return "```\n" + _inline(part["elements"]) + "\n```"
        case _:
            return _inline(part["elements"])


def _inline(elements: list[dict[str, Any]]) -> str:
    return "".join(
        f"@{element['user_id']}"
        if element["type"] == "user"
        else f"**{element['text']}**"
        if element.get("style")
        else element["text"]
        for element in elements
    )


def _table(block: dict[str, Any]) -> str:
    rows = [
        [cell["text"] if cell["type"] == "raw_text" else _part(cell["elements"][0]) for cell in row]
        for row in block["rows"]
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )


def _chart(block: dict[str, Any]) -> str:
    drawn = block["chart"]
    axes = drawn["axis_config"]
    lines = [f"<{drawn['type']} chart: {block['title']}; {axes['y_label']} by {axes['x_label']}>"]
    lines += [
        f"  {series['name']}: " + ", ".join(f"{at['label']}: {at['value']}" for at in series["data"])
        for series in drawn["series"]
    ]
    return "\n".join(lines)
