"""Forgotten means gone from the file: not one byte of what was typed is left in the database, its log or its index."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bot.store.records import DecisionSummary
from bot.store.sqlite import SqliteStore
from tests.helpers.doors import interrupt_scrub, is_scrubbing, scrubbing_by
from tests.helpers.effects import an_effect
from tests.helpers.entries import an_entry

NOW = 1_790_000_000.0


def bytes_of(path: Path) -> bytes:
    """The database with all that stands beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def test_no_byte_of_what_was_typed_is_left_however_the_file_grew(tmp_path: Path) -> None:
    dice = random.Random(2)
    with closing(SqliteStore(tmp_path / "decisions.db")) as store:
        secrets: dict[int, str] = {}
        for _ in range(150):
            with store.write() as unit:
                secrets[unit.open_decision("T1", "C1", "public", None, "U1", NOW)] = f"zq{dice.getrandbits(48):x}"
        # Rows that grow and shrink make SQLite move others about, and leave copies in the free space of pages.
        for _ in range(100):
            with store.write() as unit:
                for id_ in dice.choices(list(secrets), k=12):
                    word = secrets[id_]
                    unit.append(id_, [an_entry("answered", "metric", word, word + "x" * dice.randrange(300), "U1")])
                    words = " ".join([word] * dice.randrange(1, 60))
                    unit.keep_summary(
                        DecisionSummary(id_, "T1", "C1", "public", word, "decided", "U1", NOW, NOW, words=words)
                    )
                    unit.show(id_, f"{word}{dice.randrange(5)}", word * dice.randrange(1, 9))
                    unit.enqueue(
                        [an_effect("post", f"thread:{id_}", {"text": word * dice.randrange(1, 90)}, id_, "T1", "C1")]
                    )
                for effect in unit.due(NOW)[:8]:
                    unit.done(effect.id)
        gone = dice.sample(list(secrets), 50)
        for id_ in gone:
            with store.write() as unit:
                assert unit.forget(id_, "U1", "asked for", NOW)
        assert store.scrub()
        content = bytes_of(store.path)
        kept = [decision for decision in secrets if decision not in gone]
        assert [decision for decision in gone if secrets[decision].encode() in content] == []
        assert all(secrets[decision].encode() in content for decision in kept)
        with store.read() as reader:
            assert all(reader.summary(decision) is not None for decision in kept)


def test_while_somebody_reads_the_file_it_says_that_it_has_to_try_again(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "decisions.db")) as store:
        with store.write() as unit:
            id_ = unit.open_decision("T1", "C1", "public", None, "U1", NOW)
            unit.append(id_, [an_entry("answered", "use_case", "layoffs", "layoffs")])
        with closing(sqlite3.connect(store.path, isolation_level=None)) as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM entries").fetchone()
            with store.write() as unit:
                unit.forget(id_, "U1", "asked for", NOW)
            assert not store.scrub()
            assert b"layoffs" in bytes_of(store.path), "the other still reads the view in which it was there"
            reading.execute("ROLLBACK")
            assert store.scrub()
            assert b"layoffs" not in bytes_of(store.path)


def test_who_wants_to_write_does_not_wait_for_a_large_file_to_be_cleaned(tmp_path: Path) -> None:
    """The clean-up gives way within a fraction of the time that an ack has, and nothing is lost by it."""
    with closing(SqliteStore(tmp_path / "decisions.db")) as store:
        with store.write() as unit:
            id_ = unit.open_decision("T1", "C1", "public", None, "U1", NOW)
        answers: list[bool] = []
        interrupted = threading.Event()

        class Slow:
            """A connection whose clean-up never ends by itself."""

            def interrupt(self) -> None:
                interrupted.set()

        def clean() -> None:
            with scrubbing_by(store, Slow()):
                answers.append(interrupted.wait(5))

        cleaning = threading.Thread(target=clean)
        cleaning.start()
        while not is_scrubbing(store):
            time.sleep(0.001)
        with store.write() as unit:
            unit.append(id_, [an_entry("answered", "use_case", "clauses", "clauses")])
        cleaning.join()
        assert answers == [True]
        with store.read() as reader:
            assert reader.size(id_) == 1


def test_a_clean_up_that_is_interrupted_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "decisions.db")) as store:
        with store.write() as unit:
            id_ = unit.open_decision("T1", "C1", "public", None, "U1", NOW)
            for number in range(200):
                unit.enqueue([an_effect("post", "thread:1", {"text": "x" * 30_000}, id_, "T1", "C1", name=str(number))])
        done: list[bool] = []
        cleaning = threading.Thread(target=lambda: done.append(store.scrub()))
        cleaning.start()
        while cleaning.is_alive():
            interrupt_scrub(store)
        cleaning.join()
        with store.write() as unit:
            assert len(unit.effects("thread:1")) == 200
            unit.keep_summary(
                replace(DecisionSummary(id_, "T1", "C1", "public", "a", "decided", "U1", NOW, NOW), words="b")
            )
        assert store.scrub()
