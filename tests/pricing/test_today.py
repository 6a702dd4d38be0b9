"""What today's model costs and when it ends: as its host serves it, tuned where it is."""

from datetime import date
from decimal import Decimal

import pytest

from flows.verdict.decide import decide
from pricing import names
from pricing.catalogue import Catalogue
from pricing.today import end_of, todays_offer
from tests.helpers.support import clauses, option_named

LATE = date(2026, 11, 26)


def monthly(facts: Catalogue, model: str, **more: object) -> Decimal | None:
    return option_named(decide(clauses(model=model, **more), LATE, facts), "status_quo").monthly_usd


def test_a_tuned_model_costs_what_its_route_takes_with_its_fee_for_hosting(facts: Catalogue) -> None:
    """1M requests of 500 and 200 tokens at 0.15 and 0.60 USD per 1M, and 730 hours at 1.70."""
    assert monthly(facts, "fine-tuned 4o mini on azure") == Decimal("1436.00")
    assert monthly(facts, "ft:gpt-4o-mini") == Decimal("390.00"), "0.30 and 1.20 at OpenAI, without a fee"
    assert monthly(facts, "gpt-4o-mini") == Decimal("195.00")


def test_a_bill_for_a_tuned_model_is_what_it_costs(facts: Catalogue) -> None:
    alone = {"requests_per_month": None, "input_tokens": None, "output_tokens": None, "monthly_spend_usd": 5000}
    assert monthly(facts, "ft:gpt-4o-mini-2024-07-18:org::x", **alone) == Decimal("5000.00")


def test_a_dated_version_has_its_own_price(facts: Catalogue) -> None:
    assert monthly(facts, "gpt-4o-2024-05-13") == Decimal("5500.00")
    assert monthly(facts, "gpt-4o") == Decimal("3250.00")


@pytest.mark.parametrize(
    ("model", "on"),
    [
        ("fine-tuned 4o mini on azure", date(2027, 10, 1)),
        ("gpt-4o mini on azure", date(2027, 4, 14)),
        ("fine-tuned o4-mini on azure", date(2027, 11, 19)),
        ("ft:gpt-4o-mini", date(2027, 1, 14)),
        ("fine-tuned modernbert", None),
        ("fine-tuned mistral-large-2411 on azure", None),
        ("llama 3.3 70b on groq", date(2026, 8, 16)),
        ("claude-sonnet-4-20250514", date(2026, 6, 15)),
        ("qwen3-max", date(2026, 10, 10)),
    ],
)
def test_todays_model_ends_where_it_is_served(facts: Catalogue, model: str, on: date | None) -> None:
    end = end_of(facts, LATE, names.read(facts, model))
    assert (end.on if end else None) == on


@pytest.mark.parametrize("model", ["our own llama 70b", "haiku", "nobody-knows-9", "fine-tuned modernbert", ""])
def test_what_nobody_sells_by_the_token_has_no_rates(facts: Catalogue, model: str) -> None:
    assert todays_offer(facts, LATE, names.read(facts, model), 500).rates is None
