"""Asks the writer alone what was probably said: one reading with yes and no, or two to choose from."""

from __future__ import annotations

from collections.abc import Mapping

from bot.block_kit.blocks import actions, button
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.labels import name_of, words_of
from bot.text.templates import slack
from flows.questions import BY_ID
from flows.questions.answers import stored
from flows.questions.question import Question, Value

# More than these at once nobody reads.
_MOST = 3


def proposal_message(decision: int, proposed: Mapping[str, tuple[Value, ...]]) -> Message:
    """A line and its buttons for each question; the open question's own comes first."""
    blocks: list[Block] = []
    lines: list[str] = []
    for id_, values in list(proposed.items())[:_MOST]:
        question = BY_ID[id_]
        readings = [words_of(question, value) for value in values]
        line = slack("proposal", name="line", label=name_of(id_), readings=readings)
        lines.append(line)
        row = [
            button(
                "Yes" if len(values) == 1 else reading,
                f"answer:{id_}:{at}",
                carry(decision, id_, typed(question, value)),
                spoken=f"Yes: {reading}",
            )
            for at, (value, reading) in enumerate(zip(values, readings, strict=True))
        ]
        row.append(button("No" if len(values) == 1 else "Neither", f"proposal.no:{id_}", carry(decision, id_)))
        blocks += [rich(line), actions(row)]
    return Message(escaped(" ".join([*lines, "Nothing of this counts yet."])), tuple(blocks))


def typed(question: Question, value: Value) -> str:
    """A value as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    plain = stored(value)
    if isinstance(plain, list):
        return ", ".join(map(str, plain))
    return f"{plain * 100:g}%" if question.kind in ("share", "growth") else str(plain)
