"""The catalogue's own data: every fact is sourced, dated and graded, and every id can be priced."""

from collections import Counter
from datetime import date

import pytest

from pricing import base_prices
from pricing.catalogue import DATA, Catalogue, load
from pricing.facts import BaseModelId, Fact
from tests.helpers.support import NOVEMBER


def all_facts(facts: Catalogue) -> list[tuple[str, Fact]]:
    named: list[tuple[str, Fact]] = []
    for route in facts.routes:
        named += [(route.option_id, fact) for fact in (*route.status, *route.price, *route.shutdown)]
    for model in facts.untuned:
        named += [(model.id, fact) for fact in (model, *model.shutdown)]
    named += [(model.id, model) for model in facts.open_models]
    named += [(gpu.kind, gpu) for gpu in (*facts.gpus, *facts.peaks)]
    named += [(estimate.id, estimate.as_fact()) for estimate in facts.estimates]
    return named


def test_every_fact_has_a_source_a_grade_and_a_day_of_reading(facts: Catalogue) -> None:
    for name, fact in all_facts(facts):
        assert fact.source.strip(), name
        assert fact.grade in "ABCD", name
        assert fact.checked_on <= NOVEMBER, name
        assert fact.dated is None or fact.dated <= fact.checked_on, name


def test_a_fact_without_a_date_of_its_own_is_at_most_a_stored_copy(facts: Catalogue) -> None:
    assert [name for name, fact in all_facts(facts) if fact.dated is None and fact.grade == "A"] == []


def test_assumptions_are_graded_as_such(facts: Catalogue) -> None:
    for estimate in facts.estimates:
        for source in estimate.sources:
            if source.source.startswith("assumption"):
                assert source.grade == "D", estimate.id


def test_an_estimate_is_as_sure_as_its_weakest_source(facts: Catalogue) -> None:
    for estimate in facts.estimates:
        assert estimate.as_fact().grade == max(source.grade for source in estimate.sources)
        assert estimate.low <= estimate.likely <= estimate.high


def test_dates_of_a_route_ascend(facts: Catalogue) -> None:
    for route in facts.routes:
        for days in ([status.from_ for status in route.status], [price.from_ for price in route.price]):
            assert days == sorted(days), route.option_id


def test_nothing_is_known_after_it_happened(facts: Catalogue) -> None:
    for route in facts.routes:
        for status in route.status:
            assert status.known_from is None or status.known_from <= status.from_, route.option_id
        for end in route.shutdown:
            assert end.known_from <= end.on, route.option_id
    for model in facts.untuned:
        for end in model.shutdown:
            assert model.released < end.known_from <= end.on, model.id


def test_ids_stand_once(facts: Catalogue) -> None:
    for ids in (
        [route.option_id for route in facts.routes],
        [model.id for model in facts.untuned],
        [model.id for model in facts.open_models],
    ):
        assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_every_priced_model_is_found_in_genai_prices(facts: Catalogue) -> None:
    bases = [model.base for model in facts.untuned] + [route.base for route in facts.routes if route.base is not None]
    assert [f"{base.provider}/{base.id}" for base in bases if base.id not in base_prices._models(base.provider)] == []


def test_every_untuned_candidate_has_a_price_today(facts: Catalogue) -> None:
    for model in facts.untuned:
        assert base_prices.rates(model.base, NOVEMBER, 500) is not None, model.id


def test_a_price_of_zero_means_that_there_is_none() -> None:
    assert base_prices.rates(BaseModelId(provider="google", id="gemma-4-31b-it"), NOVEMBER, 500) is None


def test_a_near_match_is_no_match() -> None:
    assert base_prices.rates(BaseModelId(provider="azure", id="gpt-4.1"), NOVEMBER, 500) is None
    assert base_prices.rates(BaseModelId(provider="nobody", id="gpt-4.1"), NOVEMBER, 500) is None


@pytest.mark.parametrize(
    "named",
    [
        "distillation:openai/gpt-5.4-mini",
        "distillation:openai/gpt-5.4-nano",
        "sft:openai/gpt-4.1",
        "sft:openai/gpt-4.1-mini",
        "sft:openai/gpt-4.1-nano",
        "sft:bedrock/claude-3-haiku",
        "rft:openai/o4-mini",
        "lora:self_hosted/gemma-4-31b",
        "lora:self_hosted/qwen3.5-27b",
        "lora:self_hosted/mistral-small-4",
        "lora:self_hosted/llama-3.3-70b",
    ],
)
def test_every_system_that_the_sources_name_has_its_row(facts: Catalogue, named: str) -> None:
    assert "guide" in next(route for route in facts.routes if route.option_id == named).named_in


def test_every_open_model_of_a_route_is_described(facts: Catalogue) -> None:
    described = {model.id for model in facts.open_models}
    missing = [route.id for route in facts.routes if route.host == "self_hosted" and route.open_model not in described]
    # The one that never existed, and one for which no serving figure was found.
    assert missing == ["self_hosted/mistral-small-3.2-24b", "self_hosted/mistral-small-4-24b"]


def test_a_row_with_a_key_that_nobody_reads_is_refused(tmp_path) -> None:
    (tmp_path / "routes").mkdir()
    for path in DATA.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text())
    (tmp_path / "routes" / "x.toml").write_text(
        (DATA / "routes" / "cohere.toml").read_text().replace("model =", "modle =")
    )
    with pytest.raises(ValueError, match="modle"):
        load(tmp_path)


def test_ages_count_from_the_earliest_day_a_partial_date_can_mean() -> None:
    fact = Fact(source="x", source_date="2026-10", grade="B", checked_on=NOVEMBER)
    assert fact.age_days(date(2026, 11, 1)) == 31
    assert Fact(source="x", grade="B", checked_on=NOVEMBER).age_days(NOVEMBER) is None


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="YYYY"):
        Fact(source="x", source_date="last spring", grade="B", checked_on=NOVEMBER)
