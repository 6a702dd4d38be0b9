"""Forms that were sent."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.block_kit.after_verdict_filled import Sent
from bot.block_kit.forms import About, filled_in, read_answers
from bot.events import Click, Where
from bot.listeners.after_verdict import sent as sent_life
from bot.listeners.deps import OTHER_PLACE, Deps
from bot.listeners.payloads import Body, files_in, form_key, storable
from bot.store.records import Decision
from flows.language.intent import Said, hear
from flows.log.log import Log
from flows.questions.sheets import SHEET_BY_ID

_NOT_OURS = "This form is of an older version: close it and open it again from the thread."


def register(app: App, deps: Deps) -> None:
    """Listen to sent forms."""

    @app.view(re.compile("."))
    def sent(ack: Ack, body: Body, context: BoltContext) -> None:
        view: dict[str, Any] = body.get("view") or {}
        about = About.from_metadata(str(view.get("private_metadata", "")))
        errors = (
            {_first_input(view): _NOT_OURS} if about is None else _take(deps, body, view, about, context.team_id or "")
        )
        ack(response_action="errors", errors=errors) if errors else ack()


def _take(deps: Deps, body: Body, view: dict[str, Any], about: About, team: str) -> dict[str, str]:
    """Take in one form; a sentence for each field that cannot be used."""
    by = str((body.get("user") or {}).get("id", ""))
    filled = {id_: storable(text) for id_, text in filled_in(view).items()}
    click = Click(Where(about.team, about.channel, _place(about)), by, form_key(body, team))
    if team != about.team or team != deps.identity.team:
        return {_first_input(view): OTHER_PLACE}
    if view.get("callback_id") == "form:begin":
        deps.intake.begin(click.where, by, filled.get("q:use_case", ""), click.key, response_url=about.response_url)
        return {}
    with deps.context.store.read() as reader:
        decision = reader.decision(about.decision) if about.decision is not None else None
    refusal = deps.refusal(decision, click.where, by, about.decision)
    if decision is None or refusal is not None:
        return {_first_input(view): refusal or OTHER_PLACE}
    if view.get("callback_id") == "form:measure":
        deps.intake.dropped(decision, by, files_in(view), click.key)
        return {}
    life = Sent.of(str(view.get("callback_id", "")), filled)
    if life is not None:
        return sent_life(deps, life, decision, click, about)
    if view.get("callback_id") == "form:what_if":
        return _what_if(deps, decision, click, filled.get("what_if", ""))
    answers, problems = read_answers(filled, deps.context.catalogue.usd_of)
    if not problems:
        changes = view.get("callback_id") == "form:change"
        of_a_sheet = about.of in SHEET_BY_ID
        asked = deps.asked_in(decision, about.of) if of_a_sheet and not changes else ()
        deps.intake.submitted(
            decision,
            click,
            answers,
            about.size if changes or of_a_sheet else None,
            unsure=[question.id for question in asked if question.id not in answers],
        )
    return problems


def _what_if(deps: Deps, decision: Decision, click: Click, text: str) -> dict[str, str]:
    said = "what if " + re.sub(r"(?i)^what\s+if\s+", "", text.strip())
    heard = hear(Log(), Said(said, click.by), None)
    if heard.request != "what_if":
        return {"what_if": heard.refusal or 'Say it as "volume is 2M".'}
    deps.intake.asked(decision, click, heard)
    return {}


def _first_input(view: dict[str, Any]) -> str:
    """A field to show an error at."""
    return next(
        (str(block["block_id"]) for block in view.get("blocks") or [] if block.get("type") == "input"), "q:use_case"
    )


def _place(about: About) -> Any:
    return about.place if about.place in ("public", "private", "im", "mpim") else "private"
