"""The embedded store: SQLite in WAL mode, every commit synced to disk, one connection a thread."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.store.errors import Busy, Closed, Full, Newer, Older, ReadOnly, StoreError, Unreadable
from bot.store.migrations import migrations, names
from bot.store.transaction import SqliteUnit

# An ack has 3 s: a lock that is held for longer is told, not waited for.
_BUSY_MS = 2000
# No ack waits while a file is opened, and whoever brings it up to date may be on a slow disk.
_OPENING_SECONDS = 30.0
_OPENING_WAIT = 0.02
# Who writes waits so long for a clean-up of the file, which then gives way.
_GIVES_WAY_SECONDS = 0.8
# Between two parts of a clean-up, so that who waits to write gets the lock.
_BREATH = 0.002
# Closing waits for transactions that are under way: each has its lock within _BUSY_MS, and is short then.
_CLOSING_SECONDS = 10.0


class _Line:
    """A thread's connection, which is closed when the thread ends or the store is closed."""

    def __init__(self, path: Path) -> None:
        # One thread alone uses it, until it is closed, from any thread.
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_MS / 1000, check_same_thread=False)
        self.in_use = threading.RLock()
        self.close = weakref.finalize(self, self.connection.close)
        try:
            self.connection.row_factory = sqlite3.Row
            self.connection.execute("PRAGMA synchronous=FULL")
            self.connection.execute("PRAGMA foreign_keys=ON")
            # What is deleted is overwritten at once; what SQLite moved about before that is left to `scrub`.
            self.connection.execute("PRAGMA secure_delete=ON")
        except BaseException:
            self.close()
            raise


