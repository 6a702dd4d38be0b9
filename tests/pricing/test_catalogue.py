"""What the catalogue answers depends on the day, and on the team's history."""

from datetime import date

import pytest

from pricing.catalogue import Catalogue
from pricing.facts import History, Route
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
