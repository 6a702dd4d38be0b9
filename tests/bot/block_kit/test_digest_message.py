"""A week as a message: what stands in it, in whose words, and that it fits whatever was typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.block_kit.message import Message
from bot.digest.gather import begins, gather
from bot.digest.message import digest_message
from bot.digest.model import DigestLine, DigestSection, Month, Week
from bot.store.records import DecisionSummary, DigestChannels
from bot.store.sqlite import SqliteStore
from flows.log.entries import Entry
from tests.helpers.entries import an_entry
from tests.helpers.examples import examples
from tests.helpers.support import check_golden

ANA, DAY = "U0123ABCD", 86_400.0
NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC).timestamp()
SINCE = NOW - 7 * DAY
HERE = DigestChannels("T1", ("C1",))
NOTE = "Every Monday at 09:00 (Europe/Berlin); /should-we-finetune digest off ends it."


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in blocks."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from nodes(item)


class Decisions:
    """Decisions in a store, as a week leaves them."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store

    def keep(self, title: str, *entries: Entry, **more: Any) -> int:
        with self.store.write() as unit:
            id_ = unit.open_decision("T1", "C1", "public", None, ANA, NOW - 30 * DAY)
            unit.append(id_, entries)
            summary = DecisionSummary(id_, "T1", "C1", "public", title, "accepted", ANA, NOW - 30 * DAY, NOW, owner=ANA)
            unit.keep_summary(replace(summary, **more))
        return id_

    def week(self, since: float = SINCE) -> Week:
        with self.store.read() as reader:
            return gather(reader, HERE, since, NOW, "Europe/Berlin")


def entry(kind: str, days: float, text: str | None = None, value: Any = None) -> Entry:
    """Something that Ana did so many days ago."""
    return an_entry(kind, value=value, text=text, by=ANA, at=datetime.fromtimestamp(NOW - days * DAY, UTC))


def decided(verdict: str, days: float, headline: str, **more: Any) -> dict[str, Any]:
    return {"verdict": verdict, "method": verdict, "headline": headline, "decided_at": NOW - days * DAY} | more


def judgement(checkpoint: int, says: str, state: str, text: str) -> dict[str, Any]:
    return {"checkpoint": checkpoint, "says": says, "findings": [{"criterion": "target", "state": state, "text": text}]}


RAG, SFT = (
    "Do not fine-tune. Retrieve the facts.",
    "Fine-tune: supervised fine-tuning, nova-2-lite tuned at Amazon Bedrock.",
)
LOW = "The score on the test items is 84 %, 13 points below the target of 97 %."
ROSE = "The monthly cost of nova-2-lite rose by 31 %, from $652 to $854. Source: vendor page (2026-11-25, grade A)."


def full(decisions: Decisions) -> None:
    """Something of everything."""
    decisions.keep(
        "Contract clauses",
        entry("accepted", 1),
        **decided("sft", 2, SFT, reacted_at=NOW - DAY, due_on="2026-12-02", due_what="checkpoint 1"),
    )
    decisions.keep(
        "Ticket routing",
        entry("overrode", 3, "we have the GPUs"),
        **decided("rag", 3.5, RAG, method="lora", reacted_at=NOW - 3 * DAY),
    )
    decisions.keep(
        "Alt text", entry("deferred", 2, "after the audit"), **decided("rag", 20, RAG, reacted_at=NOW - 2 * DAY)
    )
    decisions.keep(
        "Meeting notes",
        **decided(
            "not_ready",
            5,
            "Do not fine-tune yet.",
            stage="decided",
            waits_for="accept, another way or not now",
            waits_since=NOW - 5 * DAY,
        ),
    )
    decisions.keep("Old one", **decided("rag", 6, RAG, superseded_by=3))
    decisions.keep(
        "Which model",
        stage="asking",
        owner=None,
        waits_for="Take about 20 real failures. What fixes most of them?",
        waits_since=NOW - 9 * DAY,
    )
    decisions.keep("From spring", stage="asking", waits_for="A question?", waits_since=NOW - 200 * DAY)
    decisions.keep(
        "Invoices",
        stage="training",
        asked_on="2026-11-24",
        is_late=True,
        waits_for="the numbers of checkpoint 2",
        waits_since=NOW - 6 * DAY,
    )
    decisions.keep(
        "Stopped early",
        entry("measured", 4, value=judgement(2, "stop", "crossed", LOW)),
        entry("stopped", 3.5, "enough", {"spent_usd": 1200}),
        stage="stopped",
    )
    decisions.keep(
        "One more round",
        entry("measured", 4, value=judgement(2, "stop", "crossed", LOW)),
        entry("carried_on", 3, "labels were wrong", {"checkpoint": 2}),
        stage="training",
    )
    decisions.keep(
        "On its way",
        entry("measured", 1, value=judgement(1, "go on", "held", "The target of 97 % is reached.")),
        stage="training",
    )
    decisions.keep(
        "Emails",
        entry("adopted", 2, None, {"gain": 0.07, "monthly_usd": 640}),
        stage="adopted",
        predicted_gain=0.05,
        monthly_usd=652.0,
        reviewed_at=NOW - 2 * DAY,
        real_gain=0.07,
        real_monthly_usd=640.0,
    )
    decisions.keep("Prices", entry("reassessed", 1, value={"changes": [{"kind": "cost", "text": ROSE}]}))
    decisions.keep("Nothing new", entry("reassessed", 1, value={"changes": []}))
    decisions.keep("To look back on", due_on="2026-12-03", due_what="review")
    decisions.keep("Asked how it went", asked_on="2026-11-27", waits_for="how it went", waits_since=NOW - 3 * DAY)
    decisions.keep("Doubts", entry("dissented", 2, "the labels are not ours"))
    decisions.keep(
        "Summaries",
        entry("reviewed", 1, "works well", {"adopted": "yes", "monthly_usd": 900}),
        monthly_usd=600.0,
        reviewed_at=NOW - DAY,
        real_monthly_usd=900.0,
    )
    for days, verdict in ((40, "rag"), (41, "prompt_engineering"), (70, "sft"), (71, "rag")):
        decisions.keep("Earlier", **decided(verdict, days, RAG))


