"""What somebody's words mean for a decision: entries for its log, a request, or neither.

`hear` reads; `flows.conversation.turn` says what to show. A front end that has to be quick (an ack in Slack) hears
and records, and shows later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from flows.language.extract import extract, find
from flows.language.value import read
from flows.log.entries import Entry, Restarted, Unsure, WentOn, Withdrawn, answered
from flows.log.history import RESTORED
from flows.log.log import Log
from flows.questions import BY_ID, QUESTIONS, named
from flows.questions.answers import is_flag
from flows.questions.question import Question, Value
from flows.text import Refused, as_command, bare, clean, is_not_sure, is_storable

Request = Literal["next", "help", "why", "status", "verdict", "what_if"]
AnswerChange = tuple[Question, Value | None]

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
_WE_HAD = re.compile(r"^(?:we|it|there)\s+(?:had|have|has|got|were|was|used|served)\s+", re.IGNORECASE)
_IS = re.compile(r"^(?P<name>.+?)\s+(?:is|are|was|were|=)\s+(?P<value>.+)$", re.IGNORECASE | re.DOTALL)

REQUESTS: dict[str, Request] = {
    "": "next",
    "help": "help",
    "?help": "help",
    "commands": "help",
    "why": "why",
    "why?": "why",
    "why do you ask": "why",
    "why do you ask?": "why",
    "status": "status",
    "show status": "status",
    "where are we": "status",
    "verdict": "verdict",
    "show verdict": "verdict",
    "show": "verdict",
}
_ACTS = {
    "back": "back",
    "undo": "back",
    "go back": "back",
    "restart": "restart",
    "start over": "restart",
    "go on": "go_on",
    "continue": "go_on",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, who, when (UTC), and where it stands (such as a message's id)."""

    text: str
    by: str | None = None
    at: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said means: `entries` to append, or a `request` to answer, or a `refusal` in one sentence.

    `act` names what the entries do; `changes` are the answers among them; `what_if` those of a what-if.
    """

    act: Literal["answer", "propose", "back", "restart", "go_on", "request", "refuse"]
    entries: tuple[Entry, ...] = ()
    changes: tuple[AnswerChange, ...] = ()
    request: Request | None = None
    refusal: str | None = None
    # Whether an answer to the open question was tried: then it is worth asking again.
    tried: bool = False
    # What was probably said, by question id: one reading, or two. Nothing of it counts before it is confirmed.
    proposed: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    # The open question, where a reply of who was asked could not be read.
    unread: str | None = None
    # Whether one of our questions was named, as in "change volume to 2M": then it was meant for us.
    named: bool = False


def hear(log: Log, said: Said, question: Question | None) -> Heard:
    """What somebody's words mean while `question` is open. Never raises for anything that can be typed."""
    text = bare(said.text)
    if not is_storable(said.text):
        return _refuse("That has a character that cannot be stored: please type it again without it.")
    command = as_command(said.text)
    if command in REQUESTS:
        return Heard("request", request=REQUESTS[command])
    match _ACTS.get(command):
        case "back":
            last = log.last_answered
            if last is None:
                return Heard("back", refusal="There is no answer to go back to yet.")
            return _back(log, said, BY_ID[last])
        case "restart":
            return Heard("restart", (Restarted(**_by(said)),))
        case "go_on":
            return Heard("go_on", (WentOn(**_by(said)),))
    return _asked_to_change(said, text, question) or _told_by_name(said, text) or _answer(said, question)


def _back(log: Log, said: Said, question: Question) -> Heard:
    """Take back the last answer: what stood before counts again, else none does."""
    stands = log.given.get(question.id)
    if stands is None or not stands.earlier:
        return Heard("back", (Withdrawn(question=question.id, **_by(said)),), ((question, None),))
    change = (question, stands.earlier[-1].value)
    restored = tuple(replace(entry, how=RESTORED) for entry in record((change,), said))
    return Heard("back", restored, (change,))


def record(changes: tuple[AnswerChange, ...], said: Said) -> tuple[Entry, ...]:
    """Answers as entries; None is "not sure"."""
    return tuple(
        Unsure(question=question.id, text=said.text, **_by(said))
        if value is None
        else answered(question.id, value, said.text, said.by, said.at, said.source)
        for question, value in changes
    )


