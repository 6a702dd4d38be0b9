"""Readers of training and test sets: one file for each family of formats, each row -> one example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flows.measure.datasets import chat, labelled, pairs, preference
from flows.measure.datasets.example import Example

# The first that knows a row reads it. What names more comes before what names less.
_READERS: tuple[Callable[[Mapping[str, Any], int], Example | None], ...] = (
    preference.read,
    chat.read,
    pairs.read,
    labelled.read,
)


def example_of(row: Any, line: int) -> Example | None:
    """The example that a row holds, whichever format it is in; None where no reader knows it."""
    if not isinstance(row, Mapping):
        return None
    for read in _READERS:
        example = read(row, line)
        if example is not None:
            return example
    return None
