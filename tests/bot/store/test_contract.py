"""What any store promises, in the words of who reads and writes. Every test runs for every store of `conftest.STORES`."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from bot.store.protocol import Store
from bot.store.records import Shown
from flows.log.entries import answered, from_json
from tests.helpers.effects import an_effect, item
from tests.helpers.entries import an_entry
from tests.helpers.stores import AT, NOW, begin, post, write

HOSTILE = {
    "quotes": """it's "quoted" `so` \\ and ; -- that""",
    "sql": "'); DROP TABLE entries; --",
    "nul": "before\x00after",
    "control": "\x01\x02\x1b[31m\x7f\x85\u2028",
    "emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✅",
    "right to left": "\u202eevil\u202c \u200f\u200e \u2066x\u2069 שלום",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "not a character": "\ufffe\uffff\U0010ffff",
    "long": "ä" * 10_000,
    "empty": "",
    "spaces": " \t\r\n ",
    "template": "{{ 7 * 7 }} {% raw %} %s {0} $HOME",
    "markup": "<!channel> <@U1> *bold* &amp;",
}


class TestDecisions:
    def test_a_decision_is_found_as_it_was_begun(self, store: Store) -> None:
        with store.write() as unit:
            id_ = unit.open_decision("T1", "D1", "im", None, "U1", NOW, "https://hooks.example/1")
        with store.read() as reader:
            decision = reader.decision(id_)
        assert decision is not None
        assert (decision.id, decision.team, decision.channel, decision.place, decision.thread_ts) == (
            id_,
            "T1",
            "D1",
            "im",
            None,
        )
        assert (decision.started_by, decision.started_at, decision.response_url) == (
            "U1",
            NOW,
            "https://hooks.example/1",
        )

    def test_nobody_finds_what_is_not_there(self, store: Store) -> None:
        begin(store)
        with store.read() as reader:
            assert reader.decision(999) is None
            assert reader.decision_in_thread("T1", "C1", "999.9") is None
            assert reader.decision_in_thread("T2", "C1", "100.1") is None
            assert reader.decision_in_thread("T1", "C2", "100.1") is None
            assert reader.latest_in_channel("T2", "C1") is None
            assert reader.log(999).entries == ()
            assert reader.size(999) == 0
            assert reader.shown(999) == ()
            assert reader.shown_as(999, "1.1") is None
            assert reader.last_on(999, "task") is None
            assert reader.said_in(999, "m") == ()
            assert reader.seen("k") is None
            assert reader.effects("nowhere") == ()

    def test_a_thread_has_its_decision_once_its_first_message_stands(self, store: Store) -> None:
        id_ = begin(store, thread_ts=None)
        write(store, lambda unit: unit.place_thread(id_, "200.2"))
        with store.read() as reader:
            decision = reader.decision_in_thread("T1", "C1", "200.2")
        assert decision is not None
        assert decision.id == id_

    def test_a_thread_that_was_placed_stays_where_it_is(self, store: Store) -> None:
        decision = begin(store, thread_ts="100.1")
        write(store, lambda unit: unit.place_thread(decision, "999.9"))
        with store.read() as reader:
            assert reader.decision(decision).thread_ts == "100.1"  # type: ignore[union-attr]

    def test_several_decisions_of_a_channel_may_wait_for_their_first_message(self, store: Store) -> None:
        assert begin(store, thread_ts=None) != begin(store, thread_ts=None)

    def test_the_latest_of_a_channel_is_the_one_begun_last(self, store: Store) -> None:
        begin(store, thread_ts="300.3")
        last = begin(store, thread_ts="100.1")
        begin(store, channel="C2", thread_ts="400.4")
        with store.read() as reader:
            assert reader.latest_in_channel("T1", "C1").id == last  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("thread", "now", "opening"),
        [
            (NOW + 2, NOW + 5, True),
            (NOW - 60, NOW + 5, True),
            (NOW - 3600, NOW + 5, False),
            (NOW + 2, NOW + 3600, False),
        ],
    )
    def test_a_thread_may_be_that_of_a_decision_whose_first_message_is_on_its_way(
        self, store: Store, thread: float, now: float, opening: bool
    ) -> None:
        decision = begin(store, thread_ts=None)
        with store.read() as reader:
            assert not reader.is_opening("T1", "C1", thread, now), "nothing is being sent"
        root = an_effect("post", "lane", decision=decision, name="root")
        write(store, lambda unit: unit.enqueue([root]))
        with store.read() as reader:
            assert reader.is_opening("T1", "C1", thread, now) is opening
            assert not reader.is_opening("T1", "C2", thread, now)
        write(store, lambda unit: unit.place_thread(decision, f"{NOW + 1:.6f}"))
        with store.read() as reader:
            assert not reader.is_opening("T1", "C1", thread, now)


