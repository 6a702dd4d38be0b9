"""Random answers and the days that matter, for properties over any case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import strategies as st

from flows.questions.answers import Refused, from_document
from flows.questions.question import Question, Value
from tests.helpers.support import APRIL, NOVEMBER

choices: dict[str, st.SearchStrategy[Any]] = {
    "gap": st.sampled_from(["knowledge", "behavior", "reasoning", "modality", "safety", "none"]),
    "prompting": st.sampled_from(["none", "tried", "scored"]),
    "reason": st.sampled_from(["quality", "cost", "latency", "residency"]),
    "task": st.sampled_from(["classification", "extraction", "generation", "moderation", "qa"]),
    "strongest_model": st.sampled_from(["fixes_it", "does_not", "not_tried"]),
    "smaller_model": st.sampled_from(["passes", "fails", "not_tried"]),
    "labels": st.sampled_from(["checked", "mixed", "unchecked"]),
    "examples": st.sampled_from([0, 50, 199, 200, 411, 1500, 150_000]),
    "real_share": st.sampled_from([Decimal(0), Decimal("0.05"), Decimal("0.5"), Decimal(1)]),
    "requirements_change": st.sampled_from(["rarely", "monthly", "weekly"]),
    "upkeep_owner": st.booleans(),
    "upkeep_usd": st.sampled_from([0, 500, Decimal("14666.67")]),
    "test_items": st.sampled_from([0, 49, 50, 100, 1000]),
    "test_independent": st.booleans(),
    "baseline_measured": st.booleans(),
    "baseline": st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("0.9"), Decimal(1)]),
    "target": st.sampled_from([Decimal("0.5"), Decimal("0.95")]),
    "gradeable": st.sampled_from(["code", "rubric", "model", "no"]),
    "sometimes_right": st.booleans(),
    "data_may_leave": st.booleans(),
    "openai_tuning": st.sampled_from(["active", "inactive", "never"]),
    "teacher_outputs": st.booleans(),
    "model": st.sampled_from(["gpt-5.4", "claude-haiku-4-5", "a model of our own", "llama-3.3-70b-instruct"]),
    "requests_per_month": st.sampled_from([0, 1, 900, 40_000, 1_000_000, 10**10]),
    "input_tokens": st.sampled_from([0, 1, 500, 300_000]),
    "output_tokens": st.sampled_from([0, 200]),
    "monthly_spend_usd": st.sampled_from([0, 70, 4250]),
    "cached_share": st.sampled_from([Decimal(0), Decimal("0.9"), Decimal(1)]),
    "growth_per_month": st.sampled_from([Decimal("-0.9"), Decimal(0), Decimal("0.2"), Decimal(1)]),
    "horizon_months": st.sampled_from([1, 12, Decimal("3.5"), 120]),
    "iterations": st.sampled_from([0, 1, 3]),
    "hosts": st.sampled_from(["any", "openai", "self_hosted", "nowhere"]),
}
documents = st.fixed_dictionaries({}, optional=choices)
days = st.sampled_from([date(2020, 1, 1), APRIL, NOVEMBER, date(2027, 6, 1)])


def _names(longest: int) -> st.SearchStrategy[str]:
    """Names of models and GPUs as people and machines write them, and some that only a test thinks of."""
    known = st.sampled_from(
        ["gpt-6-luna", "haiku 4.5", "meta-llama/Llama-3.3-70B", "H100", "A100 80GB", "RTX 6000 Ada", "x 4", "4 x 4"]
    )
    return known | st.text(st.sampled_from("abxzAZ059 .-_:/+()#é"), min_size=1, max_size=longest)


def _taken(question: Question, raw: Any) -> Value | None:
    """What becomes of a document's value; None where it is refused."""
    try:
        return from_document(question, raw)
    except Refused:
        return None


@st.composite
def a_value(draw: st.DrawFn, question: Question) -> Value:
    """A value that a question can have."""
    match question.kind:
        case "choice":
            return draw(st.sampled_from([choice.value for choice in question.choices]))
        case "flag":
            return draw(st.booleans())
        case "count":
            return draw(st.integers(0, int(question.high)))
        case "rounds":
            return draw(st.integers(0, 100) | st.booleans())
        case "hosts":
            return draw(st.sampled_from([("any",), ("azure", "openai"), ("self_hosted",), ("a_place_of_our_own",)]))
        case "host":
            return draw(st.sampled_from(["azure", "self_hosted", "a_place_of_our_own"]))
        case "scored":
            results = st.dictionaries(_names(80), st.sampled_from(["passes", "fails"]), min_size=1, max_size=20)
            return draw(results.map(partial(_taken, question)).filter(lambda value: value is not None))
        case "gpus":
            gpus = st.builds(lambda type_, count: {"type": type_, "count": count}, _names(40), st.integers(1, 10_000))
            return draw(gpus.map(partial(_taken, question)).filter(lambda value: value is not None))
        case "text" | "name" | "box":
            value = _taken(question, draw(st.text(min_size=1, max_size=50)))
            return "words" if value is None else value
        case _:
            high = Decimal(1) if question.kind == "share" else min(question.high, Decimal(10) ** 9)
            drawn = draw(st.decimals(question.low, high, allow_nan=False, places=6))
            value = from_document(question, drawn)
            assert isinstance(value, Decimal)
            return value
