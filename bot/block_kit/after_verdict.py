"""What the thread says of a decision's life after the verdict: cards, checkpoints, judgements, ends."""

from __future__ import annotations

from typing import Any

from bot.block_kit.blocks import actions, button, labelled, users
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.templates import slack
from flows.lifecycle.checkpoint import apart_from_missing
from flows.lifecycle.expectation import expected, in_words, lacks
from flows.lifecycle.intent import WAYS
from flows.lifecycle.records import Life
from flows.log.entries import (
    Accepted,
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
    Rescored,
    Reviewed,
    Stopped,
    Tie,
)
from flows.log.figures import Predicted
from flows.log.plans import TrainingPlan

_BUTTONS = {
    "accept": "Accept",
    "override": "Go another way",
    "defer": "Not now",
    "dissent": "Dissent",
    "plan": "Change the plan",
    "numbers": "Enter the numbers",
    "data": "Check the data",
    "stop": "Stop training",
    "adopt": "It is in use",
    "carry_on": "Go on anyway",
    "review": "Say how it went",
    "renew": "Give the new verdict",
    "month": "Enter the score",
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


def life_button(
    decision: int, act: str, of: str = "", *, style: str | None = None, spoken: str | None = None
) -> dict[str, Any]:
    """A button that does something with a decision after its verdict; `of` is a checkpoint's or a verdict's number."""
    return button(_BUTTONS[act], f"life.{act}", carry(decision, "life", of), style=style, spoken=spoken)


def card(
    decision: int,
    now: Life,
    entry: Reaction | Planned,
    plan: TrainingPlan | None,
    *,
    is_open: bool,
    tells_owner: bool = True,
) -> Message:
    """What was decided, by whom, with the plan where it trains; open, it has the buttons for what can be done next.

    tells_owner   whether who was made the owner in the same breath hears of it here; not where somebody was since
    """
    verdict = (now.concluded.verdict if now.concluded is not None else None) or ""
    method = entry.method if isinstance(entry, Overrode) else None
    method = method or (plan.method if plan is not None and isinstance(entry, Planned) else verdict)
    words = slack(
        "life",
        name="reaction",
        kind=entry.stored_kind,
        by=entry.by,
        on=day_of(entry),
        text=entry.text or "",
        method=WAYS.get(method, method.replace("_", " ")),
        instead_of=WAYS.get(verdict, verdict.replace("_", " ")) if method != verdict else None,
        asks_on=now.review.on if is_open and isinstance(entry, Deferred) and now.review is not None else None,
        owner=now.owner if is_open else entry.owner if isinstance(entry, Reaction) else None,
        owner_is_told=tells_owner and _names_an_owner(entry, now.owner),
        plan=plan,
        step=now.step if is_open else None,
        expected=expected(plan) if plan is not None else (),
        lacking=[in_words(name) for name in lacks(plan)] if plan is not None and is_open else (),
        limits=sorted(plan.limits, key=lambda limit: (limit.by is None, limit.by or plan.start)) if plan else (),
        dissents=now.dissents if is_open else (),
    )
    blocks: list[Block] = [rich(words)]
    if is_open:
        blocks.append(actions([life_button(decision, act) for act in _NEXT.get(now.stage, ())]))
        choice = users("life.owner", "Choose somebody", now.owner)
        blocks.append(labelled("Owner: who sees to it", choice, f"life.owner:{carry(decision, 'life')}"))
    return Message(escaped(words), tuple(blocks))


def checkpoint_name(number: int | None) -> str:
    """A checkpoint at the beginning of a line; the first day is that of the data."""
    return f"Checkpoint {number}" if number else "Data check"


def _names_an_owner(entry: Reaction | Planned, owner: str | None) -> bool:
    """Whether somebody made somebody else the owner in the same breath, who is to hear of it."""
    return isinstance(entry, Accepted | Overrode) and entry.owner == owner != entry.by


def judged(decision: int, now: Life, entry: Measured) -> Message:
    """What the criteria say to the numbers of a checkpoint."""
    is_open = now.says_stop is entry
    judgement = entry.judgement
    findings = judgement.findings if judgement is not None else ()
    last = now.plan is not None and entry.checkpoint == now.plan.looks
    told, missing = apart_from_missing(findings)
    words = slack(
        "life",
        name="judged",
        what=checkpoint_name(entry.checkpoint),
        says=judgement.says if judgement is not None else None,
        more_items=judgement.more_items if judgement is not None else None,
        by_day=judgement.by if judgement is not None else None,
        is_last=last,
        by=entry.by,
        is_open=is_open,
        crossed=[finding for finding in told if finding.state == "crossed"],
        rest=[finding for finding in told if finding.state != "crossed"],
        missing=missing,
    )
    at = str(entry.checkpoint)
    row = [life_button(decision, "stop", at, style="danger"), life_button(decision, "carry_on", at)]
    undecided = judgement is not None and judgement.says == "undecided"
    if undecided:
        row = [life_button(decision, "numbers" if entry.checkpoint else "data", at), life_button(decision, "stop")]
    elif not is_open:
        row = [life_button(decision, "adopt"), life_button(decision, "stop")]
    shown = is_open or ((last or undecided) and now.stage == "training" and now.last_measured is entry)
    return Message(escaped(words), (rich(words), *((actions(row),) if shown else ())))


def happened(decision: int, now: Life, entry: Entry, stood: Concluded | None = None) -> Message:
    """Everything else that happened, in a line or two; `stood` is the verdict that stood then."""
    common = {"by": entry.by, "on": day_of(entry), "text": entry.text or ""}
    match entry:
        case Owned(owner=owner):
            return line("owned", owner=owner, **common)
        case CarriedOn(checkpoint=checkpoint):
            return line("carried_on", number=checkpoint, **common)
        case Stopped(outcome=outcome) | Adopted(outcome=outcome):
            return line(entry.stored_kind, outcome=outcome, **common)
        case Reviewed(outcome=outcome):
            return line("reviewed", outcome=outcome, **predicted_of(now), **common)
        case Rescored():
            return _rescored(decision, now, entry)
        case Tie(decision=other, link=link):
            return line(entry.stored_kind, other=other, link=link, **common)
        case Reassessed():
            return _reassessed(decision, now, entry, stood)
        case _:
            return line("dissented", **common)


def _rescored(decision: int, now: Life, entry: Rescored) -> Message:
    """What the items of a month say; where they came out worse, the way back."""
    judgement = entry.judgement
    is_open = judgement is not None and judgement.says == "stop" and now.rescored[-1:] == (entry,)
    words = slack(
        "life",
        name="rescored",
        by=entry.by,
        on=day_of(entry),
        worse=judgement is not None and judgement.says == "stop",
        findings=judgement.findings if judgement is not None else (),
    )
    row = (actions([life_button(decision, "review", style="primary"), life_button(decision, "month")]),)
    return Message(escaped(words), (rich(words), *(row if is_open else ())))


def retracted(by: Entry | None) -> Message:
    """What somebody took back, by the entry that says so."""
    return line("retracted", how=by.how if by is not None else None, by=by.by if by is not None else None)


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


def predicted_of(now: Life) -> dict[str, Any]:
    """What the verdict predicted; nothing of a way that it did not recommend."""
    predicted = now.concluded.predicted if now.concluded is not None else Predicted()
    return {"gain": predicted.gain, "monthly": predicted.monthly_usd if now.overrode is None else None}


def stands(now: Life) -> str:
    """Where the decision stands, as a line of its card; "" where that is plain from the rest."""
    ask = now.next_ask
    method = WAYS.get(str(now.overrode.method), "") if now.overrode is not None else ""
    match now.stage:
        case "accepted":
            said = f"Accepted on {day_of(now.reaction)}."
        case "overridden":
            said = f"Another way was taken on {day_of(now.reaction)}: {method}."
        case "deferred":
            said = f"Not now, said on {day_of(now.reaction)}."
        case "training":
            assert now.plan is not None
            said = f"Training from {now.plan.start} on."
            if now.says_stop is not None:
                return f"{said} The criteria say stop."
        case "stopped":
            return f"Stopped on {day_of(now.ended or now.reviewed)}."
        case "adopted":
            return f"In use, said on {day_of(now.ended or now.reviewed)}."
        case "superseded":
            return f"Replaced by decision {now.superseded_by}."
        case _:
            return ""
    waiting = now.open_ask
    if waiting is not None:
        what = "whether it is time now" if now.asks_whether_now else waiting.wants
        return f"{said} Asked on {day_of(waiting.asked)}, not answered yet: {what}."
    return f"{said} Next: {ask.words} on {ask.next_on}." if ask is not None and ask.next_on is not None else said


def line(name: str, **values: Any) -> Message:
    """One of the short messages by its name in the template."""
    words = slack("life", name=name, **values)
    return Message(escaped(words), (rich(words),))


def day_of(entry: Entry | None) -> str:
    """The day of an entry as people read it."""
    return entry.day.isoformat() if entry is not None and entry.day is not None else "an unknown day"
