"""Marks that a template may write and nobody can type: where text is bold, and where a person or a link stands.

They are characters of Unicode's private use area; in typed text they are taken out (`bot.text.templates`). What Slack,
a terminal or a file makes of them is theirs to say.
"""

from __future__ import annotations

import re

BOLD, BOLD_END, PERSON, PERSON_END = "\ue000", "\ue001", "\ue002", "\ue003"
# A link is LINK, its address, LINK_WORDS, what is shown, LINK_END.
LINK, LINK_WORDS, LINK_END = "\ue004", "\ue005", "\ue006"
MARKS = (BOLD, BOLD_END, PERSON, PERSON_END, LINK, LINK_WORDS, LINK_END)
_PIECES = re.compile(f"({'|'.join(MARKS)})")
_ADDRESS = re.compile(r"https?://[^\s<>|\"]{1,2900}")


def split_at_marks(words: str) -> list[str]:
    """The words between the marks, and each mark by itself."""
    return _PIECES.split(words)


def linked(words: str, address: str | None) -> str:
    """Words that lead to an address; the words alone where it is none of the web's."""
    if address is None or not words or not _ADDRESS.fullmatch(address):
        return words
    return f"{LINK}{address}{LINK_WORDS}{words}{LINK_END}"
