"""What a thread shows of a decision's life after its verdict."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.thread.after_verdict import life_messages
from flows.log.entries import KINDS, Entry, from_json
from flows.log.log import Log
from flows.log.plans import Limit, TrainingPlan
from tests.helpers.entries import an_entry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)
PLAN = TrainingPlan(
    "sft",
    NOON.date(),
    (LATER.date(), date(2026, 12, 22)),
    Decimal(600),
    (Limit("target", "below 92 %", Decimal("0.92"), None),),
)
VERDICT = an_entry("concluded", value={"verdict": "sft", "review_on": "2027-02-20"}, at=NOON)
ACCEPTED = an_entry("accepted", value={"verdict": 1, "owner": "UANA"}, by="UANA", at=NOON, source="m1")
PLANNED = an_entry("planned", value=PLAN.to_json(), by="UANA", at=NOON, source="m1")
LOG = (VERDICT, ACCEPTED, PLANNED)


def shown(*log: Entry) -> dict[str, tuple[str, list[str]]]:
    """The text and the buttons of each message."""
    messages = {}
    for name, message in life_messages(7, Log.of(log)):
        elements = [
            element for block in message.blocks for element in block.get("elements", []) if block["type"] == "actions"
        ]
        messages[name] = (
            message.text,
            [element["text"]["text"] for element in elements if element["type"] == "button"],
        )
    return messages


def test_a_plan_that_came_with_the_decision_stands_in_its_card() -> None:
    messages = shown(*LOG)
    assert list(messages) == ["life:2"]
    text, buttons = messages["life:2"]
    assert "below 92 %" in text
    assert "Enter the numbers" in buttons


def test_only_the_last_card_has_buttons() -> None:
    changed = an_entry("planned", value=PLAN.to_json(), by="UBEN", at=LATER, source="m2")
    messages = shown(*LOG, changed)
    assert [bool(buttons) for _, buttons in messages.values()] == [False, True]


def test_an_ask_is_open_until_its_numbers_came() -> None:
    asked = an_entry("asked", value={"what": "checkpoint", "number": 1, "again": False}, at=LATER)
    assert "Enter the numbers" in shown(*LOG, asked)["life:4"][1]
    measured = an_entry(
        "measured",
        value={
            "checkpoint": 1,
            "says": "stop",
            "findings": [{"criterion": "target", "state": "crossed", "text": "Too low."}],
        },
        by="UANA",
        at=LATER,
    )
    messages = shown(*LOG, asked, measured)
    assert messages["life:4"] == ("Checkpoint 1: the numbers were given below.", [])
    assert "Too low." in messages["life:5"][0]
    assert messages["life:5"][1] == ["Stop training", "Go on anyway"]
    went_on = an_entry("carried_on", value={"checkpoint": 1}, text="bad seed", by="UANA", at=LATER)
    assert shown(*LOG, asked, measured, went_on)["life:5"][1] == []


def test_an_ask_that_was_passed_over_is_closed() -> None:
    first, second = (
        an_entry("asked", value={"what": "checkpoint", "number": number, "again": False}, at=LATER) for number in (1, 2)
    )
    messages = shown(*LOG, first, second)
    assert (messages["life:4"][0], bool(messages["life:5"][1])) == ("Checkpoint 1: not asked any more.", True)


def test_what_was_taken_back_says_only_that() -> None:
    dissent = an_entry("dissented", text="my secret", by="UBEN", at=NOON, source="m2")
    gone = an_entry("retracted", value={"source": "m2"}, at=LATER, how="deleted")
    messages = shown(*LOG, dissent, gone)
    assert messages["life:4"] == ("Taken back: the reply it came from was deleted.", [])
    assert "my secret" not in json.dumps(messages)


def test_the_thread_is_told_of_another_verdict_and_not_of_other_changes() -> None:
    def told(kind: str) -> list[str]:
        return [*shown(*LOG, an_entry("reassessed", value={"changes": [{"kind": kind, "text": "x"}]}, at=LATER))]

    assert (told("verdict"), told("cost")) == (["life:2", "life:4"], ["life:2"])


anything = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.lists(st.integers(), max_size=2)
)
values = anything | st.dictionaries(
    st.sampled_from(
        [
            "verdict",
            "owner",
            "method",
            "review_on",
            "adopted",
            "gain",
            "score",
            "what",
            "number",
            "checkpoint",
            "says",
            "headline",
            "changes",
            "findings",
            "source",
            "figures",
            "decision",
            "again",
        ]
    ),
    anything
    | st.sampled_from(["checkpoint", "review", "9999-12-31", "stop"])
    | st.lists(
        st.dictionaries(
            st.sampled_from(["kind", "text", "state"]), anything | st.sampled_from(["verdict", "held", "crossed"])
        )
    ),
    max_size=6,
)
rows = st.fixed_dictionaries(
    {"kind": st.sampled_from(list(KINDS))},
    optional={"value": values, "text": anything, "by": anything, "source": st.sampled_from("ab"), "at": st.sampled_from(["0001-01-01", "9999-12-31T23:59:59", "2026-12-08T12:00:00+00:00", "soon"])},
)  # fmt: skip


@given(st.lists(rows, max_size=6))
def test_any_log_can_be_shown(stored: list[Any]) -> None:
    log = tuple(from_json(json.loads(json.dumps(row))) for row in stored)
    for whole in (log, (*LOG, *log)):
        names = [name for name, _ in life_messages(7, Log.of(whole))]
        assert len(names) == len(set(names))


def verdict_changed(verdict: str, *kinds: str) -> Entry:
    return an_entry(
        "reassessed", value={"verdict": verdict, "changes": [{"kind": kind, "text": "x"} for kind in kinds]}, at=LATER
    )


def test_the_new_verdict_can_be_had_also_where_only_a_cost_moved_since() -> None:
    messages = shown(*LOG, verdict_changed("lora", "verdict"), verdict_changed("lora", "cost"))
    assert messages["life:4"][1] == ["Give the new verdict"]


def test_a_verdict_that_is_again_the_one_that_was_given_is_no_other_one() -> None:
    messages = shown(*LOG, verdict_changed("lora", "verdict"), verdict_changed("sft", "verdict"))
    assert "the verdict is another one" in messages["life:4"][0]
    assert "the verdict is again the one that was given here" in messages["life:5"][0]
    assert (messages["life:4"][1], messages["life:5"][1]) == ([], [])


def test_what_was_told_stays_true_once_the_new_verdict_was_had() -> None:
    new = an_entry("concluded", value={"verdict": "lora", "review_on": "2027-02-20"}, at=LATER)
    messages = shown(*LOG, verdict_changed("lora", "verdict"), new)
    assert "the verdict is another one" in messages["life:4"][0]
