"""The numbers of a checkpoint are asked for on their day, at nine where the owner is, once, and again after two working days."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

from bot.jobs.scheduler import Scheduler
from bot.playground.workspace.people import Person
from flows.log.entries import Entry
from flows.log.plans import TrainingPlan
from tests.helpers.entries import value
from tests.helpers.weeks import Weekly, at, entry

PLAN = TrainingPlan("sft", date(2026, 11, 23), (date(2026, 11, 30), date(2026, 12, 7)), Decimal(500), ())


def training(weekly: Weekly, owner: Person) -> int:
    """A decision to train, whose first checkpoint is on 30 November."""
    now = weekly.clock()
    log = (
        entry("concluded", now, value={"verdict": "sft", "as_of": "2026-11-22", "review_on": "2027-02-20"}),
        entry("accepted", now, owner, value={"verdict": 1, "owner": owner.id}),
        entry("planned", now, owner, value=PLAN.to_json()),
    )
    return weekly.keep(
        "Contract clauses", *log, stage="training", owner=owner.id, due_on="2026-11-30", due_what="checkpoint 1"
    )


def asked(weekly: Weekly, decision: int) -> list[Entry]:
    with weekly.bot.store.read() as reader:
        return [entry for entry in reader.log(decision) if entry.kind == "asked"]


def test_it_is_asked_at_nine_where_the_owner_is_and_once(weekly: Weekly) -> None:
    id_ = training(weekly, weekly.ben)
    for moment in ("2026-11-29T23:00-05:00", "2026-11-30T08:59:59-05:00"):
        weekly.tick(moment)
        assert not asked(weekly, id_)
    for moment in ("2026-11-30T09:00-05:00", "2026-11-30T09:00:20-05:00", "2026-12-01T12:00-05:00"):
        weekly.tick(moment)
        [entry] = asked(weekly, id_)
        assert value(entry) == {"what": "checkpoint", "number": 1, "again": False}
        assert entry.at is not None
    assert abs(entry.at.timestamp() - at("2026-11-30T09:00-05:00")) < 5


def test_it_is_asked_again_after_two_working_days_and_then_no_more(weekly: Weekly) -> None:
    id_ = training(weekly, weekly.ana)
    weekly.tick("2026-11-30T09:00+01:00")
    for day in range(1, 7):
        for hour in ("00:30", "09:00", "15:00"):
            weekly.tick(f"2026-12-{day:02}T{hour}+01:00")
    assert [entry.again for entry in asked(weekly, id_)] == [False, True]
    again = asked(weekly, id_)[1].at
    assert again is not None
    assert abs(again.timestamp() - at("2026-12-02T09:00+01:00")) < 5


def test_what_was_missed_is_asked_in_the_next_morning(weekly: Weekly) -> None:
    id_ = training(weekly, weekly.ana)
    weekly.tick("2026-12-01T03:00+01:00")
    assert not asked(weekly, id_), "nobody is asked at night"
    weekly.tick("2026-12-01T09:05+01:00")
    assert len(asked(weekly, id_)) == 1


def test_two_processes_ask_once(weekly: Weekly) -> None:
    id_ = training(weekly, weekly.ana)
    now = at("2026-11-30T09:00+01:00")
    ready = threading.Barrier(4)

    def look() -> None:
        ready.wait()
        weekly.bot.application.scheduler.tick(now)

    looks = [threading.Thread(target=look) for _ in range(4)]
    for thread in looks:
        thread.start()
    for thread in looks:
        thread.join()
    weekly.settle()
    assert len(asked(weekly, id_)) == 1


def test_where_slack_tells_no_zone_for_a_day_it_is_nine_in_utc(weekly: Weekly) -> None:
    id_ = training(weekly, weekly.ben)
    weekly.bot.workspace.faults.error("users.info", "internal_error", times=9)
    weekly.tick("2026-11-30T23:00+00:00")
    assert not asked(weekly, id_), "it may be known in a moment"
    weekly.tick("2026-12-01T08:59+00:00")
    assert not asked(weekly, id_)
    weekly.tick("2026-12-01T09:00+00:00")
    assert len(asked(weekly, id_)) == 1


def test_how_it_went_is_asked_on_the_review_day(weekly: Weekly) -> None:
    now = weekly.clock()
    log = (
        entry("concluded", now, value={"verdict": "rag", "as_of": "2026-11-22", "review_on": "2026-12-01"}),
        entry("accepted", now, weekly.ana, value={"verdict": 1, "owner": weekly.ana.id}),
    )
    id_ = weekly.keep("Clauses", *log, stage="accepted", owner=weekly.ana.id, due_on="2026-12-01", due_what="review")
    weekly.tick("2026-12-01T09:00+01:00")
    assert [entry.what for entry in asked(weekly, id_)] == ["review"]


def test_one_job_that_fails_keeps_no_other_from_its_work() -> None:
    done: list[float] = []

    def fails(_now: float) -> None:
        raise LookupError("xoxb-secret")

    Scheduler((fails, done.append), lambda: 0.0).tick(5.0)
    assert done == [5.0]


def test_the_thread_looks_at_once_and_ends_when_it_is_told_to() -> None:
    looked = threading.Event()
    scheduler = Scheduler((lambda _now: looked.set(),), lambda: 0.0)
    assert not scheduler.is_running
    scheduler.start()
    assert looked.wait(5)
    assert scheduler.is_running
    scheduler.stop()
    assert not scheduler.is_running
