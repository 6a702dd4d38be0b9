"""Links and mentions."""

import re

from markupsafe import Markup, escape

from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tags import tag

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s]", re.IGNORECASE)


def on_the_web(url: str) -> bool:
    """Whether an address is one of http or https."""
    return _WEB.match(url) is not None


def link(url: str, label: str, scene: Surroundings) -> Markup:
    """A link, inside the page where the address is one of this workspace; where a link may not lead, its label alone."""
    inside = scene.way_to(url) if on_the_web(url) else None
    if inside is not None:
        return tag("a", label, class_="way", href=inside)
    if on_the_web(url) or _MAIL.match(url):
        return tag("a", label, href=url, target="_blank", rel="noopener noreferrer")
    return escape(label)


def person(user_id: str, scene: Surroundings, label: str | None = None) -> Markup:
    """A mention of a person."""
    return mention(f"@{scene.name_of(user_id) or (label or '').removeprefix('@') or user_id}")


def channel(channel_id: str, scene: Surroundings, label: str | None = None) -> Markup:
    """A mention of a channel."""
    return mention(f"#{scene.channel_of(channel_id) or (label or '').removeprefix('#') or channel_id}")


def mention(words: str) -> Markup:
    """A mention of anything."""
    return tag("span", words, class_="mention")
