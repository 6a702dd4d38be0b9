"""What any store promises, in the words of who reads and writes. Every test runs for every store of `conftest.STORES`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from bot.store.protocol import Store, Unit
from bot.store.records import Backlog, Effect, Shown
from flows.log.entries import answered, from_json
from tests.helpers.effects import an_effect, item, text_of
from tests.helpers.entries import an_entry

NOW = 1_790_000_000.0
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
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


def begin(
    store: Store, team: str = "T1", channel: str = "C1", thread_ts: str | None = "100.1", now: float = NOW
) -> int:
    with store.write() as unit:
        return unit.open_decision(team, channel, "public", thread_ts, "U1", now)


def enqueue(store: Store, *effects: Effect) -> list[Effect]:
    with store.write() as unit:
        unit.enqueue(effects)
        return [effect for lane in dict.fromkeys(effect.lane for effect in effects) for effect in unit.effects(lane)]


def post(lane: str = "d:1", text: str = "hello", **values: Any) -> Effect:
    where: dict[str, Any] = {"team": "T1", "channel": "C1", "created": NOW}
    kind = values.pop("kind", "post")
    return an_effect(kind, lane, {"text": text}, **where | values)


def write(store: Store, what: Callable[[Unit], Any]) -> Any:
    with store.write() as unit:
        return what(unit)


def due(store: Store, now: float = NOW) -> list[int]:
    with store.read() as reader:
        return [effect.id for effect in reader.due(now)]


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


class TestOutbox:
    def test_an_effect_comes_back_as_it_was_put_in(self, store: Store) -> None:
        decision = begin(store)
        effect = post(decision=decision, name="root", due=NOW + 1)
        (kept,) = enqueue(store, effect)
        assert kept == replace(effect, id=kept.id)

    def test_a_lane_is_worked_off_in_order_and_lanes_do_not_wait_for_each_other(self, store: Store) -> None:
        a1, a2, b1 = enqueue(store, post("a"), post("a"), post("b"))
        assert due(store) == [a1.id, b1.id]
        write(store, lambda unit: unit.done(a1.id))
        assert due(store) == [a2.id, b1.id]

    def test_what_waits_for_a_time_holds_up_its_lane_until_then(self, store: Store) -> None:
        a1, _a2, b1 = enqueue(store, post("a", due=NOW + 10), post("a"), post("b", due=NOW + 5))
        assert due(store) == []
        with store.read() as reader:
            assert reader.next_due(NOW) == NOW + 5
        assert due(store, NOW + 5) == [b1.id]
        assert due(store, NOW + 10) == [a1.id, b1.id]

    def test_nothing_is_due_in_an_empty_outbox(self, store: Store) -> None:
        with store.read() as reader:
            assert reader.next_due(NOW) is None
            assert reader.due(NOW) == ()
            assert reader.backlog() == Backlog(0, None, 0, 0)

    def test_a_claim_has_one_winner(self, store: Store) -> None:
        (effect,) = enqueue(store, post())
        claimed = write(store, lambda unit: unit.claim(effect.id, "me", NOW + 60, NOW))
        assert claimed is not None
        assert (claimed.state, claimed.owner, claimed.attempts, claimed.uncertain) == ("sending", "me", 1, False)
        assert write(store, lambda unit: unit.claim(effect.id, "you", NOW + 61, NOW + 1)) is None
        assert due(store, NOW + 59) == []
        with store.read() as reader:
            assert reader.effects("d:1")[0].owner == "me"

    def test_a_claim_that_ran_out_is_taken_over_and_uncertain(self, store: Store) -> None:
        (effect,) = enqueue(store, post())
        write(store, lambda unit: unit.claim(effect.id, "me", NOW + 60, NOW))
        assert due(store, NOW + 60) == [effect.id]
        taken = write(store, lambda unit: unit.claim(effect.id, "you", NOW + 120, NOW + 60))
        assert taken is not None
        assert (taken.owner, taken.attempts, taken.uncertain) == ("you", 2, True)

    def test_what_is_gone_held_or_failed_cannot_be_claimed(self, store: Store) -> None:
        gone, held, failed = enqueue(store, post("a"), post("b"), post("c"))
        write(
            store, lambda unit: (unit.done(gone.id), unit.hold(held.id, "not_in_channel"), unit.fail(failed.id, "gone"))
        )
        for effect in (gone, held, failed):
            assert write(store, lambda unit, effect=effect: unit.claim(effect.id, "me", NOW + 60, NOW)) is None

    def test_what_an_owner_that_is_gone_had_claimed_is_given_back_as_uncertain(self, store: Store) -> None:
        mine, yours, free = enqueue(store, post("a"), post("b"), post("c"))
        write(
            store, lambda unit: (unit.claim(mine.id, "me", NOW + 60, NOW), unit.claim(yours.id, "you", NOW + 60, NOW))
        )
        with store.write() as unit:
            assert set(unit.owners()) == {"me", "you"}
            assert unit.release_owner("me") == 1
            assert unit.owners() == ("you",)
        assert due(store, NOW) == [mine.id, free.id]
        again = write(store, lambda unit: unit.claim(mine.id, "third", NOW + 60, NOW))
        assert again is not None
        assert again.uncertain
        assert not write(store, lambda unit: unit.claim(free.id, "third", NOW + 60, NOW)).uncertain

    @pytest.mark.parametrize("uncertain", [False, True])
    def test_an_effect_is_tried_again_at_its_time(self, store: Store, uncertain: bool) -> None:
        (effect,) = enqueue(store, post())
        write(store, lambda unit: unit.claim(effect.id, "me", NOW + 60, NOW))
        write(store, lambda unit: unit.later(effect.id, NOW + 5, "ratelimited", uncertain=uncertain))
        assert due(store, NOW + 4) == []
        assert due(store, NOW + 5) == [effect.id]
        with store.read() as reader:
            (kept,) = reader.effects("d:1")
        assert (kept.state, kept.owner, kept.error, kept.uncertain, kept.attempts) == (
            "waiting",
            None,
            "ratelimited",
            uncertain,
            1,
        )
        again = write(store, lambda unit: unit.claim(effect.id, "me", NOW + 60, NOW + 5))
        assert again.uncertain is uncertain

    def test_an_effect_is_taken_out_once(self, store: Store) -> None:
        (effect,) = enqueue(store, post())
        assert write(store, lambda unit: unit.done(effect.id)) is True
        assert write(store, lambda unit: unit.done(effect.id)) is False
        with store.read() as reader:
            assert reader.effects("d:1") == ()

    def test_what_an_effect_sends_can_be_changed(self, store: Store) -> None:
        (effect,) = enqueue(store, post())
        write(store, lambda unit: unit.redraw(effect.id, item("post", {"text": "plainer"})))
        with store.read() as reader:
            assert reader.effects("d:1")[0].item == item("post", {"text": "plainer"})

    def test_a_lane_goes_on_after_an_effect_that_can_never_be_done(self, store: Store) -> None:
        first, second = enqueue(store, post(), post())
        write(store, lambda unit: (unit.claim(first.id, "me", NOW + 60, NOW), unit.fail(first.id, "channel_not_found")))
        assert due(store) == [second.id]
        with store.read() as reader:
            kept = reader.effects("d:1")[0]
            assert (kept.state, kept.error, kept.owner) == ("failed", "channel_not_found", None)
            assert reader.backlog() == Backlog(1, NOW, 0, 1)

    def test_a_held_lane_waits_until_its_channel_is_let_go(self, store: Store) -> None:
        first, _second, elsewhere = enqueue(store, post(), post(), post("e:1", channel="C2"))
        write(store, lambda unit: (unit.claim(first.id, "me", NOW + 60, NOW), unit.hold(first.id, "not_in_channel")))
        write(store, lambda unit: unit.hold(elsewhere.id, "not_in_channel"))
        assert due(store, NOW + 10_000) == []
        with store.read() as reader:
            assert reader.next_due(NOW) is None
            assert reader.backlog().held == 2
        assert write(store, lambda unit: unit.let_go("T2", "C1", NOW)) == 0
        assert write(store, lambda unit: unit.let_go("T1", "C1", NOW + 7)) == 1
        assert due(store, NOW + 6) == []
        assert due(store, NOW + 7) == [first.id]
        with store.read() as reader:
            assert reader.effects("d:1")[0].attempts == 0

    def test_the_backlog_counts_what_is_still_to_do(self, store: Store) -> None:
        waiting, sending, held, failed = enqueue(
            store,
            post("a", created=NOW + 3),
            post("b", created=NOW + 2),
            post("c", created=NOW),
            post("d", created=NOW + 1),
        )
        write(
            store,
            lambda unit: (
                unit.claim(sending.id, "me", NOW + 60, NOW),
                unit.hold(held.id, "x"),
                unit.fail(failed.id, "y"),
            ),
        )
        with store.read() as reader:
            assert reader.backlog() == Backlog(2, NOW + 2, 1, 1)
        write(store, lambda unit: (unit.done(waiting.id), unit.done(sending.id)))
        with store.read() as reader:
            assert reader.backlog() == Backlog(0, None, 1, 1)


class TestTransactions:
    def test_a_transaction_that_fails_leaves_nothing(self, store: Store) -> None:
        decision = begin(store)

        def half(unit: Unit) -> None:
            unit.first_time("event:1", NOW)
            unit.append(decision, [answered("task", "extraction", "x", "U1", AT)])
            unit.enqueue([post()])
            raise LookupError("in the middle")

        with pytest.raises(LookupError, match="in the middle"):
            write(store, half)
        with store.read() as reader:
            assert reader.seen("event:1") is None
            assert reader.log(decision).entries == ()
            assert reader.effects("d:1") == ()
        assert write(store, lambda unit: unit.first_time("event:1", NOW))

    def test_a_transaction_sees_what_it_wrote_and_nobody_else_does(
        self, store: Store, reopen: Callable[[], Store]
    ) -> None:
        second = reopen()
        with store.write() as unit:
            unit.first_time("event:1", NOW)
            assert unit.seen("event:1") == ""
            with second.read() as reader:
                assert reader.seen("event:1") is None
        with second.read() as reader:
            assert reader.seen("event:1") == ""

    def test_a_view_stays_as_it_was(self, store: Store, reopen: Callable[[], Store]) -> None:
        decision, second = begin(store), reopen()
        with store.read() as reader:
            assert reader.size(decision) == 0
            write(second, lambda unit: unit.append(decision, [answered("task", "extraction", "x", "U1", AT)]))
            assert reader.log(decision).entries == ()
        with store.read() as reader:
            assert reader.size(decision) == 1

    def test_a_transaction_that_has_ended_can_do_nothing(self, store: Store) -> None:
        with store.write() as unit:
            pass
        with pytest.raises(RuntimeError, match="ended"):
            unit.first_time("event:1", NOW)

    def test_what_was_committed_is_there_when_opened_again(self, store: Store, reopen: Callable[[], Store]) -> None:
        decision = begin(store)
        write(store, lambda unit: unit.append(decision, [answered("task", "extraction", "x", "U1", AT)]))
        enqueue(store, post())
        store.close()
        again = reopen()
        with again.read() as reader:
            assert reader.size(decision) == 1
            assert len(reader.due(NOW)) == 1


class TestManyAtOnce:
    THREADS, EACH = 8, 25

    def run(self, work: Callable[[int], None]) -> None:
        """Let several threads begin at the same moment; whatever goes wrong in one is told."""
        wrong: list[BaseException] = []
        gate = threading.Barrier(self.THREADS)

        def at_the_gate(number: int) -> None:
            gate.wait()
            try:
                work(number)
            except BaseException as error:  # noqa: BLE001
                wrong.append(error)

        threads = [threading.Thread(target=at_the_gate, args=(number,)) for number in range(self.THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []

    def test_the_same_deliveries_by_several_threads_count_once(self, store: Store) -> None:
        decision = begin(store)

        def work(_number: int) -> None:
            for delivery in range(self.EACH):
                with store.write() as unit:
                    if unit.first_time(f"event:{delivery}", NOW):
                        unit.append(decision, [answered("task", f"{delivery}", "x", "U1", AT)])
                        unit.enqueue([post(lane="d:1", text=f"{delivery}")])

        self.run(work)
        with store.read() as reader:
            assert sorted(int(entry.value) for entry in reader.log(decision)) == list(range(self.EACH))
            assert sorted(int(text_of(effect)) for effect in reader.effects("d:1")) == list(range(self.EACH))

    def test_nothing_that_different_threads_append_is_lost_and_each_ones_order_stays(self, store: Store) -> None:
        decision = begin(store)

        def work(number: int) -> None:
            for count in range(self.EACH):
                write(
                    store,
                    lambda unit, count=count: unit.append(
                        decision, [an_entry("answered", "task", count, by=f"U{number}")]
                    ),
                )

        self.run(work)
        with store.read() as reader:
            log = reader.log(decision)
        assert len(log) == self.THREADS * self.EACH
        for number in range(self.THREADS):
            assert [entry.value for entry in log if entry.by == f"U{number}"] == list(range(self.EACH))

    def test_an_effect_that_several_want_is_sent_by_one(self, store: Store) -> None:
        effects = enqueue(store, *(post(f"lane {number}") for number in range(self.EACH)))
        winners: list[int] = []

        def work(number: int) -> None:
            for effect in effects:
                claimed = write(
                    store, lambda unit, effect=effect: unit.claim(effect.id, f"owner {number}", NOW + 60, NOW)
                )
                winners.extend([] if claimed is None else [claimed.id])

        self.run(work)
        assert sorted(winners) == [effect.id for effect in effects]

    def test_what_a_transaction_has_read_is_still_so_when_it_writes(self, store: Store) -> None:
        decision = begin(store)

        def work(_number: int) -> None:
            for _ in range(self.EACH):
                write(store, lambda unit: unit.append(decision, [an_entry("answered", "task", unit.size(decision))]))

        self.run(work)
        with store.read() as reader:
            assert [entry.value for entry in reader.log(decision)] == list(range(self.THREADS * self.EACH))

    def test_what_one_reads_while_others_write_is_whole(self, store: Store) -> None:
        decision = begin(store)

        def work(number: int) -> None:
            for _ in range(self.EACH):
                if number % 2:
                    pair = [an_entry("answered", "task", "a"), an_entry("answered", "gap", "b")]
                    write(store, lambda unit, pair=pair: unit.append(decision, pair))
                else:
                    with store.read() as reader:
                        log = reader.log(decision)
                        assert len(log) % 2 == 0
                        assert reader.size(decision) == len(log)

        self.run(work)


def test_a_change_to_a_message_that_has_to_wait_lets_the_rest_of_its_lane_pass(store: Store) -> None:
    with store.write() as unit:
        unit.enqueue(
            [
                an_effect("update", "lane", name="card", due=NOW + 9),
                an_effect("post", "lane"),
                an_effect("post", "lane"),
            ]
        )
    with store.read() as reader:
        assert [effect.kind for effect in reader.due(NOW)] == ["post"]
        assert [effect.kind for effect in reader.due(NOW + 9)] == ["update"]
        assert reader.next_due(NOW) == 0.0
        (post,) = reader.due(NOW)
    with store.write() as unit:
        unit.hold(post.id, "not_in_channel")
    with store.read() as reader:
        assert reader.due(NOW) == ()
        assert reader.next_due(NOW) == NOW + 9
        assert [effect.kind for effect in reader.due(NOW + 9)] == ["update"]


def test_no_id_is_ever_used_again(store: Store) -> None:
    """A courier at work, or a button, still means what it meant when what it meant is gone."""
    with store.write() as unit:
        unit.enqueue([an_effect("post", "lane")])
    with store.read() as reader:
        (gone,) = reader.effects("lane")
    with store.write() as unit:
        assert unit.done(gone.id)
        unit.enqueue([an_effect("post", "lane")])
    with store.write() as unit:
        (there,) = unit.effects("lane")
        assert there.id > gone.id
        assert not unit.done(gone.id)


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


def test_a_claim_waits_for_its_time(store: Store) -> None:
    with store.write() as unit:
        unit.enqueue([an_effect("post", "lane", due=NOW + 5)])
        (effect,) = unit.effects("lane")
        assert unit.claim(effect.id, "me", NOW + 60, NOW) is None
        assert unit.claim(effect.id, "me", NOW + 60, NOW + 5) is not None
        assert unit.claim(effect.id, "you", NOW + 60, NOW + 6) is None, "somebody is at it"
