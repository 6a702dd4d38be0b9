"""What any store promises of transactions: all or nothing, and whole, however many are at work."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from bot.store.protocol import Store, Unit
from flows.log.entries import answered
from tests.helpers.effects import text_of
from tests.helpers.entries import an_entry
from tests.helpers.stores import AT, NOW, begin, enqueue, post, write


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
