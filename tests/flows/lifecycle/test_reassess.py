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
from flows.lifecycle.reassess import Change, changes, reassess, to_record
from flows.log.figures import Figures
from flows.questions.document import from_mapping
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT, with_own
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from pricing.catalogue import Catalogue
from pricing.facts import Route, RouteStatus, Shutdown
from tests.helpers.strategies import days, documents
from tests.helpers.support import APRIL, NOVEMBER, clauses

CHECKED = date(2026, 11, 22)
BEFORE = Figures(
    verdict="sft",
    headline="Fine-tune.",
    rule="behavior",
    because="It is ready.",
    recommended="sft:bedrock/nova-2-lite",
    as_of=NOVEMBER,
    today_usd=Decimal(4250),
    today_model="gpt-5.4",
    horizon_ends_on=date(2027, 11, 23),
    option="sft:bedrock/nova-2-lite",
    label="nova-2-lite tuned at Amazon Bedrock",
    model="nova-2-lite",
    open=True,
    monthly_usd=Decimal("652.00"),
    upkeep_usd=Decimal(500),
    upfront_usd=Decimal(900),
    net_usd=Decimal(30_000),
    pays_back_on=date(2027, 1, 10),
)


def later(figures: Figures = BEFORE, **moved: Any) -> Figures:
    """The figures of a week later, with what moved."""
    assert figures.as_of is not None
    return replace(figures, **{"as_of": figures.as_of + timedelta(days=7)} | moved)


def kinds(told: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in told]


# --- both ways to the figures ----------------------------------------------------------------------


@settings(max_examples=45)
@given(documents, days)
def test_the_light_path_agrees_with_the_whole_verdict(facts: Catalogue, document: dict[str, Any], day: date) -> None:
    answers = from_mapping(document)
    reply = decide(answers, day, facts)
    light = figures_now(answers, day, facts)
    assert light == figures_of(reply)
    assert light == figures_of(Reply.model_validate_json(reply.model_dump_json()))
    assert light == figures_now(answers, day, facts, follows=light.option)
    assert changes(figures_of(reply), light) == ()
    assert Figures.from_json(json.loads(json.dumps(light.to_json()))) == light


@settings(max_examples=20)
@given(documents, days, st.data())
def test_any_option_can_be_followed_with_the_figures_of_the_verdict(
    facts: Catalogue, document: dict[str, Any], day: date, data: st.DataObject
) -> None:
    answers = from_mapping(document)
    reply = decide(answers, day, facts)
    chosen = data.draw(st.sampled_from(reply.options)).id
    assert figures_now(answers, day, facts, follows=chosen) == figures_of(reply, follows=chosen)


def test_what_a_team_prepares_for_is_followed(facts: Catalogue) -> None:
    light = figures_now(clauses(test_items=20, gap="behavior", prompting="scored", reason="quality"), NOVEMBER, facts)
    assert (light.verdict, light.then) == ("not_ready", "sft")
    assert light.recommended == "status_quo"
    assert str(light.option).startswith("sft:")


def test_thresholds_of_the_team_count(facts: Catalogue) -> None:
    own = with_own({"horizon_months": 3, "examples_floor": 5000})
    assert figures_now(clauses(), NOVEMBER, facts, own) == figures_of(decide(clauses(), NOVEMBER, facts, own), own)


# --- JSON ------------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str), lambda inner: st.lists(inner, max_size=2)
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*BEFORE.to_json(), "something_new"]), anything) | anything)
def test_whatever_was_stored_loads_and_can_be_compared(row: Any) -> None:
    read = Figures.from_json(row)
    assert Figures.from_json(read.to_json()) == read
    changes(read, later())
    changes(later(), read)


@pytest.mark.parametrize("usd", ["1E+999999", "-1E+999999", 10**300, "9" * 5000])
def test_an_amount_beyond_reason_is_not_known(usd: Any) -> None:
    assert Figures.from_json(BEFORE.to_json() | {"today_usd": usd}).today_usd is None


def test_one_broken_key_loses_no_other() -> None:
    row = BEFORE.to_json() | {"as_of": "soon", "monthly_usd": "NaN", "open": "yes", "upkeep_usd": 12.5, "verdict": 7}
    read = Figures.from_json(row)
    assert (read.as_of, read.monthly_usd, read.open, read.verdict) == (None, None, None, None)
    assert read.upkeep_usd == Decimal("12.5")
    assert read.today_usd == BEFORE.today_usd


