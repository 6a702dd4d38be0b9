"""Where decisions stand is remembered: an unchanged log is read and folded once, a changed one anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.scenes import Scenes
from bot.store.sqlite import SqliteStore
from flows.log import history
from flows.log.log import Log
from flows.verdict.scene import Scene
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.running import Running
from tests.helpers.support import NOVEMBER


class TestScenes:
    @pytest.fixture
    def store(self, tmp_path: Path):
        store = SqliteStore(tmp_path / "decisions.db")
        yield store
        store.close()

    @pytest.fixture
    def number(self, store: SqliteStore) -> int:
        with store.write() as unit:
            return unit.open_decision("T1", "C1", "public", None, "U1", 1.0)

    def look(self, store: SqliteStore, scenes: Scenes, number: int, facts: Catalogue, day: date = NOVEMBER) -> Scene:
        with store.read() as reader:
            return scenes.of(reader, number, lambda log: Scene(log, day, facts))

    def say(self, store: SqliteStore, number: int, words: str) -> None:
        with store.write() as unit:
            unit.append(number, [an_entry("answered", "use_case", words, words, "U1")])

    def test_an_unchanged_log_gives_the_same_scene(self, store, number, facts: Catalogue) -> None:
        self.say(store, number, "sort tickets")
        scenes = Scenes()
        assert self.look(store, scenes, number, facts) is self.look(store, scenes, number, facts)

    def test_what_was_said_since_is_seen(self, store, number, facts: Catalogue) -> None:
        scenes = Scenes()
        assert not self.look(store, scenes, number, facts).log
        self.say(store, number, "sort tickets")
        assert self.look(store, scenes, number, facts).answers.text("use_case") == "sort tickets"

    def test_another_day_is_judged_anew_from_the_same_log(self, store, number, facts: Catalogue) -> None:
        self.say(store, number, "sort tickets")
        scenes = Scenes()
        november = self.look(store, scenes, number, facts)
        january = self.look(store, scenes, number, facts, date(2027, 1, 20))
        assert (january.as_of, january.log) == (date(2027, 1, 20), november.log)
        assert january.log is november.log

    def test_a_decision_that_was_forgotten_has_an_empty_log(self, store, number, facts: Catalogue) -> None:
        self.say(store, number, "sort tickets")
        scenes = Scenes()
        assert self.look(store, scenes, number, facts).log
        with store.write() as unit:
            unit.forget(number, "U1", "asked for", 2.0)
        assert not self.look(store, scenes, number, facts).log


def test_whoever_asks_where_it_stands_has_no_log_folded_again(bot: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "sort tickets")
    bot.settle()
    folds = []
    fold = history.fold
    monkeypatch.setattr(history, "fold", lambda entries: folds.append(len(entries)) or fold(entries))
    bot.say(ana, root, "scored")
    bot.settle()
    folded = len(folds)
    assert folded == 1
    bot.say(ana, root, "status")
    bot.settle()
    assert len(folds) == folded


def test_all_of_a_log_is_that_log() -> None:
    log = Log((an_entry("answered", "use_case", "a", "a", "U1"), an_entry("answered", "model", "b", "b", "U1")))
    assert log[:2] is log
    assert len(log[:1]) == 1
