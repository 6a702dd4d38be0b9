"""One turn of a conversation: `turn(log, said, as_of, catalogue)` -> what to append, what to show.

The same turn serves every front end. Nothing is stored but the log; where the conversation stands is
worked out from it each time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from flows import shows
from flows.answers import Answers, is_flag
from flows.ask import next_question
from flows.assess import Catalogue
from flows.log import Entry, answered, fold, going_on, last_answered
from flows.plain import Refused, clean, is_not_sure, is_storable
from flows.question import Question, Value
from flows.questions import BY_ID, QUESTIONS, named
from flows.reading import extract, find
from flows.reply import Reply
from flows.shows import Show, Taken
from flows.thresholds import DEFAULT, Thresholds
from flows.typed import read
from flows.verdict import decide

_CHANGE = re.compile(
    r"^(?:please\s+)?(?:change|set|make)\s+(?P<name>.+?)(?:\s+from\s+.+?)?\s*(?:\bto\b|=)\s*(?P<value>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_CHANGE_WHAT = re.compile(
    r"^(?:please\s+)?(?:change|set)(?:\s+(?P<name>.+?))??(?:\s+to|\s*=)?\s*[?.!]*$", re.IGNORECASE | re.DOTALL
)
_BARE_WHAT_IF = re.compile(r"^what\s*if\W*$", re.IGNORECASE)
_SAY_CHANGE = 'Say it as "change volume to 2M".'
_SAY_WHAT_IF = 'Say it as "what if volume is 2M".'
_WHAT_IF = re.compile(r"^what\s+if\s+(?P<rest>.+?)\s*\??$", re.IGNORECASE | re.DOTALL)
_IS = re.compile(r"^(?P<name>.+?)\s+(?:is|are|was|were|=)\s+(?P<value>.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, who, and when (UTC)."""

    text: str
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Entries to append to the log, and what to show, in order."""

    entries: tuple[Entry, ...]
    shows: tuple[Show, ...]


@dataclass(frozen=True)
class _Scene:
    """The log as it stands, with what is needed to judge it."""

    log: tuple[Entry, ...]
    as_of: date
    catalogue: Catalogue
    thresholds: Thresholds

    @property
    def answers(self) -> Answers:
        return fold(self.log)

    def open_question(self) -> Question | None:
        return next_question(self.answers, self.as_of, self.catalogue, self.thresholds, everything=going_on(self.log))

    def is_settled(self) -> bool:
        return next_question(self.answers, self.as_of, self.catalogue, self.thresholds) is None

    def reply(self) -> Reply:
        return decide(self.answers, self.as_of, self.catalogue, self.thresholds)

    def after(self, *entries: Entry) -> _Scene:
        return _Scene((*self.log, *entries), self.as_of, self.catalogue, self.thresholds)


def begin(log: tuple[Entry, ...], as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT) -> Turn:
    """What to show when a conversation is opened or taken up again."""
    scene = _Scene(log, as_of, catalogue, thresholds)
    shown: list[Show] = []
    if scene.answers.values or scene.answers.unsure:
        shown.append(_state(scene))
    return Turn((), (*shown, *_next(scene, None)))


def turn(log: tuple[Entry, ...], said: Said, as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT) -> Turn:
    """What somebody's words do to a decision. Never raises for anything that can be typed."""
    scene = _Scene(log, as_of, catalogue, thresholds)
    text = clean(said.text)
    if not is_storable(said.text):
        return _only(shows.Refuse("That has a character that cannot be stored: please type it again without it."))
    command = text.lower().strip(" .!")
    open_question = scene.open_question()
    match command:
        case "":
            return _only(*_next(scene, None))
        case "help" | "?help" | "commands":
            return _only(shows.Help())
        case "why" | "why?" | "why do you ask" | "why do you ask?":
            shown = shows.Explain(open_question) if open_question else shows.Verdict(scene.reply(), None)
            return _only(shown)
        case "status" | "where are we":
            return _only(_state(scene), *((shows.Ask(open_question),) if open_question else ()))
        case "verdict" | "show verdict" | "show":
            return _only(shows.Verdict(scene.reply(), None, brief=False), *((shows.Ask(open_question),) if open_question else ()))
        case "back" | "undo" | "go back":
            return _back(scene, said)
        case "restart" | "start over":
            entry = Entry("restarted", by=said.by, at=said.at)
            return Turn((entry,), (shows.Restarted(), *_next(scene.after(entry), None)))
        case "go on" | "continue":
            entry = Entry("went_on", by=said.by, at=said.at)
            return Turn((entry,), tuple(_next(scene.after(entry), None, quiet=True)))
    return _asked_to_change(scene, said, text, open_question) or _answer(scene, said, open_question)


def _asked_to_change(scene: _Scene, said: Said, text: str, question: Question | None) -> Turn | None:
    """What "what if ..." and "change ... to ..." do; None where the text is neither."""
    if _BARE_WHAT_IF.match(text):
        return _only(shows.Refuse(_SAY_WHAT_IF))
    what_if = _WHAT_IF.match(text)
    if what_if is not None:
        return _only(_what_if(scene, what_if["rest"]))
    change = _CHANGE.match(text)
    if change is not None and (named(change["name"]) is not None or _is_command(text, question)):
        return _record_change(scene, said, change["name"], change["value"])
    half = _CHANGE_WHAT.match(text) if change is None else None
    if half is None:
        return None
    if half["name"] is None or named(half["name"]) is not None:
        return _only(shows.Refuse(_SAY_CHANGE))
    if question is not None and _reads(question, text):
        return None
    return _only(shows.Refuse(_unknown(half["name"])))


