"""How fast the courier may go where, also where its clock is turned back."""

from bot.outbox.throttle import Throttle
from bot.store.records import Effect
from tests.helpers.effects import an_effect


def post(channel: str = "C1") -> Effect:
    return an_effect("post", "thread:1", team="T1", channel=channel)


def test_messages_in_one_channel_keep_their_distance() -> None:
    places = Throttle(1.0)
    places.starts(post(), 100.0)
    assert places.earliest(post(), 100.2) == 101.0
    assert places.earliest(post("C2"), 100.2) == 0.0


def test_a_pause_that_slack_asked_for_is_kept() -> None:
    places = Throttle(1.0)
    places.told_to_wait(post(), 30, 100.0)
    assert places.earliest(post(), 110.0) == 130.0


def test_a_clock_that_was_turned_back_does_not_keep_a_channel_silent() -> None:
    places = Throttle(1.0)
    places.starts(post(), 1_000_000.0)
    places.told_to_wait(post("C2"), 30, 1_000_000.0)
    assert places.earliest(post(), 100.0) == 0.0
    assert places.earliest(post("C2"), 100.0) == 0.0
    places.starts(post(), 100.0)
    assert places.earliest(post(), 100.5) == 101.0