# --- changes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({}, None),
        ({"headline": "Other words.", "recommended": "sft:vertex/other", "net_usd": Decimal(-5)}, None),
        (
            {"verdict": "prompt_engineering", "because": "No route pays back."},
            "The verdict changed from supervised fine-tuning to prompt engineering: No route pays back.",
        ),
        (
            {"verdict": "not_ready", "then": "lora", "because": "No test set."},
            "The verdict changed from supervised fine-tuning to not ready to train (once ready: LoRA on your own GPUs): No test set.",
        ),
        (
            {"open": False, "unavailable_because": "closed to everyone since 2026-11-25"},
            "nova-2-lite tuned at Amazon Bedrock is not open to you any more: closed to everyone since 2026-11-25.",
        ),
        (
            {"route_closes_on": date(2027, 1, 10)},
            "nova-2-lite tuned at Amazon Bedrock closes to you on 2027-01-10, before it would have paid back (2027-01-10).",
        ),
        ({"route_closes_on": date(2027, 1, 11)}, None),
        (
            {"route_closes_on": date(2027, 10, 1), "pays_back_on": None},
            "nova-2-lite tuned at Amazon Bedrock closes to you on 2027-10-01, within the months that count (to 2027-11-23).",
        ),
        (
            {"model_ends_on": date(2027, 1, 5)},
            "nova-2-lite, the model of nova-2-lite tuned at Amazon Bedrock, shuts down on 2027-01-05, "
            "before nova-2-lite tuned at Amazon Bedrock would have paid back (2027-01-10).",
        ),
        (
            {"model_ends_on": date(2027, 11, 22)},
            "nova-2-lite, the model of nova-2-lite tuned at Amazon Bedrock, shuts down on 2027-11-22, within the months that count (to 2027-11-23).",
        ),
        ({"model_ends_on": date(2027, 11, 23)}, None),
        (
            {"today_ends_on": date(2027, 6, 1)},
            "Today's model, gpt-5.4, shuts down on 2027-06-01, within the months that count (to 2027-11-23).",
        ),
        ({"today_ends_on": date(2026, 11, 25)}, "Today's model, gpt-5.4, was shut down on 2026-11-25."),
        ({"today_usd": Decimal(5100)}, None),
        (
            {"today_usd": Decimal("5100.01")},
            "The monthly cost of today's model (gpt-5.4) rose by 20 %, from $4,250 to $5,100.",
        ),
        ({"today_usd": Decimal(3400)}, None),
        (
            {"today_usd": Decimal(2125)},
            "The monthly cost of today's model (gpt-5.4) fell by 50 %, from $4,250 to $2,125.",
        ),
        ({"today_usd": Decimal(0)}, "The monthly cost of today's model (gpt-5.4) fell by 100 %, from $4,250 to $0."),
        ({"today_usd": None}, None),
        (
            {"monthly_usd": Decimal(800)},
            "The monthly cost of nova-2-lite tuned at Amazon Bedrock rose by 22.7 %, from $652 to $800.",
        ),
        ({"monthly_usd": None}, None),
    ],
)
def test_what_is_told_of_what_moved(moved: dict[str, Any], told: str | None) -> None:
    assert [change.sentence for change in changes(BEFORE, later(**moved))] == ([] if told is None else [told])


def test_a_cost_that_was_nothing_is_told_without_a_percentage() -> None:
    free = replace(BEFORE, today_usd=Decimal(0))
    assert [change.sentence for change in changes(free, later(free, today_usd=Decimal(12)))] == [
        "The monthly cost of today's model (gpt-5.4) rose, from $0 to $12."
    ]
    assert changes(free, later(free)) == ()
    assert changes(replace(BEFORE, today_usd=None), later(today_usd=Decimal(12))) == ()


def test_a_team_sets_how_far_a_cost_may_move() -> None:
    dearer = later(today_usd=Decimal(4700))
    assert changes(BEFORE, dearer) == ()
    assert kinds(changes(BEFORE, dearer, with_own({"cost_moved_share": 0.1}))) == ["cost"]


def test_the_preparation_that_leads_elsewhere_says_why() -> None:
    waiting = replace(BEFORE, verdict="not_ready", then="sft", because="No test set.", then_because="All is there.")
    told = changes(waiting, later(waiting, then="lora", then_because="No hosted route is open."))
    assert [change.sentence for change in told] == [
        "The verdict changed from not ready to train (once ready: supervised fine-tuning) "
        "to not ready to train (once ready: LoRA on your own GPUs): No hosted route is open."
    ]


def test_a_clock_that_was_set_back_tells_nothing() -> None:
    moved = replace(BEFORE, verdict="rag", today_usd=Decimal(1))
    assert changes(BEFORE, replace(moved, as_of=NOVEMBER - timedelta(days=1))) == ()
    assert kinds(changes(BEFORE, moved)) == ["verdict", "cost"]


