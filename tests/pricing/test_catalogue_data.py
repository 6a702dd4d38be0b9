"""The catalogue's own data: every fact is sourced, dated and graded, every id can be priced, nothing ended unnoticed."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from shutil import copytree

import pytest

from pricing import base_prices, hosts, names, retirements, upkeep
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId, Fact
from pricing.loading import DATA, load
from tests.helpers.support import NOVEMBER

GRADES = "ABCD"


def all_facts(facts: Catalogue) -> Iterator[tuple[str, Fact]]:
    for route in facts.routes:
        for fact in (*route.status, *route.price, *route.shutdown):
            yield route.option_id, fact
    for model in facts.untuned:
        for fact in (model, *model.ability):
            yield model.id, fact
    for word in (*facts.endings.own, *facts.endings.package, *facts.endings.alive, *facts.prices):
        yield f"{word.model} at {word.host}", word
    yield from ((", ".join(ability.routes), ability) for ability in facts.abilities)
    yield from ((", ".join(alias.names), alias) for alias in facts.aliases)
    yield from ((weights.id, weights) for weights in facts.open_models)
    yield from ((gpu.kind, gpu) for gpu in (*facts.gpus, *facts.peaks))
    yield from ((estimate.id, estimate.as_fact()) for estimate in facts.estimates)


def bases(facts: Catalogue) -> Iterator[tuple[str, BaseModelId]]:
    """Every place where genai-prices is said to keep a price, and the host whose price that is."""
    for model in facts.untuned:
        if model.base is not None:
            yield model.host, model.base
        yield from ((place.host, place.base) for place in model.price_at)
    for alias in facts.aliases:
        if alias.base is not None:
            yield hosts.OF_PROVIDER[alias.base.provider], alias.base


def test_every_fact_has_a_source_a_grade_and_a_day_of_reading(facts: Catalogue) -> None:
    for name, fact in all_facts(facts):
        assert fact.source.strip(), name
        assert fact.grade in GRADES, name
        assert fact.checked_on <= facts.checked_on(), name
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


def test_days_ascend(facts: Catalogue) -> None:
    for route in facts.routes:
        for days in ([status.from_ for status in route.status], [price.from_ for price in route.price]):
            assert days == sorted(days), route.option_id
    for model in facts.untuned:
        days = [word.from_ for word in model.ability]
        assert days == sorted(days), model.id


def test_nothing_is_known_after_it_happened(facts: Catalogue) -> None:
    for route in facts.routes:
        for status in route.status:
            assert status.known_from is None or status.known_from <= status.from_, route.option_id
        for end in route.shutdown:
            assert end.known_from <= end.on, route.option_id
    for end in (*facts.endings.own, *facts.endings.package):
        assert end.known_from <= end.on, f"{end.model} at {end.host}"
    for model in facts.untuned:
        end = facts.shutdown(model, facts.checked_on())
        assert end is None or model.since < end.on, model.id


def test_ids_stand_once(facts: Catalogue) -> None:
    for ids in (
        [route.option_id for route in facts.routes],
        [model.id for model in facts.untuned],
        [model.id for model in facts.open_models],
        [name.lower() for alias in facts.aliases for name in alias.names],
    ):
        assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_every_priced_model_is_found_in_genai_prices_under_the_host_that_is_meant(facts: Catalogue) -> None:
    of_routes = [route.base for route in facts.routes if route.base is not None]
    listed = [*of_routes, *(base for _, base in bases(facts))]
    assert [f"{base.provider}/{base.id}" for base in listed if not base_prices.has(base)] == []
    assert [
        (host, base.id) for host, base in bases(facts) if hosts.OF_PROVIDER.get(base.provider, base.provider) != host
    ] == []


def test_every_host_is_one_that_is_known(facts: Catalogue) -> None:
    words = [*facts.endings.own, *facts.endings.alive, *facts.prices, *facts.untuned, *facts.routes]
    known = {*hosts.OF_PROVIDER.values(), *hosts.PLACES.values(), *(route.host for route in facts.routes)}
    known |= {"vertex", "alibaba", "typesafe", "huggingface_nscale", "vercel"}
    assert {word.host for word in words} - known == set()
    assert all(hosts.host_name(word.host) for word in words)


def test_a_price_of_our_own_is_of_a_listed_model_at_its_own_host(facts: Catalogue) -> None:
    for price in facts.prices:
        model = facts.model(price.model)
        assert model is not None, price.model
        assert price.host == model.host, price.model


def test_notes_are_sentences(facts: Catalogue) -> None:
    for name, fact in all_facts(facts):
        if fact.note is not None and fact.checked_on >= date(2026, 11, 25):
            assert fact.note.endswith((".", "!", "?")), (name, fact.note)
            assert ".csv" not in f"{fact.note} {fact.source}", name
            assert "store id" not in f"{fact.note} {fact.source}", name


def test_every_model_worth_scoring_has_a_price_today(facts: Catalogue) -> None:
    for model in facts.untuned:
        if model.worth_scoring:
            assert model.kind == "generator", model.id
            assert model.base is not None, model.id
            assert base_prices.rates(model.base, facts.checked_on(), 500) is not None, model.id


def test_a_price_of_zero_means_that_there_is_none() -> None:
    assert base_prices.rates(BaseModelId(provider="google", id="gemma-4-31b-it"), NOVEMBER, 500) is None


def test_a_near_match_is_no_match() -> None:
    assert base_prices.rates(BaseModelId(provider="azure", id="gpt-4.1"), NOVEMBER, 500) is None
    assert base_prices.rates(BaseModelId(provider="nobody", id="gpt-4.1"), NOVEMBER, 500) is None


def test_names_that_the_price_package_takes_for_old_models_are_asked_about(facts: Catalogue) -> None:
    """There, mistral-large-latest is Mistral Large 2, and grok-latest Grok 4.5."""
    for name in ("mistral-large-latest", "grok-latest"):
        named = names.read(facts, name)
        assert (named.model, named.base) == (None, None)
        assert named.candidates[0] in ("mistral-large-4", "grok-4.7")


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


def test_of_every_route_it_is_told_what_it_can_do_or_that_nobody_knows(facts: Catalogue) -> None:
    ids = {route.option_id for route in facts.routes}
    told = {id_ for ability in facts.abilities for id_ in ability.routes}
    assert (ids - told, told - ids) == (set(), set())


def test_nothing_ended_that_no_state_knows(facts: Catalogue) -> None:
    """On the day the catalogue was last checked. What this names needs a new block."""
    assert upkeep.unnoticed(facts, facts.checked_on()) == []


def test_an_end_that_no_state_knows_is_told(facts: Catalogue) -> None:
    later = date(2027, 6, 1)
    assert "sft:vertex/gemini-3.5-flash ended on 2027-05-19, and no state of it says so." in upkeep.unnoticed(
        facts, later
    )


def test_every_successor_that_is_listed_is_found(facts: Catalogue) -> None:
    ids = {model.id for model in facts.untuned}
    for end in facts.endings.own:
        if end.successor in ids:
            follows = facts.successor(end)
            assert follows is not None
            assert follows.id == end.successor


def test_where_our_rows_and_the_package_name_other_days(facts: Catalogue) -> None:
    """Google's pages say two days for Vertex; both have passed. Another pair here wants to be looked at."""
    assert [(own.host, own.model, str(own.on), str(theirs.on)) for own, theirs in facts.endings.disagreements()] == [
        ("vertex", "gemini-2.5-flash", "2026-10-16", "2026-10-20"),
        ("vertex", "gemini-2.5-flash-lite", "2026-10-16", "2026-10-20"),
        ("vertex", "gemini-2.5-pro", "2026-10-16", "2026-10-20"),
    ]


