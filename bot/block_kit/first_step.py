"""Asks, on its day, what came out of the first step of an accepted verdict."""

from __future__ import annotations

from bot.block_kit.after_verdict import life_button
from bot.block_kit.blocks import actions, button, context
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.templates import slack
from flows.lifecycle.records import Ask, Life
from flows.questions import BY_ID


def first_step(decision: int, now: Life, ask: Ask | None, *, again: bool, is_open: bool) -> Message:
    """The message that asks; once it is answered, or another verdict stands, it is one line."""
    step = now.step
    if not is_open or step is None or ask is None:
        words = slack("step", name="closed")
        return Message(escaped(words), (rich(words),))
    question = BY_ID.get(step.question or "")
    values = {
        "step": step.text,
        "owner": now.owner,
        "due": ask.on,
        "again": again,
        "ask": question.ask if question else None,
    }
    row = [
        button("Say what came out", f"change:{question.id}", carry(decision, question.id), style="primary")
        if question is not None
        else life_button(decision, "step_done", style="primary"),
        life_button(decision, "step_later"),
    ]
    words = slack("step", name="asked", **values)
    hint = "Or reply here in your own words; not yet asks again in a week."
    blocks: tuple[Block, ...] = (rich(words), actions(row), context(hint))
    return Message(escaped(" ".join(words.split("\n"))), blocks)
