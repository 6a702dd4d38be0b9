"""What Slack publishes as its limits is refused one step beyond, and taken at the limit itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.workspace.limits import message_problems, problems, view_problems


def plain(length: int = 1) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * length}


def marked(length: int = 1) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": "x" * length}


def section(length: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": marked(length), **more}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def option(text: int = 1, value: int = 1, **more: Any) -> dict[str, Any]:
    return {"text": plain(text), "value": "v" * value, **more}


def options(count: int) -> list[dict[str, Any]]:
    return [{"text": plain(), "value": str(number)} for number in range(count)]


def asks(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain(), "element": element, **more}


def menu(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "options": options(2), **more}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def cell(length: int = 1) -> dict[str, Any]:
    return {"type": "raw_text", "text": "x" * length}


def table(rows: int = 1, columns: int = 1, length: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "table", "rows": [[cell(length)] * columns] * rows, **more}


def data_table(rows: int = 2, columns: int = 1, length: int = 1, **more: Any) -> dict[str, Any]:
    return {"type": "data_table", "caption": "Costs", "rows": [[cell(length)] * columns] * rows, **more}


def chart(series: int = 1, points: int = 2, kind: str = "line", title: int = 5, **axes: Any) -> dict[str, Any]:
    labels = [f"m{number}" for number in range(points)]
    return {
        "type": "data_visualization",
        "title": "t" * title,
        "chart": {
            "type": kind,
            "series": [
                {"name": f"s{n}", "data": [{"label": category, "value": 1} for category in labels]}
                for n in range(series)
            ],
            "axis_config": {"categories": labels, **axes},
        },
    }


def bars(series: dict[str, dict[str, float]], categories: Any = None, **more: Any) -> dict[str, Any]:
    made = [
        {"name": name, "data": [{"label": category, "value": data[category]} for category in data]}
        for name, data in series.items()
    ]
    axes = {"categories": categories or [label for data in list(series.values())[:1] for label in data]}
    return {
        "type": "data_visualization",
        "title": "Verdicts by method",
        "chart": {"type": "bar", "series": made, "axis_config": axes, **more},
    }


def pie(segments: int = 1, label: int = 1, value: float = 1) -> dict[str, Any]:
    parts = [{"label": chr(97 + number) * label, "value": value} for number in range(segments)]
    return {"type": "data_visualization", "title": "Shares", "chart": {"type": "pie", "segments": parts}}


def image(alt: int = 1, url: int = 20, **more: Any) -> dict[str, Any]:
    return {"type": "image", "image_url": "https://a.example/".ljust(url, "x"), "alt_text": "x" * alt, **more}


def asked(title: int = 1, text: int = 1, confirm: int = 1, deny: int = 1) -> dict[str, Any]:
    dialog = {"title": plain(title), "text": plain(text), "confirm": plain(confirm), "deny": plain(deny)}
    return actions(button(confirm=dialog))


# the limit in words, how to make a block of that size, the limit, where the problem is told
LONGEST = [
    ("a section's text", section, 3000, "/blocks/0/text/text"),
    ("a field", lambda n: {"type": "section", "fields": [marked(n)]}, 2000, "/blocks/0/fields/0/text"),
    ("the number of fields", lambda n: {"type": "section", "fields": [marked()] * n}, 10, "/blocks/0/fields"),
    ("a header", lambda n: {"type": "header", "text": plain(n)}, 150, "/blocks/0/text/text"),
    ("the elements of a context", lambda n: {"type": "context", "elements": [marked()] * n}, 10, "/blocks/0/elements"),
    ("the buttons in a row", lambda n: actions(*[button()] * n), 25, "/blocks/0/elements"),
    ("a button's text", lambda n: actions(button(text=plain(n))), 75, "/blocks/0/elements/0/text/text"),
    ("a button's value", lambda n: actions(button(value="v" * n)), 2000, "/blocks/0/elements/0/value"),
    ("a button's link", lambda n: actions(button(url="h" * n)), 3000, "/blocks/0/elements/0/url"),
    ("an action_id", lambda n: actions(button(action_id="a" * n)), 255, "/blocks/0/elements/0/action_id"),
    ("a block_id", lambda n: section(block_id="b" * n), 255, "/blocks/0/block_id"),
    ("an option's text", lambda n: actions(menu(options=[option(n)])), 75, "/blocks/0/elements/0/options/0/text/text"),
    ("an option's value", lambda n: actions(menu(options=[option(1, n)])), 150, "/blocks/0/elements/0/options/0/value"),
    (
        "an option's description",
        lambda n: actions(menu(options=[option(description=plain(n))])),
        75,
        "/blocks/0/elements/0/options/0/description/text",
    ),
    ("a menu's options", lambda n: actions(menu(options=options(n))), 100, "/blocks/0/elements/0/options"),
    (
        "radio buttons",
        lambda n: actions({"type": "radio_buttons", "options": options(n)}),
        10,
        "/blocks/0/elements/0/options",
    ),
    (
        "checkboxes",
        lambda n: actions({"type": "checkboxes", "options": options(n)}),
        10,
        "/blocks/0/elements/0/options",
    ),
    (
        "an overflow menu",
        lambda n: actions({"type": "overflow", "options": options(n)}),
        5,
        "/blocks/0/elements/0/options",
    ),
    ("a placeholder", lambda n: actions(menu(placeholder=plain(n))), 150, "/blocks/0/elements/0/placeholder/text"),
    ("a dialog's title", lambda n: asked(title=n), 100, "/blocks/0/elements/0/confirm/title/text"),
    ("a dialog's text", lambda n: asked(text=n), 300, "/blocks/0/elements/0/confirm/text/text"),
    ("a dialog's confirm", lambda n: asked(confirm=n), 30, "/blocks/0/elements/0/confirm/confirm/text"),
    ("a dialog's deny", lambda n: asked(deny=n), 30, "/blocks/0/elements/0/confirm/deny/text"),
    ("an image's alt text", lambda n: image(alt=n), 2000, "/blocks/0/alt_text"),
    ("an image's address", lambda n: image(url=n), 3000, "/blocks/0/image_url"),
    ("an image's title", lambda n: image(title=plain(n)), 2000, "/blocks/0/title/text"),
    ("a label", lambda n: asks({"type": "plain_text_input"}, label=plain(n)), 2000, "/blocks/0/label/text"),
    ("a hint", lambda n: asks({"type": "plain_text_input"}, hint=plain(n)), 2000, "/blocks/0/hint/text"),
    (
        "what may be typed",
        lambda n: asks({"type": "plain_text_input", "max_length": n}),
        3000,
        "/blocks/0/element/max_length",
    ),
    ("a markdown block", lambda n: {"type": "markdown", "text": "x" * n}, 12_000, "/blocks/0/text"),
    ("a table's rows", lambda n: table(rows=n), 100, "/blocks/0/rows"),
    ("a table's columns", lambda n: table(columns=n), 20, "/blocks/0/rows/0"),
    ("a table's characters", lambda n: table(length=n), 10_000, "/blocks/0/rows"),
    ("a table's settings", lambda n: table(column_settings=[{"align": "right"}] * n), 20, "/blocks/0/column_settings"),
    ("a data table's rows", lambda n: data_table(rows=n), 101, "/blocks/0/rows"),
    ("a data table's columns", lambda n: data_table(columns=n), 20, "/blocks/0/rows/0"),
    (
        "a data table's characters",
        lambda n: data_table() | {"rows": [[cell()], [cell(n - 1)]]},
        20_000,
        "/blocks/0/rows",
    ),
    ("a data table's page", lambda n: data_table(page_size=n), 100, "/blocks/0/page_size"),
    ("a chart's title", lambda n: chart(title=n), 50, "/blocks/0/title"),
    ("a chart's series", lambda n: chart(series=n), 6, "/blocks/0/chart/series"),
    ("a chart's points", lambda n: chart(points=n), 20, "/blocks/0/chart/series/0/data"),
    ("a chart's x label", lambda n: chart(x_label="x" * n), 50, "/blocks/0/chart/axis_config/x_label"),
    ("a chart's y label", lambda n: chart(y_label="y" * n), 50, "/blocks/0/chart/axis_config/y_label"),
    ("a bar chart's series", lambda n: chart(series=n, kind="bar"), 6, "/blocks/0/chart/series"),
    ("a bar chart's groups", lambda n: chart(points=n, kind="bar"), 20, "/blocks/0/chart/series/0/data"),
    ("a bar chart's title", lambda n: chart(title=n, kind="bar"), 50, "/blocks/0/title"),
    ("a bar chart's y label", lambda n: chart(y_label="y" * n, kind="bar"), 50, "/blocks/0/chart/axis_config/y_label"),
    ("a series' name", lambda n: bars({"n" * n: {"sft": 3}}), 20, "/blocks/0/chart/series/0/name"),
    ("a group's name", lambda n: bars({"2026": {"n" * n: 3}}), 20, "/blocks/0/chart/series/0/data/0/label"),
    ("a pie's segments", lambda n: pie(segments=n), 6, "/blocks/0/chart/segments"),
    ("a pie's label", lambda n: pie(label=n), 20, "/blocks/0/chart/segments/0/label"),
]


@pytest.mark.parametrize(("make", "limit", "where"), [case[1:] for case in LONGEST], ids=[case[0] for case in LONGEST])
def test_takes_what_is_at_the_limit_and_refuses_what_is_beyond(make: Any, limit: int, where: str) -> None:
    assert problems([make(limit)]) == []
    refused = problems([make(limit + 1)])
    assert [(problem.code, problem.where) for problem in refused][:1] == [("invalid_blocks", where)]


WRONG = [
    ("an unknown block", {"type": "sectoin"}, "/blocks/0/type"),
    ("a block without a type", {"text": plain()}, "/blocks/0"),
    ("a block that is no object", "hello", "/blocks/0"),
    ("an unknown element", actions({"type": "knob"}), "/blocks/0/elements/0/type"),
    ("an unknown property", section(colour="red"), "/blocks/0"),
    ("null where an object belongs", section(accessory=None), "/blocks/0/accessory"),
    ("null where a string belongs", actions(button(value=None)), "/blocks/0/elements/0/value"),
    ("a section with nothing in it", {"type": "section"}, "/blocks/0"),
    ("an empty text", section(0), "/blocks/0/text/text"),
    ("no buttons in a row", actions(), "/blocks/0/elements"),
    ("emoji on mrkdwn", {"type": "section", "text": marked() | {"emoji": True}}, "/blocks/0/text"),
    ("verbatim on plain_text", {"type": "section", "text": plain() | {"verbatim": True}}, "/blocks/0/text"),
    ("mrkdwn in a header", {"type": "header", "text": marked()}, "/blocks/0/text/type"),
    ("mrkdwn on a button", actions(button(text=marked())), "/blocks/0/elements/0/text/type"),
    ("a style of one's own", actions(button(style="warning")), "/blocks/0/elements/0/style"),
    ("an image without words", {"type": "image", "image_url": "https://a.example/i.png"}, "/blocks/0"),
    ("an image from two places", image(slack_file={"id": "F1"}), "/blocks/0"),
    ("an input in an actions block", actions({"type": "plain_text_input"}), "/blocks/0/elements/0/type"),
    ("a start that is no option", actions(menu(initial_option=option())), "/blocks/0/elements/0/initial_option"),
    (
        "a tick that is no option",
        actions({"type": "checkboxes", "options": options(2), "initial_options": [option()]}),
        "/blocks/0/elements/0/initial_options/0",
    ),
    ("no options at all", actions({"type": "static_select"}), "/blocks/0/elements/0"),
    (
        "a first text that is too long",
        asks({"type": "plain_text_input", "max_length": 3, "initial_value": "four"}),
        "/blocks/0/element/initial_value",
    ),
    (
        "the least above the most",
        asks({"type": "plain_text_input", "min_length": 9, "max_length": 3}),
        "/blocks/0/element/min_length",
    ),
    ("no such day", actions({"type": "datepicker", "initial_date": "2026-02-30"}), "/blocks/0/elements/0/initial_date"),
    ("no such hour", actions({"type": "timepicker", "initial_time": "24:00"}), "/blocks/0/elements/0/initial_time"),
    ("an empty rich text", rich({"type": "text", "text": ""}), "/blocks/0/elements/0/elements/0/text"),
    ("an unknown rich text", rich({"type": "image", "url": "x"}), "/blocks/0/elements/0/elements/0/type"),
    ("an empty cell", table(length=0), "/blocks/0/rows/0/0/text"),
    (
        "a number in a plain table",
        table() | {"rows": [[{"type": "raw_number", "value": 1, "text": "1"}]]},
        "/blocks/0/rows/0/0/type",
    ),
    ("a data table without a caption", {"type": "data_table", "rows": [[cell()], [cell()]]}, "/blocks/0"),
    ("a data table of one row", data_table(rows=1), "/blocks/0/rows"),
    ("rows of different lengths", data_table() | {"rows": [[cell()], [cell(), cell()]]}, "/blocks/0/rows/1"),
    (
        "a rich header",
        data_table() | {"rows": [[rich({"type": "text", "text": "a"})], [cell()]]},
        "/blocks/0/rows/0/0/type",
    ),
    ("a row header beyond the columns", data_table(row_header_column_index=1), "/blocks/0/row_header_column_index"),
    ("a chart of a kind that is not there", chart(kind="scatter"), "/blocks/0/chart/type"),
    ("stacked bars, of which Slack has none", bars({"2026": {"sft": 3}}, stacked=True), "/blocks/0/chart"),
    ("a chart without a title", bars({"2026": {"sft": 3}}) | {"title": ""}, "/blocks/0/title"),
    ("a bar that is no number", bars({"2026": {"sft": float("inf")}}), "/blocks/0/chart/series/0/data/0/value"),
    ("bars of nothing", bars({}, categories=["sft"]), "/blocks/0/chart/series"),
    ("bars without a scale", bars({"2026": {"sft": 3}}, axis_config={}), "/blocks/0/chart/axis_config"),
    ("a slice of nothing", pie(value=0), "/blocks/0/chart/segments/0/value"),
    ("a point that is no number", pie(value=float("nan")), "/blocks/0/chart/segments/0/value"),
    ("an alert in a message", {"type": "alert", "text": plain()}, "/blocks/0/type"),
    (
        "a number field in a message",
        asks({"type": "number_input", "is_decimal_allowed": True}),
        "/blocks/0/element/type",
    ),
]


@pytest.mark.parametrize(("block", "where"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_refuses_and_says_where(block: Any, where: str) -> None:
    assert [(problem.code, problem.where) for problem in problems([block])] == [("invalid_blocks", where)]


def test_a_message_has_fifty_blocks_and_a_view_a_hundred() -> None:
    rule = {"type": "divider"}
    assert problems([rule] * 50) == []
    assert [problem.where for problem in problems([rule] * 51)] == ["/blocks"]
    assert problems([rule] * 100, "home") == []
    assert [problem.where for problem in problems([rule] * 101, "modal")] == ["/blocks"]


def test_blocks_that_are_no_list_are_refused_by_format() -> None:
    assert [problem.code for problem in problems({"type": "divider"})] == ["invalid_blocks_format"]


def test_no_two_blocks_share_an_id_and_no_two_elements_of_a_block() -> None:
    assert [problem.where for problem in problems([section(block_id="a"), section(block_id="a")])] == [
        "/blocks/1/block_id"
    ]
    twice = actions(button(action_id="a"), button(action_id="a"))
    assert [problem.where for problem in problems([twice])] == ["/blocks/0/elements/1/action_id"]
    assert problems([actions(button(action_id="a")), actions(button(action_id="a"))]) == []


def test_a_message_holds_one_table_and_two_charts() -> None:
    assert problems([table(), chart(), chart()]) == []
    assert [(problem.code, problem.where) for problem in problems([table(), data_table()])] == [
        ("invalid_attachments", "/blocks/1")
    ]
    assert [problem.where for problem in problems([chart(), pie(), chart()])] == ["/blocks/2"]


def test_markdown_counts_over_the_whole_message() -> None:
    assert problems([{"type": "markdown", "text": "x" * 6000}] * 2) == []
    assert [problem.where for problem in problems([{"type": "markdown", "text": "x" * 6001}] * 2)] == ["/blocks/1/text"]


def test_a_message_of_very_long_blocks_is_refused_though_each_is_allowed() -> None:
    assert problems([section(2640)] * 5) == []
    assert [problem.code for problem in problems([section(2641)] * 5)] == ["msg_blocks_too_long"]
    assert problems([section(2641)] * 5, "home") == []
    assert problems([data_table(length=9000), section(3000)]) == []


def test_a_chart_has_one_point_for_each_category() -> None:
    short = chart(points=3)
    short["chart"]["series"][0]["data"].pop()
    assert [problem.where for problem in problems([short])] == ["/blocks/0/chart/series/0/data"]
    twins = chart(series=2)
    twins["chart"]["series"][1]["name"] = "s0"
    assert [problem.where for problem in problems([twins])] == ["/blocks/0/chart/series/1"]


def test_bars_of_several_series_stand_in_groups_one_of_each_for_each_category() -> None:
    quarter = {"open": {"sft": 3, "rag": 0}, "stopped": {"sft": 1, "rag": -2.5}}
    assert problems([bars(quarter)]) == []
    assert problems([bars(quarter)], "home") == []
    uneven = bars(quarter | {"stopped": {"sft": 1}})
    assert [problem.where for problem in problems([uneven])] == ["/blocks/0/chart/series/1/data"]
    twins = bars(quarter)
    twins["chart"]["series"][1]["name"] = "open"
    assert [problem.where for problem in problems([twins])] == ["/blocks/0/chart/series/1"]


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://a.example/?b=c&d#e", True),
        ("http://a.example", True),
        ("https://a.example/".ljust(3000, "x"), True),
        ("https://a.example/".ljust(3001, "x"), False),
        ("", False),
        ("a.example", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://a.example/b c", False),
        ("https://a.example/\n", False),
        ("https://", False),
        (None, False),
    ],
)
def test_a_link_in_rich_text_leads_into_the_web(url: Any, taken: bool) -> None:
    for link in ({"url": url, "text": "the decision"}, {"url": url, "style": {"bold": True}}):
        wrong = [problem.where for problem in problems([rich({"type": "link", **link})])]
        assert wrong == ([] if taken else ["/blocks/0/elements/0/elements/0/url"])


def test_an_overflow_menu_has_options_of_its_own_kind() -> None:
    def overflow(**more: Any) -> dict[str, Any]:
        return actions({"type": "overflow", "action_id": "more", "options": [option(url="https://a.example")], **more})

    assert problems([overflow()]) == []
    assert problems([section(accessory=overflow()["elements"][0])]) == []
    for wrong, where in (
        ({"options": []}, "/options"),
        ({"options": [option(76)]}, "/options/0/text/text"),
        ({"options": [option(1, 151)]}, "/options/0/value"),
        ({"options": [option(url="h" * 3001)]}, "/options/0/url"),
        ({"options": [{"text": marked(), "value": "v"}]}, "/options/0/text/type"),
        ({"placeholder": plain()}, ""),
        ({"confirm": {"title": plain()}}, "/confirm"),
    ):
        assert {problem.where for problem in problems([overflow(**wrong)])} == {f"/blocks/0/elements/0{where}"}
    assert problems([actions(menu(options=[option(url="https://a.example")]))]) != []
    assert [
        problem.where for problem in view_problems(view(blocks=[asks({"type": "overflow", "options": [option()]})]))
    ] == ["/blocks/0/element/type"]


@pytest.mark.parametrize("block", [table(), data_table(), chart(), {"type": "markdown", "text": "x"}])
def test_a_modal_takes_no_tables_charts_or_markdown(block: Any) -> None:
    assert [problem.where for problem in problems([block], "modal")] == ["/blocks/0/type"]


def view(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain(), "submit": plain(), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("make", "limit", "where"),
    [
        (lambda n: view(title=plain(n)), 24, "/title/text"),
        (lambda n: view(submit=plain(n)), 24, "/submit/text"),
        (lambda n: view(close=plain(n)), 24, "/close/text"),
        (lambda n: view(private_metadata="x" * n), 3000, "/private_metadata"),
        (lambda n: view(callback_id="x" * n), 255, "/callback_id"),
        (lambda n: view(blocks=[section(n)]), 3000, "/blocks/0/text/text"),
    ],
    ids=["title", "submit", "close", "private metadata", "callback_id", "blocks"],
)
def test_a_view_is_taken_at_its_limits_and_refused_beyond(make: Any, limit: int, where: str) -> None:
    assert view_problems(make(limit)) == []
    assert [(problem.code, problem.where) for problem in view_problems(make(limit + 1))] == [
        ("invalid_arguments", where)
    ]


def test_a_modal_that_asks_needs_a_submit_button() -> None:
    form = view(blocks=[asks({"type": "plain_text_input"})])
    assert view_problems(form) == []
    del form["submit"]
    assert [problem.text for problem in view_problems(form)] == [
        "missing required field: submit, as there are input blocks"
    ]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ({"initial_value": "1.5"}, "/blocks/0/element/initial_value"),
        ({"initial_value": "9"}, "/blocks/0/element/initial_value"),
        ({"min_value": "9"}, "/blocks/0/element/min_value"),
        ({"min_value": "few"}, "/blocks/0/element/min_value"),
        ({"max_value": 5}, "/blocks/0/element/max_value"),
    ],
)
def test_a_number_field_starts_within_its_range(field: dict[str, Any], wrong: str) -> None:
    number = {"type": "number_input", "is_decimal_allowed": False, "max_value": "5"}
    assert view_problems(view(blocks=[asks(number)])) == []
    assert [problem.where for problem in view_problems(view(blocks=[asks(number | field)]))] == [wrong]


def test_a_home_tab_has_no_title_and_no_submit() -> None:
    assert view_problems({"type": "home", "blocks": [section()]}) == []
    assert view_problems({"type": "home", "blocks": [section()], "submit": plain()}) != []


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({}, "no_text"),
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "x", "thread_ts": 1.5}, "invalid_thread_ts"),
        ({"text": "x", "thread_ts": ""}, "invalid_thread_ts"),
        ({"text": "x", "metadata": "m"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"long": "x" * 16_000}}}, "metadata_too_large"),
        ({"text": "x", "markdown_text": "y"}, "markdown_text_conflict"),
        ({"text": "x", "blocks": [{"type": "nope"}]}, "invalid_blocks"),
    ],
)
def test_a_message_is_refused_with_slacks_code(payload: dict[str, Any], code: str) -> None:
    assert message_problems(payload)[0].code == code


def test_a_message_with_all_it_may_have_is_taken() -> None:
    metadata = {"event_type": "asked", "event_payload": {"id": 1}}
    payload = {"text": "x" * 40_000, "blocks": [section()], "metadata": metadata, "thread_ts": "1700000000.000100"}
    assert message_problems(payload) == []


KEYS = st.sampled_from(
    ["type", "text", "elements", "options", "rows", "chart", "series", "accessory", "element", "block_id", "title"]
)
WORDS = st.sampled_from(
    ["section", "actions", "button", "table", "data_table", "data_visualization", "pie", "input", "rich_text", "x"]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(KEYS, inside, max_size=5),
    max_leaves=20,
)


@given(ANYTHING)
def test_no_json_is_so_odd_that_it_cannot_be_judged(value: Any) -> None:
    for surface in ("message", "modal", "home"):
        assert isinstance(problems(value, surface), list)
        assert problems([value], surface) != []
    assert view_problems({"type": "modal", "blocks": value}) != []
    assert isinstance(message_problems({"text": value, "blocks": value, "metadata": value, "thread_ts": value}), list)


def card(**more: Any) -> dict[str, Any]:
    return {"type": "card", "body": plain(), **more}


def container(*children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "container", "title": plain(), "child_blocks": list(children), **more}


@pytest.mark.parametrize(
    ("make", "limit", "where"),
    [
        (lambda n: card(body=plain(n)), 200, "/blocks/0/body/text"),
        (lambda n: card(actions=[button()] * n), 3, "/blocks/0/actions"),
        (lambda n: {"type": "carousel", "elements": [card()] * n}, 10, "/blocks/0/elements"),
        (lambda n: container(*[section()] * n), 10, "/blocks/0/child_blocks"),
    ],
    ids=["a card's body", "a card's buttons", "a carousel's cards", "a container's blocks"],
)
def test_newer_blocks_have_limits_too(make: Any, limit: int, where: str) -> None:
    assert problems([make(limit)]) == []
    assert [problem.where for problem in problems([make(limit + 1)])] == [where]


def test_blocks_within_blocks_are_looked_at_as_well() -> None:
    assert [problem.where for problem in problems([container({"type": "section"})])] == ["/blocks/0/child_blocks/0"]
    twins = [section(block_id="a"), container(section(block_id="a"))]
    assert [problem.where for problem in problems(twins)] == ["/blocks/1/child_blocks/0/block_id"]
    assert problems([{"type": "card"}]) != []
    assert problems([container(section()) | {"title": None}]) != []


def test_one_field_at_most_has_the_focus() -> None:
    focused = {"type": "plain_text_input", "focus_on_load": True}
    assert [problem.where for problem in view_problems(view(blocks=[asks(focused), asks(focused)]))] == [
        "/blocks/1/element/focus_on_load"
    ]


@pytest.mark.parametrize(
    "wrong", [None, [], {"type": "sheet"}, {"type": "modal"}, view(colour="red"), view(blocks=[]), view(blocks={})]
)
def test_what_is_no_view_is_refused(wrong: Any) -> None:
    assert {problem.code for problem in view_problems(wrong)} == {"invalid_arguments"}


def test_a_view_of_too_many_characters_is_too_large() -> None:
    crowded = view(blocks=[section(2900)] * 90)
    assert [problem.code for problem in view_problems(crowded)] == ["view_too_large"]
