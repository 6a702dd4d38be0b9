"""When a model ends depends on the host, on the version, and on what was known on the day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pricing import retirements
from pricing.catalogue import Catalogue
from pricing.endings import Endings, exact_key, undated_key
from pricing.facts import BaseModelId
from pricing.in_words import end_in_words
from pricing.model_facts import End
from tests.helpers.support import APRIL, NOVEMBER

LATE = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("model", "host", "on", "follows"),
    [
        ("gpt-4.1", "openai", "2027-01-14", "gpt-6-luna"),
        ("gpt-4.1", "azure", "2027-04-14", None),
        ("gpt-4o", "openai", "2027-01-14", "gpt-6-luna"),
        ("gpt-4o-2024-05-13", "openai", "2026-10-23", "gpt-5.6-sol"),
        ("gpt-4o", "azure", "2027-04-14", "gpt-5.1"),
        ("gpt-4o-2024-05-13", "azure", "2026-12-09", "gpt-5.6-sol"),
        ("gpt-4", "openai", "2026-10-23", "gpt-5.6-sol"),
        ("gpt-3.5-turbo", "openai", "2026-10-23", "gpt-5.6-terra"),
        ("o3-mini", "openai", "2026-10-23", "gpt-5.6-sol"),
        ("claude-3-5-sonnet", "anthropic", "2025-10-28", "claude-sonnet-5-5"),
        ("claude-sonnet-4-5", "anthropic", "2026-11-30", "claude-sonnet-5-5"),
        ("claude-sonnet-4-5", "bedrock", "2027-04-08", None),
        ("gemini-2.5-flash", "gemini", "2026-12-01", "gemini-3.5-flash-lite"),
        ("gemini-2.5-flash", "vertex", "2026-10-16", "gemini-3.5-flash-lite or gemini-3.1-flash-lite"),
        ("o4-mini", "azure", "2026-11-19", "gpt-5.6-terra"),
    ],
)
def test_a_model_ends_on_another_day_at_another_host(
    facts: Catalogue, model: str, host: str, on: str, follows: str | None
) -> None:
    end = facts.endings.of(model, host, LATE)
    assert end is not None
    assert (str(end.on), end.successor) == (on, follows)


def test_a_model_without_an_end_has_none(facts: Catalogue) -> None:
    assert facts.endings.of("gpt-6-luna", "openai", LATE) is None
    word = facts.endings.not_announced("gpt-6-luna", "openai", LATE)
    assert word is not None
    assert word.grade == "C"
    assert facts.endings.of("gpt-4.1", "nowhere", LATE) is None


def test_what_was_not_announced_yet_is_not_known(facts: Catalogue) -> None:
    assert facts.endings.of("gpt-4.1", "openai", date(2026, 10, 13)) is None
    assert facts.endings.of("gpt-4", "openai", APRIL) is None
    assert facts.endings.of("gpt-4", "openai", date(2026, 4, 22)) is not None


def test_a_tuned_model_ends_later_than_its_base_at_azure(facts: Catalogue) -> None:
    route = next(route for route in facts.routes if route.option_id == "sft:azure/gpt-4.1")
    tuned = facts.shutdown(route, LATE)
    assert tuned is not None
    assert str(tuned.on) == "2027-10-14"
    before = facts.shutdown(route, date(2026, 10, 4))
    assert before is not None
    assert str(before.on) == "2027-04-14"


def end(on: str, checked: str, **more: object) -> End:
    values = {"model": "x-1", "host": "here", "known_from": "2026-01-01", "source": "s", "grade": "C", **more}
    return End.model_validate({"on": on, "checked_on": checked, **values})


def test_of_two_words_the_one_that_was_looked_at_last_counts() -> None:
    ours, theirs = end("2027-01-01", "2026-11-25"), end("2027-02-01", "2026-10-16")
    assert Endings((ours,), (theirs,)).of("x-1", "here", LATE) == ours
    newer = end("2027-02-01", "2026-12-16")
    assert Endings((ours,), (newer,)).of("x-1", "here", LATE) == newer, "a newer package brings newer ends"
    same_day = end("2027-02-01", "2026-11-25")
    assert Endings((ours,), (same_day,)).of("x-1", "here", LATE) == ours


def test_a_version_without_an_end_of_its_own_ends_with_the_name() -> None:
    named = end("2027-01-01", "2026-11-25")
    found = Endings((named,), ()).of("x-1-2026-03-01", "here", LATE)
    assert found == named


def test_a_name_without_a_day_goes_with_its_last_version() -> None:
    versions = tuple(
        end(on, "2026-11-25", model=f"x-1-{day}")
        for on, day in (("2026-12-01", "2024-05-13"), ("2027-04-14", "2024-08-06"))
    )
    found = Endings(versions, ()).of("x-1", "here", LATE)
    assert found is not None
    assert str(found.on) == "2027-04-14"


def test_a_version_that_goes_first_says_nothing_of_the_name(facts: Catalogue) -> None:
    """In June it was known that gpt-4o-2024-05-13 goes, and of gpt-4o nothing."""
    june = date(2026, 6, 1)
    assert facts.endings.of("gpt-4o-2024-05-13", "openai", june) is not None
    assert facts.endings.of("gpt-4o", "openai", june) is None


def test_a_successor_that_nobody_could_read_is_not_made_up(facts: Catalogue) -> None:
    """The newest copy of OpenAI's page is cut there; an older one named gpt-5.6-luna."""
    nano = facts.endings.of("gpt-5-nano", "openai", LATE)
    assert nano is not None
    assert (str(nano.on), nano.successor) == ("2026-12-11", None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anthropic.claude-3-haiku-20240307-v1:0", "claude-3-haiku-20240307"),
        ("us.anthropic.claude-3-haiku-20240307-v1:0", "claude-3-haiku-20240307"),
        ("meta-llama/llama-3.3-70b-instruct", "llama-3.3-70b"),
        ("google/gemma-3-27b-it", "gemma-3-27b"),
        ("gpt-4o 2024-08-06", "gpt-4o-2024-08-06"),
        ("GPT-4.1", "gpt-4.1"),
        ("claude-3-7-sonnet-latest", "claude-3-7-sonnet"),
        ("claude-sonnet-4-0", "claude-sonnet-4"),
        ("llama-3.3-70b-versatile", "llama-3.3-70b"),
    ],
)
def test_hosts_spell_one_model_in_several_ways(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other)


