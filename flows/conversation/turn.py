"""One turn of a conversation: `turn(log, said, as_of, catalogue)` -> what to append, what to show.

The same turn serves every front end. Nothing is stored but the log; where the conversation stands is
worked out from it each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.conversation import shows
from flows.conversation.shows import Show, Taken
from flows.costs import Catalogue
from flows.language.intent import Change, Said, hear
from flows.log.entries import Entry, fold, going_on
from flows.questions import BY_ID, QUESTIONS
from flows.questions.answers import Answers
from flows.questions.question import Question
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.decide import decide
from flows.verdict.next_question import next_question
from flows.verdict.reply import Reply


@dataclass(frozen=True, slots=True)
class Turn:
    """Entries to append to the log, and what to show, in order."""

    entries: tuple[Entry, ...]
    shows: tuple[Show, ...]


@dataclass(frozen=True, slots=True)
class Requested:
    """What somebody asked for (one of `flows.language.intent.Request`), and the changes of a what-if."""

    request: str | None
    changes: tuple[Change, ...] = ()


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
        return open_question(self.log, self.as_of, self.catalogue, self.thresholds)

    def is_settled(self) -> bool:
        return next_question(self.answers, self.as_of, self.catalogue, self.thresholds) is None

    def reply(self) -> Reply:
        return decide(self.answers, self.as_of, self.catalogue, self.thresholds)

    def after(self, *entries: Entry) -> _Scene:
        return _Scene((*self.log, *entries), self.as_of, self.catalogue, self.thresholds)


def open_question(
    log: tuple[Entry, ...], as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT, *, named: bool = False
) -> Question | None:
    """The question that a log waits for; None once the verdict is settled, or all is asked where more was wanted.

    With `named` a decision without a use case is asked for it first: where several stand side by side they need a name.
    """
    answers = fold(log)
    question = next_question(answers, as_of, catalogue, thresholds, everything=going_on(log))
    return BY_ID["use_case"] if named and question is not None and not answers.asked("use_case") else question


def begin(log: tuple[Entry, ...], as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT) -> Turn:
    """What to show when a conversation is opened or taken up again."""
    scene = _Scene(log, as_of, catalogue, thresholds)
    shown: list[Show] = []
    if scene.answers.values or scene.answers.unsure:
        shown.append(_state(scene))
    return Turn((), (*shown, *_next(scene, None)))


def turn(
    log: tuple[Entry, ...], said: Said, as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT
) -> Turn:
    """What somebody's words do to a decision. Never raises for anything that can be typed."""
    scene = _Scene(log, as_of, catalogue, thresholds)
    question = scene.open_question()
    heard = hear(log, said, question)
    again = (shows.Ask(question),) if question else ()
    match heard.act:
        case "request":
            asked = Requested(heard.request, heard.changes)
            return Turn((), answer_request(asked, log, as_of, catalogue, thresholds))
        case "refuse":
            return Turn((), (shows.Refuse(heard.refusal or ""), *(again if heard.tried else ())))
        case "back" if heard.refusal:
            return Turn((), (shows.Refuse(heard.refusal), *_next(scene, None)))
        case "back":
            taken_back = heard.changes[0][0]
            return Turn(heard.entries, (shows.TookBack(taken_back), shows.Ask(taken_back)))
        case "restart":
            return Turn(heard.entries, (shows.Restarted(), *_next(scene.after(*heard.entries), None)))
        case "go_on":
            return Turn(heard.entries, tuple(_next(scene.after(*heard.entries), None, quiet=True)))
        case "answer":
            took = shows.Took(_taken(heard.changes, scene.answers))
            return Turn(heard.entries, (took, *_next(scene.after(*heard.entries), scene)))


def answer_request(
    asked: Requested, log: tuple[Entry, ...], as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT
) -> tuple[Show, ...]:
    """What to show for a request, which changes nothing."""
    scene = _Scene(log, as_of, catalogue, thresholds)
    question = scene.open_question()
    again = (shows.Ask(question),) if question else ()
    match asked.request:
        case "help":
            return (shows.Help(),)
        case "why":
            return (shows.Explain(question) if question else shows.Verdict(scene.reply(), None),)
        case "status":
            return (_state(scene), *again)
        case "verdict":
            return (shows.Verdict(scene.reply(), None, brief=False), *again)
        case "what_if":
            return (_what_if(scene, asked.changes),)
        case _:
            return tuple(_next(scene, None))


def _state(scene: _Scene) -> shows.State:
    answers = scene.answers
    given = tuple(Taken(one, answers.get(one.id), None) for one in QUESTIONS if answers.asked(one.id))
    return shows.State(given, scene.open_question())


def _taken(changes: tuple[Change, ...], before: Answers) -> tuple[Taken, ...]:
    return tuple(Taken(question, value, before.get(question.id)) for question, value in changes)


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


def _what_if(scene: _Scene, changes: tuple[Change, ...]) -> Show:
    other = scene.answers
    for question, value in changes:
        other = other.having(question.id, value)
    then = decide(other, scene.as_of, scene.catalogue, scene.thresholds)
    return shows.Difference(_taken(changes, scene.answers), scene.reply(), then)
