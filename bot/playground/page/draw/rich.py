"""The rich_text block."""

import re
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from bot.playground.page.draw.checked_json import (
    Malformed,
    an_object,
    items,
    kind_of,
    maybe_count,
    maybe_flag,
    maybe_object,
    maybe_string,
    one_of,
    string,
)
from bot.playground.page.draw.dates import spoken
from bot.playground.page.draw.links import channel, link, mention, person
from bot.playground.page.draw.mrkdwn import with_emoji
from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tags import NOTHING, joined, lines, tag
from bot.playground.page.draw.text import bare
from bot.playground.page.draw.unknown import drawn, is_shown_as_it_came, unknown
from bot.playground.workspace.conversations import Json

_DEEPEST = 8
_STYLES = {
    "code": "code",
    "bold": "b",
    "italic": "i",
    "strike": "s",
    "underline": "u",
    "highlight": "mark",
    "client_highlight": "mark",
}
_COLOR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_CODE_POINTS = re.compile(r"[0-9a-fA-F]{1,5}(?:-[0-9a-fA-F]{1,5}){0,11}")
# Signs without a look of their own that emoji are put together with: the joiner of families, and the letters of flags.
_JOINERS = frozenset({"\u200d", *map(chr, range(0xE0020, 0xE0080))})

_Draw = Callable[[Json, Surroundings], Markup]


def rich_text(value: Any, scene: Surroundings) -> Markup:
    """A rich_text block."""
    return tag("div", joined(_part(part, scene) for part in items(an_object(value), "elements")), class_="b-rich")


def typed_again(value: Any, scene: Surroundings) -> str:
    """What a person would type to write a rich_text block, without its styles."""
    parts = [bare(_part(part, scene)) for part in items(an_object(value), "elements")]
    return "\n".join(parts)


def _part(value: Any, scene: Surroundings) -> Markup:
    draw = _PARTS.get(kind_of(value))
    return unknown("element", value) if draw is None else drawn("element", value, lambda: draw(value, scene))


def _section(value: Json, scene: Surroundings) -> Markup:
    return tag("div", _inlines(value, scene), class_="r-section")


def _quote(value: Json, scene: Surroundings) -> Markup:
    return tag("blockquote", _inlines(value, scene), class_="m-quote")


def _preformatted(value: Json, scene: Surroundings) -> Markup:
    maybe_string(value, "language")
    inside = [_inline(inline, scene) for inline in items(value, "elements")]
    # What could not be drawn is a block of its own, which cannot stand among preformatted text.
    strange = joined(drawing for drawing in inside if is_shown_as_it_came(drawing))
    return (
        tag("pre", joined(drawing for drawing in inside if not is_shown_as_it_came(drawing)), class_="m-pre") + strange
    )


def _list(value: Json, scene: Surroundings) -> Markup:
    ordered = one_of(value, "style", "bullet", "ordered") == "ordered"
    indent = min(maybe_count(value, "indent") or 0, _DEEPEST)
    offset = maybe_count(value, "offset") or 0
    rows = joined(tag("li", _part(part, scene)) for part in items(value, "elements"))
    start = offset + 1 if ordered and offset else None
    return tag("ol" if ordered else "ul", rows, class_=f"r-list indent-{indent} sign-{indent % 3}", start=start)


def _inlines(value: Json, scene: Surroundings) -> Markup:
    return joined(_inline(inline, scene) for inline in items(value, "elements"))


def _inline(value: Any, scene: Surroundings) -> Markup:
    draw = _INLINES.get(kind_of(value))
    return (
        unknown("element", value)
        if draw is None
        else drawn("element", value, lambda: _styled(value, draw(value, scene)))
    )


def _styled(value: Json, inside: Markup) -> Markup:
    style = maybe_object(value, "style")
    for name, element in _STYLES.items():
        if maybe_flag(style, name) and not (name == "client_highlight" and maybe_flag(style, "highlight")):
            inside = tag(element, inside)
    return inside


def _text(value: Json) -> Markup:
    return lines(string(value, "text"))


def _link(value: Json, scene: Surroundings) -> Markup:
    url = string(value, "url")
    label = maybe_string(value, "text") or url.removeprefix("mailto:")
    return lines(label) if maybe_flag(maybe_object(value, "style"), "unlink") else link(url, lines(label), scene)


def _user(value: Json, scene: Surroundings) -> Markup:
    return person(string(value, "user_id"), scene)


def _channel(value: Json, scene: Surroundings) -> Markup:
    return channel(string(value, "channel_id"), scene)


def _usergroup(value: Json) -> Markup:
    return mention(f"@{string(value, 'usergroup_id')}")


def _team(value: Json) -> Markup:
    return mention(f"@{string(value, 'team_id')}")


def _broadcast(value: Json) -> Markup:
    return mention(f"@{string(value, 'range')}")


def _emoji(value: Json) -> Markup:
    name = f":{string(value, 'name')}:"
    code_points = maybe_string(value, "unicode") or ""
    if _CODE_POINTS.fullmatch(code_points):
        character = "".join(chr(int(code_point, 16)) for code_point in code_points.split("-"))
        if character.strip() and all(sign.isprintable() or sign in _JOINERS for sign in character):
            return tag("span", character, title=name)
    return escape(with_emoji(name))


def _date(value: Json, scene: Surroundings) -> Markup:
    timestamp = value.get("timestamp")
    if isinstance(timestamp, bool) or not isinstance(timestamp, int):
        raise Malformed("must be a whole number")
    template, fallback, url = string(value, "format"), maybe_string(value, "fallback"), maybe_string(value, "url")
    shown = spoken(timestamp, template)
    if shown is None:
        shown = escape(template if fallback is None else fallback)
    return shown if url is None else link(url, shown, scene)


def _color(value: Json) -> Markup:
    color = string(value, "value")
    swatch = NOTHING
    if _COLOR.fullmatch(color):
        square = tag("rect", width=12, height=12, fill=color)
        swatch = tag("svg", square, class_="r-color", viewBox="0 0 12 12", aria_hidden="true")
    return tag("span", swatch, color)


_PARTS: dict[str, _Draw] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_preformatted": _preformatted,
    "rich_text_quote": _quote,
}
_INLINES: dict[str, _Draw] = {
    "text": lambda value, _: _text(value),
    "link": _link,
    "user": _user,
    "channel": _channel,
    "usergroup": lambda value, _: _usergroup(value),
    "team": lambda value, _: _team(value),
    "emoji": lambda value, _: _emoji(value),
    "date": _date,
    "broadcast": lambda value, _: _broadcast(value),
    "color": lambda value, _: _color(value),
}
