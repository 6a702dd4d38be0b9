"""Marks that a template may write and nobody can type: where text is bold, and where a person or a link stands.

They are characters of Unicode's private use area; in typed text they are taken out (`bot.text.templates`). What Slack,
a terminal or a file makes of them is theirs to say. What somebody is called is not known where words are made: a name's
place is marked too, and stays marked until the message is sent (`bot.outbox.naming`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

BOLD, BOLD_END, PERSON, PERSON_END = "\ue000", "\ue001", "\ue002", "\ue003"
# A link is LINK, its address, LINK_WORDS, what is shown, LINK_END.
LINK, LINK_WORDS, LINK_END = "\ue004", "\ue005", "\ue006"
MARKS = (BOLD, BOLD_END, PERSON, PERSON_END, LINK, LINK_WORDS, LINK_END)
# A name is NAME, the person's id, NAME_END. It is no mark of the layout: it goes to Slack's door as it is.
NAME, NAME_END = "\ue007", "\ue008"
_NAME = re.compile(f"{NAME}([A-Z0-9]*){NAME_END}?")
SOMEBODY = "somebody"
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


def name_of_person(person: str | None) -> str:
    """The place of what somebody is called, by their id; "somebody" where nobody knows who it was."""
    return f"{NAME}{person}{NAME_END}" if person and re.fullmatch(r"[UW][A-Z0-9]{1,20}", person) else SOMEBODY


def people_named(words: str) -> list[str]:
    """The ids of the people whose names stand in the words."""
    return [person for person in _NAME.findall(words) if person]


def with_names(words: str, called: Callable[[str], str]) -> str:
    """The words with names: `called` says what the person with an id is called, "" where that is not known.

    Who is not known is somebody, and so is one whose mark was cut off.
    """

    def one(found: re.Match[str]) -> str:
        name = called(found[1]) if found[0].endswith(NAME_END) else ""
        before = words[: found.start()].rstrip(" ")
        return name or (SOMEBODY.capitalize() if not before or before.endswith((".", "\n")) else SOMEBODY)

    return _NAME.sub(one, words)


def around_names(words: str, clean: Callable[[str], str]) -> str:
    """The words with everything but the places of names cleaned by `clean`."""
    pieces = re.split(f"({NAME}[A-Z0-9]+{NAME_END})", words)
    return "".join(piece if at % 2 else clean(piece) for at, piece in enumerate(pieces))
