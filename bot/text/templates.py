"""Templates: the words that people read, rendered from a reply or a turn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import rich.markup
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.text.labels import asks, called, cited, label_in, leads, measured_lines, question_name, show_value
from bot.text.length import clip
from bot.text.marks import BOLD, BOLD_END, MARKS, NAME, NAME_END, PERSON, PERSON_END, SOMEBODY, linked, name_of_person
from flows.log.measurements import Outcome
from flows.statistics.words import percent, points, span
from flows.verdict.headlines import NAMES, show_months
from flows.verdict.reply import Reply
from flows.verdict.shortlist import open_instead, ruled_out, shortlist
from pricing.money import show_usd

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~])")
_JOINERS = "\u200c\u200d"
_OURS = (*MARKS, NAME, NAME_END)
# What begins a list or a rule where it begins a line, and what some readers make a link of.
_MARKDOWN_FIRST = re.compile(r"^(?:([-+])(?=[\s-]|$)|(\d{1,9})([.)])(?=\s|$))")
_MARKDOWN_ADDRESS = re.compile(r":(?=//)|(?<=\bwww)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)


def _for_markdown(value: Any) -> Any:
    """Typed text never becomes markup: what Markdown would read as such is escaped."""
    if value is None or isinstance(value, Markup):
        return value if value is not None else ""
    return _MARKDOWN_SPECIAL.sub(r"\\\1", " ".join(printable(str(value)).split()))


def _typed(value: Any) -> Markup:
    """The same for what somebody typed, wherever it stands in a line: no list, no rule, no link."""
    text = _MARKDOWN_ADDRESS.sub(r"\\\g<0>", str(_for_markdown(str(value))))
    return Markup(_MARKDOWN_FIRST.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", text))


def _for_terminal(value: Any) -> Any:
    """The same for rich's markup, and no control characters."""
    if value is None or isinstance(value, Markup):
        return value if value is not None else ""
    return rich.markup.escape(printable(str(value)))


def _for_slack(value: Any) -> Any:
    """One line without control and direction characters, and without the marks that only a template may write."""
    if value is None or isinstance(value, Markup):
        return value if value is not None else ""
    if isinstance(value, str) and value.isprintable():
        return " ".join(value.split())
    return " ".join("".join(" " if _is_hidden(letter) else letter for letter in str(value)).split())


def short(value: Any, limit: int) -> str:
    """What somebody typed, for Slack, in at most `limit` characters."""
    return clip(str(_for_slack(value)), limit)


def _is_hidden(letter: str) -> bool:
    # Other format characters than joiners only mislead.
    category = unicodedata.category(letter)
    return letter in _OURS or category in ("Cc", "Cs") or (category == "Cf" and letter not in _JOINERS)


def _bold(value: Any) -> Markup:
    return Markup(f"{BOLD}{_for_slack(value)}{BOLD_END}")


def _person(value: Any) -> Markup:
    """A mention of a person of whom something is wanted, by id; a name that is no id is text."""
    if isinstance(value, str) and re.fullmatch(r"[UW][A-Z0-9]{1,20}", value):
        return Markup(f"{PERSON}{value}{PERSON_END}")
    return Markup(_for_slack(value or SOMEBODY))


def _named(value: Any) -> Markup:
    """What a person is called, by id: nobody is pinged by it. A name that is no id is text."""
    named = name_of_person(value if isinstance(value, str) else None)
    return Markup(_for_slack(value) if value and named == SOMEBODY else named)


def _link(value: Any, address: str | None) -> Markup:
    """Words that lead somewhere; `address` is never what somebody typed."""
    return Markup(linked(str(_for_slack(value)), address))


def printable(text: str) -> str:
    """A space for what cannot be shown; the joiners that make one of several emoji, or of letters a word, stay."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in _JOINERS else " " for letter in text)


@cache
def _environment(finalize: Callable[[Any], Any]) -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.text"),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
        keep_trailing_newline=False,
    )
    environment.filters.update(
        usd=lambda value: "not known" if value is None else show_usd(value),
        method=lambda value: NAMES.get(value, value),
        points=lambda value: f"{float(value) * 100:.1f}",
        in_points=points,
        reach=_reach,
        share=percent,
        percent=lambda value: f"{float(value) * 100:.0f} %",
        months=lambda value: show_months(float(value)),
        question=question_name,
        asks=asks,
        label_in=label_in,
        scenario=lambda name: _SCENARIOS.get(name, name),
        called=called,
        cited=cited,
        leads=leads,
        measured=measured_lines,
        value=lambda value, id_: show_value(id_, value),
        per=lambda value: {"month": "a month"}.get(value, value),
        bold=_bold,
        person=_person,
        named=_named,
        link=_link,
        typed=_typed,
        short=short,
    )
    return environment


_SCENARIOS = {
    "none": "no upkeep",
    "lean": "a lean estimate",
    "book": "the book chapter's figure",
    "yours": "your figure",
}


def _reach(outcome: Outcome) -> str:
    """Between which a measured gain lies; nothing where that is not known."""
    return span(*outcome.between) if outcome.between is not None else ""


def markdown(reply: Reply) -> str:
    """The whole reply as Markdown."""
    return document("reply", **reply_values(reply))


def document(template: str, /, **values: Any) -> str:
    """A Markdown template with its values."""
    rendered = _environment(_for_markdown).get_template(f"{template}.md.j2").render(**values)
    return re.sub(r"\n{3,}", "\n\n", rendered).strip() + "\n"


def reply_values(reply: Reply) -> dict[str, Any]:
    """What the templates of a reply are given."""
    return {
        "reply": reply,
        "shortlist": shortlist(reply),
        "ruled_out": ruled_out(reply),
        "open_instead": open_instead(reply),
    }


def terminal(template: str, /, **values: Any) -> str:
    """A terminal template (rich markup) with its values."""
    return _environment(_for_terminal).get_template(f"{template}.txt.j2").render(**values).rstrip("\n")


def slack(template: str, /, **values: Any) -> str:
    """A Slack template with its values, for `bot.block_kit.rich_text` to make text or blocks of."""
    rendered = _environment(_for_slack).get_template(f"{template}.slack.j2").render(**values)
    return re.sub(r"\n{3,}", "\n\n", rendered).strip("\n")
