"""Pictures. Those of this workspace are shown; those from elsewhere are named and never loaded."""

from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.checked_json import Malformed, an_object, maybe_string, string
from bot.playground.page.draw.links import link
from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tags import NOTHING, tag
from bot.playground.page.draw.text import plain

_ELSEWHERE = "Picture from elsewhere, not loaded"
_GONE = "Picture that is not here"


def image(value: Any, scene: Surroundings, *, small: bool) -> Markup:
    """A picture, or what stands for it; `small` beside text."""
    given = an_object(value)
    alt = string(given, "alt_text")
    size = "small" if small else "large"
    if given.get("slack_file") is not None:
        file = an_object(given["slack_file"])
        maybe_string(file, "id")
        maybe_string(file, "url")
        address = scene.picture_of(file)
        if address is not None:
            return tag("img", class_=f"b-picture {size}", src=address, alt=alt)
        return _instead(_GONE, alt, NOTHING, size)
    if given.get("image_url") is None:
        raise Malformed("must have a picture")
    url = string(given, "image_url")
    return _instead(_ELSEWHERE, alt, link(url, url, scene), size)


def figure(value: Any, scene: Surroundings) -> Markup:
    """A picture as a block of its own, with its title."""
    given = an_object(value)
    title = NOTHING if given.get("title") is None else tag("figcaption", plain(given["title"]))
    return tag("figure", title, image(given, scene, small=False), class_="b-image")


def _instead(why: str, alt: str, address: Markup, size: str) -> Markup:
    return tag(
        "div",
        tag("span", why, class_="why"),
        tag("span", alt, class_="alt"),
        tag("span", address, class_="address") if address else NOTHING,
        class_=f"b-picture-away {size}",
    )
