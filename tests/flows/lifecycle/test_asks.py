"""What the thread of a decision is asked after its verdict, on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.records import Ask
from flows.lifecycle.stages import life, to_ask
from flows.log.entries import Entry
from flows.log.log import Log
from tests.helpers.entries import an_entry
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


def asks(log: tuple[Entry, ...], day: date) -> list[tuple[str, int, bool]]:
    """What is asked on a day."""
    return [(entry.what, entry.number, entry.again) for entry in to_ask(after(*log), day)]


def test_a_checkpoint_is_asked_on_its_day_and_once_more_after_two_working_days() -> None:
    assert asks(TRAINING, DAYS[0] - timedelta(days=1)) == []
    assert asks(TRAINING, DAYS[0]) == [("checkpoint", 1, False)]
    log = (*TRAINING, asked("checkpoint", 1, DAYS[0]))
    assert asks(log, DAYS[0] + timedelta(days=1)) == []
    assert asks(log, DAYS[0] + timedelta(days=2)) == [("checkpoint", 1, True)]
    log = (*log, asked("checkpoint", 1, DAYS[0] + timedelta(days=2), again=True))
    assert asks(log, DAYS[1] - timedelta(days=1)) == []


def test_a_weekend_is_no_working_day() -> None:
    friday = date(2026, 12, 11)
    log = (verdict(), accepted(), planned(plan(days=(friday,))), asked("checkpoint", 1, friday))
    assert next(day for day in (friday + timedelta(days=at) for at in range(10)) if asks(log, day)) == date(
        2026, 12, 15
    )


def test_after_days_without_the_bot_only_the_last_checkpoint_that_is_due_is_asked() -> None:
    assert asks(TRAINING, DAYS[1] + timedelta(days=1)) == [("checkpoint", 2, False)]
    log = (*TRAINING, asked("checkpoint", 2, DAYS[1] + timedelta(days=1)))
    # Two working days from when it was asked, not from when it was due: Wednesday to Friday.
    assert asks(log, DAYS[1] + timedelta(days=2)) == []
    assert asks(log, DAYS[1] + timedelta(days=3)) == [("checkpoint", 2, True)]


def test_a_checkpoint_that_nobody_answers_does_not_keep_the_next_from_being_asked() -> None:
    log = (*TRAINING, asked("checkpoint", 1, DAYS[0]), asked("checkpoint", 1, DAYS[0] + timedelta(days=2), again=True))
    assert asks(log, DAYS[1]) == [("checkpoint", 2, False)]
    now = after(*log, asked("checkpoint", 2, DAYS[1]))
    assert now.open_ask is not None
    assert now.open_ask.number == 2


def test_a_checkpoint_that_was_skipped_is_not_asked_any_more() -> None:
    log = (*TRAINING, asked("checkpoint", 1, DAYS[0]), measured(2, "go on", DAYS[1]))
    assert asks(log, DAYS[1]) == []
    assert asks(log, DAYS[2]) == [("checkpoint", 3, False)]


def test_numbers_that_were_taken_back_are_asked_for_again() -> None:
    log = (*TRAINING, asked("checkpoint", 1, DAYS[0]), measured(1, "go on", DAYS[0], source="m"))
    assert asks(log, DAYS[0] + timedelta(days=2)) == []
    log = (*log, event("retracted", DAYS[0], {"source": "m"}))
    assert asks(log, DAYS[0] + timedelta(days=2)) == [("checkpoint", 1, True)]


def test_a_new_day_for_a_checkpoint_is_asked_anew_and_another_budget_is_not() -> None:
    log = (*TRAINING, asked("checkpoint", 1, DAYS[0]))
    assert asks((*log, planned(plan(budget=900), DAYS[0])), DAYS[0]) == []
    moved = (*log, planned(plan(days=(DAYS[0] + timedelta(days=7), DAYS[1])), DAYS[0]))
    assert asks(moved, DAYS[0] + timedelta(days=6)) == []
    assert asks(moved, DAYS[0] + timedelta(days=7)) == [("checkpoint", 1, False)]


def test_an_end_ends_the_checkpoints() -> None:
    assert asks((*TRAINING, event("stopped", DAYS[0])), date(2030, 1, 1)) == []
    assert asks((*TRAINING, event("adopted", DAYS[0])), DAYS[2]) == []


def test_the_review_is_asked_on_its_day_unless_it_was_stopped() -> None:
    for reaction in (accepted(), overrode("rag"), event("deferred", START)):
        assert asks((verdict("rag"), reaction), REVIEW) == [("review", 1, False)]
    assert asks((verdict("rag"), accepted(), event("adopted", DAYS[0])), REVIEW) == [("review", 1, False)]
    assert asks((*TRAINING, event("stopped", DAYS[0])), REVIEW) == []


def test_a_review_that_says_partly_is_asked_again_a_quarter_later() -> None:
    log = (verdict("rag"), accepted(), asked("review", 1, REVIEW), event("reviewed", REVIEW, {"adopted": "partly"}))
    assert asks(log, REVIEW + timedelta(days=89)) == []
    assert asks(log, REVIEW + timedelta(days=90)) == [("review", 2, False)]
    for said in ("yes", "no"):
        assert asks((*log, event("reviewed", REVIEW, {"adopted": said})), date(2030, 1, 1)) == []


def test_a_new_verdict_brings_its_own_review() -> None:
    later = REVIEW + timedelta(days=90)
    log = (verdict("rag"), accepted(), asked("review", 1, REVIEW), verdict("rag", later, REVIEW))
    assert asks(log, REVIEW + timedelta(days=3)) == []
    assert asks(log, later) == [("review", 1, False)]
    log = (
        verdict("rag"),
        accepted(),
        event("reviewed", REVIEW, {"adopted": "no"}),
        verdict("sft", later, REVIEW),
        accepted(REVIEW),
    )
    assert asks(log, later) == [("review", 2, False)]


def test_what_is_decided_anew_after_a_review_is_looked_back_on_a_quarter_later() -> None:
    log = (verdict("rag"), event("reviewed", REVIEW, {"adopted": "no"}), accepted(REVIEW))
    assert asks(log, REVIEW + timedelta(days=89)) == []
    assert asks(log, REVIEW + timedelta(days=90)) == [("review", 2, False)]


def test_adopting_with_numbers_answers_a_review_that_waits() -> None:
    log = (verdict("rag"), accepted(), asked("review", 1, REVIEW))
    assert asks((*log, event("adopted", REVIEW, {"gain": 0.03})), REVIEW + timedelta(days=9)) == []
    assert asks((*log, event("adopted", REVIEW)), REVIEW + timedelta(days=9)) == [("review", 1, True)]


def test_what_is_asked_next_is_the_earliest() -> None:
    ask = after(*TRAINING).next_ask
    assert ask is not None
    assert (ask.words, ask.next_on) == ("checkpoint 1", DAYS[0])
    review = after(verdict(), accepted()).next_ask
    assert review is not None
    assert (review.words, review.next_on) == ("review", REVIEW)


@given(st.lists(st.integers(0, 20), max_size=60))
def test_however_often_it_is_looked_nothing_is_asked_more_than_twice(steps: list[int]) -> None:
    log, day = TRAINING, START
    for step in steps:
        day += timedelta(days=step)
        log += tuple(replace(entry, at=on(day)) for entry in to_ask(life(Log(log)), day))
    all_asked = [(entry.what, entry.number, entry.again) for entry in log if entry.kind == "asked"]
    assert len(all_asked) == len(set(all_asked))
    places = [number for what, number, _ in all_asked if what == "checkpoint"]
    assert places == sorted(places)
    assert to_ask(life(Log(log)), day) == ()


def test_an_ask_of_the_last_day_there_is_does_not_break() -> None:
    assert Ask("review", 1, date.max, an_entry("asked", at=on(date.max))).next_on == date.max


def test_two_working_days_are_two_where_the_day_begins_before_utc_s() -> None:
    """Nine in the morning of Tuesday 8 December in Auckland is Monday in UTC: it is asked again on Thursday."""
    now = after(*TRAINING, asked("checkpoint", 1, DAYS[0] - timedelta(days=1)))
    assert now.next_ask is not None
    assert now.next_ask.next_on == DAYS[0] + timedelta(days=2)
