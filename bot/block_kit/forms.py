"""The forms: a use case to begin with, everything still open, one answer to change, a what-if. And what was filled in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from bot.block_kit.blocks import context, header, multi_select, option, plain_text, select
from bot.block_kit.button_value import NOT_SURE
from bot.block_kit.fit import MOST_VIEW_BLOCKS
from bot.block_kit.message import Block
from bot.text.labels import capital
from bot.text.length import clip
from flows.costs import host_name
from flows.language.currency import in_dollars
from flows.language.value import read
from flows.questions import BY_ID
from flows.questions.answers import Answers, allowed, show
from flows.questions.costs import PICKED_HOSTS
from flows.questions.question import Question, Value
from flows.questions.sheets import SHEET_BY_ID
from flows.text import Refused, is_not_sure

TITLE = "Should we fine-tune?"
# Slack's own limit of a text field in a form.
LONGEST_INPUT = 3000
FIELD_ACTION = "field"
_GROUPS = {
    "use_case": "The use case",
    "prompting": "1. Prompting",
    "gap": "2. Knowledge or behaviour?",
    "data": "3. Data",
    "stability": "4. Stability",
    "upkeep": "5. Upkeep",
    "readiness": "Readiness checklist",
    "costs": "Costs and routes",
    "more": "More, if you know it",
}

FormPurpose = Literal["begin", "answer", "change", "what_if"]


@dataclass(frozen=True, slots=True)
class About:
    """What a form was opened for; kept in the form, so that it still works after a restart.

    `size` is how long the log was when it was opened: only what differs from then is a change.
    """

    team: str
    channel: str
    decision: int | None = None
    size: int = 0
    place: str = "public"
    response_url: str | None = None
    # What of the decision the form is about: a verdict's or a checkpoint's number, or the id of a sheet.
    of: str = ""

    def to_metadata(self) -> str:
        """As `private_metadata`."""
        return json.dumps(
            {
                "v": 1,
                "team": self.team,
                "channel": self.channel,
                "decision": self.decision,
                "size": self.size,
                "place": self.place,
                "url": self.response_url,
                "of": self.of,
            }
        )

    @classmethod
    def from_metadata(cls, text: str) -> About | None:
        """The same read back; None for what is not one."""
        try:
            metadata = json.loads(text)
            return cls(
                metadata["team"],
                metadata["channel"],
                metadata["decision"],
                int(metadata["size"]),
                metadata["place"],
                metadata["url"],
                str(metadata.get("of", "")),
            )
        except (ValueError, KeyError, TypeError):
            return None


def begin_form(about: About) -> dict[str, Any]:
    """Asks for the use case, and for whatever is known already."""
    use_case = BY_ID["use_case"]
    field = _field(use_case, None, optional=False)
    field["element"]["placeholder"] = plain_text(
        "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out", 150
    )
    field["hint"] = plain_text(
        "Add what you know: volume, model, tokens, examples. What can be read is read; the rest is asked.", 2000
    )
    return _view("begin", about, "Start", [field])


def answer_form(
    about: About, questions: Iterable[Question], answers: Answers, purpose: FormPurpose = "answer"
) -> dict[str, Any]:
    """Every question given, in its group, filled in with what has been said."""
    blocks: list[Block] = []
    group = None
    for question in questions:
        if question.group != group:
            group = question.group
            blocks.append(header(_GROUPS[group]))
        blocks.append(_field(question, answers))
    if not blocks:
        blocks.append(context("Nothing is open: every question has an answer."))
        return _view(purpose, about, None, blocks)
    if purpose == "answer":
        rest = (
            "what is asked and left empty counts as not sure"
            if about.of in SHEET_BY_ID
            else "an empty field changes nothing"
        )
        blocks.insert(0, context(f"Fill in what you know and leave the rest: {rest}."))
    return _view(purpose, about, "Save", blocks[:MOST_VIEW_BLOCKS])


def what_if_form(about: About) -> dict[str, Any]:
    """Asks what to try; nothing is changed by it."""
    element = {
        "type": "plain_text_input",
        "action_id": FIELD_ACTION,
        "placeholder": plain_text("volume is 2M and labelling is checked", 150),
        "max_length": LONGEST_INPUT,
    }
    field = {
        "type": "input",
        "block_id": "what_if",
        "label": plain_text("What if …", 2000),
        "element": element,
        "hint": plain_text("The thread shows the difference; no answer is changed.", 2000),
    }
    return _view("what_if", about, "Show", [field])


def filled_in(view: dict[str, Any]) -> dict[str, str]:
    """What was typed or chosen, by block id; fields left empty are left out."""
    filled: dict[str, str] = {}
    for block_id, elements in (view.get("state") or {}).get("values", {}).items():
        for element in elements.values():
            chosen = element.get("selected_option")
            picked = element.get("selected_date") or element.get("selected_user")
            several = ", ".join(one["value"] for one in element.get("selected_options") or [])
            text = chosen["value"] if chosen else picked or several or element.get("value")
            if isinstance(text, str) and text.strip():
                filled[block_id] = text
    return filled


def read_answers(
    filled: dict[str, str], usd_of: Mapping[str, Decimal]
) -> tuple[dict[str, tuple[Value | None, str]], dict[str, str]]:
    """Values with the words they came in, by question id; and a sentence for each block that cannot be read.

    usd_of   currency code -> what one of it costs in USD
    """
    values: dict[str, tuple[Value | None, str]] = {}
    problems: dict[str, str] = {}
    for block_id, text in filled.items():
        question = BY_ID.get(block_id.removeprefix("q:"))
        if question is None or not block_id.startswith("q:"):
            continue
        try:
            values[question.id] = (
                read_one(question, in_dollars(text, usd_of) if question.kind == "usd" else text),
                text,
            )
        except Refused as refused:
            problems[block_id] = str(refused)
    return values, problems


def initial_text(question: Question, answers: Answers) -> str:
    """What a field is filled in with for an answer; a long text is cut there, and sent back like this it is no change."""
    value = answers.get(question.id)
    if question.kind in ("choice", "flag"):
        return (
            NOT_SURE if value is None else {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        )
    return "not sure" if value is None else clip(show(question, value), LONGEST_INPUT)


def read_one(question: Question, text: str) -> Value | None:
    """A typed or chosen value; None is "not sure". Raises Refused."""
    if text == NOT_SURE or (is_not_sure(text) and question.kind != "text"):
        return None
    if question.kind == "choice" and question.choice(text) is not None:
        return text
    return read(question, text)


def _view(purpose: FormPurpose, about: About, submit: str | None, blocks: list[Block]) -> dict[str, Any]:
    view = {
        "type": "modal",
        "callback_id": f"form:{purpose}",
        "title": plain_text(TITLE, 24),
        "close": plain_text("Cancel" if submit else "Close", 24),
        "private_metadata": about.to_metadata(),
        "blocks": blocks,
    }
    return view | ({"submit": plain_text(submit, 24)} if submit else {})


def _field(question: Question, answers: Answers | None, *, optional: bool = True) -> Block:
    return {
        "type": "input",
        "block_id": f"q:{question.id}",
        "optional": optional,
        "label": plain_text(question.ask, 2000),
        "hint": plain_text(question.why, 2000),
        "element": _element(question, answers),
    }


def _element(question: Question, answers: Answers | None) -> dict[str, Any]:
    said = answers is not None and answers.asked(question.id)
    if question.kind in ("choice", "flag"):
        return _select(question, initial_text(question, answers) if answers is not None and said else None)
    places = (answers.get(question.id) if answers is not None else None) or ()
    if question.kind == "hosts" and isinstance(places, tuple) and set(places) <= {*PICKED_HOSTS}:
        return _places(places)
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "action_id": FIELD_ACTION,
        "max_length": LONGEST_INPUT,
        "multiline": question.kind in ("text", "box"),
        "placeholder": plain_text(allowed(question), 150),
    }
    shown = initial_text(question, answers) if answers is not None and said else ""
    if shown:
        element["initial_value"] = shown
    return element


def _places(picked: tuple[str, ...]) -> dict[str, Any]:
    """Places to pick from, with those that were said; who named another types it."""
    options = {id_: option("Anywhere" if id_ == "any" else capital(host_name(id_)), id_) for id_ in PICKED_HOSTS}
    element = multi_select(FIELD_ACTION, "Choose places", options.values())
    return element | ({"initial_options": [options[id_] for id_ in picked]} if picked else {})


def _select(question: Question, stored: str | None) -> dict[str, Any]:
    choices = [(choice.label, choice.value) for choice in question.choices] or [("Yes", "yes"), ("No", "no")]
    options = [option(label, value) for label, value in (*choices, ("Not sure", NOT_SURE))]
    element = select(FIELD_ACTION, "Choose one", options)
    initial = next((slack_option for slack_option in options if slack_option["value"] == stored), None)
    return element | ({"initial_option": initial} if initial else {})
