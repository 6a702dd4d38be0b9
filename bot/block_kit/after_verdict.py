"""What the thread says of a decision's life after the verdict: cards, checkpoints, judgements, ends."""

from __future__ import annotations

from typing import Any

from bot.block_kit.blocks import actions, button, context, users
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.templates import slack
from flows.lifecycle.intent import WAYS
from flows.lifecycle.records import Ask, Life
from flows.log.entries import (
    Adopted,
    CarriedOn,
    Concluded,
    Deferred,
    Entry,
    Measured,
    Overrode,
    Owned,
    Planned,
    Reaction,
    Reassessed,
    Reviewed,
    Stopped,
    Tie,
)
from flows.log.figures import Predicted
from flows.log.plans import TrainingPlan
from flows.statistics.words import percent

_BUTTONS = {
    "accept": "Accept",
    "override": "Go another way",
    "defer": "Not now",
    "dissent": "Dissent",
    "plan": "Change the plan",
    "numbers": "Enter the numbers",
    "stop": "Stop training",
    "adopt": "It is in use",
    "carry_on": "Go on anyway",
    "review": "Say how it went",
    "renew": "Give the new verdict",
    "step_done": "It is done",
    "step_later": "Not yet",
}
# What can be done where a decision stands.
_NEXT = {
    "accepted": ("adopt", "override", "defer", "dissent"),
    "overridden": ("adopt", "override", "defer", "dissent"),
    "deferred": ("accept", "override", "dissent"),
    "training": ("numbers", "plan", "adopt", "stop", "dissent"),
}


def life_button(decision: int, act: str, of: str = "", *, style: str | None = None) -> dict[str, Any]:
    """A button that does something with a decision after its verdict; `of` is a checkpoint's or a verdict's number."""
    return button(_BUTTONS[act], f"life.{act}", carry(decision, "life", of), style=style)


def card(decision: int, now: Life, entry: Reaction | Planned, plan: TrainingPlan | None, *, is_open: bool) -> Message:
    """What was decided, by whom, with the plan where it trains; open, it has the buttons for what can be done next."""
    verdict = (now.concluded.verdict if now.concluded is not None else None) or ""
    method = entry.method if isinstance(entry, Overrode) else None
    method = method or (plan.method if plan is not None and isinstance(entry, Planned) else verdict)
    words = slack(
        "life",
        name="reaction",
        kind=entry.stored_kind,
        by=entry.by,
        on=_on(entry),
        text=entry.text or "",
        method=WAYS.get(method, method.replace("_", " ")),
        instead_of=WAYS.get(verdict, verdict.replace("_", " ")) if method != verdict else None,
        asks_on=now.review.on if is_open and isinstance(entry, Deferred) and now.review is not None else None,
        owner=now.owner if is_open else entry.owner if isinstance(entry, Reaction) else None,
        plan=plan,
        step=now.step if is_open else None,
        limits=sorted(plan.limits, key=lambda limit: (limit.by is None, limit.by or plan.start)) if plan else (),
        dissents=now.dissents if is_open else (),
    )
    blocks: list[Block] = [rich(words)]
    if is_open:
        blocks.append(actions([life_button(decision, act) for act in _NEXT.get(now.stage, ())]))
        blocks.append(
            actions(
                [users("life.owner", "Somebody else is the owner", now.owner)],
                block_id=f"life.owner:{carry(decision, 'life')}",
            )
        )
    return Message(escaped(words), tuple(blocks))


def checkpoint(decision: int, now: Life, ask: Ask, *, again: bool, is_open: bool) -> Message:
    """Asks for the numbers of a checkpoint; once they are given it is one line."""
    plan = now.plan
    if not is_open or plan is None:
        done = any(entry.checkpoint == ask.number for entry in now.measured)
        return _line("answered" if done else "closed", number=ask.number, what=f"Checkpoint {ask.number}")
    target = plan.limit("target") or plan.limit("parity")
    limit = target.limit if target is not None else None
    wanted = None
    if limit is not None:
        by = "now" if ask.number >= plan.deciding else f"by checkpoint {plan.deciding}"
        wanted = f"{percent(limit)} or more {by}"
    values = {
        "number": ask.number,
        "count": len(plan.checkpoints),
        "again": again,
        "owner": now.owner,
        "due": ask.on,
        "late": ask.asked is not None and ask.asked.day is not None and ask.asked.day > ask.on,
        "score_limit": wanted,
        "general_before": plan.general,
        "budget": plan.budget_usd,
    }
    row = [life_button(decision, "numbers", str(ask.number), style="primary"), life_button(decision, "stop")]
    return Message(
        escaped(slack("life", name="checkpoint_text", **values)),
        (
            rich(slack("life", name="checkpoint", **values)),
            actions(row),
            context("Or reply here: score 86%, general 71% (was 73%), spent $900."),
        ),
    )


def review(decision: int, now: Life, *, again: bool, is_open: bool) -> Message:
    """Asks how it went."""
    if not is_open:
        answered = now.reviewed is not None or now.stage == "adopted"
        return _line("review_answered" if answered else "closed", what="Review")
    values = {
        "again": again,
        "owner": now.owner,
        "headline": (now.concluded.headline if now.concluded is not None else None) or "",
        "put_off_on": _on(now.reaction),
    }
    if now.asks_whether_now:
        words = slack("life", name="whether_now", put_off=now.stage == "deferred", **values)
        row = [life_button(decision, act) for act in ("accept", "override", "defer", "renew", "review")]
        return Message(escaped(words), (rich(words), actions(row)))
    words = slack("life", name="review", **values, **_predicted(now))
    return Message(
        escaped(slack("life", name="review_text", **values)),
        (
            rich(words),
            actions([life_button(decision, "review", style="primary")]),
            context("Or reply here: adopted, gain 3 points, $700 a month."),
        ),
    )


