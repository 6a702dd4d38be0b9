"""What any store promises of what is still to do: in which order, by whom, and once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store.protocol import Store
from bot.store.records import Backlog
from tests.helpers.effects import an_effect, item
from tests.helpers.stores import NOW, begin, due, enqueue, post, write


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


def test_a_claim_waits_for_its_time(store: Store) -> None:
    with store.write() as unit:
        unit.enqueue([an_effect("post", "lane", due=NOW + 5)])
        (effect,) = unit.effects("lane")
        assert unit.claim(effect.id, "me", NOW + 60, NOW) is None
        assert unit.claim(effect.id, "me", NOW + 60, NOW + 5) is not None
        assert unit.claim(effect.id, "you", NOW + 60, NOW + 6) is None, "somebody is at it"
