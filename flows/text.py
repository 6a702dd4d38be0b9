"""Typed text made plain, and the words that mean yes, no and not sure."""

from __future__ import annotations

import re
import unicodedata

MAX_TEXT = 10_000


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as a line."""
    return frozenset(words.split())


def phrase_set(phrases: str) -> frozenset[str]:
    """The phrases of a list that is written as a line, with a comma between them."""
    return frozenset(phrases.split(", "))


NOT_SURE_WORDS = phrase_set(
    "not sure, unsure, dont know, don't know, i don't know, no idea, idk, ?, skip, unknown, dunno, not_sure"
)
YES = phrase_set("yes, y, yep, yeah, true, sure, ok, correct, we do, it does, it is, there is, they do, of course")
NO = phrase_set(
    "no, n, nope, false, nobody, none, we don't, it doesn't, not yet, there isn't, never, no one, they don't"
)


class Refused(ValueError):
    """What was given cannot be an answer; the message is one sentence that says what can."""


def is_not_sure(text: str) -> bool:
    """Whether somebody typed that they do not know."""
    return clean(text).lower().strip(" .!") in NOT_SURE_WORDS or text.strip() == "?"


def clean(text: str) -> str:
    """Text without control and direction characters, spaces folded, and plain quotes."""
    plain = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp") else letter for letter in text
    )
    return " ".join(plain.replace("’", "'").split())


_WRAPPED = re.compile(r"(?<![\w*`])([*_`])(?=[^\s*_`])([^*_`]*[^\s*_`])\1(?![\w*`])")
_EMOJI = re.compile(
    r"(?<!\w):(?:\+1|thumbsup|white_check_mark|heavy_check_mark|pray|slightly_smiling_face|smile)(?:::skin-tone-\d)?:|[👍✅✔🙏🙂😀😊🏻🏼🏽🏾🏿\uFE0F]"
)
# "- 5" is a number below zero and "> 5" one above five: neither is a bullet.
_BULLET = re.compile(r"^(?:[•*]\s+|(?:[-–]|>|&gt;)\s+(?![0-9.$]))")
_SAID_FIRST = re.compile(
    r"^(?:i think|i'd say|i would say|i believe)(?:\s+that)?(?:\s*[:,]\s*|\s+)(?=\S)", re.IGNORECASE
)
_SAID_LAST = re.compile(r"(?<=\w)[\s,]+(?:i think|i'd say|i believe)[.!]*$", re.IGNORECASE)
_POLITE = re.compile(r"(?<=[\w%])[\s,]+(?:please|thanks|thank you|thx)[.!]*$", re.IGNORECASE)


def bare(text: str) -> str:
    """Text without the marks of a chat (bold, bullets, thumbs up) and without "I think", "please" and "thanks" around it."""
    plain = clean(text.replace("“", '"').replace("”", '"').replace("‘", "'"))
    less = _EMOJI.sub(" ", plain).strip()
    less = _WRAPPED.sub(r"\2", _BULLET.sub("", less))
    less = _SAID_LAST.sub("", _SAID_FIRST.sub("", less))
    unthanked = _POLITE.sub("", less)
    # "no thanks" and "yes please" are said to somebody who offers something.
    less = less if unthanked.lower().strip(" .!,") in YES | NO else unthanked
    return " ".join(less.split()) or plain


def as_command(text: str) -> str:
    """Text in the form in which a command is looked up: bare, in small letters, without "please" and the end of a sentence."""
    return bare(text).lower().strip(" .!").removeprefix("please ")


def is_storable(text: str) -> bool:
    """Whether a text can be written down: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
