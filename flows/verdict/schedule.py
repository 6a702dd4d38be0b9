"""The days of a training: its start and its checkpoints, for the verdict and the plan alike."""

from __future__ import annotations

from datetime import date, timedelta

from flows.dates import next_working_day
from flows.thresholds import Thresholds

# More rounds than this are no plan; a message could not show them either.
MOST_CHECKPOINTS = 12


def training_days(as_of: date, rounds: int, thresholds: Thresholds) -> tuple[date, ...]:
    """The start, then a checkpoint every round (at most twelve), each on a working day.

    A round's time (`days_per_iteration`) is left before the start for what comes first, as the costs count it too.
    """
    days: list[date] = []
    for number in range(min(MOST_CHECKPOINTS, max(1, rounds)) + 1):
        day = next_working_day(as_of + timedelta(days=thresholds.days_per_iteration * (number + 1)))
        days.append(day if not days or day > days[-1] else next_working_day(days[-1] + timedelta(days=1)))
    return tuple(days)
