"""What tests share: the two days that matter, the worked example of [guide], golden files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.verdict.decide import decide
from flows.verdict.reply import OptionPart, Reply
from pricing.catalogue import Catalogue

APRIL = date(2026, 4, 15)
NOVEMBER = date(2026, 11, 22)
ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SCENARIOS = ROOT / "tests" / "scenarios"
PUBLISHED = ROOT / "bot" / "playground" / "cases.jsonl"

CLAUSES: dict[str, Any] = {
    "use_case": "Contract clause extraction",
    "task": "extraction",
    "gap": "none",
    "prompting": "scored",
    "smaller_model": "fails",
    "strongest_model": "does_not",
    "reason": "cost",
    "model": "GPT-5.4",
    "examples": 1500,
    "labels": "checked",
    "real_share": 1,
    "requirements_change": "rarely",
    "recurrence": "recurring",
    "gradeable": "code",
    "requests_per_month": 1_000_000,
    "input_tokens": 500,
    "output_tokens": 200,
    "test_items": 100,
    "test_independent": True,
    "baseline_measured": True,
    "baseline": Decimal("0.9"),
    "target": Decimal("0.97"),
    "upkeep_owner": True,
}


# A team that tuned at OpenAI and may go nowhere else, with quality as the reason.
OLD_CUSTOMER: dict[str, Any] = {
    "openai_tuning": "active", "hosts": ["openai"], "hosts_only": True, "reason": "quality", "gap": "behavior", "prompting": "scored",
}  # fmt: skip


def clauses(**changes: Any) -> Answers:
    """The clause-extraction case of [guide], with changes; None leaves a key out."""
    return from_mapping({key: value for key, value in (CLAUSES | changes).items() if value is not None})


def with_all_options(answers: Answers, day: date, facts: Catalogue) -> Reply:
    """A reply with every model and route, also those that people do not see."""
    return decide(answers, day, facts, all_options=True)


def option_named(reply: Reply, id_: str) -> OptionPart:
    """An option that has to be in the reply."""
    option = reply.option(id_)
    assert option is not None, id_
    return option


def step_of(reply: Reply) -> str:
    """What a reply says to do first."""
    assert reply.next_step is not None
    return reply.next_step.text


def check_golden(name: str, text: str, update: bool) -> None:
    """Compare with a golden file; `pytest --update-golden` writes it for review as a diff."""
    path = GOLDEN / name
    if update:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
