"""Buttons and forms of a decision's life after its verdict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.block_kit import after_verdict_forms as forms
from bot.block_kit.after_verdict_filled import Sent, errors_of, read_numbers_form, read_outcome_form, read_plan
from bot.block_kit.forms import About
from bot.events import Click
from bot.intake.after_verdict import NO_OWNER, refusal_in_slack
from bot.listeners.deps import FORM_LATE, Deps
from bot.store.records import Decision
from flows.language.intent import Said
from flows.lifecycle import actions as after
from flows.lifecycle import steps
from flows.lifecycle.in_use import asks_monthly
from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.log.entries import Entry
from flows.log.log import Log
from flows.log.plans import TrainingPlan
from flows.rules.rule import TRAINING
from flows.text import Refused

_NO_VERDICT = "There is no verdict here any more; nothing was changed."
_NOBODY = "Please choose a person."


def pressed(deps: Deps, act: str, decision: Decision, click: Click, of: str, trigger: str, person: str | None) -> None:
    """Do what a button says, or open its form."""
    care = deps.after_verdict
    log = care.log(decision)
    now = life(log)
    if now.stage == "asking":
        deps.intake.refuse(decision, click, _NO_VERDICT)
        return
    refusal: Refused | str | None = None
    match act:
        case "accept" if _verdict(now) not in TRAINING:
            refusal = care.done(decision, click, lambda now, said: after.accept(_as_seen(now, said, of), said, None))
        case "defer":
            refusal = care.done(decision, click, lambda now, said: after.defer(_as_seen(now, said, of), said))
        case "step_done":
            refusal = care.done(decision, click, steps.done)
        case "step_later":
            refusal = care.done(decision, click, steps.later)
        case "renew":
            refusal = care.done(decision, click, after.renew)
        case "owner":
            refusal = care.done(decision, click, lambda now, said: after.own(now, said, person)) if person else _NOBODY
        case _:
            view = _form(deps, act, decision, log, now, click, of)
            if isinstance(view, Refused):
                refusal = view
            elif not deps.open_form(trigger, view):
                refusal = FORM_LATE
    if refusal is not None:
        deps.intake.refuse(decision, click, refusal_in_slack(refusal) if isinstance(refusal, Refused) else refusal)


def _as_seen(now: Life, said: Said, of: str) -> Life:
    """Where the decision stands, where that is what the button showed. Raises Refused.

    A verdict's own buttons carry its number, and stand there while nobody has decided on it.
    """
    if of.isdecimal():
        after.not_overtaken(now, said, replace(now, verdict_number=int(of), reaction=None))
    return now


def _form(
    deps: Deps, act: str, decision: Decision, log: Log, now: Life, click: Click, of: str
) -> dict[str, Any] | Refused:
    """The form that a button opens, or why it cannot be opened."""
    about = About(
        decision.team, decision.channel, decision.id, len(log), decision.place, of=of or str(now.verdict_number)
    )
    match act:
        case "accept":
            try:
                after.accept(_as_seen(now, Said("", click.by), of), Said("", click.by), None)
            except Refused as refused:
                return refused
            return forms.plan_form(about, _proposed(deps, log, _verdict(now)), click.by, accepts=True)
        case "plan" if now.plan is not None:
            return forms.plan_form(about, now.plan, now.owner, accepts=False)
        case "override":
            try:
                _as_seen(now, Said("", click.by), of)
            except Refused as refused:
                return refused
            return forms.override_form(about)
        case "dissent":
            return forms.dissent_form(about)
        case "numbers" | "data" if now.plan is not None:
            number = (
                int(of)
                if of.isdecimal() and (0 if now.plan.checks_data else 1) <= int(of) <= now.plan.looks
                else now.checkpoint_at(deps.context.today())
            )
            return forms.numbers_form(replace(about, of=str(number)), now, number)
        case "month" if asks_monthly(now):
            return forms.month_form(about, now)
        case "stop" if now.stage == "training":
            return forms.reason_form(about, "stop")
        case "carry_on" if now.says_stop is not None:
            return forms.reason_form(about, "carry_on")
        case "adopt" if now.stage in ("training", "accepted", "overridden"):
            return forms.outcome_form(about, "adopt")
        case "review":
            return forms.outcome_form(about, "review")
    return Refused("That is over by now; nothing was changed. The thread says below where the decision stands.")


def sent(deps: Deps, form: Sent, decision: Decision, click: Click, about: About) -> dict[str, str]:
    """Take in a form; a sentence for each field that cannot be used."""
    care = deps.after_verdict
    filled = form.filled
    match form.purpose:
        case "plan" | "replan":
            return _plan_sent(deps, form.purpose == "plan", decision, click, about, filled)
        case "override":
            return _override_sent(deps, decision, click, about, filled)
        case "dissent":
            words = filled.get("reason", "")
            return _as_error(
                "reason", care.done(decision, click, lambda _now, said: after.dissent(said, words), how="form")
            )
        case "numbers" | "month":
            numbers, problems = read_numbers_form(filled)
            number = int(about.of) if about.of.isdecimal() and form.purpose == "numbers" else None
            if problems:
                return errors_of(problems)
            return _as_error(
                "score",
                care.done(decision, click, lambda now, said: after.measure(now, said, numbers, number), how="form"),
            )
        case "stop":
            words = filled.get("reason", "")
            return _as_error(
                "reason", care.done(decision, click, lambda now, said: after.stop(now, said, words), how="form")
            )
        case "carry_on":
            words, of = filled.get("reason", ""), int(about.of) if about.of.isdecimal() else None
            return _as_error(
                "reason", care.done(decision, click, lambda now, said: after.carry_on(now, said, words, of), how="form")
            )
    outcome, problems = read_outcome_form(filled)
    if problems:
        return errors_of(problems)
    if form.purpose == "adopt":
        return _as_error(
            "gain", care.done(decision, click, lambda now, said: after.adopt(now, said, outcome), how="form")
        )
    return _as_error(
        "adopted", care.done(decision, click, lambda now, said: after.review(now, said, outcome), how="form")
    )


def _plan_sent(
    deps: Deps, accepts: bool, decision: Decision, click: Click, about: About, filled: dict[str, str]
) -> dict[str, str]:
    care = deps.after_verdict
    log = care.log(decision)
    now = life(log)
    seen = life(log[: about.size])
    offered = now.plan if not accepts else _proposed(deps, log, _verdict(now))
    if offered is None:
        return errors_of({"start": "Nothing is being trained here any more, so there is no plan to change."})
    plan, owner, problems = read_plan(filled, offered, deps.context.today())
    if owner == deps.identity.bot_user:
        problems["owner"] = NO_OWNER
    if problems:
        return errors_of(problems)

    def act(now: Life, said: Said) -> tuple[Entry, ...]:
        if accepts:
            after.not_overtaken(now, said, seen)
            return after.accept(now, said, plan, owner)
        if now.plan != seen.plan:
            raise Refused("The plan was changed meanwhile. Please close this and open it again from the thread.")
        owned = after.own(now, said, owner) if owner else ()
        return (*after.replan(now, said, plan), *owned)

    return _as_error("start", care.done(decision, click, act, how="form"))


def _override_sent(
    deps: Deps, decision: Decision, click: Click, about: About, filled: dict[str, str]
) -> dict[str, str]:
    care = deps.after_verdict
    log = care.log(decision)
    method, reason, seen = filled.get("method", ""), filled.get("reason", ""), life(log[: about.size])
    plan = _proposed(deps, log, method) if method in TRAINING else None

    def act(now: Life, said: Said) -> tuple[Entry, ...]:
        after.not_overtaken(now, said, seen)
        return after.override(now, said, method, reason, plan)

    return _as_error("reason", care.done(decision, click, act, how="form"))


def _proposed(deps: Deps, log: Log, method: str) -> TrainingPlan:
    context = deps.context
    return after.plan_for(log, method, context.today(), context.catalogue, context.thresholds)


def _verdict(now: Life) -> str:
    return (now.concluded.verdict if now.concluded is not None else None) or ""


def _as_error(field: str, refusal: Refused | None) -> dict[str, str]:
    # A form shows plain text: no names, and nothing to escape.
    return errors_of({field: str(refusal)}) if refusal is not None else {}
