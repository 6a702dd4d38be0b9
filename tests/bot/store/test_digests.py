"""Weekly digests: set up once a channel, and told from what happened, channel by channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.store.protocol import Store
from bot.store.records import DecisionSummary, Digest, DigestChannels, FirstOfMany
from flows.log.entries import Entry
from tests.helpers.entries import an_entry, value

NOW = 1_790_000_000.0
HERE = DigestChannels("T1", ("C1",))
BOTH = DigestChannels("T1", ("C1", "C2"))
DIGEST = Digest("T1", "C1", "public", 0, 540, "Europe/Berlin", quiet=True, set_by="U1", set_at=NOW)


def keep(store: Store, title: str = "one", *entries: Entry, **values: Any) -> int:
    with store.write() as unit:
        team, channel = values.pop("team", "T1"), values.pop("channel", "C1")
        place = values.pop("place", "public")
        id_ = unit.open_decision(team, channel, place, None, "U1", NOW)
        summary = DecisionSummary(id_, team, channel, place, title, "decided", "U1", NOW, NOW)
        unit.keep_summary(replace(summary, **values))
        unit.append(id_, entries)
    return id_


def entry(kind: str, at: float, **values: Any) -> Entry:
    return an_entry(kind, at=datetime.fromtimestamp(at, UTC), **values)


def titles(first: FirstOfMany) -> list[str]:
    return [summary.title for summary in first.summaries]


def test_a_channel_has_one_digest_and_its_own(store: Store) -> None:
    with store.write() as unit:
        assert unit.digest("T1", "C1") is None
        unit.keep_digest(DIGEST)
        unit.keep_digest(replace(DIGEST, channel="C2", quiet=False))
        unit.keep_digest(replace(DIGEST, team="T2"))
        unit.keep_digest(replace(DIGEST, minute=600))
    with store.write() as unit:
        assert unit.digest("T1", "C1") == replace(DIGEST, minute=600)
        assert {digest.channel for digest in unit.digests("T1")} == {"C1", "C2"}
        unit.digest_sent("T1", "C1", NOW + 5, ("waiting:1:2",))
        sent = replace(DIGEST, minute=600, sent_at=NOW + 5, told={"waiting:1:2": NOW + 5})
        assert unit.digest("T1", "C1") == sent
        unit.keep_digest(sent)
        assert unit.digest("T1", "C1") == sent
        assert unit.drop_digest("T1", "C1")
        assert not unit.drop_digest("T1", "C1")
        unit.digest_sent("T1", "C1", NOW + 9)
        assert unit.digest("T1", "C1") is None
        assert unit.digest("T2", "C1") is not None


def test_places_are_channels_with_decisions_and_nobodys_direct_messages(store: Store) -> None:
    with store.read() as reader:
        assert reader.places("T1", most=9) == ()
    for channel, place in (("C2", "private"), ("D1", "im"), ("C1", "public"), ("C2", "private"), ("G1", "mpim")):
        keep(store, channel=channel, place=place)
    keep(store, team="T2", channel="C9")
    with store.read() as reader:
        assert reader.places("T1", most=9) == ("C1", "C2", "G1")
        assert reader.places("T1", most=2) == ("C1", "C2")


def test_verdicts_of_a_time_the_last_first_and_counted_by_kind(store: Store) -> None:
    keep(store, "before", decided_at=NOW - 1, verdict="rag")
    keep(store, "first", decided_at=NOW, verdict="rag")
    keep(store, "second", channel="C2", decided_at=NOW + 5, verdict="sft")
    keep(store, "third", decided_at=NOW + 9, verdict="rag")
    keep(store, "after", decided_at=NOW + 10, verdict="sft")
    keep(store, "elsewhere", channel="C3", decided_at=NOW, verdict="sft")
    keep(store, "other", team="T2", decided_at=NOW, verdict="sft")
    with store.read() as reader:
        decided = reader.decided_in(BOTH, NOW, NOW + 10, most=9)
        assert (titles(decided), decided.count) == (["third", "second", "first"], 3)
        decided = reader.decided_in(BOTH, NOW, NOW + 10, most=2)
        assert (titles(decided), decided.count) == (["third", "second"], 3)
        assert reader.decided_in(DigestChannels("T1", ()), NOW, NOW + 10, most=9) == FirstOfMany()
        assert reader.verdicts_in(BOTH, NOW, NOW + 10) == {"rag": 2, "sft": 1}
        assert reader.verdicts_in(DigestChannels("T1", ()), NOW, NOW + 10) == {}


def test_what_waits_longest_comes_first_and_what_was_asked_on_a_day_is_apart(store: Store) -> None:
    keep(store, "waits", waits_for="accept, another way or not now", waits_since=NOW)
    keep(store, "waits longer", channel="C2", waits_for="a question", waits_since=NOW - 5)
    keep(store, "since long ago", waits_for="a question", waits_since=NOW - 1000)
    keep(store, "asked", waits_for="the numbers of checkpoint 1", waits_since=NOW - 4, asked_on="2026-11-20")
    keep(store, "asked later", waits_for="the numbers of checkpoint 1", waits_since=NOW - 3, asked_on="2026-11-21")
    keep(store, "to review", waits_for="how it went", waits_since=NOW - 3, asked_on="2026-11-19")
    keep(store, "done")
    with store.read() as reader:
        waiting = reader.waiting_in(BOTH, NOW - 100, NOW + 1, most=9)
        assert (titles(waiting), waiting.count) == (["waits longer", "waits"], 2)
        assert reader.waiting_in(HERE, 0, NOW - 100, most=0) == FirstOfMany((), 1)
        assert titles(reader.asked_in(BOTH, "2026-11-20", "2026-11-22", reviews=False, most=9)) == [
            "asked",
            "asked later",
        ]
        assert titles(reader.asked_in(BOTH, "", "2026-11-21", reviews=False, most=9)) == ["asked"]
        assert titles(reader.asked_in(BOTH, "", "2027", reviews=True, most=9)) == ["to review"]


def test_what_will_be_asked_by_a_day(store: Store) -> None:
    keep(store, "next", due_on="2026-12-02", due_what="checkpoint 2")
    keep(store, "late", due_on="2026-11-20", due_what="checkpoint 1")
    keep(store, "later", due_on="2026-12-03", due_what="checkpoint 2")
    keep(store, "review", due_on="2026-12-01", due_what="review")
    keep(store, "again", due_on="2026-12-01", due_what="checkpoint 1", asked_on="2026-11-27", waits_for="the numbers")
    with store.read() as reader:
        assert titles(reader.due_in(BOTH, "2026-12-02", reviews=False, most=9)) == ["late", "next"]
        assert titles(reader.due_in(BOTH, "2026-12-02", reviews=True, most=9)) == ["review"]


def test_events_of_a_time_in_order_but_what_was_taken_back(store: Store) -> None:
    decision = keep(
        store,
        "one",
        entry("accepted", NOW - 0.5, by="U1"),
        entry("measured", NOW, by="U1", value={"checkpoint": 1, "says": "stop"}),
        entry("answered", NOW + 1, question="gap", value="none"),
        entry("dissented", NOW + 2, by="U2", text="no", source="5.1"),
        entry("dissented", NOW + 3, by="U3", text="kept", source="5.2"),
        entry("retracted", NOW + 3.5, value={"source": "5.1"}, source="5.1"),
        entry("stopped", NOW + 4, by="U1", text="enough"),
        entry("adopted", NOW + 10),
    )
    two = keep(store, "two", entry("reassessed", NOW + 3.25, value={"changes": []}), channel="C2")
    keep(store, "elsewhere", entry("stopped", NOW + 1), channel="C3")
    keep(store, "other", entry("stopped", NOW + 1), team="T2")
    with store.read() as reader:
        events = reader.events_in(BOTH, NOW, NOW + 10, most=9)
        assert [(event.summary.decision, event.entry.kind) for event in events] == [
            (decision, "measured"),
            (decision, "dissented"),
            (two, "reassessed"),
            (decision, "stopped"),
        ]
        assert value(events[0].entry) == {"checkpoint": 1, "says": "stop"}
        assert events[1].entry.text == "kept"
        assert events[0].summary.title == "one"
        assert [event.entry.kind for event in reader.events_in(BOTH, NOW, NOW + 10, most=2)] == [
            "reassessed",
            "stopped",
        ]
        assert reader.events_in(DigestChannels("T1", ()), NOW, NOW + 10, most=9) == ()


def test_something_said_again_after_it_was_taken_back_counts(store: Store) -> None:
    keep(
        store,
        "one",
        entry("dissented", NOW, text="first", source="5.1"),
        entry("retracted", NOW + 1, value={"source": "5.1"}, source="5.1"),
        entry("dissented", NOW + 1, text="edited", source="5.1"),
    )
    with store.read() as reader:
        assert [event.entry.text for event in reader.events_in(HERE, NOW, NOW + 9, most=9)] == ["edited"]


def test_how_it_went_over_the_workspace_the_last_first(store: Store) -> None:
    keep(store, "first", reviewed_at=NOW, real_gain=0.1)
    keep(store, "second", channel="C2", reviewed_at=NOW + 1)
    keep(store, "not yet")
    keep(store, "other", team="T2", reviewed_at=NOW)
    with store.read() as reader:
        assert [summary.title for summary in reader.reviewed("T1", most=9)] == ["second", "first"]
        assert [summary.title for summary in reader.reviewed("T1", most=1)] == ["second"]


@pytest.mark.parametrize("count", [1, 999, 1_200])
def test_counting_ends_at_a_thousand(store: Store, count: int) -> None:
    with store.write() as unit:
        for _ in range(count):
            id_ = unit.open_decision("T1", "C1", "public", None, "U1", NOW)
            unit.keep_summary(
                DecisionSummary(id_, "T1", "C1", "public", "x", "decided", "U1", NOW, NOW, decided_at=NOW)
            )
    with store.read() as reader:
        assert reader.decided_in(HERE, NOW, NOW + 1, most=3).count == min(count, 1000)
