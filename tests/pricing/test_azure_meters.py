"""Azure's tuning prices come from the price list that azure-genai-prices ships, by the names of its meters."""

from datetime import date
from decimal import Decimal

import pytest

from pricing import azure_meters
from pricing.able import Need
from pricing.catalogue import Catalogue
from pricing.offers import Team, training_offers
from pricing.route_facts import RouteMeters, Tier
from tests.helpers.support import APRIL, NOVEMBER

TRAINING, HOURLY = "training_usd_per_1m", "training_usd_per_hour"
IN, CACHED, OUT, HOSTING = (
    "tuned_input_usd_per_1m",
    "tuned_cached_input_usd_per_1m",
    "tuned_output_usd_per_1m",
    "hosting_usd_per_hour",
)


def prices(facts: Catalogue, id_: str, tier: Tier = "global", day: date = NOVEMBER) -> dict[str, Decimal]:
    route = next(route for route in facts.routes if route.option_id == id_)
    return {field: priced.value for field, priced in facts.route_prices(route, day, tier).items()}


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("sft:azure/gpt-4.1", {TRAINING: "25", IN: "2", CACHED: "0.5", OUT: "8", HOSTING: "1.7"}),
        ("sft:azure/gpt-4.1-mini", {TRAINING: "5", IN: "0.4", CACHED: "0.1", OUT: "1.6", HOSTING: "1.7"}),
        ("sft:azure/gpt-4.1-nano", {TRAINING: "1.5", IN: "0.1", CACHED: "0.025", OUT: "0.4", HOSTING: "1.7"}),
        ("sft:azure/gpt-4o", {TRAINING: "25", IN: "2.5", CACHED: "1.25", OUT: "10", HOSTING: "1.7"}),
        ("sft:azure/gpt-4o-mini", {TRAINING: "3", IN: "0.15", CACHED: "0.075", OUT: "0.6", HOSTING: "1.7"}),
        ("rft:azure/o4-mini", {HOURLY: "100", IN: "1.1", CACHED: "0.275", OUT: "4.4", HOSTING: "1.7"}),
        ("sft:azure/gpt-oss-20b", {TRAINING: "3.6", IN: "0.07", OUT: "0.3", HOSTING: "0.3"}),
        ("sft:azure/llama-3.3-70b", {TRAINING: "4.5", IN: "0.71", OUT: "0.71", HOSTING: "0.3"}),
        ("sft:azure/ministral-3b", {TRAINING: "1", IN: "0.05", OUT: "0.15", HOSTING: "0.65"}),
    ],
)
def test_a_model_tuned_at_azure_costs_what_its_meters_say(facts: Catalogue, id_: str, expected: dict[str, str]) -> None:
    assert prices(facts, id_) == {field: Decimal(value) for field, value in expected.items()}


def test_every_tier_has_prices_of_its_own(facts: Catalogue) -> None:
    mini = "sft:azure/gpt-4.1"
    assert prices(facts, mini, "data_zone")[TRAINING] == Decimal("27.5")
    assert prices(facts, mini, "regional")[TRAINING] == Decimal(33), "the dearest region"
    assert prices(facts, mini, "developer") == {
        TRAINING: Decimal("12.5"), IN: Decimal(2), CACHED: Decimal("0.5"), OUT: Decimal(8)
    }  # fmt: skip
    route = next(route for route in facts.routes if route.option_id == mini)
    assert facts.tiers(route) == ("global", "data_zone", "regional", "developer")


def test_no_meter_is_out_of_line_with_the_others(facts: Catalogue) -> None:
    """Azure's list has meters with a fault of unit: none of them may come in with a newer list."""
    for route in facts.routes:
        for tier in facts.tiers(route) if route.meter else ():
            known, usual = prices(facts, route.option_id, tier), prices(facts, route.option_id)
            if CACHED in known:
                assert known[CACHED] < known[IN], (route.option_id, tier)
            if OUT in known:
                assert known[IN] <= known[OUT], (route.option_id, tier)
            for field in (IN, OUT):
                if field in known:
                    assert usual[field] <= known[field] <= usual[field] * Decimal("1.4"), (route.option_id, tier, field)


def test_a_price_names_its_list_and_day(facts: Catalogue) -> None:
    route = next(route for route in facts.routes if route.option_id == "sft:azure/gpt-4.1")
    fact = facts.route_prices(route, NOVEMBER)[TRAINING].fact
    assert fact.cite() == f"{azure_meters.PAGE}, product Azure OpenAI (azure-genai-prices 0.2.0) (2026-08-11, grade B)"
    assert facts.route_prices(route, APRIL)[TRAINING].later


def test_a_meter_that_the_list_does_not_have_is_an_error() -> None:
    meters = RouteMeters(tier="global", product="Azure OpenAI", training_usd_per_1m="no such meter")
    with pytest.raises(KeyError, match="no such meter"):
        azure_meters.prices(meters)


def test_cached_input_of_a_tuned_model_is_cheaper_where_its_provider_says_so(facts: Catalogue) -> None:
    offers = {offer.id: offer for offer in training_offers(facts, NOVEMBER, Team(), Need(500, 200))}
    said, unsaid = offers["sft:azure/gpt-4.1"].rates, offers["sft:bedrock/nova-2-lite"].rates
    assert said is not None
    assert unsaid is not None
    assert (said.cached, said.input) == (Decimal("0.5"), Decimal(2))
    assert unsaid.cached == unsaid.input, "what is not known is counted in full"