class TestLogs:
    def test_a_log_comes_back_as_it_was_written(self, store: Store) -> None:
        decision, second = begin(store), begin(store, thread_ts="2.2")
        entries = (
            answered("use_case", "Clauses", "clauses, please", "U1", AT, "m:1"),
            answered("baseline", Decimal("0.9"), "90%", "U2", AT),
            answered("requests_per_month", Decimal(1_000_000), "1M", "U2", AT),
            answered("signs", ("cost", "speed"), "both", "U2", AT),
            an_entry("unsure", "labels", by="U1", at=AT, how="clicked"),
            an_entry("restarted", by="U1", at=AT),
            an_entry("of a kind that nobody knows", "of a question that is gone", {"any": ["thing", None, 1.5, True]}),
        )
        write(
            store,
            lambda unit: (
                unit.append(decision, entries[:3]),
                unit.append(second, entries[:1]),
                unit.append(decision, entries[3:]),
            ),
        )
        with store.read() as reader:
            assert reader.log(decision).entries == tuple(from_json(entry.to_json()) for entry in entries)
            assert reader.size(decision) == len(entries)
            assert reader.size(second) == 1

    @pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
    def test_whatever_is_typed_comes_back_whole(self, store: Store, reopen: Callable[[], Store], text: str) -> None:
        decision = begin(store)
        entry = an_entry("answered", "use_case", text, text, "U1", AT, f"m:{text}", text)
        write(
            store,
            lambda unit: (
                unit.append(decision, [entry]),
                unit.first_time(f"key {text}", NOW, text),
                unit.enqueue([post(lane=f"lane {text}", text=text, name=text)]),
                unit.show(decision, f"name {text}", text),
            ),
        )
        store.close()
        with reopen().read() as reader:
            assert reader.log(decision).entries == (entry,)
            assert reader.said_in(decision, f"m:{text}") == (entry,)
            assert reader.seen(f"key {text}") == text
            assert reader.effects(f"lane {text}")[0].item == item("post", {"text": text})
            assert reader.shown(decision)[0].name == f"name {text}"

    def test_what_came_from_one_message_is_found_by_it(self, store: Store) -> None:
        decision = begin(store)
        here, there = (
            answered("task", "extraction", "x", "U1", AT, "m:1"),
            answered("gap", "none", "n", "U1", AT, "m:2"),
        )
        write(
            store,
            lambda unit: unit.append(decision, [here, there, an_entry("withdrawn", here.question, source=here.source)]),
        )
        with store.read() as reader:
            assert [entry.kind for entry in reader.said_in(decision, "m:1")] == ["answered", "withdrawn"]

    def test_the_last_entry_about_a_question_forgets_what_was_before_a_restart(self, store: Store) -> None:
        decision = begin(store)
        first, second = answered("task", "extraction", "x", "U1", AT), answered("task", "classification", "c", "U2", AT)
        write(store, lambda unit: unit.append(decision, [first, second, answered("gap", "none", "n", "U1", AT)]))
        with store.read() as reader:
            assert reader.last_on(decision, "task") == second
        write(store, lambda unit: unit.append(decision, [an_entry("restarted", by="U1", at=AT)]))
        with store.read() as reader:
            assert reader.last_on(decision, "task") is None
        write(store, lambda unit: unit.append(decision, [first]))
        with store.read() as reader:
            assert reader.last_on(decision, "task") == first