@pytest.fixture
def decisions(tmp_path: Path) -> Iterator[Decisions]:
    store = SqliteStore(tmp_path / "decisions.db")
    yield Decisions(store)
    store.close()


def test_a_full_week(
    decisions: Decisions, as_text: Any, check_message: Callable[[Message], None], update_golden: bool
) -> None:
    full(decisions)
    message = digest_message(decisions.week().pinging(()), notes=(NOTE,))
    check_message(message)
    whole = f"{message.text}\n\n{as_text(message.blocks)}\n=== without a chart\n\n{as_text(message.plainer[0][-2:])}"
    check_golden("slack_digest.txt", whole, update_golden)


def test_an_empty_week(
    decisions: Decisions, as_text: Any, check_message: Callable[[Message], None], update_golden: bool
) -> None:
    decisions.keep("Long ago", **decided("rag", 60, RAG))
    message = digest_message(decisions.week(), notes=(NOTE,))
    check_message(message)
    assert message.plainer == ()
    check_golden("slack_digest_empty.txt", f"{message.text}\n\n{as_text(message.blocks)}", update_golden)


def test_what_is_undecided_and_how_sure_a_gain_is_are_told(decisions: Decisions, as_text: Any) -> None:
    open_ = "4 points more on the same 100 items, between -2 and +10 points. Score 389 more items by 2027-01-05."
    decisions.keep("In the balance", entry("measured", 2, value=judgement(2, "undecided", "undecided", open_)))
    decisions.keep(
        "Old labels", entry("measured", 2, value=judgement(0, "stop", "crossed", "6 labels of 50 are wrong."))
    )
    decisions.keep(
        "In use now",
        entry("adopted", 1, None, {"gain": 0.07, "gain_low": 0.021, "gain_high": 0.12}),
        stage="adopted",
        predicted_gain=0.05,
    )
    told = as_text(digest_message(decisions.week()).blocks)
    assert "undecided at checkpoint 2. 4 points more on the same 100 items" in told
    assert "at the data check. 6 labels of 50 are wrong." in told
    assert "7 points gained (between +2.1 and +12 points), 5 points predicted" in told


def test_it_reaches_back_to_the_one_before_and_five_weeks_at_most(decisions: Decisions, as_text: Any) -> None:
    assert begins(None, NOW) == NOW - 7 * DAY
    assert begins(NOW - 15 * DAY, NOW) == NOW - 15 * DAY
    assert begins(NOW - 3600, NOW) == NOW - 3600
    assert begins(NOW - 300 * DAY, NOW) == NOW - 35 * DAY
    assert begins(NOW + 1, NOW) == NOW - 7 * DAY, "the clock was ahead when the last one was sent"
    decisions.keep("Two weeks ago", **decided("rag", 14, RAG))
    assert decisions.week().is_empty
    assert "Two weeks ago" in as_text(digest_message(decisions.week(NOW - 15 * DAY)).blocks)


def test_a_reaction_to_a_verdict_that_changed_since_is_not_told(decisions: Decisions, as_text: Any) -> None:
    decisions.keep("Clauses", entry("accepted", 2), **decided("rag", 1, RAG))
    assert "Nobody has accepted it yet." in as_text(digest_message(decisions.week()).blocks)


def test_lists_are_cut_and_what_went_is_counted(decisions: Decisions, as_text: Any) -> None:
    for number in range(20):
        decisions.keep(
            f"Use case {number}", **decided("rag", 1 + number / 100, RAG, waits_for="a word", waits_since=NOW - DAY)
        )
    said = as_text(digest_message(decisions.week()).blocks)
    assert said.count("Nobody has accepted it yet.") == 8
    assert "And 12 more: /should-we-finetune list decided" in said
    assert "And 12 more: /should-we-finetune list open" in said


