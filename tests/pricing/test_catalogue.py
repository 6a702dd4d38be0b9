"""What the catalogue answers depends on the day, and on the team's history."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.able import Need
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from pricing.model_facts import ModelPrice
from pricing.offers import Team, training_offers, untuned_offer, untuned_offers
from pricing.route_facts import History, Route
from tests.helpers.examples import examples
from tests.helpers.support import APRIL, NOVEMBER


def route(facts: Catalogue, option_id: str) -> Route:
    return next(known for known in facts.routes if known.option_id == option_id)


@pytest.mark.parametrize(
    ("day", "history", "open_"),
    [
        (APRIL, "never", True),
        (date(2026, 5, 6), "never", True),
        (date(2026, 5, 7), "never", False),
        (date(2026, 7, 1), "inactive", True),
        (date(2026, 7, 2), "inactive", False),
        (NOVEMBER, "never", False),
        (NOVEMBER, "inactive", False),
        (NOVEMBER, "active", True),
        (date(2027, 1, 5), "active", True),
        (date(2027, 1, 6), "active", False),
    ],
)
def test_openai_tuning_closes_by_history(facts: Catalogue, day: date, history: History, open_: bool) -> None:
    availability = facts.availability(route(facts, "sft:openai/gpt-4.1-mini"), day, history)
    assert availability.available is open_
    assert (availability.because is None) is open_
    if not open_:
        assert "closed to" in str(availability.because)
        assert "grade B" in str(availability.because)


def test_a_closing_is_seen_coming_only_once_it_was_announced(facts: Catalogue) -> None:
    mini = route(facts, "sft:openai/gpt-4.1-mini")
    assert facts.closes_on(mini, APRIL, "active") is None
    coming = facts.closes_on(mini, NOVEMBER, "active")
    assert coming is not None
    assert coming.from_ == date(2027, 1, 6)


def test_a_shutdown_is_not_known_before_it_was_announced(facts: Catalogue) -> None:
    mini = route(facts, "sft:openai/gpt-4.1-mini")
    assert facts.shutdown(mini, date(2026, 10, 13)) is None
    end = facts.shutdown(mini, date(2026, 10, 14))
    assert end is not None
    assert (end.on, end.grade) == (date(2027, 1, 14), "C")


def test_claude_3_haiku_was_closed_when_the_guide_still_named_it(facts: Catalogue) -> None:
    availability = facts.availability(route(facts, "sft:bedrock/claude-3-haiku"), APRIL, "never")
    assert not availability.available
    assert "2026-03-10" in str(availability.because)


def test_a_route_that_never_existed_says_so(facts: Catalogue) -> None:
    availability = facts.availability(route(facts, "distillation:openai/gpt-5.4-mini"), NOVEMBER, "active")
    assert (availability.available, availability.state) == (False, "never")


def test_nothing_is_known_of_a_route_before_its_first_source(facts: Catalogue) -> None:
    availability = facts.availability(route(facts, "sft:together/qwen3.5-9b"), APRIL, "never")
    assert (availability.available, availability.state) == (False, "unknown")


def test_unconfirmed_is_not_open(facts: Catalogue) -> None:
    availability = facts.availability(route(facts, "rft:bedrock/qwen3-32b"), NOVEMBER, "never")
    assert (availability.available, availability.state) == (False, "unconfirmed")


def test_a_price_that_was_read_later_stands_in_and_says_so(facts: Catalogue) -> None:
    prices = facts.route_prices(route(facts, "sft:vertex/llama-3.3-70b"), APRIL)
    assert prices["training_usd_per_1m"].later
    assert not facts.route_prices(route(facts, "sft:vertex/llama-3.3-70b"), NOVEMBER)["training_usd_per_1m"].later


def test_gpu_prices_are_a_range_over_providers(facts: Catalogue) -> None:
    hourly = facts.gpu_usd_per_hour("H100", NOVEMBER)
    assert hourly is not None
    range_, fact = hourly
    assert range_.low < range_.likely < range_.high
    assert fact.source
    assert facts.gpu_usd_per_hour("abacus", NOVEMBER) is None


def test_an_estimate_that_does_not_exist_is_an_error(facts: Catalogue) -> None:
    with pytest.raises(KeyError):
        facts.estimate("people.patience")


def test_a_price_of_our_own_counts_from_its_day_on(facts: Catalogue) -> None:
    luna = BaseModelId(provider="openai", id="gpt-6-luna")
    row = {"model": "gpt-6-luna", "host": "openai", "input_usd_per_1m": 1, "output_usd_per_1m": 5}
    row |= {"source": "x", "grade": "C", "checked_on": NOVEMBER}
    named, unnamed = ModelPrice.model_validate(row | {"from": date(2026, 12, 1)}), ModelPrice.model_validate(row)
    own = replace(facts, prices=(named, unnamed))
    for day, usd in ((date(2026, 11, 30), "0.1"), (date(2026, 12, 1), "1")):
        rates = own.rates(luna, day, Decimal(500))
        assert rates is not None
        assert (rates.input, rates.cached == rates.input) == (Decimal(usd), usd == "1"), day


@pytest.mark.parametrize(
    ("id_", "history", "day", "state"),
    [
        ("rft:prime_intellect/qwen3.5-9b", "never", date(2026, 10, 4), "open"),
        ("rft:prime_intellect/qwen3.5-9b", "never", date(2026, 10, 5), "closed"),
        ("rft:prime_intellect/full-tuning-on-demand", "never", NOVEMBER, "gated"),
        ("sft:azure/gpt-4.1-mini", "never", date(2026, 10, 4), "open"),
        ("sft:azure/gpt-4.1-mini", "never", date(2026, 10, 5), "closed"),
        ("sft:azure/gpt-4.1-mini", "active", date(2026, 10, 5), "open"),
        ("sft:azure/gpt-oss-20b", "never", date(2026, 10, 5), "unconfirmed"),
        ("sft:azure/gpt-oss-20b", "never", date(2026, 10, 6), "open"),
        ("rft:azure/mai-code-1.1-flash", "never", NOVEMBER, "open"),
        ("sft:fireworks/glm-5.3-flash", "never", date(2026, 11, 25), "open"),
        ("sft:tinker/glm-5.3", "never", date(2026, 11, 25), "unconfirmed"),
        ("sft:sagemaker/open-weight", "never", date(2026, 11, 25), "unconfirmed"),
        ("rft:bedrock/nova-2-lite", "never", date(2026, 11, 25), "unconfirmed"),
    ],
)
def test_what_was_found_in_november_holds_from_its_own_day(
    facts: Catalogue, id_: str, history: History, day: date, state: str
) -> None:
    assert facts.availability(route(facts, id_), day, history).state == state


def test_a_tuned_nova_2_lite_can_use_tools_and_its_price_has_an_address(facts: Catalogue) -> None:
    offers = {offer.id: offer for offer in training_offers(facts, date(2026, 11, 25), Team(), Need(500, 200))}
    nova = offers["sft:bedrock/nova-2-lite"]
    assert "tool_use" not in nova.unsuited
    assert "tool_use" in offers["sft:bedrock/nova-micro"].unsuited, "of the first Nova nothing newer is known"
    assert nova.prices is not None
    for priced in nova.prices.values():
        assert "AWS Price List API" in priced.fact.source


@pytest.mark.parametrize(
    ("id_", "images"),
    [
        ("gpt-5.4-nano", "yes"),
        ("gpt-6.1-sol", "yes"),
        ("nova-2-lite", "yes"),
        ("gpt-oss-20b", "no"),
        ("kimi-k3.1-pro", "unknown"),
    ],
)
def test_what_a_model_reads_is_the_newest_word_on_it(facts: Catalogue, id_: str, images: str) -> None:
    model = facts.model(id_)
    assert model is not None
    assert model.images == images


def test_an_open_that_was_read_long_ago_says_so(facts: Catalogue) -> None:
    state = facts.availability(route(facts, "sft:together/qwen3-8b"), NOVEMBER, "never")
    assert state.aged(NOVEMBER) == "last seen open on 2026-06-03"
    assert state.aged(date(2026, 8, 2)) is None, "60 days are not long ago"
    closed = facts.availability(route(facts, "sft:cohere/command"), NOVEMBER, "never")
    assert closed.aged(NOVEMBER) is None
    active = facts.availability(route(facts, "sft:openai/gpt-4.1"), date(2026, 10, 20), "active")
    assert active.aged(date(2026, 10, 20)) is None, "the closing that was announced in September tells that it is open"


@settings(max_examples=examples(20))
@given(st.integers(1, 2_000_000), st.booleans())
def test_every_size_of_a_request_is_priced_as_that_size(facts: Catalogue, size: int, batch: bool) -> None:
    offers = untuned_offers(facts, NOVEMBER, Team(batch=batch), Need(size, 0))
    by_id = {offer.model: offer for offer in offers}
    for model in facts.untuned:
        if model.id in by_id:
            alone = untuned_offer(model, facts, NOVEMBER, size, batch=batch)
            assert by_id[model.id].rates == alone.rates, model.id
