"""Blocks come from strangers: whatever they hold, no element and no address of theirs comes into the page."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.examples import examples

ELEMENTS = {
    "a", "b", "blockquote", "br", "button", "caption", "code", "defs", "desc", "details", "div", "em", "fieldset",
    "figcaption", "figure", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "label", "legend", "li", "line", "mark",
    "ol", "optgroup", "option", "p", "path", "pattern", "pre", "rect", "s", "select", "small", "span", "strong", "sub",
    "summary", "svg", "table", "tbody", "td", "text", "textarea", "th", "thead", "time", "title", "tr", "u", "ul",
    "circle",
}  # fmt: skip
ATTRIBUTES = {
    "alt", "aria-describedby", "aria-hidden", "aria-invalid", "aria-label", "aria-labelledby", "aria-required",
    "checked", "class", "cx", "cy", "d", "data-action", "data-block", "data-confirm", "data-do", "data-element",
    "data-live", "data-max", "data-url", "data-value", "datetime", "disabled", "dominant-baseline", "fill", "for",
    "height", "href", "id", "inputmode", "label", "maxlength", "multiple", "name", "patternunits", "placeholder", "r",
    "rel", "role", "rows", "scope", "selected", "size", "src", "start", "tabindex", "target", "text-anchor", "title",
    "transform", "type", "value", "viewbox", "width", "x", "x1", "x2", "y", "y1", "y2",
}  # fmt: skip
HOSTILE = [
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' style='x:y",
    "javascript:alert(1)",
    "<javascript:alert(1)|words>",
    "</textarea></pre></title></svg></select></button><script>alert(1)</script>",
    "[words](javascript:alert(1)) ![words](javascript:alert(1)) <javascript:alert(1)> <b onclick=x>",
    '<https://e.com/"onclick="alert(1)|"onclick="alert(1)> [w](https://e.com/"onclick="x)',
    'https://e.com/"><b onclick=alert(1)>',
    '<!date^1^{date}^javascript:alert(1)|"><b>>',
    "<!--<![CDATA[<?php&#0;\x00\x01\ud800",
    "```<script>``` `<b>` > <b>",
    '| <b> |\n|:--|\n| <script> |\n\n```"onclick=x\ncode',
]
# What says which thing it is; with another word there it would be an unknown thing.
TELLING = {"type", "style", "level", "align", "range"}


def harmless(page: Any) -> None:
    for node in page.nodes():
        assert node.name in ELEMENTS
        assert set(node.attributes) <= ATTRIBUTES
        for name in ("href", "data-url"):
            address = node.get(name)
            assert address is None or address.lower().startswith(("https://", "http://", "mailto:", "/c/"))
        if node.name == "a" and "way" not in node.classes:
            assert (node["rel"], node["target"]) == ("noopener noreferrer", "_blank")
        assert node.get("src") in {None, "/files/F1"}
        assert (node.get("id") or "m1-").startswith("m1-")
        assert all(class_.isascii() and class_.replace("-", "").isalnum() for class_ in node.classes)


def texts(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where strings stand that anybody may choose."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        if isinstance(inner, str) and key not in TELLING:
            yield (*at, key)
        yield from texts(inner, (*at, key))


def put(value: Any, at: tuple[Any, ...], what: Any) -> None:
    for key in at[:-1]:
        value = value[key]
    value[at[-1]] = what


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_text_in_any_place_stays_text(
    drawn: Callable[..., Any], samples: dict[str, Any], hostile: str
) -> None:
    for sample in samples.values():
        full = copy.deepcopy(sample)
        for place in texts(sample):
            block = copy.deepcopy(sample)
            put(block, place, hostile)
            put(full, place, hostile)
            harmless(drawn(block))
        harmless(drawn(full))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_word_for_what_a_thing_is_stays_text(
    drawn: Callable[..., Any], samples: dict[str, Any], hostile: str
) -> None:
    for sample in samples.values():
        harmless(drawn({**sample, "type": hostile}))
        for key in TELLING:
            harmless(drawn({**sample, key: hostile, "elements": [{"type": hostile, key: hostile}]}))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_the_scene_says_stays_text(drawn: Callable[..., Any], samples: dict[str, Any], hostile: str) -> None:
    page = drawn(
        *samples.values(),
        name_of=lambda _: hostile,
        channel_of=lambda _: hostile,
        people=((hostile, hostile),),
        channels=((hostile, hostile),),
        errors={"i": hostile, "ib": hostile},
        state={"i": {"name": {"type": "plain_text_input", "value": hostile}}},
    )
    harmless(page)


KNOWN = st.sampled_from([
    "section", "header", "context", "actions", "input", "image", "markdown", "rich_text", "table", "data_table",
    "data_visualization", "alert", "divider", "button", "overflow", "static_select", "multi_users_select", "checkboxes",
    "radio_buttons", "datepicker", "datetimepicker", "plain_text_input", "rich_text_input", "plain_text", "mrkdwn",
    "rich_text_section", "rich_text_list", "text", "link", "emoji", "date", "raw_text", "raw_number", "line", "bar",
    "pie",
])  # fmt: skip
KEYS = st.sampled_from([
    "type", "text", "elements", "fields", "accessory", "element", "label", "hint", "block_id", "action_id", "options",
    "option_groups", "initial_option", "value", "url", "rows", "caption", "title", "chart", "series", "segments",
    "axis_config", "categories", "data", "name", "column_settings", "style", "indent", "timestamp", "format",
    "image_url", "slack_file", "alt_text", "confirm", "initial_options", "initial_date_time", "placeholder",
    "max_length", "description", "unicode",
])  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | KNOWN
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(KEYS | st.text(), inner, max_size=6)
        | st.builds(lambda kind, rest: {**rest, "type": kind}, KNOWN, st.dictionaries(KEYS, inner, max_size=6))
    ),
    max_leaves=25,
)


@given(blocks=st.lists(ANYTHING, max_size=4) | ANYTHING)
@settings(max_examples=examples(100))
def test_anything_that_json_can_hold_is_drawn_without_harm(
    drawn_as_they_are: Callable[[Any], Any], blocks: Any
) -> None:
    harmless(drawn_as_they_are(blocks))


@given(kind=st.text(), rest=st.dictionaries(st.text(), LEAVES))
def test_a_block_of_an_unknown_type_shows_its_name(drawn: Callable[..., Any], kind: str, rest: dict[str, Any]) -> None:
    name = f"no {kind}"
    told = re.sub("[\ud800-\udfff]", "\ufffd", name)
    assert drawn({**rest, "type": name}).one("summary").text == f'Unknown block "{told}"'
