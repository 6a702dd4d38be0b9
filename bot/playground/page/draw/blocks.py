"""Every block by its type."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.chart import chart
from bot.playground.page.draw.checked_json import (
    Malformed,
    items,
    kind_of,
    maybe_flag,
    maybe_items,
    maybe_string,
    one_of,
    whole_characters,
)
from bot.playground.page.draw.elements import element
from bot.playground.page.draw.images import figure, image
from bot.playground.page.draw.markdown import markdown
from bot.playground.page.draw.rich import rich_text
from bot.playground.page.draw.scene import ElementPlace, Surroundings
from bot.playground.page.draw.tables import data_table, table
from bot.playground.page.draw.tags import NOTHING, joined, tag
from bot.playground.page.draw.text import plain, words
from bot.playground.page.draw.unknown import drawn, is_shown_as_it_came, unknown
from bot.playground.workspace.conversations import Json

_LEVELS = {"default": "Note", "info": "Info", "warning": "Warning", "error": "Error", "success": "Success"}


def draw(blocks: Any, scene: Surroundings) -> Markup:
    """Blocks as HTML, one after the other. What is unknown or malformed is shown as it came."""
    if not isinstance(blocks, list):
        return _sendable(unknown("block", blocks))
    return _sendable(joined(_block(block, f"{scene.prefix}b{place}", scene) for place, block in enumerate(blocks)))


def _block(value: Any, own_id: str, scene: Surroundings) -> Markup:
    drawing = _BLOCKS.get(kind_of(value))
    return unknown("block", value) if drawing is None else drawn("block", value, lambda: drawing(value, own_id, scene))


def _sendable(html: Markup) -> Markup:
    """HTML that arrives as it was sent: browsers make a line break of a raw carriage return."""
    return Markup(whole_characters(html).replace("\r", "&#13;"))


def _header(block: Json) -> Markup:
    return tag("h3", plain(block.get("text")), class_="b-header")


def _section(block: Json, own_id: str, scene: Surroundings) -> Markup:
    text = block.get("text")
    fields = maybe_items(block, "fields")
    if text is None and not fields:
        raise Malformed("must have text or fields")
    beside = block.get("accessory")
    main = tag(
        "div",
        NOTHING if text is None else tag("div", words(text, scene), class_="b-text"),
        tag("div", joined(_words(field, scene, "b-field b-text") for field in fields), class_="b-fields")
        if fields
        else NOTHING,
        class_="b-main",
    )
    if beside is None:
        return tag("div", main, class_="b-section")
    place = ElementPlace(_block_id(block), f"{own_id}e0")
    accessory = _picture(beside, scene) if kind_of(beside) == "image" else element(beside, place, scene)
    return tag("div", main, tag("div", accessory, class_="b-accessory"), class_="b-section")


def _words(value: Any, scene: Surroundings, classes: str) -> Markup:
    if kind_of(value) not in {"plain_text", "mrkdwn"}:
        return unknown("element", value)
    return drawn("element", value, lambda: tag("div", words(value, scene), class_=classes))


def _picture(value: Any, scene: Surroundings) -> Markup:
    return drawn("element", value, lambda: image(value, scene, small=True))


def _context(block: Json, scene: Surroundings) -> Markup:
    inside = [
        _picture(item, scene) if kind_of(item) == "image" else _words(item, scene, "b-text")
        for item in items(block, "elements")
    ]
    return tag("div", joined(inside), class_="b-context")


def _actions(block: Json, own_id: str, scene: Surroundings) -> Markup:
    block_id = _block_id(block)
    inside = [
        element(item, ElementPlace(block_id, f"{own_id}e{place}"), scene)
        for place, item in enumerate(items(block, "elements"))
    ]
    return tag("div", joined(inside), class_="b-actions")


def _input(block: Json, own_id: str, scene: Surroundings) -> Markup:
    block_id = _block_id(block)
    label, optional = plain(block.get("label")), maybe_flag(block, "optional")
    error = scene.errors.get(block_id)
    field_id, hint_id, error_id = f"{own_id}e0", f"{own_id}-hint", f"{own_id}-error"
    hint = NOTHING if block.get("hint") is None else tag("p", plain(block["hint"]), class_="b-hint", id=hint_id)
    wrong = NOTHING if error is None else tag("p", error, class_="b-error", id=error_id)
    described = " ".join([*([hint_id] if hint else []), *([error_id] if wrong else [])])
    place = ElementPlace(
        block_id,
        field_id,
        live=maybe_flag(block, "dispatch_action"),
        label=f"{label} (optional)" if optional else label,
        required=not optional,
        described_by=described or None,
        wrong=error is not None,
    )
    field = element(block.get("element"), place, scene)
    return tag("div", _label(place, field), field, hint, wrong, class_="b-input", data_block=block_id)


def _label(place: ElementPlace, field: Markup) -> Markup:
    """The label of a field. A group of boxes says its own, and what could not be drawn has nothing to be put into."""
    if field.startswith("<fieldset"):
        return NOTHING
    if is_shown_as_it_came(field):
        return tag("div", place.label, class_="b-label")
    return tag("label", place.label, class_="b-label", for_=place.id)


def _alert(block: Json, scene: Surroundings) -> Markup:
    level = one_of(block, "level", *_LEVELS)
    text = tag("div", words(block.get("text"), scene), class_="b-text")
    return tag("div", tag("b", _LEVELS[level], class_="level"), text, class_=f"b-alert {level}", role="note")


def _block_id(block: Json) -> str:
    return maybe_string(block, "block_id") or ""


_BLOCKS: dict[str, Callable[[Json, str, Surroundings], Markup]] = {
    "actions": _actions,
    "alert": lambda block, _, scene: _alert(block, scene),
    "context": lambda block, _, scene: _context(block, scene),
    "data_table": lambda block, _, scene: data_table(block, scene),
    "data_visualization": lambda block, own_id, _: chart(block, own_id),
    "divider": lambda *_: tag("hr", class_="b-divider"),
    "header": lambda block, *_: _header(block),
    "image": lambda block, _, scene: figure(block, scene),
    "input": _input,
    "markdown": lambda block, _, scene: markdown(block, scene),
    "rich_text": lambda block, _, scene: rich_text(block, scene),
    "section": _section,
    "table": lambda block, _, scene: table(block, scene),
}