class SqliteStore:
    """A store in one file. Opening it brings an older file up to date and refuses a newer one.

    With `upgrade` false a file that is not up to date is refused and left as it is.

    Raises StoreError.
    """

    def __init__(self, path: Path | str, *, upgrade: bool = True) -> None:
        self.path = Path(path)
        self._local = threading.local()
        self._lines: weakref.WeakSet[_Line] = weakref.WeakSet()
        self._opening = threading.Lock()
        self._writing = threading.Lock()
        # The connection that cleans up, while it does.
        self._scrubbing: sqlite3.Connection | None = None
        self._closed = False
        try:
            with self._told():
                self._open(upgrade)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[SqliteUnit]:
        """A consistent view."""
        yield from self._transaction("BEGIN", _BUSY_MS)

    @contextmanager
    def write(self) -> Iterator[SqliteUnit]:
        """A transaction that is synced to disk when the block ends."""
        # SQLite lets who waits for its lock sleep and try again, and somebody may starve: our own threads stand in line.
        began = time.monotonic()
        if not self._writing.acquire(timeout=_GIVES_WAY_SECONDS):
            self._interrupt_scrub()
            if not self._writing.acquire(timeout=_BUSY_MS / 1000 - _GIVES_WAY_SECONDS):
                raise Busy(f"{self.path} is busy: too much is being written at once.")
        try:
            # Standing in line and waiting for SQLite's lock are one wait: Slack wants its ack within three seconds.
            waited = (time.monotonic() - began) * 1000
            yield from self._transaction("BEGIN IMMEDIATE", max(0, _BUSY_MS - round(waited)))
        finally:
            self._writing.release()

    def table_names(self) -> list[str]:
        """Every table of the file, SQLite's own and those of the search index too. Raises StoreError."""
        with self._told():
            return [*_database(self._line().connection).table_names(), "sqlite_sequence"]

    def scrub(self) -> bool:
        """Rub what was deleted out of the file, its index and its log. False where somebody reads or wants to write.

        Neither deleting nor overwriting is enough: SQLite leaves copies in the free space of a page when it moves rows to
        another, and FTS5 keeps deleted words in its older segments. So the index is merged, the file written anew, and the
        log cut to nothing.
        """
        first = True
        while True:
            with self.write() as unit:
                merged = unit.tidy_index(first)
            if not merged:
                break
            first = False
            time.sleep(_BREATH)
        if not self._writing.acquire(timeout=_GIVES_WAY_SECONDS):
            return False
        try:
            return self._write_anew()
        finally:
            self._writing.release()

    def _write_anew(self) -> bool:
        with (
            self._told(),
            closing(sqlite3.connect(self.path, isolation_level=None, timeout=0, check_same_thread=False)) as alone,
        ):
            with self._opening:
                if self._closed:
                    return False
                self._scrubbing = alone
            try:
                alone.execute("VACUUM")
                # Busy where somebody still reads what was there before.
                return not alone.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError as error:
                if _is_busy(error) or _name_of(error).startswith("SQLITE_INTERRUPT"):
                    return False
                raise
            finally:
                with self._opening:
                    self._scrubbing = None

    def _interrupt_scrub(self) -> None:
        with self._opening:
            if self._scrubbing is not None:
                self._scrubbing.interrupt()

    def close(self) -> None:
        """Close every connection, whichever thread opened it, once its transaction has ended."""
        self._interrupt_scrub()
        with self._opening:
            self._closed = True
            lines = list(self._lines)
        for line in lines:
            mine = line.in_use.acquire(timeout=_CLOSING_SECONDS)
            if mine:
                line.close()
                line.in_use.release()

    def _transaction(self, begin: str, busy_ms: int) -> Iterator[SqliteUnit]:
        with self._told():
            line = self._line()
            with line.in_use:
                if self._closed:
                    raise Closed(f"{self.path} was closed.")
                line.connection.execute(f"PRAGMA busy_timeout={busy_ms}")
                line.connection.execute(begin)
                unit = SqliteUnit(line.connection)
                try:
                    yield unit
                    line.connection.execute("COMMIT")
                except BaseException:
                    if line.connection.in_transaction:
                        line.connection.execute("ROLLBACK")
                    raise
                finally:
                    unit.end()

    def _line(self) -> _Line:
        line: _Line | None = getattr(self._local, "line", None)
        if line is None:
            with self._opening:
                if self._closed:
                    raise Closed(f"{self.path} was closed.")
                line = _Line(self.path)
                self._lines.add(line)
            self._local.line = line
        return line

    def _open(self, upgrade: bool) -> None:
        """Bring the file up to date. Others may be doing the same: one of them does it, and the rest wait."""
        end = time.monotonic() + _OPENING_SECONDS
        while True:
            try:
                self._bring_up_to_date(self._line().connection, upgrade)
            except sqlite3.OperationalError as error:
                # Two that change the journal at once refuse each other without waiting.
                if not _is_busy(error) or time.monotonic() > end:
                    raise
                time.sleep(_OPENING_WAIT)
            else:
                return

    def _bring_up_to_date(self, connection: sqlite3.Connection, upgrade: bool) -> None:
        if not self._is_up_to_date(connection):
            if not upgrade:
                raise Older(f"{self.path} is of an earlier version; the bot brings it up to date when it starts.")
            connection.execute("BEGIN IMMEDIATE")
            try:
                migrations.apply(_database(connection))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        connection.execute("PRAGMA journal_mode=WAL")

    def _is_up_to_date(self, connection: sqlite3.Connection) -> bool:
        """Whether the file has every table there is. Raises Newer, or Unreadable for the file of another program."""
        database = _database(connection)
        # One view of it: somebody may be making the tables just now.
        connection.execute("BEGIN")
        try:
            applied = {migration.name for migration in migrations.applied(database)}
            tables = set(database.table_names()) - {migrations.migrations_table}
        finally:
            connection.execute("ROLLBACK")
        if applied - names():
            raise Newer(
                f"{self.path} was written by a later version of should-we-finetune: install that version, or name another file."
            )
        if not applied and tables:
            raise Unreadable(f"{self.path} is a database of another program: name another file.")
        return applied == names()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._as_sentence(error) from error

    def _as_sentence(self, error: sqlite3.Error) -> StoreError:
        name = _name_of(error)
        if _is_busy(error):
            return Busy(f"{self.path} is locked by another process: try again, or stop the other one.")
        if name.startswith("SQLITE_READONLY"):
            return ReadOnly(f"{self.path} cannot be written: check who owns the file and its folder.")
        if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            return Full(f"{self.path} could not be written: the disk is full or failing.")
        if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            return Unreadable(f"{self.path} cannot be opened: check that its folder exists and may be written.")
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return Unreadable(f"{self.path} is not a database of this program, or it is damaged.")
        return StoreError(f"{self.path} could not be used ({name or type(error).__name__}).")


def _name_of(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or ""


def _is_busy(error: sqlite3.Error) -> bool:
    return _name_of(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _database(connection: sqlite3.Connection) -> Database:
    """What runs the migrations; plugins that others installed for its command line have no business in this file."""
    return Database(connection, execute_plugins=False)
