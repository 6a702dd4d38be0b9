"""One turn of a conversation: `turn(scene, said)` -> what to append, what to show.

The same turn serves every front end. Nothing is stored but the log; where the conversation stands is
worked out from it each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.conversation import shows
from flows.conversation.about import answer_to
from flows.conversation.shows import RecordedAnswer, Show
from flows.costs import Assessment
from flows.language.intent import AnswerChange, Said
from flows.log.entries import Answered, Entry
from flows.questions import BY_ID, QUESTIONS
from flows.questions.answers import Answers
from flows.questions.question import Question, Value
from flows.questions.sheets import sheet_of
from flows.reading.hearing import hear_reply
from flows.verdict.decide import decide
from flows.verdict.scene import Scene


@dataclass(frozen=True, slots=True)
class Turn:
    """Entries to append to the log, and what to show, in order."""

    entries: tuple[Entry, ...]
    shows: tuple[Show, ...]


@dataclass(frozen=True, slots=True)
class Requested:
    """What somebody asked for (one of `flows.language.intent.Request`), and the changes of a what-if."""

    request: str | None
    changes: tuple[AnswerChange, ...] = ()


def begin(scene: Scene) -> Turn:
    """What to show when a conversation is opened or taken up again."""
    shown: list[Show] = []
    if scene.answers.values or scene.answers.unsure:
        shown.append(_state(scene))
    return Turn((), (*shown, *_next(scene, None)))


def turn(scene: Scene, said: Said) -> Turn:
    """What somebody's words do to a decision. Never raises for anything that can be typed."""
    question = scene.question
    again = (_ask(scene, question),) if question else ()
    known = answer_to(scene, said.text)
    if known is not None:
        return Turn((), (shows.Remark(known), *again))
    heard = hear_reply(
        scene.log, said, question, asked=True, addressed=True, is_model=_any_model, usd_of=scene.catalogue.usd_of
    )
    assert heard is not None, "what is said to the program is never talk"
    match heard.act:
        case "request":
            return Turn((), answer_request(scene, Requested(heard.request, heard.changes)))
        case "propose":
            return Turn((), (shows.Propose(dict(heard.proposed)), *again))
        case "refuse":
            return Turn((), (shows.Refuse(heard.refusal or ""), *(again if heard.tried else ())))
        case "back" if heard.refusal:
            return Turn((), (shows.Refuse(heard.refusal), *_next(scene, None)))
        case "back":
            taken_back = heard.changes[0][0]
            after = scene.after(*heard.entries)
            if after.answers.asked(taken_back.id):
                (stands,) = _taken(heard.changes, scene.answers)
                return Turn(heard.entries, (shows.TookBack(taken_back, stands), *_next(after, scene)))
            return Turn(heard.entries, (shows.TookBack(taken_back), shows.AskQuestion(taken_back)))
        case "restart":
            return Turn(heard.entries, (shows.ShowRestart(), *_next(scene.after(*heard.entries), None)))
        case "go_on":
            return Turn(heard.entries, tuple(_next(scene.after(*heard.entries), None, quiet=True)))
        case "answer":
            took = shows.Recorded(_taken(heard.changes, scene.answers))
            after = scene.after(*heard.entries)
            asked = after.question.id if after.question else None
            changed = [question.id for question, _ in heard.changes]
            remarks = after.remarks_on(after.answers, [id_ for id_ in changed if id_ != asked])
            measured = (remark for id_ in changed if (remark := after.was_measured(id_)) is not None)
            told = (shows.Remark(remark) for remark in (*remarks, *measured))
            proposed = (shows.Propose(dict(heard.proposed)),) if heard.proposed else ()
            return Turn(heard.entries, (took, *told, *proposed, *_next(after, scene)))


def _any_model(_text: str) -> bool:
    return True


def answer_request(scene: Scene, asked: Requested) -> tuple[Show, ...]:
    """What to show for a request, which changes nothing."""
    question = scene.question
    again = (_ask(scene, question),) if question else ()
    match asked.request:
        case "help":
            return (shows.Help(),)
        case "why":
            return (shows.Explain(question) if question else shows.ShowVerdict(scene.reply, None),)
        case "status":
            return (_state(scene), *again)
        case "verdict":
            return (shows.ShowVerdict(scene.reply, None, brief=False), *again)
        case "what_if":
            return _what_if(scene, asked.changes)
        case _:
            return tuple(_next(scene, None))


def _state(scene: Scene) -> shows.WhereItStands:
    answers = scene.answers
    given = tuple(
        RecordedAnswer(question, answers.get(question.id), None, scene.log.measured.get(question.id))
        for question in QUESTIONS
        if answers.asked(question.id)
    )
    return shows.WhereItStands(given, scene.question)


def took_in(scene: Scene, entries: tuple[Entry, ...]) -> Turn:
    """The turn that takes measured answers in: `entries` hold them, and the files that they came from."""
    changes = tuple((BY_ID[entry.question], entry.value) for entry in entries if isinstance(entry, Answered))
    return Turn(entries, (shows.Recorded(_taken(changes, scene.answers)), *_next(scene.after(*entries), scene)))


def _taken(changes: tuple[AnswerChange, ...], before: Answers) -> tuple[RecordedAnswer, ...]:
    return tuple(RecordedAnswer(question, value, before.get(question.id)) for question, value in changes)


def _next(scene: Scene, before: Scene | None, *, quiet: bool = False) -> list[Show]:
    """The question now, or the verdict once it is settled; a verdict that stood before is compared."""
    question = scene.question
    shown: list[Show] = []
    if scene.is_settled and not quiet:
        old = before.reply if before is not None and before.is_settled else None
        new = scene.reply
        if not scene.log.is_going_on or question is None or (old is not None and old.verdict != new.verdict):
            shown.append(shows.ShowVerdict(new, old))
    if question is not None:
        shown.append(_ask(scene, question))
    elif scene.log.is_going_on:
        if quiet:
            shown.append(shows.ShowVerdict(scene.reply, None, brief=False))
        shown.append(shows.AllAsked())
    else:
        shown.append(shows.OfferMore())
    return shown


def _ask(scene: Scene, question: Question) -> shows.AskQuestion:
    several = len(scene.together) > 1
    return shows.AskQuestion(question, sheet_of(question.id).example if several else "")


def _supposing(answers: Answers, id_: str, value: Value | None, scene: Scene) -> Answers:
    """The answers with another one: another volume costs more or less, a request what it costs now."""
    if value is None:
        return answers.having(id_, None)
    return Assessment(answers, scene.as_of, scene.catalogue, scene.thresholds).supposing(id_, value)


def _what_if(scene: Scene, changes: tuple[AnswerChange, ...]) -> tuple[Show, ...]:
    supposed = scene.answers
    for question, value in changes:
        supposed = _supposing(supposed, question.id, value, scene)
    then = decide(supposed, scene.as_of, scene.catalogue, scene.thresholds)
    told = [shows.Remark(remark) for remark in scene.remarks_on(supposed, [question.id for question, _ in changes])]
    return (shows.Difference(_taken(changes, scene.answers), scene.reply, then), *told)
