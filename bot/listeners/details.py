"""The menu in a verdict's details: another part in the same form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.block_kit.button_value import Carried
from bot.block_kit.details import details_view
from bot.block_kit.forms import About
from bot.decisions.verdict_entry import verdict_number
from bot.events import Click, Where
from bot.listeners.deps import FORM_LATE, OTHER_PLACE, Deps


def turn_details(deps: Deps, view: Mapping[str, Any], click: Click, value: Carried | None) -> None:
    """Show the part that was chosen. Only to who may see the decision now: the form may have stood open for long."""
    about = About.from_metadata(str(view.get("private_metadata", "")))
    if about is None or value is None or about.decision is None:
        deps.intake.refuse(None, click, OTHER_PLACE)
        return
    where = Where(click.where.team, about.channel, "private")
    context = deps.context
    with context.store.read() as reader:
        decision = reader.decision(about.decision)
    refusal = deps.refusal(decision, where, click.by, about.decision)
    if decision is None or refusal is not None:
        deps.intake.refuse(None, replace(click, where=where), refusal or OTHER_PLACE)
        return
    with context.store.read() as reader:
        scene = context.scene_of(reader, decision.id)
        shown = int(about.of) if about.of.isdecimal() else 0
        stood = verdict_number(reader, decision.id, scene.log, shown, context.catalogue, context.thresholds)
    asked = details_view(stood or scene.reply, about, value.question)
    if not deps.change_form(str(view.get("id", "")), str(view.get("hash", "")), asked):
        deps.intake.refuse(decision, replace(click, where=where), FORM_LATE)
