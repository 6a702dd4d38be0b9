"""Elements in which something is chosen from a list: menus, check boxes, radio buttons."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.checked_json import (
    Malformed,
    a_list,
    a_string,
    an_object,
    items,
    kind_of,
    maybe_count,
    maybe_items,
    string,
)
from bot.playground.page.draw.scene import ElementPlace, Surroundings
from bot.playground.page.draw.tags import NOTHING, joined, tag
from bot.playground.page.draw.text import plain, said, words
from bot.playground.page.draw.wrapping import current, name, naming, placeholder, wrapped
from bot.playground.workspace import forms
from bot.playground.workspace.conversations import Json

_MOST_LINES = 6


@dataclass(frozen=True)
class _Group:
    """Options of a menu under one heading, or under none: (value, words)."""

    heading: str | None
    options: list[tuple[str, str]]


def menu(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """A menu for one choice or several, of any kind."""
    chosen = _chosen(given, place, scene)
    groups = _with_chosen(_groups(given, scene), chosen, given, scene)
    shown = joined(_group(group, chosen) for group in groups)
    if not forms.several(given):
        first = tag("option", placeholder(given) or "", value="")
        return wrapped(given, place, scene, tag("select", first, shown, **naming(given, place, scene)))
    height = max(2, min(_MOST_LINES, sum(len(group.options) + (group.heading is not None) for group in groups)))
    # Where a label names the menu, its placeholder would be nowhere: a list of several has no empty line.
    hint = tag("span", placeholder(given) or "", class_="el-note") if place.label and placeholder(given) else NOTHING
    most = maybe_count(given, "max_selected_items")
    return wrapped(
        given,
        place,
        scene,
        tag("select", shown, multiple=True, size=height, data_max=most, **naming(given, place, scene)),
        hint,
    )


def boxes(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """Check boxes or radio buttons."""
    chosen = _chosen(given, place, scene)
    kind = "radio" if kind_of(given) == "radio_buttons" else "checkbox"

    def box(value: Any, nth: int) -> Markup:
        option = an_object(value)
        box_id = f"{place.id}-{nth}"
        described = None if option.get("description") is None else words(option["description"], scene)
        control = tag(
            "input",
            type=kind,
            id=box_id,
            name=place.id,
            value=string(option, "value"),
            checked=option["value"] in chosen,
            aria_describedby=None if described is None else f"{box_id}-description",
            disabled=not scene.active,
        )
        about = (
            NOTHING if described is None else tag("div", described, class_="description", id=f"{box_id}-description")
        )
        return tag(
            "div", control, tag("label", words(option.get("text"), scene), for_=box_id), about, class_="el-choice"
        )

    legend = tag("legend", place.label or name(given), class_="b-label" if place.label else "el-unseen")
    return wrapped(
        given,
        place,
        scene,
        legend,
        joined(box(option, nth) for nth, option in enumerate(items(given, "options"))),
        group=True,
    )


def _chosen(given: Json, place: ElementPlace, scene: Surroundings) -> list[str]:
    """The values that are chosen now."""
    now = current(given, place, scene)
    if now is None:
        return []
    picked = a_list(now) if forms.several(given) else [now]
    by_option = kind_of(given) in {"checkboxes", "radio_buttons", "static_select", "multi_static_select"}
    return [string(an_object(choice), "value") if by_option else a_string(choice) for choice in picked]


def _groups(given: Json, scene: Surroundings) -> list[_Group]:
    """What a menu offers."""
    kind = kind_of(given).removeprefix("multi_")
    if kind == "users_select":
        return [_Group(None, list(scene.people))]
    if kind in {"channels_select", "conversations_select"}:
        return [_Group(None, [(id_, f"#{called.removeprefix('#')}") for id_, called in scene.channels])]
    if given.get("options") is None and given.get("option_groups") is None:
        raise Malformed("must have options")
    groups = [an_object(group) for group in maybe_items(given, "option_groups")]
    return [
        _Group(None, [_option(option, scene) for option in maybe_items(given, "options")]),
        *(
            _Group(plain(group.get("label")), [_option(option, scene) for option in items(group, "options")])
            for group in groups
        ),
    ]


def _with_chosen(groups: list[_Group], chosen: list[str], given: Json, scene: Surroundings) -> list[_Group]:
    """What a menu offers, with what is chosen although it is not offered, so that it can be seen."""
    offered = {value for group in groups for value, _ in group.options}
    missing = [value for value in dict.fromkeys(chosen) if value not in offered]
    if not missing:
        return groups
    return [*groups, _Group(None, [(value, _called(value, kind_of(given), scene)) for value in missing])]


def _called(chosen: str, kind: str, scene: Surroundings) -> str:
    """What something is called that a menu of this kind does not offer."""
    if kind.endswith("users_select"):
        return scene.name_of(chosen) or chosen
    if kind.endswith(("channels_select", "conversations_select")):
        return f"#{scene.channel_of(chosen) or chosen}"
    return chosen


def _option(value: Any, scene: Surroundings) -> tuple[str, str]:
    given = an_object(value)
    text = said(given.get("text"), scene)
    description = "" if given.get("description") is None else said(given["description"], scene)
    return string(given, "value"), f"{text} – {description}" if description else text


def _group(group: _Group, chosen: list[str]) -> Markup:
    inside = joined(tag("option", text, value=value, selected=value in chosen) for value, text in group.options)
    return inside if group.heading is None else tag("optgroup", inside, label=group.heading)
