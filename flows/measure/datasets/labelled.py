"""Texts with a class: a column of texts and one of labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.datasets.example import Example
from flows.measure.values import dumped, words

_TEXTS = (
    "text",
    "prompt",
    "input",
    "question",
    "message",
    "sentence",
    "utterance",
    "query",
    "content",
    "body",
    "ticket",
)
_LABELS = (
    "label",
    "labels",
    "category",
    "class",
    "intent",
    "target",
    "tag",
    "sentiment",
    "topic",
    "expected",
    "answer",
)


def read(row: Mapping[str, Any], line: int) -> Example | None:
    """A row with a text and a label."""
    lowered = {name.strip().lower(): name for name in row}
    text = next((lowered[name] for name in _TEXTS if name in lowered), None)
    label = next((lowered[name] for name in _LABELS if name in lowered and lowered[name] != text), None)
    if text is None or label is None:
        return None
    told = row[label]
    answer = "" if told is None else dumped(told).strip()
    return Example(line, "csv-classification", prompt=words(row[text]), answer=answer, label=answer)
