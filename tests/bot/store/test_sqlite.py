"""What only the embedded store promises: its file, whatever happens to it."""

from __future__ import annotations

import gc
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot.store.errors import Busy, Closed, Full, Newer, Older, ReadOnly, StoreError, Unreadable
from bot.store.migrations import migrations
from bot.store.sqlite import SqliteStore
from tests.helpers.doors import connection_of, line_of, open_lines, shorten_store_waits
from tests.helpers.effects import an_effect, text_of
from tests.helpers.entries import an_entry
from tests.helpers.pace import PATIENCE

NOW = 1_790_000_000.0
VERSIONS = [migration.name for migration in migrations.pending(Database(memory=True))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "decisions.db"


@pytest.fixture
def store(path: Path) -> Any:
    store = SqliteStore(path)
    yield store
    store.close()


def acked(store: SqliteStore, number: int) -> None:
    with store.write() as unit:
        unit.first_time(f"event:{number}", NOW)


def kept(store: SqliteStore, numbers: range) -> bool:
    with store.read() as reader:
        return all(reader.seen(f"event:{number}") is not None for number in numbers)


def in_a_thread(work: Callable[[], Any]) -> Any:
    results: list[Any] = []
    thread = threading.Thread(target=lambda: results.append(work()))
    thread.start()
    thread.join()
    return results[0]


class TestConnections:
    def test_every_threads_connection_syncs_each_commit(self, store: SqliteStore) -> None:
        def pragmas() -> dict[str, Any]:
            connection = connection_of(store)
            names = ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
            return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

        expected = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 2000, "foreign_keys": 1}
        assert pragmas() == expected
        assert in_a_thread(pragmas) == expected

    def test_a_thread_keeps_its_connection_and_shares_it_with_none(self, store: SqliteStore) -> None:
        assert line_of(store) is line_of(store)
        assert in_a_thread(lambda: line_of(store) is line_of(store))
        assert in_a_thread(lambda: line_of(store)) is not line_of(store)

    def test_threads_that_are_gone_leave_no_connection(self, store: SqliteStore) -> None:
        for number in range(20):
            in_a_thread(lambda number=number: acked(store, number))
        gc.collect()
        assert open_lines(store) == 1

    def test_closing_waits_for_a_transaction_and_refuses_the_next(self, store: SqliteStore) -> None:
        inside, go_on = threading.Event(), threading.Event()

        def slowly() -> None:
            with store.write() as unit:
                inside.set()
                go_on.wait(5)
                unit.first_time("event:1", NOW)

        thread = threading.Thread(target=slowly)
        thread.start()
        inside.wait(5)
        closer = threading.Thread(target=store.close)
        closer.start()
        closer.join(0.05)
        assert closer.is_alive()
        go_on.set()
        thread.join()
        closer.join()
        with pytest.raises(Closed, match="was closed"), store.read():
            pass
        with pytest.raises(Closed, match="was closed"):
            in_a_thread_raising(lambda: acked(store, 2))
        with closing(SqliteStore(store.path)) as again:
            assert kept(again, range(1, 2))

    def test_it_can_be_closed_twice(self, store: SqliteStore) -> None:
        store.close()
        store.close()

    def test_nothing_but_the_file_is_left_when_it_is_closed(self, store: SqliteStore, path: Path) -> None:
        acked(store, 1)
        in_a_thread(lambda: acked(store, 2))
        store.close()
        assert [file.name for file in path.parent.iterdir()] == [path.name]

    def test_a_transaction_inside_another_of_the_same_thread_is_refused(self, store: SqliteStore) -> None:
        with store.write() as unit:
            unit.first_time("event:1", NOW)
            with pytest.raises(StoreError), store.write():
                pass
        assert kept(store, range(1, 2))


def in_a_thread_raising(work: Callable[[], Any]) -> None:
    raised: list[BaseException] = []

    def told() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001
            raised.append(error)

    in_a_thread(told)
    raise raised[0]


