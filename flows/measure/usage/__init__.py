"""Readers of usage and cost exports: one file for each maker, each row -> tokens, requests and money of a day."""

from __future__ import annotations

from typing import Protocol

from flows.measure.records import Rows
from flows.measure.usage import (
    anthropic,
    api_bodies,
    azure_costs,
    focus,
    helicone,
    langfuse,
    litellm,
    openai,
    openrouter,
    otlp,
    phoenix,
)
from flows.measure.usage.used import Export


class Reader(Protocol):
    """What a reader of usage gives: whether the first rows are one of its formats, and what all of them hold."""

    def reads(self, rows: Rows) -> bool:
        """Whether these first rows, and the head of a table, are of this maker."""

    def read(self, rows: Rows) -> Export:
        """Everything that was used."""


# Bodies of answers come last: others hold a `usage` too.
READERS: tuple[Reader, ...] = (
    openai,
    anthropic,
    focus,
    azure_costs,
    litellm,
    openrouter,
    helicone,
    langfuse,
    phoenix,
    otlp,
    api_bodies,
)
