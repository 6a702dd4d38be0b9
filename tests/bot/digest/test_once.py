"""However processes start and end and clocks jump, a channel has one digest a week at most, and one where somebody looked in time."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.schedule import LATE_SECONDS, Schedule, due, following
from bot.jobs.scheduler import Digests
from bot.store.records import Digest
from bot.store.sqlite import SqliteStore
from tests.helpers.context import a_context
from tests.helpers.examples import examples
from tests.helpers.weeks import at

HOUR = 3600.0
BEGIN = at("2026-10-12T00:00+02:00")
# A look by one of two processes, a jump of the clock, or a restart.
LOOK = st.tuples(st.sampled_from([0, 1]), st.floats(0.01, 30.0))
JUMP = st.tuples(st.just("jump"), st.floats(-700.0, 700.0))
RESTART = st.tuples(st.just("restart"), st.sampled_from([0, 1]))


@settings(max_examples=examples(40))
@given(st.lists(st.one_of(LOOK, LOOK, LOOK, JUMP, RESTART), max_size=40), st.integers(0, 6), st.integers(0, 1439))
def test_one_a_week(steps: list[tuple[int | str, float]], weekday: int, minute: int) -> None:
    schedule = Schedule(weekday, minute, "Europe/Berlin", set_at=BEGIN - 60 * 24 * HOUR)
    wanted: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "decisions.db"
        stores = [SqliteStore(path), SqliteStore(path)]
        with stores[0].write() as unit:
            unit.keep_digest(Digest("T1", "C1", "public", weekday, minute, schedule.zone, False, "U1", schedule.set_at))
        now = BEGIN
        for who, what in steps:
            if who == "jump":
                now += what * HOUR
            elif who == "restart":
                stores[int(what)].close()
                stores[int(what)] = SqliteStore(path)
            else:
                now += what * HOUR
                if (found := due(schedule, now)) is not None:
                    wanted.add(found.week)
                Digests(a_context(stores[int(who)]))(now)
        with stores[0].read() as reader:
            sent = Counter(weeks_of(schedule, one.item.at) for one in reader.effects("digest:T1:C1"))
        for one in stores:
            one.close()
    assert sent == Counter(wanted)


def weeks_of(schedule: Schedule, when: float) -> str:
    """The ISO week of a time that was due."""
    found = following(schedule, when - 1)[0]
    assert found.at == when
    assert due(schedule, when + LATE_SECONDS - 1) == found
    return found.week