class TestDeliveries:
    def test_a_key_is_new_once_however_long_ago(self, store: Store, reopen: Callable[[], Store]) -> None:
        assert write(store, lambda unit: unit.first_time("event:1", NOW))
        assert not write(store, lambda unit: unit.first_time("event:1", NOW + 10 * 365 * 86_400))
        assert write(store, lambda unit: unit.first_time("event:2", NOW))
        store.close()
        assert not write(reopen(), lambda unit: unit.first_time("event:1", NOW))

    def test_a_note_stays_with_its_key(self, store: Store) -> None:
        write(store, lambda unit: unit.first_time("event:1", NOW, "one"))
        write(store, lambda unit: unit.first_time("event:1", NOW, "another"))
        with store.read() as reader:
            assert reader.seen("event:1") == "one"
        write(store, lambda unit: unit.note("event:1", "two"))
        with store.read() as reader:
            assert reader.seen("event:1") == "two"

    def test_a_key_that_cannot_be_written_is_not_taken_for_seen(self, store: Store) -> None:
        with pytest.raises(Exception, match=r"."):
            write(store, lambda unit: unit.first_time("event:1", float("nan")))
        assert write(store, lambda unit: unit.first_time("event:1", NOW))


class TestMessages:
    def test_a_message_is_on_its_way_until_its_version_stands(self, store: Store) -> None:
        decision = begin(store)
        write(store, lambda unit: (unit.show(decision, "root", "v1"), unit.show(decision, "q:task", "a")))
        with store.read() as reader:
            assert reader.shown(decision) == (Shown("root", "v1", None, None), Shown("q:task", "a", None, None))
        write(store, lambda unit: unit.stands(decision, "root", "5.5", "v1", NOW))
        with store.read() as reader:
            assert reader.shown(decision)[0] == Shown("root", "v1", "5.5", NOW)
            assert reader.shown_as(decision, "5.5") == Shown("root", "v1", "5.5", NOW)
            assert reader.shown_as(decision, "6.6") is None

    def test_a_newer_version_is_on_its_way_though_an_older_one_arrives(self, store: Store) -> None:
        decision = begin(store)
        write(store, lambda unit: (unit.show(decision, "root", "v1"), unit.show(decision, "root", "v2")))
        write(store, lambda unit: unit.stands(decision, "root", "5.5", "v1", NOW))
        with store.read() as reader:
            assert reader.shown(decision) == (Shown("root", "v2", "5.5", None),)

    def test_messages_keep_the_order_in_which_they_were_first_posted(self, store: Store) -> None:
        decision = begin(store)
        write(
            store,
            lambda unit: (
                [unit.show(decision, name, "1") for name in ("root", "b", "a")] and unit.show(decision, "root", "2")
            ),
        )
        with store.read() as reader:
            assert [message.name for message in reader.shown(decision)] == ["root", "b", "a"]


def test_a_thread_that_is_gone_forgets_what_has_to_be_posted_anew(store: Store) -> None:
    decision = begin(store, thread_ts="100.1")
    with store.write() as unit:
        for name in ("root", "note:1", "ask:gap:1", "verdict:3"):
            unit.show(decision, name, "v")
            unit.stands(decision, name, f"{name}.ts", "v", NOW)
        unit.enqueue(
            [
                an_effect("post", "lane", decision=decision, name="ask:x:4"),
                an_effect("respond", "other", decision=decision),
            ]
        )
        assert unit.shown_at("T1", "C1", "ask:gap:1.ts") == (decision, "ask:gap:1")
        assert unit.shown_at("T2", "C1", "ask:gap:1.ts") is None
        unit.unplace_thread(decision)
    with store.read() as reader:
        assert [message.name for message in reader.shown(decision)] == ["note:1"]
        assert reader.decision(decision).thread_ts is None  # type: ignore[union-attr]
        assert reader.effects("lane") == ()
        assert len(reader.effects("other")) == 1


def test_a_decision_is_found_by_a_message_that_was_counted_in_it_and_by_nothing_else(store: Store) -> None:
    decision = begin(store, thread_ts="100.1")
    begin(store, thread_ts="200.1")
    with store.write() as unit:
        unit.append(
            decision, [an_entry("went_on", source="150.5", by="U1"), answered("gap", "none", "x", "U2", None, "160.5")]
        )
        unit.set_place(decision, "private")
    with store.read() as reader:
        assert reader.decision_of_source("T1", "C1", "160.5").id == decision  # type: ignore[union-attr]
        assert reader.decision_of_source("T1", "C2", "160.5") is None
        assert reader.decision_of_source("T1", "C1", "1") is None
        assert reader.decision(decision).place == "private"  # type: ignore[union-attr]
        assert reader.last_on(decision, "gap", "U2") is not None
        assert reader.last_on(decision, "gap", "U1") is None
