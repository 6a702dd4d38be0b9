"""Every block is drawn, or shown as it came."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.playground.workspace.blockkit.blocks import BLOCK, SURFACES
from bot.playground.workspace.blockkit.schema import Findings

# Kinds of blocks that Slack has and that are not drawn.
NOT_DRAWN = {"card", "carousel", "container", "context_actions", "plan", "task_card", "video"}
DRAWN = {
    "actions", "alert", "context", "data_table", "data_visualization", "divider", "header", "image", "input", "markdown",
    "rich_text", "section", "table",
}  # fmt: skip


def plain(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, **more}


def marked_up(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, **more}


def section(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def test_the_samples_are_what_slack_takes_and_are_all_drawn(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    findings = Findings()
    for block in samples.values():
        BLOCK(block, "", findings)
        assert not drawn(block).all(class_="b-unknown"), block["type"]
    assert findings.problems == []
    assert {block["type"] for block in samples.values()} == DRAWN


def test_every_kind_of_block_that_slack_knows_is_drawn_or_shown_as_unknown(drawn: Callable[..., Any]) -> None:
    for kind in DRAWN | NOT_DRAWN | set(SURFACES):
        findings = Findings()
        BLOCK({"type": kind}, "", findings)
        assert not any("unsupported type" in problem.text for problem in findings.problems)
        if kind != "divider":
            summary = drawn({"type": kind}).one("summary").text
            assert summary == f'{"Unknown" if kind in NOT_DRAWN else "Cannot draw"} block "{kind}"'
    assert set(SURFACES) <= DRAWN | NOT_DRAWN


def test_blocks_come_in_their_order(drawn: Callable[..., Any]) -> None:
    page = drawn(
        {"type": "header", "text": plain("First")}, {"type": "divider"}, {"type": "header", "text": plain("Second")}
    )
    assert [node.name for node in page.inside] == ["h3", "hr", "h3"]


def test_an_unknown_block_is_shown_with_all_it_holds(drawn: Callable[..., Any]) -> None:
    block = {"type": "hologram", "depth": [1, {"</pre><b>": "<script>"}]}
    unknown = drawn(block).one("div", class_="b-unknown")
    assert unknown.one("summary").text == 'Unknown block "hologram"'
    assert json.loads(unknown.one("pre").text) == block


@pytest.mark.parametrize("value", [None, 5, "text", [], {}, {"type": 7}, {"type": ["section"]}])
def test_what_is_no_block_at_all_is_shown_too(drawn: Callable[..., Any], value: Any) -> None:
    unknown = drawn(value).one("div", class_="b-unknown")
    assert unknown.one("summary").text == "Unknown block"
    assert json.loads(unknown.one("pre").text) == value


@pytest.mark.parametrize("blocks", [None, "text", {"type": "header"}, 3])
def test_what_is_no_list_of_blocks_is_shown_as_one(drawn_as_they_are: Callable[[Any], Any], blocks: Any) -> None:
    assert json.loads(drawn_as_they_are(blocks).one("pre").text) == blocks


def test_what_is_too_deep_to_be_written_is_said_to_be(drawn: Callable[..., Any]) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert "Too deep" in drawn({"type": "deep", "inside": deep}).one("pre").text
    assert drawn({"type": "section", "text": deep}).one("summary").text == 'Cannot draw block "section"'


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*at, key)
        yield from places(inner, (*at, key))


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        {"type": "wrong"},
        *(pytest.param(wrong, marks=pytest.mark.slow) for wrong in (7, "wrong", [], {}, [None], 1e999, True)),
    ],
)
def test_a_known_block_with_anything_wrong_in_it_is_drawn_or_shown(
    drawn: Callable[..., Any], samples: dict[str, Any], wrong: Any
) -> None:
    for sample in samples.values():
        for place in places(sample):
            block = copy.deepcopy(sample)
            inner: Any = block
            for key in place[:-1]:
                inner = inner[key]
            inner[place[-1]] = wrong
            assert drawn(block).inside


def test_the_label_of_a_field_that_cannot_be_drawn_is_kept(drawn: Callable[..., Any]) -> None:
    for element in ({"type": "checkboxes"}, {"type": "teleport"}, None):
        page = drawn({"type": "input", "label": plain("Which"), "element": element})
        assert page.one(class_="b-label").text == "Which"
        assert page.one(class_="b-unknown")


def test_unknown_things_inside_known_ones_are_shown_beside_the_rest(drawn: Callable[..., Any]) -> None:
    odd = {"type": "odd"}
    for block in (
        {"type": "context", "elements": [odd, plain("kept")]},
        {"type": "actions", "elements": [odd, {"type": "button", "text": plain("kept")}]},
        {"type": "section", "text": plain("kept"), "accessory": odd},
        {
            "type": "rich_text",
            "elements": [odd, {"type": "rich_text_quote", "elements": [{"type": "text", "text": "kept"}]}],
        },
        section(odd, {"type": "text", "text": "kept"}),
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [odd, {"type": "text", "text": "kept"}]}],
        },
        {"type": "table", "rows": [[odd, {"type": "raw_text", "text": "kept"}]]},
    ):
        page = drawn(block)
        assert page.one("summary").text == 'Unknown element "odd"'
        assert "kept" in page.text


def test_a_header_is_a_heading_of_the_third_level(drawn: Callable[..., Any]) -> None:
    assert (
        drawn({"type": "header", "text": plain("Fish &amp; chips :tada:")}).one("h3", class_="b-header").text
        == "Fish & chips 🎉"
    )


def test_plain_text_is_taken_at_its_word(drawn: Callable[..., Any]) -> None:
    page = drawn({"type": "section", "text": plain("*not bold* <@U1> &lt;b&gt;\nnext")})
    assert page.one(class_="b-text").text == "*not bold* <@U1> <b>\nnext"
    assert drawn({"type": "header", "text": plain(":tada:", emoji=False)}).text == ":tada:"
    assert drawn({"type": "section", "text": marked_up(":tada:", verbatim=True)}).text == ":tada:"


def test_a_section_has_its_text_its_fields_and_what_stands_beside_them(
    drawn: Callable[..., Any], samples: dict[str, Any]
) -> None:
    page = drawn(samples["section"]).one(class_="b-section")
    assert page.all(class_="b-text")[0].text == "Bold words"
    assert [field.text for field in page.all(class_="b-field")] == ["One", "Two"]
    assert page.one(class_="b-accessory").one("button").text == "Go"


def test_a_context_has_words_and_small_pictures(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["context"]).one(class_="b-context")
    assert [text.text for text in page.all(class_="b-text")] == ["small", "plain"]
    assert "small" in page.one(class_="b-picture-away").classes


def test_a_picture_of_the_workspace_is_shown_and_one_from_elsewhere_is_only_named(
    drawn: Callable[..., Any], samples: dict[str, Any]
) -> None:
    near = drawn(samples["image of the workspace"]).one("img")
    assert (near["src"], near["alt"]) == ("/files/F1", "Near")
    far = drawn(samples["image"])
    assert not far.all("img")
    assert far.one("figcaption").text == "A title"
    assert far.one(class_="alt").text == "Far away"
    assert far.one("a")["href"] == far.one("a").text == "https://example.com/far.png"
    gone = drawn({"type": "image", "alt_text": "Gone", "slack_file": {"id": "F9"}})
    assert not gone.all("img")
    assert gone.one(class_="alt").text == "Gone"


def test_nothing_is_loaded_from_elsewhere(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    for node in drawn(*samples.values()).nodes():
        assert node.get("src") in {None, "/files/F1"}
        assert node.name not in {
            "script",
            "style",
            "link",
            "iframe",
            "object",
            "embed",
            "video",
            "audio",
            "image",
            "use",
        }


def test_an_alert_says_its_level_in_words(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["alert"]).one(class_="b-alert")
    assert page.one(class_="level").text == "Warning"
    assert page.one(class_="b-text").text == "Take care"


def test_rich_text_keeps_every_style_and_every_mention(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["rich_text"]).one(class_="b-rich")
    assert [page.one(name).text for name in ("code", "b", "i", "s", "u", "mark")] == ["all"] * 6
    assert [mention.text for mention in page.all(class_="mention")] == ["@maria", "#general", "@S1", "@T1", "@here"]
    assert page.one("span", title=":tada:").text == "🎉"
    assert "⚠" in page.text
    assert page.one("rect")["fill"] == "#ff8800"
    assert page.one("time").text == "2014-02-18 at 2:39 PM"
    assert [link["href"] for link in page.all("a")] == ["https://example.com", "https://example.com/day"]
    assert "https://example.com/unlinked" in page.text


def test_rich_text_has_lists_code_and_quotes(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["rich_text"])
    ordered = page.one("ol")
    assert (ordered["start"], ordered.text) == ("3", "third")
    assert "indent-1" in ordered.classes
    assert page.one("ul").one("li").text == "point"
    assert page.one("pre").text == "a  b\n c"
    assert page.one("blockquote").text == "said"


def test_text_inside_rich_text_is_taken_at_its_word(drawn: Callable[..., Any]) -> None:
    assert drawn(section({"type": "text", "text": "&amp; *x* :tada: <@U1>"})).text == "&amp; *x* :tada: <@U1>"


def test_a_date_that_the_calendar_does_not_hold_says_its_fallback(drawn: Callable[..., Any]) -> None:
    date = {"type": "date", "timestamp": 10**18, "format": "{date}", "fallback": "far from now"}
    assert drawn(section(date)).text == "far from now"
    assert drawn(section(date | {"timestamp": 5, "format": "{when}"})).text == "far from now"


@pytest.mark.parametrize("code_points", ["110000", "202e", "20", "d800", "0", "x"])
def test_an_emoji_is_a_sign_and_not_a_way_to_turn_text_around(drawn: Callable[..., Any], code_points: str) -> None:
    assert drawn(section({"type": "emoji", "name": "odd", "unicode": code_points})).text == ":odd:"


def test_a_table_has_a_head_and_columns_as_they_are_set(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["table"])
    scroll = page.one(class_="scroll")
    assert (scroll["tabindex"], scroll["role"], scroll["aria-label"]) == ("0", "region", "Table")
    assert [(cell.text, cell["scope"]) for cell in page.one("thead").all("th")] == [("Option", "col"), ("Cost", "col")]
    name, cost = page.one("tbody").all("td")
    assert (name.text, "wrap" in name.classes) == ("Today", True)
    assert (cost.text, cost.classes) == ("$5", ["right"])


def test_a_data_table_names_its_rows_and_puts_numbers_to_the_right(
    drawn: Callable[..., Any], samples: dict[str, Any]
) -> None:
    page = drawn(samples["data_table"])
    assert page.one("caption").text == "Costs"
    number, name = next(part for part in page.one("tbody").inside if not isinstance(part, str)).inside
    assert (number.name, number.text, number.classes) == ("td", "$5", ["right"])
    assert (name.name, name["scope"], name.text) == ("th", "row", "Today")
    unnamed = {key: value for key, value in samples["data_table"].items() if key != "row_header_column_index"}
    assert drawn(unnamed).one("tbody").one("th").text == "$5"


def test_markdown_is_read_by_its_own_rules(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["markdown"]).one(class_="b-markdown")
    assert page.one("h3").text == "Head"
    assert (page.one("strong").text, page.one("s").text) == ("bold", "no")
    assert [(link.text, link["href"]) for link in page.all("a")] == [
        ("words", "https://example.com"),
        ("pic", "https://example.com/p.png"),
    ]
    assert page.one("pre").one("code").text == "code\n"
    assert [cell.classes for cell in page.all("td")] == [["right"], []]
    assert page.one(class_="scroll").one("table")


def test_markdown_takes_no_html_and_no_links_to_anywhere_else(drawn: Callable[..., Any]) -> None:
    page = drawn(
        {
            "type": "markdown",
            "text": "<b>x</b> [words](javascript:alert) [![pic](data:x)](https://e.com) <https://acme.slack.com/archives/C1>",
        }
    )
    assert not page.all("b")
    assert "<b>x</b> words" in page.text
    outside, inside = page.all("a")
    assert (outside.text, outside["href"], outside["rel"], outside["target"]) == (
        "pic",
        "https://e.com",
        "noopener noreferrer",
        "_blank",
    )
    assert (inside["href"], inside.classes, inside.get("target")) == ("/c/C1", ["way"], None)