def reads(question: Question, text: str) -> bool:
    """Whether the text is an answer to the question."""
    try:
        read(question, text)
    except Refused:
        return False
    return True


def _by(said: Said) -> dict[str, Any]:
    """By whom, when and where something was said."""
    return {"by": said.by, "at": said.at, "source": said.source}


def _refuse(sentence: str, *, tried: bool = False, name: str | None = None) -> Heard:
    return Heard("refuse", refusal=sentence, tried=tried, named=name is not None and named(clean(name)) is not None)


def _answered(changes: list[AnswerChange], said: Said, *, named: bool = False) -> Heard:
    return Heard("answer", record(tuple(changes), said), tuple(changes), named=named)


def _asked_to_change(said: Said, text: str, question: Question | None) -> Heard | None:
    """What "what if ..." and "change ... to ..." mean; None where the text is neither."""
    if _BARE_WHAT_IF.match(text):
        return _refuse(_SAY_WHAT_IF)
    what_if = _WHAT_IF.match(text)
    if what_if is not None:
        try:
            return Heard("request", request="what_if", changes=tuple(_read_what_if(what_if["rest"])))
        except Refused as refused:
            match = _IS.match(what_if["rest"])
            return _refuse(str(refused), name=match["name"] if match else None)
    several = _several_changes(said, text)
    if several is not None:
        return several
    change = _CHANGE.match(text)
    if change is not None and (named(change["name"]) is not None or _is_command(text, question)):
        try:
            return _answered([_read_change(change["name"], change["value"])], said, named=True)
        except Refused as refused:
            return _refuse(str(refused), name=change["name"])
    half = _CHANGE_WHAT.match(text) if change is None else None
    if half is None:
        return None
    if half["name"] is None or named(half["name"]) is not None:
        return _refuse(_SAY_CHANGE, name=half["name"])
    if question is not None and reads(question, text):
        return None
    return _refuse(_unknown(half["name"]))


_CHANGES = re.compile(r"^(?:please\s+)?(?:change|set)\s+(?P<all>.+)$", re.IGNORECASE | re.DOTALL)
_TO = re.compile(r"^(?P<name>[^=]{2,40}?)\s*(?:\bto\b|=)\s*(?P<value>.+)$", re.IGNORECASE | re.DOTALL)
_NAMES = re.compile(
    r"^(?:(?:the|our|my)\s+)?(?P<name>[a-z' ]{2,40}?)\s*(?::|=|\bis\b|\bare\b|\s(?=[0-9$~]))\s*(?:now\s+|about\s+|around\s+)?(?P<value>.+)$",
    re.IGNORECASE | re.DOTALL,
)
# A comma in a number parts nothing.
_BETWEEN_PARTS = re.compile(r"\s*(?:;|,(?![0-9]{3}\b)|\band\b)\s*", re.IGNORECASE)
# Who lists more than this writes no command.
_MOST_PARTS, _LONGEST_NAMED = 8, 400


def _several_changes(said: Said, text: str) -> Heard | None:
    """What "change metric to F1, target to 90%" means; None where it is one change, or none."""
    match = _CHANGES.match(text[:_LONGEST_NAMED])
    changes = _by_name(match["all"], _TO) if match is not None else []
    return _answered(changes, said, named=True) if len(changes) > 1 else None


def _told_by_name(said: Said, text: str) -> Heard | None:
    """What "volume is 12k" and "baseline is 71%, target 90%" mean, whatever is asked; None where not all of it is said so."""
    changes = _by_name(text, _NAMES) if len(text) <= _LONGEST_NAMED else []
    return _answered(changes, said, named=True) if changes else None


def _by_name(text: str, form: re.Pattern[str]) -> list[AnswerChange]:
    """An answer for each part of a text; none where a part names no question, or has no answer to it."""
    parts = [part for part in _BETWEEN_PARTS.split(text) if part]
    changes: list[AnswerChange] = []
    for part in parts[: _MOST_PARTS + 1]:
        match = form.match(part.strip(" .!"))
        question = named(clean(match["name"])) if match is not None else None
        if match is None or question is None or not reads(question, match["value"]):
            return []
        changes.append((question, read(question, match["value"])))
    return changes if len(changes) <= _MOST_PARTS else []


