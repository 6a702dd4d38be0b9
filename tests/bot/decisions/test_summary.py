"""Where a decision stands, as lists, search and digests read it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.summary import UNTITLED, summary_of
from bot.store.records import Decision
from flows.log.entries import KINDS, Entry, answered, from_json
from flows.log.log import Log
from flows.log.plans import Limit, TrainingPlan
from flows.questions import BY_ID
from tests.helpers.entries import an_entry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 8, 12, tzinfo=UTC)
DECISION = Decision(7, "T1", "C1", "public", "1.2", "UANA", 1000.0)
PLAN = TrainingPlan(
    "sft", NOON.date(), (LATER.date(), date(2026, 12, 22)), Decimal(600), (Limit("target", "t", Decimal("0.92"), None),)
)
FIGURES = {"today_usd": 4250, "monthly_usd": 652.5, "upfront_usd": 500, "net_usd": 9000, "gain": 0.07}
VERDICT = an_entry(
    "concluded",
    value={
        "verdict": "sft",
        "headline": "Fine-tune.",
        "because": "Labels are good.",
        "review_on": "2027-02-20",
        "figures": FIGURES,
    },
    at=NOON,
)
SAID = answered("use_case", "  Contract\nclauses ", "Contract clauses", "UANA", NOON)
ACCEPTED = an_entry("accepted", value={"verdict": 1, "owner": "UBEN"}, by="UBEN", at=NOON)
PLANNED = an_entry("planned", value=PLAN.to_json(), by="UBEN", at=NOON)


def asked(again: bool) -> Entry:
    return an_entry("asked", value={"what": "checkpoint", "number": 1, "again": again}, at=LATER)


def test_a_decision_without_a_verdict_waits_for_its_question() -> None:
    summary = summary_of(DECISION, Log(()), BY_ID["gap"])
    assert (summary.stage, summary.title, summary.waits_for, summary.due_on) == (
        "asking",
        UNTITLED,
        BY_ID["gap"].ask,
        None,
    )
    assert summary_of(DECISION, Log((SAID,)), BY_ID["gap"]).waits_since == NOON.timestamp()


def test_a_verdict_waits_for_somebody_to_decide() -> None:
    summary = summary_of(DECISION, Log((SAID, VERDICT)), None)
    assert (summary.stage, summary.title, summary.verdict, summary.method) == (
        "decided",
        "Contract clauses",
        "sft",
        "sft",
    )
    assert (summary.waits_for, summary.waits_since) == ("accept, another way or not now", NOON.timestamp())
    assert (summary.due_on, summary.due_what, summary.today_usd, summary.monthly_usd, summary.predicted_gain) == (
        "2027-02-20",
        "review",
        4250.0,
        652.5,
        0.07,
    )


def test_a_training_shows_what_is_due_and_then_what_is_late() -> None:
    log = (SAID, VERDICT, ACCEPTED, PLANNED)
    summary = summary_of(DECISION, Log(log), None)
    assert (summary.stage, summary.owner, summary.due_on, summary.due_what, summary.is_late) == (
        "training",
        "UBEN",
        "2026-12-08",
        "checkpoint 1",
        False,
    )
    assert (summary.upfront_usd, summary.waits_for) == (600.0, None)
    summary = summary_of(DECISION, Log((*log, asked(False))), None)
    assert (summary.waits_for, summary.asked_on, summary.is_late, summary.due_on) == (
        "the numbers of checkpoint 1",
        "2026-12-08",
        False,
        "2026-12-10",
    )
    summary = summary_of(DECISION, Log((*log, asked(False), asked(True))), None)
    assert (summary.is_late, summary.due_what, summary.due_on) == (True, "checkpoint 2", "2026-12-22")


def test_a_stop_waits_for_a_word() -> None:
    stop = an_entry("measured", value={"checkpoint": 1, "says": "stop"}, at=LATER)
    summary = summary_of(DECISION, Log((VERDICT, ACCEPTED, PLANNED, stop)), None)
    assert (summary.waits_for, summary.waits_since) == ("stop, or a reason to go on", LATER.timestamp())


def test_another_way_has_no_figures_of_the_way_not_taken() -> None:
    overrode = an_entry(
        "overrode", value={"method": "rag", "owner": "UBEN"}, text="the facts change daily", by="UBEN", at=NOON
    )
    summary = summary_of(DECISION, Log((VERDICT, overrode)), None)
    assert (summary.stage, summary.method, summary.monthly_usd, summary.net_usd, summary.today_usd) == (
        "overridden",
        "rag",
        None,
        None,
        4250.0,
    )
    assert "the facts change daily" in summary.words


def test_how_it_went_is_the_last_word_on_each_number() -> None:
    adopted = an_entry("adopted", value={"gain": 0.05, "monthly_usd": 700}, at=LATER)
    reviewed = an_entry("reviewed", value={"adopted": "yes", "monthly_usd": 800}, at=LATER)
    summary = summary_of(DECISION, Log((VERDICT, ACCEPTED, adopted, reviewed)), None)
    assert (summary.stage, summary.real_gain, summary.real_monthly_usd, summary.reviewed_at) == (
        "adopted",
        0.05,
        800.0,
        LATER.timestamp(),
    )


def test_what_was_taken_back_is_not_found_by_search() -> None:
    dissent = an_entry("dissented", text="my secret", source="m1", by="UBEN", at=NOON)
    gone = an_entry("retracted", value={"source": "m1"}, at=LATER)
    assert "my secret" in summary_of(DECISION, Log((VERDICT, dissent)), None).words
    assert "my secret" not in summary_of(DECISION, Log((VERDICT, dissent, gone)), None).words


anything = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.lists(st.integers(), max_size=2)
)
values = anything | st.dictionaries(
    st.sampled_from(
        [
            "verdict",
            "owner",
            "figures",
            "review_on",
            "adopted",
            "gain",
            "what",
            "number",
            "checkpoint",
            "says",
            "headline",
            "because",
            "source",
        ]
    ),
    anything | st.sampled_from(["checkpoint", "review", "9999-12-31", "stop"]),
    max_size=6,
)
rows = st.fixed_dictionaries(
    {"kind": st.sampled_from([*KINDS, "sung"])},
    optional={"value": values, "text": anything, "by": anything, "source": st.sampled_from("ab"), "at": st.sampled_from(["0001-01-01", "9999-12-31T23:59:59", "2026-12-08T12:00:00+00:00", "soon"])},
)  # fmt: skip


@given(st.lists(rows, max_size=8))
def test_any_log_stands_somewhere(stored: list[Any]) -> None:
    log = tuple(from_json(json.loads(json.dumps(entry))) for entry in stored)
    for whole in (log, (VERDICT, ACCEPTED, PLANNED, *log)):
        json.dumps(summary_of(DECISION, Log(whole), BY_ID["gap"]).waits_for)
