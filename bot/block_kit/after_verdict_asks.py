"""What the thread is asked after the verdict: the data on the first day, the numbers of a checkpoint, how it went."""

from __future__ import annotations

from bot.block_kit.after_verdict import checkpoint_name, day_of, life_button, line, predicted_of
from bot.block_kit.blocks import actions, context
from bot.block_kit.message import Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.templates import slack
from flows.lifecycle.data_findings import least_real
from flows.lifecycle.in_use import score_at_start
from flows.lifecycle.records import Ask, Life
from flows.log.plans import TrainingPlan
from flows.statistics.words import percent


def checkpoint(decision: int, now: Life, ask: Ask, *, again: bool, is_open: bool) -> Message:
    """Asks for the numbers of a checkpoint; once they are given it is one line."""
    plan = now.plan
    if not is_open or plan is None:
        done = any(entry.checkpoint == ask.number for entry in now.measured)
        return line("answered" if done else "closed", what=checkpoint_name(ask.number))
    if not ask.number:
        return _data_checks(decision, now, ask, plan, again=again)
    target = plan.limit("target")
    wanted = None
    if target is not None and target.limit is not None:
        wanted = f"the target is {percent(target.limit)}"
    elif plan.baseline is not None:
        wanted = f"it was {percent(plan.baseline)} before training"
    values = {
        "number": ask.number,
        "count": len(plan.checkpoints),
        "again": again,
        "owner": now.owner,
        "due": ask.on,
        "late": ask.asked is not None and ask.asked.day is not None and ask.asked.day > ask.on,
        "score_limit": wanted,
        "items": plan.items,
        "general_before": plan.general,
        "budget": plan.budget_usd,
    }
    row = [life_button(decision, "numbers", str(ask.number), style="primary"), life_button(decision, "stop")]
    return Message(
        escaped(slack("life", name="checkpoint_text", **values)),
        (
            rich(slack("life", name="checkpoint", **values)),
            actions(row),
            context("Or reply here: score 86 of 100, 9 fixed, 4 broken, general 71% (was 73%), spent $900."),
        ),
    )


def _data_checks(decision: int, now: Life, ask: Ask, plan: TrainingPlan, *, again: bool) -> Message:
    """Asks on the first day whether the data is fit to train on."""
    least = percent(least_real(plan.limit("distribution-shift")))
    values = {"again": again, "owner": now.owner, "due": ask.on, "real_least": least}
    row = [life_button(decision, "data", "0", style="primary"), life_button(decision, "stop")]
    return Message(
        escaped(slack("life", name="data_checks_text", **values)),
        (
            rich(slack("life", name="data_checks", **values)),
            actions(row),
            context("Or reply here: shared items 0, wrong labels 2 of 50, real traffic 85%."),
        ),
    )


def month(decision: int, now: Life, ask: Ask | None, *, again: bool, is_open: bool) -> Message:
    """Asks for the test items, scored again a month later."""
    if not is_open or ask is None:
        return line("closed", what="Monthly score")
    start = score_at_start(now)
    values = {
        "again": again,
        "owner": now.owner,
        "due": ask.on,
        "items": now.plan.items if now.plan is not None else None,
        "was": percent(start) if start is not None else None,
    }
    words = slack("life", name="month", **values)
    blocks = (
        rich(words),
        actions([life_button(decision, "month", style="primary"), life_button(decision, "review")]),
        context("Or reply here: score 88 of 100, 2 fixed, 5 broken."),
    )
    return Message(escaped(" ".join(words.split("\n"))), blocks)


def review(decision: int, now: Life, *, again: bool, is_open: bool) -> Message:
    """Asks how it went."""
    if not is_open:
        answered = now.reviewed is not None or now.stage == "adopted"
        return line("review_answered" if answered else "closed", what="Review")
    values = {
        "again": again,
        "owner": now.owner,
        "headline": (now.concluded.headline if now.concluded is not None else None) or "",
        "put_off_on": day_of(now.reaction),
    }
    if now.asks_whether_now:
        words = slack("life", name="whether_now", put_off=now.stage == "deferred", **values)
        row = [life_button(decision, act) for act in ("accept", "override", "defer", "renew", "review")]
        return Message(escaped(words), (rich(words), actions(row)))
    words = slack("life", name="review", **values, **predicted_of(now))
    return Message(
        escaped(slack("life", name="review_text", **values)),
        (
            rich(words),
            actions([life_button(decision, "review", style="primary")]),
            context("Or reply here: adopted, gain 3 points, $700 a month."),
        ),
    )
