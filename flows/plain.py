"""Typed text made plain, and the words that mean yes, no and not sure."""

from __future__ import annotations

import unicodedata

NOT_SURE_WORDS = frozenset(
    {
        "not sure",
        "unsure",
        "dont know",
        "don't know",
        "i don't know",
        "no idea",
        "idk",
        "?",
        "skip",
        "unknown",
        "dunno",
        "not_sure",
    }
)
MAX_TEXT = 10_000
YES = {
    "yes",
    "y",
    "yep",
    "yeah",
    "true",
    "sure",
    "ok",
    "correct",
    "we do",
    "it does",
    "it is",
    "there is",
    "they do",
    "of course",
}
NO = {
    "no",
    "n",
    "nope",
    "false",
    "nobody",
    "none",
    "we don't",
    "it doesn't",
    "not yet",
    "there isn't",
    "never",
    "no one",
    "they don't",
}


class Refused(ValueError):
    """What was given cannot be an answer; the message is one sentence that says what can."""


def is_not_sure(text: str) -> bool:
    """Whether somebody typed that they do not know."""
    return clean(text).lower().strip(" .!") in NOT_SURE_WORDS or text.strip() == "?"


def clean(text: str) -> str:
    """Text without control and direction characters, spaces folded, and plain quotes."""
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp") else letter for letter in text)
    return " ".join(plain.replace("’", "'").split())


def is_storable(text: str) -> bool:
    """Whether a text can be written down: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
