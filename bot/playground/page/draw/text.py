"""Text objects: plain_text and mrkdwn."""

import re
from html import unescape
from typing import Any

from markupsafe import Markup

from bot.playground.page.draw.checked_json import Malformed, an_object, kind_of, maybe_flag, string
from bot.playground.page.draw.mrkdwn import mrkdwn, with_emoji
from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tags import lines
from bot.playground.workspace.writing import read

_BREAK = re.compile(r"<br>|(?=<(?:pre|blockquote|li)\b)|(?<=</pre>)|(?<=</blockquote>)")
_TAG = re.compile(r"<[^>]*>")


def plain(value: Any) -> str:
    """What a plain_text object says."""
    given = an_object(value)
    if kind_of(given) != "plain_text":
        raise Malformed("must be plain_text")
    said = read(string(given, "text"))
    no_emoji = given.get("emoji") is not None and not maybe_flag(given, "emoji")
    return said if no_emoji else with_emoji(said)


def words(value: Any, scene: Surroundings) -> Markup:
    """A plain_text or mrkdwn object as it looks."""
    if kind_of(value) == "mrkdwn":
        return mrkdwn(string(value, "text"), scene, emoji=not maybe_flag(value, "verbatim"))
    return lines(plain(value))


def said(value: Any, scene: Surroundings) -> str:
    """What a plain_text or mrkdwn object says, where no markup can be shown."""
    return bare(words(value, scene)) if kind_of(value) == "mrkdwn" else plain(value)


def bare(drawn: Markup) -> str:
    """What stands in a drawing, without the drawing."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", drawn))).strip("\n")
