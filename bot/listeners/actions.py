"""Buttons and selects in messages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.block_kit.button_value import NOT_SURE, Carried, carried
from bot.block_kit.details import details_view
from bot.block_kit.forms import About, FormPurpose, answer_form, read_one, what_if_form
from bot.decisions.verdict_entry import verdict_number
from bot.events import Click
from bot.listeners.after_verdict import pressed
from bot.listeners.deps import FORM_LATE, Deps
from bot.listeners.details import turn_details
from bot.listeners.measured import measured
from bot.listeners.payloads import Body, click_of
from bot.store.records import Decision
from flows.questions import BY_ID, MORE, QUESTIONS, READINESS
from flows.questions.question import Question
from flows.questions.sheets import SHEET_BY_ID
from flows.text import Refused
from flows.verdict.next_question import still_open

# Messages of before have a button "Why".
_DETAILS = ("verdict.details", "verdict.why")
_NOTHING_NOTED = "Nothing was noted. The choices stand above; or say it in other words."
_NOT_ASKED = "That question is not asked any more; nothing was changed."


def register(app: App, deps: Deps) -> None:
    """Listen to clicks."""

    @app.action(re.compile("."))
    def clicked(ack: Ack, body: Body, context: BoltContext) -> None:
        action = (body.get("actions") or [{}])[0]
        click, value = click_of(body, context.team_id or ""), _value(action)
        if body.get("view") and action.get("action_id") == "details.part":
            turn_details(deps, body["view"], click, value)
            ack()
            return
        decision = deps.decision_for(click, value)
        if decision is not None and value is not None:
            name, trigger = _named(str(action.get("action_id", "")), value), str(body.get("trigger_id", ""))
            if name.startswith("life."):
                person = action.get("selected_user")
                pressed(deps, name.removeprefix("life."), decision, click, value.value, trigger, person)
            elif name.startswith("measure"):
                measured(deps, name, decision, click, value, trigger)
            else:
                _do(deps, name, decision, click, value, trigger)
        ack()


def _named(action: str, value: Carried) -> str:
    """What a click asks for: a choice of the verdict's menu is named by what it carries."""
    if action != "verdict.more":
        return action
    return {"go_on": "go_on", "dissent": "life.dissent"}.get(value.question, f"verdict.{value.question}")


def _value(action: dict[str, Any]) -> Carried | None:
    if action.get("type") == "users_select":
        # A select of people has no value of its own: its block carries the decision.
        return carried(str(action.get("block_id", "")).partition(":")[2])
    chosen = action.get("selected_option")
    return carried(chosen.get("value") if chosen else action.get("value"))


def _do(deps: Deps, action: str, decision: Decision, click: Click, value: Carried, trigger: str) -> None:
    match action.split(":")[0]:
        case "answer":
            _answer(deps, decision, click, value)
        case "form" | "type" | "change" | "verdict.change" | "verdict.what_if" | "verdict.details" | "verdict.why":
            view = _view(deps, action, decision, value)
            if not deps.open_form(trigger, view):
                deps.intake.refuse(decision, click, FORM_LATE)
        case "take_back":
            deps.intake.took_back(decision, click)
        case "proposal.no":
            deps.intake.refuse(decision, click, _NOTHING_NOTED)
        case "go_on":
            deps.intake.went_on(decision, click)
        case "verdict.export":
            deps.intake.exported(decision, click, int(value.value) if value.value.isdecimal() else 0)
        case _:
            deps.intake.refuse(decision, click, "That button is not used any more; the thread has newer ones below.")


def _answer(deps: Deps, decision: Decision, click: Click, value: Carried) -> None:
    question = BY_ID.get(value.question)
    if question is None and value.question in SHEET_BY_ID and value.value == NOT_SURE:
        deps.intake.unsure(decision, click, [asked.id for asked in deps.asked_in(decision, value.question)])
        return
    if question is None:
        deps.intake.refuse(decision, click, _NOT_ASKED)
        return
    try:
        answer = read_one(question, value.value)
    except Refused:
        deps.intake.refuse(
            decision, click, "That answer is not offered any more; nothing was changed. Please reply in the thread."
        )
        return
    deps.intake.picked(decision, click, question.id, answer)


def _view(deps: Deps, action: str, decision: Decision, value: Carried) -> dict[str, Any]:
    """The form that a button opens, as the log stands."""
    context = deps.context
    name, _, of = action.partition(":")
    with context.store.read() as reader:
        scene = context.scene_of(reader, decision.id)
        shown = int(value.value) if name in _DETAILS and value.value.isdecimal() else 0
        stood = verdict_number(reader, decision.id, scene.log, shown, context.catalogue, context.thresholds)
    answers = scene.answers
    about = About(decision.team, decision.channel, decision.id, len(scene.log), decision.place)
    if name in _DETAILS:
        return details_view(stood or scene.reply, replace(about, of=value.value))
    if name == "verdict.what_if":
        return what_if_form(about)
    purpose: FormPurpose = "change" if "change" in name else "answer"
    questions: tuple[Question, ...]
    if of in SHEET_BY_ID:
        sheet = SHEET_BY_ID[of]
        questions = tuple(BY_ID[id_] for id_ in (*sheet.questions, *sheet.instead))
        return answer_form(replace(about, of=of), questions, answers, purpose)
    if of == "readiness":
        # A button of before: the checklist.
        questions = tuple(question for question in QUESTIONS if question.id in READINESS or question.id == "examples")
        purpose = "change"
    elif of in BY_ID:
        questions = (BY_ID[of],)
        purpose = "change"
    elif name == "verdict.change":
        questions = tuple(question for question in QUESTIONS if answers.asked(question.id))
    elif scene.is_settled:
        besides = (BY_ID[id_] for id_ in MORE if not answers.asked(id_))
        questions = tuple(dict.fromkeys((*still_open(answers, scene.named_question), *besides)))
    else:
        questions = scene.deciding_first
    return answer_form(about, questions, answers, purpose)
