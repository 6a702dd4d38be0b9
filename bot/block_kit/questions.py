"""A question in the thread: open with its buttons, collapsed once it is answered, put aside when it is no longer asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.block_kit.blocks import actions, button, context, option, plain_text, select
from bot.block_kit.button_value import NOT_SURE, carry
from bot.block_kit.measure_form import measure_button
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.labels import name_of, words_of
from bot.text.marks import name_of_person
from bot.text.templates import slack
from flows.log.history import Given
from flows.questions import BY_ID
from flows.questions.answers import allowed
from flows.questions.measurable import MEASURABLE
from flows.questions.question import Choice, Question
from flows.questions.sheets import Sheet, sheet_of
from flows.verdict.readiness import Box

_MOST_BUTTONS = 6
# Where training may run, in a click; the places by name are in the form.
_ANYWHERE = (Choice("any", "Anywhere"), Choice("self_hosted", "Only our own GPUs"))


def question_message(
    decision: int, together: Sequence[Question], boxes: Sequence[Box] = (), lead: str = "", *, everything: bool = False
) -> Message:
    """What is open, in one message: each question with a button for each answer, one form for all, "not sure", and why we ask.

    together   the open question first, then those that are asked with it
    boxes      the readiness checklist, where it is what is asked
    lead       where the answers lead so far, in a sentence
    everything whether the rest is being asked, which one form holds too
    """
    question, *others = together
    sheet = sheet_of(question.id)
    blocks: list[Block] = []
    if boxes:
        blocks.append(rich(slack("thread", name="checklist", boxes=boxes, met=sum(box.met for box in boxes))))
    for asked in together:
        blocks.append(rich(slack("thread", name="question", question=asked)))
        answers = _answers(decision, asked, typed=not sheet.is_shared)
        if others and answers:
            blocks.append(actions(answers))
    elements = [] if others else _answers(decision, question, typed=not sheet.is_shared)
    blocks.append(actions([*elements, *_ways_out(decision, sheet, together, everything=everything)]))
    why = (lead, f"Why we ask: {question.why}", reply_here(question) if not others else several_here(sheet))
    blocks.append(context(*(line for line in why if line)))
    text = " ".join(slack("thread", name="question_text", question=asked) for asked in together)
    return Message(text=escaped(text), blocks=tuple(blocks))


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
    section = _settled(line, people, decision, given.question, f"Change {name_of(given.question)}")
    return Message(text=escaped(text), blocks=(section,))


def sheet_message(decision: int, sheet: Sheet, given: Sequence[Given], remarks: Sequence[str]) -> Message:
    """The answers to what was asked together, in one line, by whom, and a button to change them."""
    said = "; ".join(f"{name_of(one.question)}: {words_of(BY_ID[one.question], one.value)}" for one in given)
    line = ". ".join([f"{sheet.title}: {said}", *remarks])
    people = ", ".join(dict.fromkeys(name_of_person(one.by) for one in given))
    section = _settled(line, people, decision, sheet.id, f"Change what was said of: {sheet.title}")
    return Message(text=escaped(line), blocks=(section,))


def _settled(line: str, people: str, decision: int, about: str, spoken: str) -> Block:
    """What was answered, by whom, and a button to change it; `about` is the id of a question or sheet."""
    change = button("Change", f"change:{about}", carry(decision, about), spoken=spoken)
    return {"type": "section", "fields": [plain_text(line, 2000), plain_text(people, 2000)], "accessory": change}


def aside_message(what: str, why: str) -> Message:
    """What is not open any more and was not answered here."""
    words = f"{what} {why}"
    return Message(text=escaped(words), blocks=(context(words),))


def several_here(sheet: Sheet) -> str:
    """How to answer what is asked together by typing."""
    return f"Or reply here, all at once: {sheet.example}."


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


def _answers(decision: int, question: Question, *, typed: bool = True) -> list[dict[str, Any]]:
    """The elements to answer with; `typed` whether what has to be typed has a form of its own."""
    if question.kind == "flag":
        return [
            button(label, f"answer:{question.id}:{value}", carry(decision, question.id, value))
            for label, value in (("Yes", "yes"), ("No", "no"))
        ]
    if question.kind != "choice":
        choices = _ANYWHERE if question.kind == "hosts" else question.choices
        offered = [
            button(choice.label, f"answer:{question.id}:{choice.value}", carry(decision, question.id, choice.value))
            for choice in choices
        ]
        field = button("Type the answer", f"type:{question.id}", carry(decision, question.id), style="primary")
        return [*offered, field] if typed else offered
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


def _ways_out(decision: int, sheet: Sheet, together: Sequence[Question], *, everything: bool) -> list[dict[str, Any]]:
    question = together[0]
    rest = button("All the rest in a form" if everything else "Answer in a form", "form:open", carry(decision))
    file = [measure_button(decision)] if any(asked.id in MEASURABLE for asked in together) else []
    if not sheet.is_shared:
        return [_not_sure(decision, question.id, "Not sure"), rest, *file]
    only_clicks = all(asked.kind in ("choice", "flag") for asked in together)
    fill_in = button(
        "Answer in a form" if only_clicks else "Fill in",
        f"form:{sheet.id}",
        carry(decision, sheet.id),
        style=None if only_clicks else "primary",
        spoken=f"Fill in: {sheet.title}",
    )
    several = len(together) > 1
    unsure = _not_sure(decision, sheet.id if several else question.id, "Not sure of these" if several else "Not sure")
    return [fill_in, unsure, *([rest] if everything else []), *file]


def _not_sure(decision: int, about: str, label: str) -> dict[str, Any]:
    """A button that says "not sure" to a question, or to all that a sheet asks now."""
    return button(label, f"answer:{about}:{NOT_SURE}", carry(decision, about, NOT_SURE))
