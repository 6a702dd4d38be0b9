"""Where decisions stand: kept, listed, searched by anything that can be typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.protocol import Store
from bot.store.records import DecisionSummary, Wanted
from tests.helpers.examples import examples

NOW = 1_790_000_000.0


def keep(store: Store, title: str, **values: object) -> DecisionSummary:
    with store.write() as unit:
        where = {"team": "T1", "channel": "C1", "place": "public", "started_by": "U1"} | {
            name: values[name] for name in ("team", "channel", "place", "started_by") if name in values
        }
        id_ = unit.open_decision(where["team"], where["channel"], where["place"], None, where["started_by"], NOW)
        summary = DecisionSummary(
            decision=id_,
            title=title,
            **({"stage": "decided", "started_at": NOW, "changed_at": NOW + id_} | where | values),
        )
        unit.keep_summary(summary)
    return summary


def titles(store: Store, most: int = 100, **wanted: object) -> list[str]:
    with store.read() as reader:
        listed = [summary.title for summary in reader.summaries(Wanted(**wanted), most=most)]
        assert reader.count_summaries(Wanted(**wanted), most=1000) == len(listed) or most < 100
    return listed


def test_what_is_kept_is_read_back_and_kept_anew(store: Store) -> None:
    kept = keep(store, "Clauses", is_late=True, verdict="sft", monthly_usd=12.5, due_on="2026-12-01", words="said")
    with store.write() as unit:
        assert unit.summary(kept.decision) == kept
        unit.assessed(kept.decision, NOW)
        unit.keep_summary(replace(kept, stage="training"))
        assert unit.summary(kept.decision) == replace(kept, stage="training")
        assert unit.to_assess(NOW, 10) == (), "keeping it anew does not forget that it was assessed"
        assert unit.to_assess(NOW + 1, 10) == (kept.decision,)
        assert unit.summary(99) is None


def test_lists_are_narrowed_and_the_last_changed_comes_first(store: Store) -> None:
    keep(store, "one", stage="asking", owner="U2")
    keep(store, "two", channel="C2", started_by="U3")
    keep(store, "three", place="im", channel="D1", started_by="U2", asked_on="2026-11-30")
    keep(store, "four", team="T2", due_on="2026-12-01")
    assert titles(store) == ["four", "three", "two", "one"]
    assert titles(store, team="T1", most=2) == ["three", "two"]
    assert titles(store, stages=("asking",)) == ["one"]
    assert titles(store, person="U2") == ["three", "one"]
    assert titles(store, team="T1", channels=frozenset({"C1"}), direct_of="U9") == ["one"]
    assert titles(store, team="T1", channels=frozenset({"C1", "D1"}), direct_of="U9") == ["one"], (
        "a direct message is its own two people's"
    )
    assert titles(store, team="T1", channels=frozenset(), direct_of="U2") == ["three"]
    assert titles(store, due_by="2026-12-01") == ["four", "three"]
    assert titles(store, due_by="2026-11-30") == ["three"]


def test_what_is_due_longest_comes_first_and_what_waits_is_told_apart(store: Store) -> None:
    keep(store, "soon", due_on="2026-12-02")
    keep(store, "asked", asked_on="2026-11-20", due_on="2027-02-01", waits_for="the numbers of checkpoint 1")
    keep(store, "late", due_on="2026-11-21")
    keep(store, "later", due_on="2027-01-01", waits_for="how it went")
    seen = {"team": "T1", "channels": frozenset({"C1"}), "direct_of": "U9"}
    for narrower in ({}, seen, seen | {"person": "U1"}):
        assert titles(store, due_by="2026-12-02", order="due", **narrower) == ["asked", "late", "soon"]
        assert titles(store, waiting=True, **narrower) == ["later", "asked"]


def test_one_sees_what_is_in_ones_channels_however_it_is_asked_for(store: Store) -> None:
    for number in range(12):
        keep(store, f"clause {number}", channel=f"C{number % 4}", stage="training", due_on=f"2026-12-{number + 1:02}")
    keep(store, "clause mine", place="im", channel="D1", started_by="U9", stage="training", due_on="2026-12-20")
    keep(store, "clause theirs", place="im", channel="D2", started_by="U8", stage="training", due_on="2026-12-20")
    keep(store, "clause elsewhere", team="T2", stage="training", due_on="2026-12-20")
    mine = {"team": "T1", "channels": frozenset({"C1", "C3", "D2"}), "direct_of": "U9"}
    last = ["clause mine", *(f"clause {number}" for number in (11, 9, 7, 5, 3, 1))]
    for how in ({}, {"stages": ("training", "adopted")}, {"words": "clause"}, {"due_by": "2026-12-31"}):
        assert sorted(titles(store, **mine, **how)) == sorted(last), how
    assert titles(store, **mine) == last
    assert titles(store, **mine, most=3) == last[:3]
    with store.read() as reader:
        wanted = Wanted(**mine)
        assert reader.count_summaries(wanted, most=3) == 3
        first = reader.summaries_after(0, wanted, most=4)
        assert [summary.title for summary in first] == ["clause 1", "clause 3", "clause 5", "clause 7"]
        assert [summary.title for summary in reader.summaries_after(first[-1].decision, wanted, most=9)] == [
            "clause 9",
            "clause 11",
            "clause mine",
        ]


def test_search_finds_words_and_their_beginnings_in_any_case_and_form(store: Store) -> None:
    keep(
        store,
        "Contract clause extraction",
        headline="Do not fine-tune.",
        words="residency matters; Ben disagrees about gpt-5.4",
    )
    keep(store, "Ticket routing")
    assert titles(store, words="CLAUSES extract") == ["Contract clause extraction"]
    assert titles(store, words="rout") == ["Ticket routing"]
    assert titles(store, words="gpt-5.4") == ["Contract clause extraction"]
    assert titles(store, words="clause routing") == []
    assert titles(store, words="fine-tune") == ["Contract clause extraction"]
    assert titles(store, words="  ") == []


def test_search_follows_what_changes(store: Store) -> None:
    kept = keep(store, "Contract clauses")
    with store.write() as unit:
        unit.keep_summary(replace(kept, title="Ticket routing"))
    assert titles(store, words="clauses") == []
    assert titles(store, words="ticket") == ["Ticket routing"]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'; DROP TABLE standings; --",
        "a OR b",
        "NOT",
        "NEAR(a b)",
        "title:x",
        "*",
        "a*b",
        "(",
        "^a",
        "{a b}",
        "+",
        "\x00",
        "a\x00b",
        "-5",
        "👩‍👩‍👧‍👦",
        "שלום",
        "%",
        "_",
        "a" * 10_000,
        "\ud800".encode("utf-8", "replace").decode(),
        "word " * 500,
        "col : x AND",
        '"a" "',
    ],
)
def test_a_search_of_any_characters_is_safe(store: Store, query: str) -> None:
    keep(store, "word")
    titles(store, words=query)
    assert titles(store) == ["word"]


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(min_size=1, max_size=40), query=st.text(max_size=40))
def test_a_title_is_found_by_its_own_words_and_no_query_fails(store: Store, title: str, query: str) -> None:
    kept = keep(store, title, team="T3")
    titles(store, words=query)
    word = next((part for part in title.split() if part.isascii() and part.isalnum()), None)
    if word is not None:
        with store.read() as reader:
            matches = reader.summaries(Wanted(words=word, team="T3"), most=100_000)
        assert kept.decision in {summary.decision for summary in matches}
