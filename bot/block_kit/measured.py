"""What a file showed, in the thread: the sentences, what follows, what it proposes, and a button that takes it in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bot.block_kit.blocks import actions, button, context
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.proposals import typed
from bot.block_kit.rich_text import escaped, rich
from bot.store.effects import MeasureFiles
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
_MOST_SENTENCES, _LONGEST = 7, 240
# Slack's limit of what a button carries.
_MOST_CARRIED = 2_000
TAKE, REPORT, CHOOSE = "measured.take", "measured.report", "measured.choose"
_NOT_YET = (
    "Nothing of this counts before somebody takes it in. Of the file only name, number of rows and digest are kept."
)


def measured_message(
    decision: int,
    item: MeasureFiles,
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
        "by": item.by,
        "said": said[:_MOST_SENTENCES],
        "more": max(0, more),
        "follows": list(_follows(taken, differing)),
    }
    words = slack("measured", name="measured", **values)
    blocks: list[Block] = [rich(words), *_choices(decision, item, measurement.choose)]
    carried = carry(decision, "measured", to_text(taken))
    if taken.values and len(carried) <= _MOST_CARRIED:
        blocks.append(actions([button("Take these in", TAKE, carried, style="primary")]))
    if numbers is not None:
        blocks += _of_a_checkpoint(decision, numbers, taken.named)
    blocks += _proposals(decision, proposals_of(measurement))
    if taken.values:
        blocks.append(context(_NOT_YET))
    return Message(escaped(words), tuple(blocks))


def _of_a_checkpoint(decision: int, numbers: Numbers, named: str) -> list[Block]:
    # The sign that parts what a button carries stands in no name.
    carried = carry(decision, named.replace("|", "/"), json.dumps(numbers.to_json(), default=float))
    report = button("Report these numbers", REPORT, carried, style="primary")
    return [rich(slack("measured", name="checkpoint", numbers=told(numbers))), actions([report])]


def _follows(taken: Taken, differing: tuple[Beside, ...]) -> Iterator[str]:
    """What follows, a line each, and what was said otherwise."""
    otherwise = {one.question: one for one in differing}
    for id_, value in taken.values.items():
        line = f"{name_of(id_)}: {words_of(BY_ID[id_], value)}"
        one = otherwise.get(id_)
        if one is not None:
            line += f" ({words_of(BY_ID[id_], one.said)} was said{': which is right?' if one.far else ''})"
        yield line


def _choices(decision: int, item: MeasureFiles, choose: Mapping[str, list[str]]) -> Iterator[Block]:
    """A button for each name to choose from: with it the files are measured again."""
    for kind, names in choose.items():
        row = []
        for at, name in enumerate(names):
            again = json.dumps({"files": item.files, "chosen": {**item.chosen, kind: name}})
            carried = carry(decision, kind, again)
            if len(carried) <= _MOST_CARRIED:
                row.append(
                    button(name, f"{CHOOSE}:{kind}:{at}", carried, spoken=f"Measure again for the {kind} {name}")
                )
        yield actions(row)


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