def _is_command(text: str, question: Question | None) -> bool:
    """Whether "<verb> <unknown name> to <value>" is meant as a change: "make" and "set" may begin an answer in words."""
    verb = text.lower().removeprefix("please ").split()[0]
    return verb == "change" or (verb == "set" and (question is None or question.kind not in ("text", "box", "name")))


def _answer(said: Said, question: Question | None) -> Heard:
    text = _plainly(said.text, question)
    if question is not None and is_not_sure(text):
        return _answered([(question, None)], said)
    try:
        answers = _answers_in(text, question)
    except Refused as refused:
        return _refuse(str(refused), tried=True)
    if not answers:
        return _refuse('I could not read that: say "change volume to 2M", "what if volume is 2M", "go on" or "help".')
    return _answered([(BY_ID[id_], value) for id_, value in answers.items()], said)


_LEADS = {
    "metric": re.compile(
        r"^(?:(?:yes|yep|yeah)\s*[,:;-]\s*)?(?:(?:it's|it is|that's|that is)\s+)?(?=\S)", re.IGNORECASE
    ),
    "model": re.compile(r"^(?:(?:it's|it is|that's|that is|we're on|we are on|we use)\s+)?(?=\S)", re.IGNORECASE),
}
_SCORED = re.compile(
    r"(?:yes|yep|yeah)\b\s*[,;:-]?\s*(?P<score>.*(?:[0-9]\s?(?:%|percent)|(?<![0-9])0?\.[0-9]).*)", re.IGNORECASE
)


def _plainly(text: str, question: Question | None) -> str:
    """A reply without what changes nothing; where words are the answer they are kept whole."""
    if question is None or question.id not in _LEADS:
        return text if question is not None and question.kind in ("text", "box") else bare(text)
    return _LEADS[question.id].sub("", bare(text))


def _answers_in(text: str, question: Question | None) -> dict[str, Value]:
    """The answers in a text: the open question's first, and every other fact. Raises Refused where there is none."""
    extracted = find(text)
    if question is None or question.id in extracted.values:
        return extracted.values
    scored = _SCORED.fullmatch(text.strip(" .!")) if question.id == "baseline_measured" else None
    if scored is not None and not re.search(r"\bof\b|/", scored["score"]) and reads(BY_ID["baseline"], scored["score"]):
        return {question.id: True, "baseline": read(BY_ID["baseline"], scored["score"])}
    if (
        not extracted.left
        and not extracted.stray
        and extracted.values.keys() - {"task"}
        and question.kind in ("text", "box", "name")
    ):
        # Nothing but other questions' answers is no answer in words.
        return extracted.values
    if not extracted.values or (question.kind not in ("text", "box", "name") and reads(question, text)):
        # Where all of it answers the open question, its number is not another question's as well.
        return {question.id: read(question, text)}
    if question.kind == "text" or (question.kind == "box" and not is_flag(extracted.left)):
        return {question.id: read(question, text), **extracted.values} if reads(question, text) else extracted.values
    if extracted.left and reads(question, extracted.left):
        return {question.id: read(question, extracted.left), **extracted.values}
    return extracted.values


def _read_change(name: str, value: str) -> AnswerChange:
    """A question and a value from "<name>" and "<value>". Raises Refused."""
    question = named(clean(name))
    if question is None:
        raise Refused(_unknown(name))
    return question, None if is_not_sure(value) else read(question, value)


def _unknown(name: str) -> str:
    near = ", ".join(question.names[0] if question.names else question.id for question in QUESTIONS[:12])
    return f'I do not know "{clean(name)[:60]}": name a question, such as {near}.'


def _read_what_if(rest: str) -> list[AnswerChange]:
    """The changes of "what if ...". Raises Refused."""
    changes: list[AnswerChange] = []
    for part in re.split(r"\s+and\s+|;\s*", rest):
        match = _IS.match(part)
        if match is not None:
            changes.append(_read_change(match["name"], match["value"]))
            continue
        answers = extract(_WE_HAD.sub("", part))
        if not answers:
            raise Refused(_SAY_WHAT_IF)
        changes += [(BY_ID[id_], value) for id_, value in answers.items()]
    return changes
