"""The log: append-only, and any log loads."""

import json
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.log.entries import answered, from_json
from flows.log.history import fold, is_going_on, last_answered
from flows.questions import BY_ID
from flows.questions.compound import OwnGpus, ScoredModels
from tests.helpers.entries import an_entry
from tests.helpers.examples import examples

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
rows = anything | st.fixed_dictionaries(
    {"kind": st.sampled_from(["answered", "unsure", "withdrawn", "restarted", "went_on", "sung"])},
    optional={
        "question": st.sampled_from([*BY_ID, "gone"]) | anything,
        "value": anything,
        "text": anything,
        "by": anything,
        "at": anything,
    },
)


@given(st.lists(rows, max_size=8))
def test_any_log_loads(stored: list[object]) -> None:
    log = [from_json(json.loads(json.dumps(row))) for row in stored]
    fold(log)
    is_going_on(log)
    last_answered(log)


def test_an_entry_survives_storage() -> None:
    for entry in (
        answered("upkeep_usd", Decimal("14666.67"), "$176,000 a year", "ana", NOON),
        answered("hosts", ("azure", "openai"), "azure, openai", None, None),
        answered("own_gpus", OwnGpus("H100", 4), "4 H100s", "ana", NOON),
        answered("scored_models", ScoredModels((("gpt-6-luna", "passes"), ("haiku", "fails"))), "both", "ana", NOON),
        an_entry("unsure", "gap", by="ben", at=NOON),
        an_entry("restarted"),
    ):
        stored = from_json(json.loads(json.dumps(entry.to_json())))
        assert fold([stored]) == fold([entry])
        assert (type(stored), stored.about, stored.by, stored.at) == (type(entry), entry.about, entry.by, entry.at)


def test_the_last_answer_counts_and_both_are_kept() -> None:
    log = [answered("examples", 100, "100", "ana", NOON), answered("examples", 300, "300", "ben", NOON)]
    assert fold(log).get("examples") == 300
    assert len(log) == 2


def test_an_answer_to_a_question_that_is_gone_is_kept_and_ignored() -> None:
    assert fold([answered("shoe_size", 44, "44", None, None), an_entry("sung", "gap", "behavior")]).values == {}


def test_an_answer_that_is_no_longer_possible_is_ignored() -> None:
    log = [
        answered("gap", "behavior", "2", None, None),
        answered("gap", "vibes", "vibes", None, None),
        answered("gap", "not sure", "?", None, None),
    ]
    assert fold(log).get("gap") == "behavior"


def test_taking_back_and_starting_over() -> None:
    log = [answered("gap", "none", "6", None, None), an_entry("unsure", "examples"), an_entry("went_on")]
    assert last_answered(log) == "examples"
    assert is_going_on(log)
    assert fold([*log, an_entry("withdrawn", "examples")]).asked("examples") is False
    assert last_answered([*log, an_entry("withdrawn", "examples")]) == "gap"
    again = [*log, an_entry("restarted")]
    assert (fold(again).values, last_answered(again), is_going_on(again)) == ({}, None, False)


def test_an_answer_that_does_not_count_is_none_to_go_back_to() -> None:
    log = [answered("gap", "behavior", "2", None, None), answered("examples", "many", "many", None, None)]
    assert last_answered(log) == "gap"
    assert last_answered([*log, an_entry("sung", "labels", "checked")]) == "gap"
    assert last_answered([answered("gap", "vibes", "vibes", None, None)]) is None


@given(st.lists(rows, max_size=8))
def test_going_back_leads_to_an_answer_that_counts(stored: list[object]) -> None:
    log = [from_json(json.loads(json.dumps(row))) for row in stored]
    last = last_answered(log)
    answers = fold(log)
    assert answers.asked(last) if last is not None else not (answers.values or answers.unsure)


@settings(max_examples=examples(40))
@given(
    st.recursive(
        st.decimals(0, 10**9, places=4), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner)
    )
)
def test_numbers_inside_lists_and_objects_can_be_stored(value: object) -> None:
    stored = from_json(json.loads(json.dumps(an_entry("sung", value=[value]).to_json())))
    assert str(stored.to_json()).count("Decimal") == 0
