"""A question in the thread: open with its buttons, collapsed once it is answered, put aside when it is no longer asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.block_kit.blocks import actions, button, context, option, plain_text, select
from bot.block_kit.button_value import NOT_SURE, carry
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.labels import name_of, words_of
from bot.text.marks import name_of_person
from bot.text.templates import slack
from flows.log.history import Given
from flows.questions import BY_ID
from flows.questions.answers import allowed
from flows.questions.question import Question
from flows.verdict.readiness import Box

_MOST_BUTTONS = 6


def question_message(decision: int, question: Question) -> Message:
    """The question that is open, with a button for each answer, "not sure", and why we ask."""
    return Message(
        text=escaped(slack("thread", name="question_text", question=question)),
        blocks=(
            rich(slack("thread", name="question", question=question)),
            actions([*_answers(decision, question), *_ways_out(decision, question)]),
            context(f"Why we ask: {question.why}", reply_here(question)),
        ),
    )


def checklist_message(decision: int, boxes: Sequence[Box], question: Question | None) -> Message:
    """The readiness checklist as one message: six boxes, the question that is open among them, and one form."""
    met = sum(box.met for box in boxes)
    words = slack("thread", name="checklist", boxes=boxes, met=met, question=question)
    elements = [button("Fill in the checklist", "form:readiness", carry(decision, "readiness"), style="primary")]
    blocks: list[Block] = [rich(words)]
    if question is not None:
        choices = _answers(decision, question) if question.kind in ("flag", "choice") else []
        elements = [*choices, _not_sure(decision, question), *elements]
    blocks.append(actions(elements))
    if question is not None:
        blocks.append(context(f"Why we ask: {question.why}", reply_here(question)))
    return Message(text=escaped(words), blocks=tuple(blocks))


def answered_message(decision: int, given: Given, remark: str | None = None) -> Message:
    """An answered question in one line: what, by whom, what it replaced, what to know of it, and a button to change it."""
    question = BY_ID[given.question]
    value = words_of(question, given.value)
    earlier = [{"value": words_of(question, answer.value), "by": answer.by} for answer in given.earlier]
    line = f"{name_of(given.question)}: {value}"
    if earlier:
        line += f" (before: {earlier[-1]['value']})"
    if remark:
        line += f". {remark}"
    people = name_of_person(given.by)
    people += f", before {name_of_person(given.earlier[-1].by)}" if given.earlier else ""
    text = slack(
        "thread",
        name="settled",
        label=name_of(given.question),
        value=value,
        by=given.by,
        earlier=earlier,
        remark=remark,
    )
    section: Block = {
        "type": "section",
        "fields": [plain_text(line, 2000), plain_text(people, 2000)],
        "accessory": button(
            "Change",
            f"change:{given.question}",
            carry(decision, given.question),
            spoken=f"Change {name_of(given.question)}",
        ),
    }
    return Message(text=escaped(text), blocks=(section,))


def aside_message(question: Question | None, why: str) -> Message:
    """A question that is not open any more and was not answered here."""
    words = f"{question.ask if question else 'Readiness checklist'} {why}"
    return Message(text=escaped(words), blocks=(context(words),))


def reply_here(question: Question) -> str:
    """How to answer by typing."""
    match question.kind:
        case "choice":
            return "Or reply here in your own words."
        case "text" | "name":
            return "Or reply here."
        case "box":
            return 'Or reply here; "yes" says that you have it.'
        case _:
            return f"Or reply here: {allowed(question)}."


def _answers(decision: int, question: Question) -> list[dict[str, Any]]:
    if question.kind == "flag":
        return [
            button(label, f"answer:{question.id}:{value}", carry(decision, question.id, value))
            for label, value in (("Yes", "yes"), ("No", "no"))
        ]
    if question.kind != "choice":
        offered = [
            button(choice.label, f"answer:{question.id}:{choice.value}", carry(decision, question.id, choice.value))
            for choice in question.choices
        ]
        return [
            *offered,
            button("Type the answer", f"type:{question.id}", carry(decision, question.id), style="primary"),
        ]
    if len(question.choices) > _MOST_BUTTONS:
        options = [option(choice.label, carry(decision, question.id, choice.value)) for choice in question.choices]
        return [select(f"answer:{question.id}", "Choose one", options)]
    return [
        button(
            choice.label,
            f"answer:{question.id}:{choice.value}",
            carry(decision, question.id, choice.value),
            spoken=choice.label,
        )
        for choice in question.choices
    ]


def _ways_out(decision: int, question: Question) -> list[dict[str, Any]]:
    return [_not_sure(decision, question), button("Answer in a form", "form:open", carry(decision))]


def _not_sure(decision: int, question: Question) -> dict[str, Any]:
    return button("Not sure", f"answer:{question.id}:{NOT_SURE}", carry(decision, question.id, NOT_SURE))