class TestVersions:
    @pytest.mark.parametrize("applied", range(len(VERSIONS) + 1))
    def test_a_file_of_any_version_opens(self, path: Path, applied: int) -> None:
        old = Database(path)
        migrations.apply(old, stop_before=VERSIONS[applied:])
        old.close()
        with closing(SqliteStore(path)) as store:
            acked(store, 1)
            with store.write() as unit:
                decision = unit.open_decision("T", "C", "public", "1.1", "U", NOW)
                unit.append(decision, [an_entry("answered", "task", "extraction")])
        with closing(SqliteStore(path)) as store:
            assert kept(store, range(1, 2))

    def test_an_empty_file_opens(self, path: Path) -> None:
        path.touch()
        with closing(SqliteStore(path)) as store:
            acked(store, 1)

    def test_a_file_that_is_up_to_date_is_not_migrated_again(self, store: SqliteStore, path: Path) -> None:
        acked(store, 1)
        store.close()
        with closing(SqliteStore(path)) as again:
            assert kept(again, range(1, 2))

    def test_a_newer_file_is_refused_and_left_as_it_is(self, store: SqliteStore, path: Path) -> None:
        store.close()
        with closing(sqlite3.connect(path)) as newer:
            newer.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm999_later', 'x')",
                (migrations.name,),
            )
            newer.commit()
        before = path.read_bytes()
        with pytest.raises(Newer, match="was written by a later version of should-we-finetune: install that version"):
            SqliteStore(path)
        assert path.read_bytes() == before

    def test_the_database_of_another_program_is_refused_and_left_as_it_is(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as theirs:
            theirs.execute("CREATE TABLE customers (id INTEGER)")
        before = path.read_bytes()
        with pytest.raises(Unreadable, match="another program"):
            SqliteStore(path)
        assert path.read_bytes() == before

    def test_a_file_of_the_first_version_opens_and_has_its_decisions_looked_at(self, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as old:
            migrations.apply(Database(old, execute_plugins=False), stop_before="m002_standings_and_digests")
            old.execute(
                "INSERT INTO decisions (team, channel, place, started_by, started_at) VALUES ('T1', 'C1', 'public', 'U1', 5)"
            )
        with closing(SqliteStore(path)) as store, store.read() as reader:
            assert [(effect.kind, effect.decision) for effect in reader.effects("draw:1")] == [("thread", 1)]

    def test_an_older_file_can_be_left_as_it_is(self, path: Path) -> None:
        path.touch()
        with pytest.raises(Older, match="when it starts"):
            SqliteStore(path, upgrade=False)
        assert path.read_bytes() == b""

    def test_several_may_open_a_new_file_at_once(self, path: Path) -> None:
        gate, wrong = threading.Barrier(6), []

        def opened() -> None:
            gate.wait()
            try:
                SqliteStore(path).close()
            except StoreError as error:
                wrong.append(error)

        threads = [threading.Thread(target=opened) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        with closing(SqliteStore(path)) as store:
            acked(store, 1)

    def test_a_new_file_that_another_is_making_is_waited_for(self, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as making:
            making.execute("BEGIN EXCLUSIVE")
            letting_go = threading.Timer(0.1, making.execute, ["ROLLBACK"])
            letting_go.start()
            with closing(SqliteStore(path)) as store:
                acked(store, 1)
            letting_go.join()

    def test_every_table_is_strict(self, store: SqliteStore) -> None:
        with closing(sqlite3.connect(store.path)) as looking:
            tables = looking.execute(
                "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%'"
            )
            kept = (
                "decisions",
                "entries",
                "deliveries",
                "messages",
                "outbox",
                "standings",
                "digests",
                "forgotten",
                "files",
                "conclusions",
            )
            assert dict(tables.fetchall()) == dict.fromkeys(kept, 1)
        with pytest.raises(StoreError), store.write() as unit:
            unit.first_time("event:1", "not a time")  # type: ignore[arg-type]

    def test_what_is_due_is_found_by_an_index_that_forgets_what_failed(self, store: SqliteStore) -> None:
        plan = connection_of(store).execute(
            "EXPLAIN QUERY PLAN SELECT min(id) FROM outbox WHERE state <> 'failed' GROUP BY lane"
        )
        assert "INDEX outbox_to_do" in str([tuple(row) for row in plan])


class TestTrouble:
    @pytest.fixture(autouse=True)
    def _short_waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        shorten_store_waits(monkeypatch)

    def test_who_stands_in_line_waits_no_longer_than_who_is_first(
        self, store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Slack wants its ack within three seconds, however many write while another process holds the lock."""
        monkeypatch.setattr("bot.store.sqlite._BUSY_MS", 600)
        monkeypatch.setattr("bot.store.sqlite._GIVES_WAY_SECONDS", 0.3)

        def write(late: float) -> float:
            time.sleep(late)
            began = time.monotonic()
            with pytest.raises(Busy), store.write():
                pass
            return time.monotonic() - began

        with closing(sqlite3.connect(path, isolation_level=None)) as locking:
            locking.execute("BEGIN IMMEDIATE")
            with ThreadPoolExecutor(2) as pool:
                waits = list(pool.map(write, (0.0, 0.1)))
        assert max(waits) < 0.9 * PATIENCE

    def test_a_locked_file_is_told_and_loses_nothing(self, store: SqliteStore, path: Path) -> None:
        acked(store, 1)
        with closing(sqlite3.connect(path, isolation_level=None)) as locking:
            locking.execute("BEGIN IMMEDIATE")
            with pytest.raises(Busy, match="locked by another process: try again"):
                acked(store, 2)
            assert kept(store, range(1, 2))
            assert not kept(store, range(2, 3))
            locking.execute("ROLLBACK")
        acked(store, 2)
        assert kept(store, range(1, 3))

    def test_a_lock_that_is_held_for_less_than_the_ack_allows_is_waited_for(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.undo()
        with (
            closing(SqliteStore(path)) as store,
            closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as locking,
        ):
            locking.execute("BEGIN IMMEDIATE")
            letting_go = threading.Timer(0.1, locking.execute, ["ROLLBACK"])
            letting_go.start()
            acked(store, 1)
            letting_go.join()

    def test_a_file_that_is_locked_can_be_opened_and_read(self, store: SqliteStore, path: Path) -> None:
        acked(store, 1)
        with closing(sqlite3.connect(path, isolation_level=None)) as locking:
            locking.execute("BEGIN IMMEDIATE")
            with closing(SqliteStore(path)) as second:
                assert kept(second, range(1, 2))

    def test_a_new_file_that_another_holds_is_told(self, path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as locking:
            locking.execute("BEGIN EXCLUSIVE")
            with pytest.raises(Busy, match="locked"):
                SqliteStore(path)

    def test_a_file_that_may_only_be_read_is_told_and_read(
        self, store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        acked(store, 1)
        really = sqlite3.connect
        monkeypatch.setattr(
            sqlite3, "connect", lambda path, **options: really(f"file:{path}?mode=ro", uri=True, **options)
        )
        with closing(SqliteStore(path)) as second:
            with pytest.raises(ReadOnly, match="cannot be written: check who owns"):
                acked(second, 2)
            assert kept(second, range(1, 2))
        monkeypatch.undo()
        acked(store, 2)
        assert kept(store, range(1, 3))

    def test_a_full_disk_is_told_and_loses_nothing_that_was_acked(self, store: SqliteStore) -> None:
        connection = connection_of(store)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 8}")
        written: list[int] = []

        def until_it_fails() -> None:
            for number in range(10_000):
                with store.write() as unit:
                    unit.first_time(f"event:{number}", NOW, "x" * 500)
                    unit.enqueue([an_effect("post", "lane", {"text": f"{number}"})])
                written.append(number)

        with pytest.raises(Full, match="the disk is full"):
            until_it_fails()
        number = len(written)
        assert number > 1
        with store.read() as reader:
            assert [text_of(effect) for effect in reader.effects("lane")] == [f"{count}" for count in range(number)]
            assert reader.seen(f"event:{number}") is None
        connection.execute("PRAGMA max_page_count=100000")
        acked(store, number)
        assert kept(store, range(number + 1))

    @pytest.mark.parametrize("content", [b"not a database at all, " * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
    def test_a_file_that_is_no_database_is_told_and_left_as_it_is(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        with pytest.raises(Unreadable, match="not a database of this program"):
            SqliteStore(path)
        assert path.read_bytes() == content

    def test_a_damaged_file_is_told(self, store: SqliteStore, path: Path) -> None:
        for number in range(50):
            acked(store, number)
        store.close()
        content = path.read_bytes()
        path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
        with pytest.raises(Unreadable, match="damaged"), closing(SqliteStore(path)) as broken:
            acked(broken, 1)

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable, match=r"nowhere/decisions\.db cannot be opened: check that its folder exists"):
            SqliteStore(tmp_path / "nowhere" / "decisions.db")
        with pytest.raises(Unreadable, match="cannot be opened"):
            SqliteStore(tmp_path)

    def test_a_second_decision_for_a_thread_is_refused_and_keeps_the_first(self, store: SqliteStore) -> None:
        with store.write() as unit:
            decision = unit.open_decision("T", "C", "public", "1.1", "U", NOW)
        with pytest.raises(StoreError), store.write() as unit:
            unit.open_decision("T", "C", "public", "1.1", "U2", NOW)
        with store.read() as reader:
            assert reader.decision_in_thread("T", "C", "1.1").id == decision  # type: ignore[union-attr]

    def test_entries_belong_to_a_decision(self, store: SqliteStore) -> None:
        with pytest.raises(StoreError), store.write() as unit:
            unit.append(999, [an_entry("answered", "task", "extraction")])


_COMMITS = """
import sys
from bot.store.effects import Post
from bot.store.records import Effect
from bot.store.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
number = 0
while True:
    with store.write() as unit:
        unit.first_time(f"event:{number}", 1.0)
        unit.enqueue([Effect(Post("x" * 300), f"lane {number}")])
    print(number, flush=True)
    number += 1
"""


@pytest.mark.parametrize("after", [1, 7, 60])
def test_everything_that_a_process_said_it_kept_survives_its_kill(path: Path, after: int) -> None:
    command = [sys.executable, "-c", _COMMITS, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [next(process.stdout) for _ in range(after)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    count = len([line for line in lines if line.endswith("\n")])
    assert count >= after
    with closing(SqliteStore(path)) as store:
        assert kept(store, range(count))
        with store.read() as reader:
            # Both halves of every commit are there; the last commit may have been made and not said.
            waiting = reader.backlog().waiting
            assert waiting in (count, count + 1)
            assert (reader.seen(f"event:{count}") is not None) == (waiting == count + 1)
        acked(store, 10_000)
