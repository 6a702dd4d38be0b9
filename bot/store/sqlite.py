"""The embedded store: SQLite in WAL mode, every commit synced to disk, one connection a thread."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.store.errors import Busy, Full, Newer, ReadOnly, StoreError, Unreadable
from bot.store.migrations import migrations
from bot.store.sqlite_unit import SqliteUnit

# An ack has 3 s: a lock that is held for longer is told, not waited for.
_BUSY_MS = 2000


class _Connection(sqlite3.Connection):
    """A connection that a weak set can hold."""


class SqliteStore:
    """A store in one file. Opening it brings an older file up to date and refuses a newer one.

    Raises StoreError.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._local = threading.local()
        self._connections: weakref.WeakSet[_Connection] = weakref.WeakSet()
        with self._told():
            self._bring_up_to_date(self._connection())

    @contextmanager
    def read(self) -> Iterator[SqliteUnit]:
        """A consistent view."""
        yield from self._transaction("BEGIN")

    @contextmanager
    def write(self) -> Iterator[SqliteUnit]:
        """A transaction that is synced to disk when the block ends."""
        yield from self._transaction("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close every connection, whichever thread opened it."""
        for connection in list(self._connections):
            connection.close()
        self._local = threading.local()

    def _transaction(self, begin: str) -> Iterator[SqliteUnit]:
        with self._told():
            connection = self._connection()
            connection.execute(begin)
            try:
                yield SqliteUnit(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _connection(self) -> _Connection:
        connection: _Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Closed from another thread at the end; used by one thread alone until then.
            connection = sqlite3.connect(
                self.path, isolation_level=None, timeout=_BUSY_MS / 1000, check_same_thread=False, factory=_Connection
            )
            connection.row_factory = sqlite3.Row
            self._connections.add(connection)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            self._local.connection = connection
        return connection

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        database = Database(connection)
        known = {migration.name for migration in migrations.pending(database)}
        known |= {migration.name for migration in migrations._migrations}  # noqa: SLF001 - there is no public list
        if any(one.name not in known for one in migrations.applied(database)):
            raise Newer(
                f"{self.path} was written by a later version of should-we-finetune: install that version, or name another file."
            )
        migrations.apply(database)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._as_sentence(error) from error

    def _as_sentence(self, error: sqlite3.Error) -> StoreError:
        name = getattr(error, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
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