def _is_command(text: str, question: Question | None) -> bool:
    """Whether "<verb> <unknown name> to <value>" is meant as a change: "make" and "set" may begin an answer in words."""
    verb = text.lower().removeprefix("please ").split()[0]
    return verb == "change" or (verb == "set" and (question is None or question.kind not in ("text", "box", "name")))


def _only(*shown: Show) -> Turn:
    return Turn((), shown)


def _state(scene: _Scene) -> shows.State:
    answers = scene.answers
    given = tuple(Taken(one, answers.get(one.id), None) for one in QUESTIONS if answers.asked(one.id))
    return shows.State(given, scene.open_question())


def _back(scene: _Scene, said: Said) -> Turn:
    last = last_answered(scene.log)
    if last is None:
        return _only(shows.Refuse("There is no answer to go back to yet."), *_next(scene, None))
    entry = Entry("withdrawn", last, by=said.by, at=said.at)
    return Turn((entry,), (shows.TookBack(BY_ID[last]), shows.Ask(BY_ID[last])))


def _answer(scene: _Scene, said: Said, question: Question | None) -> Turn:
    if question is not None and is_not_sure(said.text):
        return _append(scene, [(question, None)], said)
    try:
        found = _found(said.text, question)
    except Refused as refused:
        return _only(shows.Refuse(str(refused)), *((shows.Ask(question),) if question else ()))
    if not found:
        sentence = 'I could not read that: say "change volume to 2M", "what if volume is 2M", "go on" or "help".'
        return _only(shows.Refuse(sentence))
    return _append(scene, [(BY_ID[id_], value) for id_, value in found.items()], said)


def _found(text: str, question: Question | None) -> dict[str, Value]:
    """The answers in a text: the open question's first, and every other fact. Raises Refused where there is none."""
    found = find(text)
    if question is None or question.id in found.values:
        return found.values
    if not found.values or (question.kind not in ("text", "box", "name") and _reads(question, text)):
        # Where all of it answers the open question, its number is not another question's as well.
        return {question.id: read(question, text)}
    if question.kind == "text" or (question.kind == "box" and not is_flag(found.left)):
        return {question.id: read(question, text), **found.values} if _reads(question, text) else found.values
    if found.left and _reads(question, found.left):
        return {question.id: read(question, found.left), **found.values}
    return found.values


def _reads(question: Question, text: str) -> bool:
    try:
        read(question, text)
    except Refused:
        return False
    return True


def _append(scene: _Scene, changes: list[tuple[Question, Value | None]], said: Said) -> Turn:
    before = scene.answers
    entries = tuple(
        Entry("unsure", question.id, None, said.text, said.by, said.at)
        if value is None
        else answered(question.id, value, said.text, said.by, said.at)
        for question, value in changes
    )
    taken = tuple(Taken(question, value, before.get(question.id)) for question, value in changes)
    return Turn(entries, (shows.Took(taken), *_next(scene.after(*entries), scene)))


def _next(scene: _Scene, before: _Scene | None, *, quiet: bool = False) -> list[Show]:
    """The question now, or the verdict once it is settled; a verdict that stood before is compared."""
    question = scene.open_question()
    shown: list[Show] = []
    if scene.is_settled() and not quiet:
        old = before.reply() if before is not None and before.is_settled() else None
        new = scene.reply()
        if not going_on(scene.log) or question is None or (old is not None and old.verdict != new.verdict):
            shown.append(shows.Verdict(new, old))
    if question is not None:
        shown.append(shows.Ask(question))
    elif going_on(scene.log):
        if quiet:
            shown.append(shows.Verdict(scene.reply(), None, brief=False))
        shown.append(shows.AllAsked())
    else:
        shown.append(shows.OfferMore())
    return shown


def _read_change(name: str, value: str) -> tuple[Question, Value | None]:
    """A question and a value from "<name>" and "<value>". Raises Refused."""
    question = named(clean(name))
    if question is None:
        raise Refused(_unknown(name))
    return question, None if is_not_sure(value) else read(question, value)


def _unknown(name: str) -> str:
    near = ", ".join(one.names[0] if one.names else one.id for one in QUESTIONS[:12])
    return f'I do not know "{clean(name)[:60]}": name a question, such as {near}.'


def _record_change(scene: _Scene, said: Said, name: str, value: str) -> Turn:
    try:
        change = _read_change(name, value)
    except Refused as refused:
        return _only(shows.Refuse(str(refused)))
    return _append(scene, [change], said)


def _what_if(scene: _Scene, rest: str) -> Show:
    changes: list[tuple[Question, Value | None]] = []
    for part in re.split(r"\s+and\s+|;\s*", rest):
        match = _IS.match(part)
        try:
            if match is not None:
                changes.append(_read_change(match["name"], match["value"]))
            else:
                found = extract(part)
                if not found:
                    raise Refused(_SAY_WHAT_IF)
                changes += [(BY_ID[id_], value) for id_, value in found.items()]
        except Refused as refused:
            return shows.Refuse(str(refused))
    other = scene.answers
    for question, value in changes:
        other = other.having(question.id, value)
    then = decide(other, scene.as_of, scene.catalogue, scene.thresholds)
    taken = tuple(Taken(question, value, scene.answers.get(question.id)) for question, value in changes)
    return shows.Difference(taken, scene.reply(), then)
