"""What the thread is told besides questions and verdicts, and the answers to `why`, `status`, `help` and what-ifs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.block_kit.after_verdict import stands
from bot.block_kit.blocks import button, plain_text
from bot.block_kit.button_value import carry
from bot.block_kit.message import Message
from bot.block_kit.rich_text import escaped, rich
from bot.block_kit.what_if import changed_words, difference_message
from bot.text.labels import line, name_of, words_of
from bot.text.templates import slack
from flows.conversation import shows
from flows.conversation.shows import RecordedAnswer, Show
from flows.lifecycle.stages import life
from flows.log.entries import AnswerEntry, Entry, Withdrawn
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.verdict.readiness import Box
from flows.verdict.reply import Reply


def told(name: str, **values: object) -> Message:
    """A message of words alone."""
    words = slack("thread", name=name, **values)
    return Message(text=escaped(words), blocks=(rich(words),))


def noted_message(
    entries: Sequence[AnswerEntry], before: Answers, after: Answers, remark_on: Callable[[str], str | None]
) -> Message:
    """What was read from a reply, an edit, a deletion or a form, what it replaced, and what to know of it."""
    first = entries[0]
    how = first.how or ("back" if isinstance(first, Withdrawn) else None)
    lines = []
    for id_ in dict.fromkeys(entry.question for entry in entries if entry.question in BY_ID):
        question = BY_ID[id_]
        now = words_of(question, after.get(question.id)) if after.asked(question.id) else "no answer any more"
        was = words_of(question, before.get(question.id)) if before.asked(question.id) else None
        lines.append(f"{name_of(question.id)}: {now}" + (f" (was {was})" if was not in (None, now) else ""))
        if after.get(question.id) is not None and (remark := remark_on(question.id)) is not None:
            lines.append(remark)
    return told("noted", by=first.by, how=how, lines=lines, file=first.text)


def went_on_message(entry: Entry) -> Message:
    """Somebody started over, or asked for the rest of the questions."""
    return told(entry.stored_kind, by=entry.by)


def checklist_line(decision: int, boxes: Sequence[Box]) -> Message:
    """The checklist once none of its questions is open, in one line."""
    words = f"Readiness checklist: {sum(box.met for box in boxes)} of {len(boxes)}"
    open_boxes = [box.text for box in boxes if not box.met]
    more = f". Open: {'; '.join(open_boxes)}" if open_boxes else ""
    change = button("Change", "change:readiness", carry(decision, "readiness"), spoken="Change the readiness checklist")
    section = {"type": "section", "text": plain_text(words + more, 3000), "accessory": change}
    return Message(text=escaped(words + more), blocks=(section,))


def changed_between(entries: Sequence[Entry], log: Log, before: Reply, after: Reply) -> str:
    """What was changed by whom between two verdicts, and what it did."""
    answers = [entry for entry in entries if entry.about in BY_ID]
    taken = []
    for id_ in dict.fromkeys(str(entry.about) for entry in answers):
        given = log.given.get(id_)
        was = given.earlier[-1].value if given is not None and given.earlier else None
        taken.append(RecordedAnswer(BY_ID[id_], given.value if given else None, was))
    people = {entry.by for entry in answers}
    return changed_words(taken, before, after, by=people.pop() if len(people) == 1 else None)


def asides(shown: Sequence[Show], log: Log) -> list[Message]:
    """The messages that answer a request; the open question has its own message already."""
    messages = []
    for show in shown:
        match show:
            case shows.Help():
                messages.append(told("help"))
            case shows.Explain(question):
                messages.append(told("explain", question=question))
            case shows.WhereItStands(open=question):
                lines = [line(given) for given in log.given.values()]
                messages.append(told("status", question=question, lines=lines, stands=stands(life(log))))
            case shows.ShowVerdict(reply):
                messages.append(
                    told("so_far", headline=reply.headline, reason=reply.reasons[0].text, open=_is_open(shown))
                )
            case shows.Difference(changes, now, then):
                messages.append(difference_message(changes, now, then))
            case shows.Refuse(sentence) | shows.Remark(sentence):
                messages.append(Message(text=escaped(sentence), blocks=(rich(sentence),)))
            case _:
                continue
    return messages


def _is_open(shown: Sequence[Show]) -> bool:
    return any(isinstance(show, shows.AskQuestion) for show in shown)
