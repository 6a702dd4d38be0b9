"""Where a decision stands after its verdict, by what was decided and measured."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lifecycle.records import Stage
from flows.lifecycle.stages import counted, life, to_ask
from flows.log.entries import KINDS, Entry, from_json
from flows.log.log import Log
from flows.log.measurements import Outcome
from tests.helpers.entries import an_entry
from tests.helpers.examples import examples
from tests.helpers.life import (
    DAYS,
    REVIEW,
    START,
    TRAINING,
    accepted,
    after,
    asked,
    event,
    measured,
    on,
    overrode,
    plan,
    planned,
    verdict,
)

# --- stages


def test_a_decision_goes_from_its_verdict_to_its_end() -> None:
    log: list[Entry] = [an_entry("answered", "examples", 300)]
    stages: list[Stage] = [after(*log).stage]
    for entry in (
        verdict(),
        event("deferred", START),
        accepted(),
        planned(),
        measured(1, "go on", DAYS[0]),
        event("adopted", DAYS[1]),
    ):
        log.append(entry)
        stages.append(after(*log).stage)
    assert stages == ["asking", "decided", "deferred", "accepted", "training", "training", "adopted"]


def test_who_accepted_owns_it_until_somebody_takes_it_over() -> None:
    assert after(*TRAINING).owner == "UANA"
    assert after(*TRAINING, event("owned", START, {"owner": "UZOE"})).owner == "UZOE"


def test_a_plan_read_back_is_the_plan() -> None:
    assert after(*TRAINING).plan == plan()


def test_the_same_verdict_again_keeps_what_was_decided_and_another_wants_a_new_decision() -> None:
    again, another = verdict(day=DAYS[0]), verdict("rag", day=DAYS[0])
    assert after(verdict(), accepted(), again).stage == "accepted"
    assert after(verdict(), accepted(), another).stage == "decided"
    # There and back: whoever accepted the first did not accept the third.
    assert after(verdict(), accepted(), another, again).stage == "decided"


def test_a_training_that_runs_goes_on_whatever_verdict_comes() -> None:
    now = after(*TRAINING, verdict("rag", day=DAYS[0]))
    assert (now.stage, now.reaction) == ("training", None)


def test_another_way_that_does_not_train_ends_the_plan_for_good() -> None:
    log = (*TRAINING, overrode("rag"))
    assert (after(*log).stage, after(*log).method, after(*log).plan) == ("overridden", "rag", None)
    assert after(*log, verdict("lora", day=DAYS[0])).stage == "decided"


def test_another_way_that_trains_and_back_has_the_plan_of_the_last_word() -> None:
    log = (*TRAINING, overrode("lora"), planned(plan("lora")))
    assert (after(*log).stage, after(*log).method) == ("training", "lora")
    back = after(*log, accepted(), planned(plan("sft")))
    assert (back.method, back.plan and back.plan.method, back.owner) == ("sft", "sft", "UANA")


def test_a_restart_begins_again_and_keeps_dissents_and_ties() -> None:
    dissent, tie = event("dissented", START, text="too early"), event("supersedes", START, {"decision": 7})
    now = after(tie, *TRAINING, dissent, event("restarted", DAYS[0]))
    assert (now.stage, now.plan, now.supersedes, len(now.dissents)) == ("asking", None, 7, 1)


def test_a_replaced_decision_says_by_which_and_asks_nothing() -> None:
    now = after(*TRAINING, event("superseded", DAYS[0], {"decision": 12}))
    assert (now.stage, now.superseded_by, now.asks, now.is_over) == ("superseded", 12, (), True)


def test_what_stood_in_a_message_that_was_taken_back_does_not_count() -> None:
    retracted = event("retracted", DAYS[0], {"source": "accepting"})
    assert after(*TRAINING, retracted).stage == "decided"
    # Said again in the same message, after an edit.
    assert after(*TRAINING, retracted, accepted(), planned()).stage == "training"


def test_no_training_is_left_of_an_acceptance_that_was_taken_back_even_if_its_plan_was_changed() -> None:
    changed = planned(plan(budget=900), DAYS[0], source="form")
    assert after(*TRAINING, changed, event("retracted", DAYS[0], {"source": "accepting"})).stage == "decided"


def test_a_broken_retraction_takes_nothing_back() -> None:
    reassessed = an_entry("reassessed", value={"changes": []}, at=on(DAYS[0]))
    for broken in (None, "x", {"source": None}, {"source": 3}):
        log = (verdict(), accepted(source=None), reassessed, an_entry("retracted", value=broken))
        assert after(*log).stage == "accepted"
        assert len(after(*log).reassessed) == 1


def test_a_broken_change_of_the_plan_leaves_the_plan_before_it() -> None:
    assert after(*TRAINING, an_entry("planned", value={"start": "soon"}, at=on(START))).plan == plan()


def test_how_it_went_ends_what_nobody_ended() -> None:
    log = (verdict("rag"), accepted())
    for said, stage in (("yes", "adopted"), ("no", "stopped"), ("partly", "accepted")):
        reviewed = event("reviewed", REVIEW, {"adopted": said})
        assert after(*log, reviewed).stage == stage
        assert after(*log, reviewed, verdict("rag", day=REVIEW)).stage == stage
        assert after(*log, reviewed, verdict("sft", day=REVIEW)).stage == "decided"
    assert after(*TRAINING, event("reviewed", REVIEW, {"adopted": "yes"})).stage == "adopted"
    # Not in use yet is what training is.
    assert after(*TRAINING, event("reviewed", REVIEW, {"adopted": "no"})).stage == "training"


# --- measurements


def test_a_stop_stands_until_somebody_says_why_to_go_on_at_that_checkpoint() -> None:
    log = (*TRAINING, measured(2, "stop", DAYS[1]))
    stop = after(*log).says_stop
    assert stop is not None
    assert stop.checkpoint == 2
    assert after(*log, event("carried_on", DAYS[1], {"checkpoint": 1})).says_stop is not None
    assert after(*log, event("carried_on", DAYS[1], {"checkpoint": 2})).says_stop is None
    assert (
        after(*log, event("carried_on", DAYS[1], {"checkpoint": 2}), measured(2, "stop", DAYS[1])).says_stop is not None
    )
    assert after(*log, event("stopped", DAYS[1])).says_stop is None


def test_a_clock_that_steps_back_does_not_lose_a_reason_to_go_on() -> None:
    log = (*TRAINING, measured(2, "stop", DAYS[1]), event("carried_on", DAYS[1] - timedelta(days=1), {"checkpoint": 2}))
    assert after(*log).says_stop is None


def test_changing_the_plan_keeps_what_was_measured_and_the_stop_that_it_said() -> None:
    log = (*TRAINING, measured(1, "stop", DAYS[0], score=0.8))
    now = after(*log, planned(plan(budget=900), DAYS[0]))
    assert now.says_stop is not None
    assert now.numbers(1).score == Decimal("0.8")
    assert [ask.number for ask in now.asks if ask.what == "checkpoint"] == [2, 3]


def test_a_new_round_starts_without_the_measurements_of_the_one_before() -> None:
    log = (*TRAINING, measured(1, "stop", DAYS[0]), overrode("lora"), planned(plan("lora")))
    assert (after(*log).measured, after(*log).says_stop) == ((), None)


def test_one_measurement_counts_a_checkpoint_and_the_highest_is_the_last() -> None:
    log = (*TRAINING, measured(2, "stop", DAYS[1]), measured(1, "go on", DAYS[1]), measured(2, "go on", DAYS[1]))
    now = after(*log)
    assert [(measurement.checkpoint, measurement.judgement.says) for measurement in now.measured] == [
        (1, "go on"),
        (2, "go on"),
    ]


def test_numbers_are_for_the_last_checkpoint_that_is_due_and_else_correct_the_one_before() -> None:
    fresh = after(*TRAINING)
    assert fresh.checkpoint_at(START) == 1
    assert fresh.checkpoint_at(DAYS[0]) == 1
    assert fresh.checkpoint_at(DAYS[1]) == 2
    trained = after(*TRAINING, measured(1, "go on", DAYS[0]))
    assert [trained.checkpoint_at(day) for day in (DAYS[0], DAYS[1], DAYS[2])] == [1, 2, 3]
    skipped = after(*TRAINING, measured(2, "go on", DAYS[1]))
    assert skipped.checkpoint_at(DAYS[2]) == 3
    late = after(*TRAINING, asked("checkpoint", 1, DAYS[0]))
    assert late.checkpoint_at(DAYS[1]) == 2
    done = after(*TRAINING, measured(3, "go on", DAYS[2]), planned(plan(days=DAYS[:2]), DAYS[2]))
    assert done.checkpoint_at(DAYS[2]) == 2


def test_numbers_are_for_the_checkpoint_that_was_asked_where_it_is_tomorrow_already() -> None:
    """Nine in the morning of 22 December in Auckland is 21 December in UTC."""
    now = after(*TRAINING, asked("checkpoint", 1, DAYS[0]), asked("checkpoint", 2, DAYS[1] - timedelta(days=1)))
    assert now.checkpoint_at(DAYS[1] - timedelta(days=1)) == 2


# --- any log loads

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
days = st.sampled_from(["2026-12-08", "9999-12-31", "0001-01-01", "soon", 3, None])
values = anything | st.fixed_dictionaries(
    {},
    optional={
        "verdict": st.sampled_from(["sft", "rag"]) | anything,
        "method": st.sampled_from(["lora", "stay"]) | anything,
        "owner": anything,
        "what": st.sampled_from(["checkpoint", "review"]) | anything,
        "number": st.integers(0, 3) | anything,
        "again": anything,
        "checkpoint": st.integers(-1, 4) | anything,
        "says": st.sampled_from(["stop", "go on"]) | anything,
        "findings": anything,
        "score": anything,
        "gain": anything,
        "adopted": st.sampled_from(["yes", "no", "partly"]) | anything,
        "monthly_usd": anything,
        "spent_usd": anything,
        "source": st.sampled_from("ab") | anything,
        "decision": anything,
        "start": days,
        "checkpoints": st.lists(days, max_size=3) | anything,
        "budget_usd": anything,
        "review_on": days | anything,
        "limits": st.lists(
            st.fixed_dictionaries({"id": st.just("target"), "text": anything, "limit": anything, "by": days})
        )
        | anything,
        "changes": anything,
        "criteria": anything,
        "figures": anything,
    },
)
rows = st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, "sung"])},
    optional={
        "value": values
        | st.sampled_from([plan().to_json()]).map(lambda document: json.loads(json.dumps(document, default=float))),
        "text": anything,
        "by": anything,
        "at": days | st.sampled_from(["2026-12-08T12:00:00+00:00", "2026-12-09T12:00:00"]),
        "source": st.sampled_from("ab") | st.none(),
    },
)


@settings(max_examples=examples(20))
@given(st.lists(rows, max_size=10), st.booleans())
def test_any_log_has_a_life(stored: list[Any], begun: bool) -> None:
    log = tuple(from_json(json.loads(json.dumps(row))) for row in stored)
    now = life(Log((*TRAINING, *log) if begun else log))
    to_ask(now, date(2027, 3, 1))
    assert (now.next_ask, now.open_ask, now.method, now.is_over, now.numbers(1)) is not None
    assert len(counted(Log(log))) <= len(log)
    if now.plan is not None:
        assert 1 <= now.checkpoint_at(DAYS[1]) <= max(1, len(now.plan.checkpoints))
    ended = now.ended.outcome if now.ended is not None else Outcome()
    assert Outcome.from_json(ended.to_json()) == ended
