"""Clicks on what a file showed: take it in, report it as a checkpoint's numbers, choose what counts; and the form for a file."""

from __future__ import annotations

from bot.block_kit.button_value import Carried
from bot.block_kit.forms import About
from bot.block_kit.measure_form import measure_form
from bot.events import Click
from bot.listeners.deps import FORM_LATE, Deps
from bot.store.records import Decision
from flows.lifecycle.actions import measure
from flows.log.history import MEASURED
from flows.log.measurements import Numbers
from flows.measure.taking import from_text
from flows.measure.values import parsed, rows, table

_OLDER = "That button is of an older version: drop the file again."


def measured(deps: Deps, action: str, decision: Decision, click: Click, value: Carried, trigger: str) -> None:
    """Do what one of those buttons is for."""
    match action.split(":")[0]:
        case "measure.form":
            about = About(decision.team, decision.channel, decision.id, place=decision.place)
            if not deps.open_form(trigger, measure_form(about)):
                deps.intake.refuse(decision, click, FORM_LATE)
        case "measured.take" if (taken := from_text(value.value)) is not None:
            deps.intake.took_in(decision, click, taken)
        case "measured.choose" if rows(table(value.value).get("files")):
            again = table(value.value)
            choice = {str(kind): str(name) for kind, name in table(again.get("chosen")).items()}
            deps.intake.dropped(decision, click.by, [str(id_) for id_ in rows(again["files"])], click.key, choice)
        case "measured.report":
            _report(deps, decision, click, value)
        case _:
            deps.intake.refuse(decision, click, _OLDER)


def _report(deps: Deps, decision: Decision, click: Click, value: Carried) -> None:
    numbers = Numbers.from_json(parsed(value.value))
    refused = deps.after_verdict.done(
        decision,
        click,
        lambda now, said: measure(now, said, numbers),
        how=MEASURED,
        text=f"measured from {value.question}",
    )
    if refused is not None:
        deps.intake.refuse(decision, click, str(refused))
