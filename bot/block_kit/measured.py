"""What a file showed, in the thread: the sentences, what follows, what it proposes, and a button that takes it in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.block_kit.blocks import actions, button, context
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.proposals import typed
from bot.block_kit.rich_text import escaped, rich
from bot.text.labels import name_of, words_of
from bot.text.length import clip
from bot.text.templates import slack
from flows.lifecycle.from_files import told
from flows.log.measurements import Numbers
from flows.measure.measurement import Measurement
from flows.measure.taking import Beside, Taken, proposals_of, to_text
from flows.questions import BY_ID
from flows.questions.question import Value

# The first screen; what there is more is in the command's own output.
_MOST_SENTENCES, _LONGEST = 9, 300
# Slack's limit of what a button carries.
_MOST_CARRIED = 2_000
TAKE, REPORT = "measured.take", "measured.report"


def measured_message(
    decision: int,
    by: str,
    measurement: Measurement,
    taken: Taken,
    differing: tuple[Beside, ...],
    numbers: Numbers | None = None,
) -> Message:
    """The message; nothing of it counts before the click.

    numbers   those of a checkpoint, where a training runs that asks for them
    """
    said = [clip(sentence, _LONGEST) for sentence in measurement.said]
    more = len(said) - _MOST_SENTENCES
    values = {
        "by": by,
        "said": said[:_MOST_SENTENCES],
        "more": max(0, more),
        "follows": [f"{name_of(id_)}: {words_of(BY_ID[id_], value)}" for id_, value in taken.values.items()],
        "differing": [_beside(one) for one in differing],
    }
    words = slack("measured", name="measured", **values)
    blocks: list[Block] = [rich(words)]
    carried = carry(decision, "measured", to_text(taken))
    if taken.values and len(carried) <= _MOST_CARRIED:
        blocks.append(actions([button("Take these in", TAKE, carried, style="primary")]))
    if numbers is not None:
        blocks += _of_a_checkpoint(decision, numbers, taken.named)
    blocks += _proposals(decision, proposals_of(measurement))
    if taken.values:
        blocks.append(
            context(
                "Nothing of this counts before somebody takes it in. Of the file only its name, size in rows and digest are kept."
            )
        )
    return Message(escaped(words), tuple(blocks))


def _of_a_checkpoint(decision: int, numbers: Numbers, named: str) -> list[Block]:
    carried = carry(decision, named, json.dumps(numbers.to_json(), default=float))
    report = button("Report these numbers", REPORT, carried, style="primary")
    return [rich(slack("measured", name="checkpoint", numbers=told(numbers))), actions([report])]


def _beside(one: Beside) -> dict[str, Any]:
    question = BY_ID[one.question]
    return {
        "label": name_of(one.question),
        "said": words_of(question, one.said),
        "measured": words_of(question, one.measured),
        "far": one.far,
    }


def _proposals(decision: int, proposed: Mapping[str, Value]) -> list[Block]:
    """What the rows propose, with a button for each: people decide."""
    if not proposed:
        return []
    lines = [f"{name_of(id_)}: {words_of(BY_ID[id_], value)}" for id_, value in proposed.items()]
    row = [
        button(
            f"Yes: {name_of(id_)}",
            f"answer:{id_}:0",
            carry(decision, id_, typed(BY_ID[id_], value)),
            spoken=f"Yes: {line}",
        )
        for (id_, value), line in zip(proposed.items(), lines, strict=True)
    ]
    return [rich(slack("measured", name="proposed", lines=lines)), actions(row)]
