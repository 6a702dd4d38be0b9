"""Rendered words -> Slack text. Typed text never becomes markup or a mention, in any of the forms.

A template's output carries marks from Unicode's private use area where it wants bold text, a person or a link;
the same characters in typed text are taken out before (`bot.text.templates`), so nobody can type a mark.
What somebody is called is put in later, as words (`bot.outbox.naming`): of all the marks only those of a name stay.
Blocks get `rich_text`, whose text elements Slack shows as they are; `text` fields get `&`, `<` and `>` escaped.
"""

from __future__ import annotations

from typing import Any

from bot.block_kit.message import Block
from bot.text.marks import BOLD, LINK, LINK_END, LINK_WORDS, MARKS, PERSON, PERSON_END, split_at_marks

BULLET = "• "


def rich(words: str) -> Block:
    """A `rich_text` block: a line that begins with a bullet is a list item, any other is a line of text."""
    elements: list[Block] = []
    lines: list[str] = []

    def end_section() -> None:
        pieces = _pieces("\n".join(lines).strip("\n"))
        if pieces:
            elements.append({"type": "rich_text_section", "elements": pieces})
        lines.clear()

    for line in words.strip("\n").split("\n"):
        if not line.startswith(BULLET):
            lines.append(line)
            continue
        end_section()
        item = {
            "type": "rich_text_section",
            "elements": _pieces(line.removeprefix(BULLET)) or [{"type": "text", "text": "-"}],
        }
        if elements and elements[-1]["type"] == "rich_text_list":
            elements[-1]["elements"].append(item)
        else:
            elements.append({"type": "rich_text_list", "style": "bullet", "elements": [item]})
    end_section()
    return {"type": "rich_text", "elements": elements or [{"type": "rich_text_section", "elements": [_text("-")]}]}


def escaped(words: str) -> str:
    """The words for a `text` field, where `&`, `<` and `>` alone are special; a person is a mention."""
    parts = split_at_marks(words)
    signs = {PERSON: "<@", PERSON_END: ">", LINK: "<", LINK_WORDS: "|", LINK_END: ">"}
    return "".join(
        signs.get(part, "") if part in MARKS else part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for part in parts
    ).strip()


def plain(words: str) -> str:
    """The words for a `plain_text` object: no marks and no addresses, nothing to escape."""
    parts = split_at_marks(words)
    return "".join(
        part for before, part in zip(("", *parts), parts, strict=False) if part not in MARKS and before != LINK
    ).strip()


def _pieces(line: str) -> list[dict[str, Any]]:
    pieces: list[dict[str, Any]] = []
    bold = person = False
    link: str | None = None
    for part in split_at_marks(line):
        match part:
            case "":
                continue
            case "\ue000" | "\ue001":
                bold = part == BOLD
            case "\ue002" | "\ue003":
                person = part == PERSON
            case "\ue004" | "\ue006":
                link = "" if part == LINK else None
            case "\ue005":
                continue
            case _ if person:
                pieces.append({"type": "user", "user_id": part})
            case _ if link == "":
                link = part
            case _:
                piece = _text(part) if link is None else {"type": "link", "url": link, "text": part}
                pieces.append(piece | ({"style": {"bold": True}} if bold else {}))
    return pieces


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}
