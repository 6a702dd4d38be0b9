"""What files show, in the terminal: the sentences, what follows from them, and where somebody said something else."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from bot.text.labels import question_name, show_value
from flows.measure.measurement import Measurement
from flows.measure.taking import Beside, Taken, proposals_of


def measured_text(measurement: Measurement, taken: Taken, differing: tuple[Beside, ...] = ()) -> Iterator[str]:
    """The lines; `differing` are the answers that stand there already and say something else."""
    yield from measurement.said
    yield from _to_choose(measurement)
    if taken.values:
        yield ""
        yield "What follows:"
        yield from (f"  {question_name(id_)}: {show_value(id_, value)}" for id_, value in taken.values.items())
    proposed = proposals_of(measurement)
    if proposed:
        yield ""
        yield "What the rows propose; you decide:"
        yield from (f"  {question_name(id_)}: {show_value(id_, value)}" for id_, value in proposed.items())
    yield from told_before(differing)


def _to_choose(measurement: Measurement) -> Iterator[str]:
    """By which option what has to be chosen is said."""
    for kind, names in measurement.choose.items():
        yield f"Say --{kind} NAME, such as --{kind} {shlex.quote(names[0])}."
    if (
        measurement.comparison is not None
        and measurement.evaluation is not None
        and len(measurement.evaluation.runs) > 2
    ):
        yield "Say --run NAME twice, the baseline first, for another pair."
    if measurement.leakage is not None:
        yield "Say --test FILE for another test set."


def told_before(differing: tuple[Beside, ...]) -> Iterator[str]:
    """Where somebody said something else; whatever is far from it is asked about."""
    if differing:
        yield ""
        yield "It was said otherwise; the measured one counts:"
    for one in differing:
        said, measured = show_value(one.question, one.said), show_value(one.question, one.measured)
        asked = " Which of the two is right?" if one.far else ""
        yield f"  {question_name(one.question)}: {said} was said, {measured} is measured.{asked}"