@pytest.mark.parametrize(
    "moved",
    [
        {"verdict": "rag"},
        {"open": False},
        {"route_closes_on": date(2026, 12, 24)},
        {"model_ends_on": date(2027, 1, 5)},
        {"today_ends_on": date(2027, 1, 5)},
        {"today_usd": Decimal(1)},
        {"monthly_usd": Decimal(1)},
    ],
)
def test_what_was_told_is_not_told_again(moved: dict[str, Any]) -> None:
    now = later(**moved)
    found = changes(BEFORE, now)
    assert len(found) == 1
    record = to_record(BEFORE, now, found)
    assert changes(Figures.from_json(record.to_json()), later(now)) == ()


def test_an_end_that_comes_sooner_than_was_told_is_told() -> None:
    known = replace(BEFORE, model_ends_on=date(2027, 8, 1))
    assert kinds(changes(known, later(known, model_ends_on=date(2027, 5, 1)))) == ["model_ends"]
    assert changes(known, later(known, model_ends_on=date(2027, 9, 1))) == ()


def test_a_closing_that_comes_sooner_than_was_told_is_told() -> None:
    known = replace(BEFORE, route_closes_on=date(2027, 1, 5))
    assert changes(known, later(known)) == ()
    assert kinds(changes(known, later(known, route_closes_on=date(2026, 12, 20)))) == ["route_closes"]


def test_a_model_that_has_stopped_is_told_once_not_as_a_closed_route_too() -> None:
    stopped = later(open=False, unavailable_because="its model was shut down", model_ends_on=date(2026, 11, 27))
    assert [change.sentence for change in changes(BEFORE, stopped)] == [
        "nova-2-lite, the model of nova-2-lite tuned at Amazon Bedrock, was shut down on 2026-11-27."
    ]


def test_the_end_of_todays_model_is_told_once_where_retrieval_runs_on_it() -> None:
    rag = replace(
        BEFORE, verdict="rag", option="rag", label="gpt-5.4 with retrieval", model="gpt-5.4", pays_back_on=None
    )
    ends = {"today_ends_on": date(2027, 3, 1), "model_ends_on": date(2027, 3, 1)}
    assert len(changes(rag, later(rag, **ends))) == 1


def test_a_start_put_off_until_the_route_closes_is_told() -> None:
    known = replace(BEFORE, route_closes_on=date(2027, 1, 20))
    assert changes(known, later(known)) == ()
    assert kinds(changes(known, later(known, pays_back_on=date(2027, 1, 22)))) == ["route_closes"]


def test_a_route_that_closes_after_it_has_paid_back_is_no_news() -> None:
    adopted = replace(BEFORE, as_of=date(2027, 2, 1))
    assert changes(adopted, later(adopted, open=False)) == ()


def test_slow_drift_is_told_once_it_has_gone_far_enough() -> None:
    """Five percent a week: never a fifth against the week before, but against what was told last."""
    before, usd, told = BEFORE, Decimal(4250), []
    for week in range(1, 10):
        usd *= Decimal("1.05")
        now = later(BEFORE, as_of=NOVEMBER + timedelta(weeks=week), today_usd=usd.quantize(Decimal("0.01")))
        found = changes(before, now)
        if found:
            told.append(week)
            before = to_record(before, now, found)
    assert told == [4, 8]


def test_another_change_does_not_begin_the_count_of_the_costs_anew() -> None:
    dearer = later(today_usd=Decimal(4900), monthly_usd=Decimal(750), verdict="rag")
    record = to_record(BEFORE, dearer, changes(BEFORE, dearer))
    assert (record.verdict, record.today_usd, record.monthly_usd) == ("rag", BEFORE.today_usd, BEFORE.monthly_usd)
    assert kinds(changes(record, later(dearer, today_usd=Decimal(5500), monthly_usd=Decimal(860)))) == ["cost", "cost"]


def test_staying_is_one_cost() -> None:
    stay = replace(
        BEFORE,
        option="status_quo",
        label="stay on gpt-5.4",
        model="gpt-5.4",
        monthly_usd=Decimal(4250),
        verdict="guardrails",
    )
    now = later(
        stay,
        today_usd=Decimal(2000),
        monthly_usd=Decimal(2000),
        today_ends_on=date(2027, 3, 1),
        model_ends_on=date(2027, 3, 1),
    )
    found = changes(stay, now)
    assert [(change.kind, change.about) for change in found] == [("model_ends", "today"), ("cost", "today")]
    assert to_record(stay, now, found).monthly_usd == 2000


def test_another_option_is_compared_with_nothing() -> None:
    other = later(option="lora:self_hosted/x", label="x", monthly_usd=Decimal(9), recommended="lora:self_hosted/x")
    assert changes(BEFORE, other) == ()


