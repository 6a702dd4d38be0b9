"""Looking back at a decision: what is told when the catalogue or the calendar moves, and what is not."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lifecycle.figures import figures_now, figures_of
from flows.lifecycle.reassess import Change, changes, reassess
from flows.questions.document import from_mapping
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from pricing.catalogue import Catalogue
from pricing.facts import Shutdown
from pricing.route_facts import Route, RouteStatus
from tests.helpers.examples import examples
from tests.helpers.figures import BEFORE, later
from tests.helpers.strategies import days, documents
from tests.helpers.support import APRIL, NOVEMBER, clauses, with_all_options

CHECKED = date(2026, 11, 22)


def kinds(told: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in told]


def changed(facts: Catalogue, change: Callable[[Route], Route]) -> Catalogue:
    routes = tuple(change(route) for route in facts.routes)
    return replace(facts, routes=routes)


def on_route(id_: str, **more: Any) -> Callable[[Route], Route]:
    """A change of one route: rows appended to its facts."""

    def change(route: Route) -> Route:
        if route.option_id != id_:
            return route
        return route.model_copy(update={name: (*getattr(route, name), row) for name, row in more.items()})

    return change


FACT = {"source": "https://provider.example/news", "source_date": "2026-11-25", "grade": "A", "checked_on": CHECKED}


def test_the_guides_route_closed_between_april_and_november(facts: Catalogue) -> None:
    answers = clauses(openai_tuning="never")
    april = figures_of(decide(answers, APRIL, facts))
    assert str(april.option).startswith("sft:openai/")
    result = reassess(april, answers, NOVEMBER, facts)
    closed = next(change for change in result.changes if change.kind == "route_closes")
    assert "closed to teams that never tuned there since 2026-05-07" in closed.sentence
    assert closed.source is not None
    assert closed.source in closed.text
    assert closed.text.count(closed.source) == 1
    assert "model_ends" in kinds(result.changes)
    assert result.now.option == april.option
    assert result.now.recommended != april.recommended
    again = reassess(result.record, answers, NOVEMBER + timedelta(days=7), facts)
    assert again.changes == ()


def test_a_route_that_closes_before_break_even_is_told_with_its_source(facts: Catalogue) -> None:
    answers = clauses()
    before = figures_of(decide(answers, NOVEMBER, facts))
    closing = RouteStatus.model_validate(
        FACT | {"from": date(2027, 1, 20), "known_from": date(2026, 11, 25), "state": "closed"}
    )
    moved = changed(facts, on_route(str(before.option), status=closing))
    assert reassess(before, answers, date(2026, 11, 24), moved).changes == ()
    told = reassess(before, answers, date(2026, 11, 26), moved).changes
    assert kinds(told) == ["route_closes"]
    assert "closes to you on 2027-01-20" in told[0].sentence
    assert told[0].text.endswith("Source: https://provider.example/news (2026-11-25, grade A).")
    live = date(2026, 11, 25)
    assert reassess(before, answers, date(2026, 11, 26), moved, live_on=live).changes == ()


def test_a_model_that_shuts_down_within_the_horizon_is_told_with_its_source(facts: Catalogue) -> None:
    answers = clauses()
    before = figures_of(decide(answers, NOVEMBER, facts))
    ending = Shutdown.model_validate(FACT | {"on": date(2027, 9, 1), "known_from": date(2026, 11, 25)})
    told = reassess(
        before, answers, date(2026, 11, 29), changed(facts, on_route(str(before.option), shutdown=ending))
    ).changes
    assert [(change.kind, change.source, change.source_date) for change in told] == [
        ("model_ends", FACT["source"], "2026-11-25")
    ]


def test_a_serving_price_that_doubles_is_told(facts: Catalogue) -> None:
    answers = clauses()
    before = figures_of(decide(answers, NOVEMBER, facts))

    def dearer(route: Route) -> Route:
        doubled = {"tuned_input_usd_per_1m", "tuned_output_usd_per_1m"}
        prices = tuple(
            price.model_copy(update={name: value * 2 for name, value in price if name in doubled and value is not None})
            for price in route.price
        )
        return route.model_copy(update={"price": prices}) if route.option_id == before.option else route

    told = reassess(before, answers, NOVEMBER, changed(facts, dearer)).changes
    assert kinds(told) == ["cost"]
    assert "rose by" in told[0].sentence
    assert told[0].about == "option"
    assert told[0].source is not None


@pytest.mark.parametrize("id_", ["sft:bedrock/nova-2-lite", "untuned:gpt-6-luna", "distillation:bedrock/nova-2-lite"])
def test_what_the_catalogue_no_longer_has_is_not_an_error(facts: Catalogue, id_: str) -> None:
    empty = replace(facts, routes=(), untuned=())
    now = figures_now(clauses(), NOVEMBER, empty, follows=id_)
    assert (now.option, now.open, now.monthly_usd) == (id_, False, None)
    assert kinds(changes(replace(BEFORE, option=id_), now)).count("route_closes") == (id_.split(":")[0] in TRAINING)


def test_an_untuned_model_that_is_gone_is_still_followed(facts: Catalogue) -> None:
    now = figures_now(clauses(), date(2027, 6, 1), facts, follows="untuned:gpt-4.1")
    assert (now.open, now.model_ends_on) == (False, date(2027, 1, 14))
    before = later(now, as_of=APRIL, open=True, model_ends_on=None)
    assert "gpt-4.1 was shut down on 2027-01-14." in {change.sentence for change in changes(before, now)}


def test_a_distillation_on_a_route_that_closed_is_still_followed(facts: Catalogue) -> None:
    own = {route.id for route in facts.routes if route.method == "distillation"}
    open_then = {option.id for option in with_all_options(clauses(), APRIL, facts).options if option.available}
    closed_now = {option.id for option in with_all_options(clauses(), NOVEMBER, facts).options if not option.available}
    route = next(
        route
        for route in facts.routes
        if route.option_id in open_then & closed_now and route.method == "sft" and route.id not in own
    )
    before, now = (figures_now(clauses(), day, facts, follows=f"distillation:{route.id}") for day in (APRIL, NOVEMBER))
    assert (before.open, now.open) == (True, False)
    assert now.upkeep_usd == before.upkeep_usd
    assert "route_closes" in kinds(changes(before, now))


@settings(max_examples=examples(60))
@given(documents, days, st.integers(0, 400))
def test_a_look_back_never_repeats_itself(facts: Catalogue, document: dict[str, Any], day: date, waited: int) -> None:
    answers = from_mapping(document)
    before = figures_now(answers, day, facts)
    first = reassess(before, answers, day + timedelta(days=waited), facts)
    assert reassess(first.record, answers, day + timedelta(days=waited), facts).changes == ()
    for change in first.changes:
        assert change.text.endswith(".")
        assert "None" not in change.text
        json.dumps(change.kept.to_json())


def test_the_default_is_a_fifth() -> None:
    assert DEFAULT.cost_moved_share == Decimal("0.2")
