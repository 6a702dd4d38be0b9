"""What a rule is made of, and the verdicts it can give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from flows.rules.case import Case
from flows.truth import Truth

Verdict = Literal[
    "prompt_engineering", "rag", "bigger_model", "guardrails", "distillation", "sft", "lora", "rft", "not_ready"
]
TRAINING: tuple[Verdict, ...] = ("distillation", "sft", "lora", "rft")


@dataclass(frozen=True, slots=True)
class Rule:
    """A statement about a case, the verdict where it is true, one sentence why, and the sources.

    fallback   only tells something when it decides: it holds because the rules before it did not
    lacks      the questions whose answers are at fault where it is true; only of rules that say `not_ready`
    """

    id: str
    when: Callable[[Case], Truth]
    verdict: Verdict
    text: str
    sources: tuple[str, ...]
    if_unknown: Literal["holds", "passes"] = "passes"
    text_if_unknown: str = ""
    fallback: bool = False
    lacks: tuple[str, ...] = ()
