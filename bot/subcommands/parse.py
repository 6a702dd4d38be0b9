"""The words after the command that are a subcommand, and not a use case."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.events import Where
from bot.store.effects import RunSubcommand
from bot.subcommands.weekday import When, read_when
from flows.questions import named

LISTS = ("open", "decided", "training", "due")
FORMATS = ("csv", "jsonl")
# How many words may follow what is said of a digest.
_MOST_AFTER = {"": 0, "here": 8, "off": 1, "now": 1, "preview": 1}
# What people say around a subcommand, and what they call a decision.
_POLITE = frozenset({"please", "pls", "thanks"})
_EVERY = frozenset({"all", "my", "our", "the", "of", "decision", "decisions"})
_NUMBER = frozenset({"decision", "number", "no", "nr", "#"})
_AS = frozenset({"as", "a", "to", "in", "decisions", "file"})
# What begins as a subcommand does, and is no longer, is a slip and no use case: it must not begin a decision.
_MOST_SLIPPED = 6


@dataclass(frozen=True, slots=True)
class Subcommand:
    """One subcommand: its verb, the number of a decision where it takes one, and the words that are left."""

    verb: str
    number: int | None = None
    words: str = ""


def read_subcommand(text: str) -> Subcommand | str | None:
    """A subcommand, a sentence on how it is said right, or None for what is a use case.

    A use case may begin with the same word ("list the clauses of a contract, 10k a day"): what is long and no subcommand is one,
    and so is what goes on as no subcommand does.
    """
    words = " ".join(text.replace("\0", " ").split())
    verb, _, rest = words.partition(" ")
    verb = verb.lower()
    if verb not in _READERS:
        return _said_elsewhere(words) or _nearly(verb, rest.strip())
    reader, usage = _READERS[verb]
    subcommand = reader(verb, rest.strip())
    if subcommand is not None:
        return subcommand
    count = len(words.split())
    return usage if count <= 2 or (count <= _MOST_SLIPPED and _slipped(verb, rest.lower())) else None


# What is said in the thread of a decision, and begins none.
_IN_A_THREAD = re.compile(
    r"(?:status|show status|where are we|why|verdict|undo|undo it|undo that|back|go back|take it back|restart|start over|go on|continue|not now|accept"
    r"|what if(?: .{1,80})?|(?:change|set) (?P<name>[^.]{1,40}?) to .{1,60}|owner is .{1,40})[?.! ]*",
    re.IGNORECASE,
)
_SAY_IT_THERE = 'Say that in the thread of the decision that you mean; "list" shows them.'


def _said_elsewhere(words: str) -> str | None:
    match = _IN_A_THREAD.fullmatch(words)
    # "Change tone to friendly in replies" is a use case: tone is no question.
    names_none = match is not None and match["name"] is not None and named(match["name"]) is None
    return None if match is None or names_none else _SAY_IT_THERE


def _nearly(verb: str, rest: str) -> str | None:
    """A sentence for a slip of the keyboard in a subcommand; None for what goes on as no subcommand does."""
    for known, (reader, _) in _READERS.items():
        if OSA.distance(verb, known, score_cutoff=1) == 1 and len(rest.split()) < _MOST_SLIPPED:
            meant = reader(known, rest)
            # "lists" and "shows" begin use cases; a word that is none begins nothing.
            if meant is not None and verb not in (f"{known}s", f"{known}ed"):
                return f"Did you mean {known}? Say: {known} {rest}".rstrip() + "."
    return None


def _slipped(verb: str, rest: str) -> bool:
    """Whether words that are no subcommand go on as one would."""
    what = rest.split()[0]
    if verb == "digest":
        return what in _MOST_AFTER or isinstance(read_when(rest), When)
    if verb == "list":
        return what in LISTS
    return _number(_without(rest, _NUMBER).split(" ")[0]) is not None or (
        verb == "export" and what in ("all", *FORMATS)
    )


def _without(text: str, dropped: frozenset[str]) -> str:
    """The words in small letters, but those of `dropped` and what is polite, and without what ends a sentence."""
    words = (word.rstrip(".!?,;") for word in text.lower().split())
    return " ".join(word for word in words if word and word not in dropped and word not in _POLITE)


def _list(verb: str, rest: str) -> Subcommand | None:
    kind = _without(rest, _EVERY)
    return Subcommand(verb, words=kind) if kind in ("", *LISTS) else None


def _search(verb: str, rest: str) -> Subcommand | None:
    return Subcommand(verb, words=rest) if rest else None


def _numbered(verb: str, rest: str) -> Subcommand | None:
    number = _number(_without(rest, _NUMBER))
    return Subcommand(verb, number) if number is not None else None


def _export(verb: str, rest: str) -> Subcommand | None:
    what, _, form = _without(rest, _AS).partition(" ")
    if what == "all" and form in ("", *FORMATS):
        return Subcommand(verb, words=form or FORMATS[0])
    return _numbered(verb, rest)


def _replace(verb: str, rest: str) -> Subcommand | None:
    first, _, words = rest.partition(" ")
    number = _number(first)
    return Subcommand(verb, number, words.strip()) if number is not None and words.strip() else None


def _digest(verb: str, rest: str) -> Subcommand | None:
    what, *after = rest.lower().split(" ")
    # "digest now playing radio shows into summaries" is a use case; "digest off please" is none.
    fits = len(after) <= _MOST_AFTER.get(what, -1)
    return Subcommand(verb, words=rest.lower()) if fits else None


def _number(text: str) -> int | None:
    digits = re.fullmatch(r"#?([0-9]{1,15})", text)
    return int(digits[1]) if digits else None


_READERS: dict[str, tuple[Callable[[str, str], Subcommand | None], str]] = {
    "list": (_list, f"Say list, or list {', '.join(LISTS[:-1])} or {LISTS[-1]}."),
    "search": (_search, "Say what to search for: search contract clauses."),
    "show": (_numbered, "Say which decision, by its number: show 12."),
    "export": (_export, "Say which decision, or all: export 12, export all, export all jsonl."),
    "forget": (_numbered, "Say which decision, by its number: forget 12."),
    "replace": (_replace, "Say which decision, and the new use case: replace 12 contract clauses on gpt-6."),
    "digest": (_digest, "Say digest here monday 09:00, digest off, digest now or digest preview."),
}


def to_run(
    subcommand: Subcommand | str,
    by: str,
    where: Where,
    *,
    thread_ts: str | None = None,
    response_url: str | None = None,
) -> RunSubcommand:
    """What the outbox keeps of a subcommand, or of the sentence that says how it is said right."""
    if isinstance(subcommand, str):
        return RunSubcommand(by, where.place, thread_ts, response_url, usage=subcommand)
    return RunSubcommand(by, where.place, thread_ts, response_url, subcommand.verb, subcommand.number, subcommand.words)


def subcommand_of(item: RunSubcommand) -> Subcommand | str | None:
    """The subcommand that the outbox kept; the words of an earlier version are read now."""
    if item.verb is not None:
        return Subcommand(item.verb, item.number, item.words)
    return item.usage if item.text is None else read_subcommand(item.text)