def test_no_row_of_ours_repeats_what_the_package_says(facts: Catalogue) -> None:
    """But where an older row of ours says otherwise: of two words on one end the one that was looked at last counts."""
    theirs = {(end.host, end.model.lower(), end.on, end.at_earliest) for end in retirements.ends()}
    rows = Counter((end.host, end.model.lower()) for end in facts.endings.own)
    repeated = [
        f"{end.model} at {end.host}"
        for end in facts.endings.own
        if rows[end.host, end.model.lower()] == 1
        and end.checked_on >= date(2026, 11, 25)
        and (end.host, end.model.lower(), end.on, end.at_earliest) in theirs
    ]
    assert repeated == []


def test_every_candidate_of_an_ambiguous_name_means_one_model(facts: Catalogue) -> None:
    for alias in facts.aliases:
        for candidate in alias.candidates:
            assert names.read(facts, candidate).model is not None, (alias.names[0], candidate)


def test_a_row_with_a_key_that_nobody_reads_is_refused(tmp_path) -> None:
    copytree(DATA, tmp_path / "data")
    text = (DATA / "routes" / "cohere.toml").read_text().replace("model =", "modle =")
    (tmp_path / "data" / "routes" / "cohere.toml").write_text(text)
    with pytest.raises(ValueError, match="modle"):
        load(tmp_path / "data")


def test_an_alias_that_leads_nowhere_is_refused(tmp_path) -> None:
    copytree(DATA, tmp_path / "data")
    row = '\n[[alias]]\nnames = ["x"]\nkind = "ambiguous"\nsource = "x"\ngrade = "D"\nchecked_on = 2026-11-25\n'
    aliases = tmp_path / "data" / "aliases.toml"
    aliases.write_text(aliases.read_text() + row)
    with pytest.raises(ValueError, match="'x' leads to a model, or to candidates and a question"):
        load(tmp_path / "data")


def test_ages_count_from_the_earliest_day_a_partial_date_can_mean() -> None:
    fact = Fact(source="x", source_date="2026-10", grade="B", checked_on=NOVEMBER)
    assert fact.age_days(date(2026, 11, 1)) == 31
    assert Fact(source="x", grade="B", checked_on=NOVEMBER).age_days(NOVEMBER) is None


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="YYYY"):
        Fact(source="x", source_date="last spring", grade="B", checked_on=NOVEMBER)