def test_the_chart_takes_six_kinds_and_no_more(check_message: Callable[[Message], None]) -> None:
    kinds = (
        "prompt_engineering",
        "rag",
        "bigger_model",
        "guardrails",
        "distillation",
        "sft",
        "lora",
        "rft",
        "not_ready",
        "gone",
    )
    months = tuple(
        Month(date(2026, month, 1), {kind: place + month for place, kind in enumerate(kinds)}) for month in (9, 10, 11)
    )
    week = Week(date(2026, 11, 23), date(2026, 11, 30), (DigestSection("waiting", (), 3),), months=months)
    message = digest_message(week)
    check_message(message)
    chart = next(block for block in message.blocks if block["type"] == "data_visualization")["chart"]
    assert len(chart["series"]) == 6
    assert chart["series"][-1]["name"] == "Others"
    total = sum(at["value"] for series in chart["series"] for at in series["data"])
    assert total == sum(sum(month.verdicts.values()) for month in months)


def test_each_line_leads_to_its_thread_where_that_is_known(decisions: Decisions) -> None:
    decisions.keep("Clauses", **decided("rag", 1, RAG))
    with decisions.store.read() as reader:
        week = gather(
            reader, HERE, SINCE, NOW, "UTC", address=lambda decision: f"https://acme.slack.com/archives/C1/p{decision}"
        )
    links = [node for node in nodes(digest_message(week).blocks) if node.get("type") == "link"]
    assert links == [{"type": "link", "url": "https://acme.slack.com/archives/C1/p1", "text": "#1 Clauses"}]


def test_where_space_is_short_links_go_before_lines(decisions: Decisions, as_text: Any) -> None:
    full(decisions)
    for number in range(8):
        decisions.keep(f"Use case {number}", **decided("rag", 1, RAG, waits_for="a word", waits_since=NOW - DAY))
    with decisions.store.read() as reader:
        week = gather(
            reader, HERE, SINCE, NOW, "UTC", address=lambda decision: f"https://acme.slack.com/{'x' * 600}/p{decision}"
        )
    message = digest_message(week)
    assert len(json.dumps(message.blocks)) <= 12_600
    assert '"link"' not in json.dumps(message.blocks)
    assert as_text(message.blocks).count("Use case") == 14


HOSTILE = (
    "\U0001f600" * 300, "<!channel> " * 30, "<@U9999999> <https://evil.example|click> *bold* `code`", "a\x00b\x1b[31m\u202egnp\ue000x\ue001\ue002U9999999\ue003",
    "&lt;!here&gt; &amp; <<<>>> " * 12, ":smile: @here\n• one\n```\ncode\n```", "W" * 300, "\u0301" * 300,
)  # fmt: skip
TYPED = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
KINDS = [
    "accepted",
    "overrode",
    "deferred",
    "replaced",
    "open",
    "waiting",
    "asked",
    "asked again",
    "due",
    "stop",
    "go on",
    "undecided",
    "stop, carried on",
    "carried on",
    "stopped",
    "adopted",
    "changed",
    "dissent",
    "in use",
]
LINES = st.builds(
    DigestLine, st.integers(1, 10**9), TYPED, st.sampled_from(KINDS), st.just(ANA), st.one_of(st.none(), TYPED),
    st.lists(TYPED, min_size=2, max_size=3).map(tuple), st.integers(0, 400), st.just(date(2026, 12, 2)),
)  # fmt: skip
NAMES = ("decided", "waiting", "checkpoints", "course", "changed", "reviews", "dissents", "outcomes")
SECTIONS = st.tuples(
    *(
        st.builds(DigestSection, st.just(name), st.lists(LINES, max_size=8).map(tuple), st.integers(8, 1000))
        for name in NAMES
    )
)
MONTHS = tuple(
    Month(date(2026, month, 1), dict.fromkeys(("rag", "sft", "lora", "rft", "x", "y", "z"), 10**6))
    for month in (9, 10, 11)
)


@settings(max_examples=examples(25))
@given(SECTIONS)
def test_whatever_was_typed_it_fits_and_nothing_typed_becomes_markup(
    check_message: Callable[[Message], None], sections: tuple[DigestSection, ...]
) -> None:
    week = Week(date(2026, 11, 23), date(2026, 11, 30), sections, 1000, MONTHS, "Over 3 reviewed decisions. " * 10)
    check_message(digest_message(week, notes=(NOTE,)))


def test_the_longest_of_everything_still_names_every_section(
    as_text: Any, check_message: Callable[[Message], None]
) -> None:
    smile = "\U0001f600" * 300
    line = DigestLine(10**9, smile, "overrode", ANA, smile, (smile, smile), 400, date(2026, 12, 2))
    week = Week(
        date(2026, 11, 23),
        date(2026, 11, 30),
        tuple(DigestSection(name, (line,) * 8, 1000) for name in NAMES),
        1000,
        MONTHS,
    )  # type: ignore[arg-type]
    message = digest_message(week, notes=(NOTE,))
    check_message(message)
    assert as_text(message.blocks).count("And many more") == 8