# --- the catalogue itself --------------------------------------------------------------------------


def changed(facts: Catalogue, change: Callable[[Route], Route]) -> Catalogue:
    routes = tuple(change(route) for route in facts.routes)
    return Catalogue(routes, facts.untuned, facts.open_models, facts.gpus, facts.peaks, facts.estimates)


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
    found = reassess(april, answers, NOVEMBER, facts)
    closed = next(change for change in found.changes if change.kind == "route_closes")
    assert "closed to teams that never tuned there since 2026-05-07" in closed.sentence
    assert closed.source is not None
    assert closed.source in closed.text
    assert closed.text.count(closed.source) == 1
    assert "model_ends" in kinds(found.changes)
    assert found.now.option == april.option
    assert found.now.recommended != april.recommended
    again = reassess(found.record, answers, NOVEMBER + timedelta(days=7), facts)
    assert again.changes == ()


def test_a_route_that_closes_before_break_even_is_told_with_its_source(facts: Catalogue) -> None:
    answers = clauses()
    before = figures_of(decide(answers, NOVEMBER, facts))
    closing = RouteStatus.model_validate(
        FACT | {"from": date(2026, 12, 24), "known_from": date(2026, 11, 25), "state": "closed"}
    )
    moved = changed(facts, on_route(str(before.option), status=closing))
    assert reassess(before, answers, date(2026, 11, 24), moved).changes == ()
    found = reassess(before, answers, date(2026, 11, 26), moved).changes
    assert kinds(found) == ["route_closes"]
    assert "closes to you on 2026-12-24" in found[0].sentence
    assert found[0].text.endswith("Source: https://provider.example/news (2026-11-25, grade A).")
    live = date(2026, 11, 25)
    assert reassess(before, answers, date(2026, 11, 26), moved, live_on=live).changes == ()


def test_a_model_that_shuts_down_within_the_horizon_is_told_with_its_source(facts: Catalogue) -> None:
    answers = clauses()
    before = figures_of(decide(answers, NOVEMBER, facts))
    ending = Shutdown.model_validate(FACT | {"on": date(2027, 9, 1), "known_from": date(2026, 11, 25)})
    found = reassess(
        before, answers, date(2026, 11, 29), changed(facts, on_route(str(before.option), shutdown=ending))
    ).changes
    assert [(change.kind, change.source, change.source_date) for change in found] == [
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

    found = reassess(before, answers, NOVEMBER, changed(facts, dearer)).changes
    assert kinds(found) == ["cost"]
    assert "rose by" in found[0].sentence
    assert found[0].about == "option"
    assert found[0].source is not None


@pytest.mark.parametrize("id_", ["sft:bedrock/nova-2-lite", "untuned:gpt-6-luna", "distillation:bedrock/nova-2-lite"])
def test_what_the_catalogue_no_longer_has_is_not_an_error(facts: Catalogue, id_: str) -> None:
    empty = Catalogue((), (), facts.open_models, facts.gpus, facts.peaks, facts.estimates)
    now = figures_now(clauses(), NOVEMBER, empty, follows=id_)
    assert (now.option, now.open, now.monthly_usd) == (id_, False, None)
    assert kinds(changes(replace(BEFORE, option=id_), now)).count("route_closes") == (id_.split(":")[0] in TRAINING)


def test_an_untuned_model_that_is_gone_is_still_followed(facts: Catalogue) -> None:
    gone = next(model for model in facts.untuned if model.shutdown and model.shutdown[-1].on < date(2027, 6, 1))
    now = figures_now(clauses(), date(2027, 6, 1), facts, follows=f"untuned:{gone.id}")
    assert (now.open, now.model_ends_on) == (False, gone.shutdown[-1].on)
    before = later(now, as_of=APRIL, open=True, model_ends_on=None)
    assert f"{gone.id} was shut down on {gone.shutdown[-1].on}." in {change.sentence for change in changes(before, now)}


def test_a_distillation_on_a_route_that_closed_is_still_followed(facts: Catalogue) -> None:
    own = {route.id for route in facts.routes if route.method == "distillation"}
    open_then = {option.id for option in decide(clauses(), APRIL, facts).options if option.available}
    closed_now = {option.id for option in decide(clauses(), NOVEMBER, facts).options if not option.available}
    route = next(
        route
        for route in facts.routes
        if route.option_id in open_then & closed_now and route.method == "sft" and route.id not in own
    )
    before, now = (figures_now(clauses(), day, facts, follows=f"distillation:{route.id}") for day in (APRIL, NOVEMBER))
    assert (before.open, now.open) == (True, False)
    assert now.upkeep_usd == before.upkeep_usd
    assert "route_closes" in kinds(changes(before, now))


@settings(max_examples=60)
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
