"""Interactive elements: what the page's script finds, and what a screen reader says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Draw = Callable[..., Any]


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.upper()), "value": value}


def asking(element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": "ask",
        "label": plain("Label"),
        "element": element | {"action_id": "act"},
        **more,
    }


def acting(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "do", "elements": [element | {"action_id": "act"}]}


def test_a_button_says_what_it_does(drawn: Draw, samples: dict[str, Any]) -> None:
    button = drawn(samples["actions"]).one("button", data_do="click")
    assert button.classes == ["el-button", "danger"]
    assert (button["type"], button["data-block"], button["data-action"]) == ("button", "a", "b1")
    assert (button["data-value"], button["data-url"], button["aria-label"]) == (
        "v1",
        "https://example.com/x",
        "Delete it",
    )
    assert json.loads(button["data-confirm"]) == {
        "title": "Sure?",
        "text": "It is gone then",
        "confirm": "Yes",
        "deny": "No",
    }


def test_a_button_without_more_has_only_what_it_needs(drawn: Draw) -> None:
    button = drawn(acting({"type": "button", "text": plain("Go")})).one("button")
    assert set(button.attributes) == {"type", "class", "id", "data-do", "data-block", "data-action"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//e.com", "mailto:a@b.c", " https://e.com"]
)
def test_a_button_leads_only_to_the_web(drawn: Draw, url: str) -> None:
    assert drawn(acting({"type": "button", "text": plain("Go"), "url": url})).one("button").get("data-url") is None


def test_an_overflow_menu_has_a_button_for_each_option(drawn: Draw, samples: dict[str, Any]) -> None:
    menu = drawn(samples["actions"]).one("details", class_="el-menu")
    assert (menu.one("summary")["aria-label"], menu.one("summary").text) == ("More actions", "…")
    buttons = menu.one("div", role="group").all("button", data_do="overflow", data_block="a", data_action="o1")
    assert [(button["data-value"], button.text, button.get("data-url")) for button in buttons] == [
        ("one", "First", "https://example.com"),
        ("two", "Secondthe other", None),
    ]


def test_every_element_that_keeps_something_is_wrapped_once(drawn: Draw, samples: dict[str, Any]) -> None:
    kinds = [element["type"] for element in samples["actions"]["elements"][2:]]
    wrapped = drawn(samples["actions"]).all(class_="el")
    assert [element["data-element"] for element in wrapped] == kinds
    for element in wrapped:
        assert (element["data-block"], element["data-live"]) == ("a", "1")
        assert element.name == ("fieldset" if element["data-element"] in {"checkboxes", "radio_buttons"} else "div")
        assert not element.all(class_="el")


def test_a_menu_starts_with_its_placeholder_and_holds_what_is_chosen(drawn: Draw, samples: dict[str, Any]) -> None:
    menu = drawn(samples["actions"]).one(data_element="static_select").one("select")
    assert [(option["value"], option.text, "selected" in option.attributes) for option in menu.all("option")] == [
        ("", "Pick one", False),
        ("a", "A", True),
        ("b", "B – bee", False),
    ]
    assert menu["aria-label"] == "Pick one"


def test_a_menu_for_several_has_groups_and_no_empty_option(drawn: Draw, samples: dict[str, Any]) -> None:
    menu = drawn(samples["actions"]).one(data_element="multi_static_select").one("select")
    assert "multiple" in menu.attributes
    assert menu.one("optgroup")["label"] == "Group"
    assert [(option["value"], "selected" in option.attributes) for option in menu.all("option")] == [
        ("a", False),
        ("b", True),
    ]


@pytest.mark.parametrize(
    ("kind", "offered"),
    [
        ("users_select", {"U1": "maria", "U2": "li"}),
        ("channels_select", {"C1": "#general", "C2": "#random"}),
        ("conversations_select", {"C1": "#general", "C2": "#random"}),
    ],
)
def test_menus_of_people_and_channels_offer_those_of_the_scene(drawn: Draw, kind: str, offered: dict[str, str]) -> None:
    single = drawn(acting({"type": kind})).all("option")
    assert {entry["value"]: entry.text for entry in single} == {"": "", **offered}
    several = drawn(acting({"type": f"multi_{kind}"})).all("option")
    assert {entry["value"]: entry.text for entry in several} == offered


def test_what_is_chosen_is_seen_even_where_it_is_not_offered(drawn: Draw) -> None:
    page = drawn(acting({"type": "users_select", "initial_user": "U1"}), people=())
    assert [(option["value"], option.text, "selected" in option.attributes) for option in page.all("option")[1:]] == [
        ("U1", "maria", True)
    ]


def test_boxes_have_labels_and_descriptions(drawn: Draw, samples: dict[str, Any]) -> None:
    group = drawn(samples["actions"]).one("fieldset", data_element="checkboxes")
    assert group.one("legend").text == "Checkboxes"
    yes, no = group.all("input", type="checkbox")
    assert (yes["value"], "checked" in yes.attributes, no["value"], "checked" in no.attributes) == (
        "yes",
        False,
        "no",
        True,
    )
    assert group.one("label", for_=yes["id"]).one("b").text == "Yes"
    assert group.one(id=yes["aria-describedby"]).text == "why"
    radio = drawn(samples["actions"]).one("fieldset", data_element="radio_buttons")
    assert [("checked" in box.attributes) for box in radio.all("input", type="radio")] == [False, True]
    assert len({box["name"] for box in radio.all("input")}) == 1


@pytest.mark.parametrize(
    ("sample", "kind", "attributes", "value"),
    [
        ("input", "plain_text_input", {"type": "text", "maxlength": "20", "placeholder": "Type"}, "Ann"),
        ("input of a number", "number_input", {"type": "text", "inputmode": "decimal"}, "1.5"),
        ("input of an email", "email_text_input", {"type": "email"}, "a@b.c"),
        ("input of a url", "url_text_input", {"type": "url"}, "https://e.com"),
        ("actions", "datepicker", {"type": "date"}, "2026-11-22"),
        ("actions", "timepicker", {"type": "time"}, "14:30"),
        ("actions", "datetimepicker", {"type": "datetime-local"}, "2014-02-18T14:39"),
    ],
)
def test_fields_are_native_controls(
    drawn: Draw, samples: dict[str, Any], sample: str, kind: str, attributes: dict[str, str], value: str
) -> None:
    control = drawn(samples[sample]).one(data_element=kind).one("input")
    assert {key: control[key] for key in attributes} == attributes
    assert control["value"] == value


def test_text_of_several_lines_is_a_textarea_with_every_character(drawn: Draw, samples: dict[str, Any]) -> None:
    # A browser drops the first line break of a textarea.
    assert drawn(samples["input of lines"]).one("textarea").text == "\n\n<b>one\ntwo"
    assert drawn(samples["input of rich text"]).one("textarea").text == "one\ntwo"


def test_a_field_for_files_takes_as_many_as_it_says(drawn: Draw, samples: dict[str, Any]) -> None:
    control = drawn(samples["input of files"]).one(data_element="file_input").one("input", type="file")
    assert "multiple" in control.attributes
    assert "disabled" not in control.attributes


@pytest.mark.parametrize("kind", ["external_select", "multi_external_select", "workflow_button", "feedback_buttons"])
def test_elements_that_are_not_drawn_are_shown_as_unknown(drawn: Draw, kind: str) -> None:
    assert drawn(acting({"type": kind})).one("summary").text == f'Unknown element "{kind}"'
    assert drawn(asking({"type": kind})).one("summary").text == f'Unknown element "{kind}"'


def test_what_stands_in_a_field_now_comes_before_what_it_starts_with(drawn: Draw) -> None:
    text = asking({"type": "plain_text_input", "initial_value": "first"})
    now = {"ask": {"act": {"type": "plain_text_input", "value": "now"}}}
    assert drawn(text, state=now).one("input")["value"] == "now"
    emptied = {"ask": {"act": {"type": "plain_text_input", "value": None}}}
    assert drawn(text, state=emptied).one("input").get("value") is None
    another_kind = {"ask": {"act": {"type": "datepicker", "selected_date": "2026-01-01"}}}
    assert drawn(text, state=another_kind).one("input")["value"] == "first"
    boxes = asking({"type": "checkboxes", "options": [option("a"), option("b")], "initial_options": [option("a")]})
    picked = {"ask": {"act": {"type": "checkboxes", "selected_options": [option("b")]}}}
    assert ["checked" in box.attributes for box in drawn(boxes, state=picked).all("input")] == [False, True]


def test_an_input_is_labelled_hinted_and_marked_as_needed(drawn: Draw) -> None:
    page = drawn(asking({"type": "plain_text_input"}, hint=plain("A hint")))
    control = page.one("input")
    assert page.one("label", for_=control["id"]).text == "Label"
    assert page.one(id=control["aria-describedby"]).text == "A hint"
    assert (control["aria-required"], control.get("aria-invalid"), control.get("aria-label")) == ("true", None, None)
    optional = drawn(asking({"type": "plain_text_input"}, optional=True))
    assert optional.one("label").text == "Label (optional)"
    assert optional.one("input").get("aria-required") is None
    assert not [node for node in page.nodes() if "required" in node.attributes]


def test_an_error_stands_at_its_field(drawn: Draw) -> None:
    page = drawn(asking({"type": "plain_text_input"}, hint=plain("A hint")), errors={"ask": "<b>wrong"})
    control = page.one("input")
    assert control["aria-invalid"] == "true"
    assert [page.one(id=id_).text for id_ in control["aria-describedby"].split()] == ["A hint", "<b>wrong"]


def test_a_group_of_boxes_is_named_by_its_legend(drawn: Draw) -> None:
    for kind in ("checkboxes", "radio_buttons"):
        page = drawn(asking({"type": kind, "options": [option("a")]}, hint=plain("A hint")), errors={"ask": "wrong"})
        group = page.one("fieldset")
        assert group.one("legend").text == "Label"
        assert (group["aria-invalid"], group.get("role")) == ("true", "radiogroup" if kind == "radio_buttons" else None)
        assert [page.one(id=id_).text for id_ in group["aria-describedby"].split()] == ["A hint", "wrong"]


def test_only_some_inputs_tell_the_bot_at_once(drawn: Draw) -> None:
    assert drawn(asking({"type": "plain_text_input"})).one(class_="el").get("data-live") is None
    assert drawn(asking({"type": "plain_text_input"}, dispatch_action=True)).one(class_="el")["data-live"] == "1"
    beside = {"type": "section", "text": plain("x"), "accessory": {"type": "datepicker", "action_id": "d"}}
    assert drawn(beside).one(class_="el")["data-live"] == "1"


def test_an_element_without_a_label_is_called_something(drawn: Draw, samples: dict[str, Any]) -> None:
    for control in [node for node in drawn(samples["actions"]).nodes() if node.name in {"select", "input"}]:
        if control.get("type") not in {"checkbox", "radio"}:
            assert control["aria-label"]


def test_every_control_of_a_scene_that_is_over_is_disabled(drawn: Draw, samples: dict[str, Any]) -> None:
    page = drawn(*samples.values(), active=False)
    controls = [node for node in page.nodes() if node.name in {"button", "select", "input", "textarea"}]
    assert controls
    assert all("disabled" in control.attributes for control in controls)


def test_a_confirmation_stands_on_the_element_that_asks(drawn: Draw, samples: dict[str, Any]) -> None:
    confirm = samples["actions"]["elements"][0]["confirm"]
    page = drawn(acting({"type": "datepicker", "confirm": confirm}))
    assert json.loads(page.one(class_="el")["data-confirm"])["title"] == "Sure?"
    options = drawn(acting({"type": "overflow", "confirm": confirm, "options": [option("a")]}))
    assert json.loads(options.one("button")["data-confirm"])["deny"] == "No"


def test_values_and_names_of_any_characters_arrive_as_they_are(drawn: Draw) -> None:
    odd = "a\"'<>& \r\n\t=`é"
    block = {
        "type": "actions",
        "block_id": odd,
        "elements": [{"type": "button", "action_id": odd, "value": odd, "text": plain("x")}],
    }
    button = drawn(block).one("button")
    assert button["data-block"] == button["data-action"] == button["data-value"] == odd
    assert button["id"] == "m1-b0e0"