def judged(decision: int, now: Life, entry: Measured) -> Message:
    """What the criteria say to the numbers of a checkpoint."""
    is_open = now.says_stop is entry
    findings = entry.judgement.findings if entry.judgement is not None else ()
    words = slack(
        "life",
        name="judged",
        number=entry.checkpoint,
        says=entry.judgement.says if entry.judgement is not None else None,
        by=entry.by,
        is_open=is_open,
        crossed=[finding for finding in findings if finding.state == "crossed"],
        rest=[finding for finding in findings if finding.state != "crossed"],
    )
    at = str(entry.checkpoint)
    row = [life_button(decision, "stop", at, style="danger"), life_button(decision, "carry_on", at)]
    last = now.plan is not None and entry.checkpoint == len(now.plan.checkpoints)
    if not is_open:
        row = [life_button(decision, "adopt"), life_button(decision, "stop")]
    shown = is_open or (last and now.stage == "training" and now.last_measured is entry)
    return Message(escaped(words), (rich(words), *((actions(row),) if shown else ())))


def happened(decision: int, now: Life, entry: Entry, stood: Concluded | None = None) -> Message:
    """Everything else that happened, in a line or two; `stood` is the verdict that stood then."""
    common = {"by": entry.by, "on": _on(entry), "text": entry.text or ""}
    match entry:
        case Owned(owner=owner):
            return _line("owned", owner=owner, **common)
        case CarriedOn(checkpoint=checkpoint):
            return _line("carried_on", number=checkpoint, **common)
        case Stopped(outcome=outcome) | Adopted(outcome=outcome):
            return _line(entry.stored_kind, outcome=outcome, **common)
        case Reviewed(outcome=outcome):
            return _line("reviewed", outcome=outcome, **_predicted(now), **common)
        case Tie(decision=other, link=link):
            return _line(entry.stored_kind, other=other, link=link, **common)
        case Reassessed():
            return _reassessed(decision, now, entry, stood)
        case _:
            return _line("dissented", **common)


def retracted(by: Entry | None) -> Message:
    """What somebody took back, by the entry that says so."""
    return _line("retracted", how=by.how if by is not None else None, by=by.by if by is not None else None)


def _reassessed(decision: int, now: Life, entry: Reassessed, stood: Concluded | None) -> Message:
    # Where only a cost moved since, the button stays.
    last = next((other for other in reversed(now.reassessed) if tells_of_a_verdict(other)), None)
    back = stood is not None and (stood.verdict, stood.then) == (entry.verdict, entry.then)
    is_open = last is entry and not now.is_over and not back
    changes = [change for change in entry.changes if change.text]
    words = slack("life", name="reassessed", headline=entry.headline or "", changes=changes, is_open=is_open, back=back)
    return Message(escaped(words), (rich(words), *((actions([life_button(decision, "renew")]),) if is_open else ())))


def tells_of_a_verdict(entry: Reassessed) -> bool:
    """Whether a re-assessment came to another verdict; other changes are the digest's."""
    return any(change.kind == "verdict" for change in entry.changes)


def _predicted(now: Life) -> dict[str, Any]:
    """What the verdict predicted; nothing of a way that it did not recommend."""
    predicted = now.concluded.predicted if now.concluded is not None else Predicted()
    return {"gain": predicted.gain, "monthly": predicted.monthly_usd if now.overrode is None else None}


def stands(now: Life) -> str:
    """Where the decision stands, as a line of its card; "" where that is plain from the rest."""
    ask = now.next_ask
    method = WAYS.get(str(now.overrode.method), "") if now.overrode is not None else ""
    match now.stage:
        case "accepted":
            said = f"Accepted on {_on(now.reaction)}."
        case "overridden":
            said = f"Another way was taken on {_on(now.reaction)}: {method}."
        case "deferred":
            said = f"Not now, said on {_on(now.reaction)}."
        case "training":
            assert now.plan is not None
            said = f"Training from {now.plan.start} on."
            if now.says_stop is not None:
                return f"{said} The criteria say stop."
        case "stopped":
            return f"Stopped on {_on(now.ended or now.reviewed)}."
        case "adopted":
            return f"In use, said on {_on(now.ended or now.reviewed)}."
        case "superseded":
            return f"Replaced by decision {now.superseded_by}."
        case _:
            return ""
    waiting = now.open_ask
    if waiting is not None:
        what = (
            "whether it is time now"
            if now.asks_whether_now
            else {"review": "how it went", "step": "what came out of the first step"}.get(
                waiting.what, f"the numbers of {waiting.words}"
            )
        )
        return f"{said} Asked on {_on(waiting.asked)}, not answered yet: {what}."
    return f"{said} Next: {ask.words} on {ask.next_on}." if ask is not None and ask.next_on is not None else said


def _line(name: str, **values: Any) -> Message:
    words = slack("life", name=name, **values)
    return Message(escaped(words), (rich(words),))


def _on(entry: Entry | None) -> str:
    return entry.day.isoformat() if entry is not None and entry.day is not None else "an unknown day"
