"""Readers of evaluation results: one file for each maker's format, each row -> one score of one item by one run."""

from __future__ import annotations

from typing import Protocol

from flows.measure.records import Rows
from flows.measure.results import (
    bedrock,
    deepeval,
    evals_api,
    general,
    generic,
    inspect_log,
    label_sheet,
    lm_eval,
    openai_evals,
    promptfoo,
    promptfoo_csv,
    ragas,
)
from flows.measure.results.score import Results


class Reader(Protocol):
    """What a reader of results gives: whether the first rows are its format, and what all of them hold."""

    def reads(self, rows: Rows) -> bool:
        """Whether these first rows, and the head of a table, are of this format."""

    def read(self, rows: Rows) -> Results:
        """Every score of a file of that name."""


# The plain table comes last: it reads what names an item and a score, whoever made it.
READERS: tuple[Reader, ...] = (
    general,
    label_sheet,
    lm_eval,
    inspect_log,
    promptfoo,
    promptfoo_csv,
    openai_evals,
    evals_api,
    deepeval,
    bedrock,
    ragas,
    generic,
)