def test_two_models_are_not_taken_for_one() -> None:
    assert exact_key("gpt-3.5-turbo-instruct") != exact_key("gpt-3.5-turbo")
    assert exact_key("gpt-4o-2024-05-13") != exact_key("gpt-4o-2024-08-06")
    assert undated_key("gpt-4o-2024-05-13") == undated_key("gpt-4o-2024-08-06") == undated_key("gpt-4o")
    assert undated_key("mistral-large-2411") != undated_key("mistral-large-2512")


def test_the_package_is_as_sure_as_it_is_fresh(facts: Catalogue) -> None:
    checked = next(iter(retirements.ends())).checked_on
    for day, grade in ((checked, "B"), (date(2026, 12, 15), "B"), (date(2026, 12, 16), "C")):
        found = facts.endings.of("gpt-4", "openai", day)
        assert found is not None
        assert (found.grade, str(found.source_date)) == (grade, "2026-10-16")
        assert found.source.startswith("https://developers.openai.com/")


def test_past_the_earliest_day_a_model_is_still_there(facts: Catalogue) -> None:
    haiku = facts.endings.of("claude-haiku-4-5", "anthropic", LATE)
    assert haiku is not None
    assert haiku.at_earliest
    assert end_in_words(facts, haiku, LATE) == "may end any day (not before 2026-10-15, its provider said)"


@pytest.mark.parametrize(
    ("model", "host", "said"),
    [
        (
            "gpt-4",
            "openai",
            "gone since 2026-10-23; its provider names gpt-5.6-sol to follow ($4 in, $20 out per 1M tokens)",
        ),
        (
            "gpt-4o",
            "openai",
            "ends on 2027-01-14; its provider names gpt-6-luna to follow ($0.1 in, $0.5 out per 1M tokens)",
        ),
        (
            "gemini-2.5-pro",
            "gemini",
            "ends on 2026-12-01; from then on gemini-3.8-flash answers and is billed ($0.75 in, $3.75 out per 1M tokens)",
        ),
        ("gpt-5", "azure", "ends on 2027-02-09"),
        ("grok-2-1212", "x-ai", "gone since"),
    ],
)
def test_an_end_is_told_with_what_follows_and_what_that_costs(
    facts: Catalogue, model: str, host: str, said: str
) -> None:
    found = facts.endings.of(model, host, LATE)
    assert found is not None
    assert end_in_words(facts, found, LATE).startswith(said)


def test_a_model_that_another_answers_for_is_billed_as_that_one(facts: Catalogue) -> None:
    flash = BaseModelId(provider="google", id="gemini-2.5-flash")
    before, after = (facts.rates(flash, day, Decimal(500)) for day in (date(2026, 11, 30), date(2026, 12, 1)))
    assert before is not None
    assert after is not None
    assert "google/gemini-2.5-flash," in before.fact.source
    assert "google/gemini-3.5-flash-lite," in after.fact.source
    unlisted = replace(facts, untuned=tuple(model for model in facts.untuned if model.id != "gemini-3.5-flash-lite"))
    kept = unlisted.rates(flash, date(2026, 12, 1), Decimal(500))
    assert kept is not None
    assert "google/gemini-2.5-flash," in kept.fact.source


def test_a_closing_that_was_put_off_does_not_close(facts: Catalogue) -> None:
    mini = next(route for route in facts.routes if route.option_id == "rft:azure/o4-mini")
    closes = facts.closes_on(mini, NOVEMBER, "active")
    assert closes is not None
    assert (str(closes.from_), closes.at_earliest) == ("2027-05-19", True)
    before = facts.closes_on(mini, date(2026, 10, 4), "active")
    assert before is not None
    assert str(before.from_) == "2027-04-16"
