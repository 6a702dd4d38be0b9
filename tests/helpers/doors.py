"""The doors into what is private: a test that has to reach into a part of the bot, or of its workspace, does so here alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.context import Identity
from bot.playground.workspace.workspace import Workspace
from bot.process.serve import Bot
from bot.process.socket_mode import Socket
from bot.store.sqlite import SqliteStore


def store_of(bot: Bot) -> SqliteStore:
    """The store that a bot opened, and closes when it stops."""
    return bot._store


def line_of(store: SqliteStore) -> Any:
    """What the thread that asks speaks to the file by; it keeps it for as long as it lives."""
    return store._line()


def connection_of(store: SqliteStore) -> sqlite3.Connection:
    """The connection that the thread that asks has to the file."""
    return store._line().connection


def open_lines(store: SqliteStore) -> int:
    """How many threads have a connection to the file."""
    return len(store._lines)


@contextmanager
def scrubbing_by(store: SqliteStore, connection: Any) -> Iterator[None]:
    """As if the file were being cleaned by a connection: nobody else may write meanwhile."""
    with store._writing:
        store._scrubbing = connection
        try:
            yield
        finally:
            store._scrubbing = None


def is_scrubbing(store: SqliteStore) -> bool:
    """Whether the file is being cleaned just now."""
    return store._scrubbing is not None


def interrupt_scrub(store: SqliteStore) -> None:
    """What somebody does who wants to write while the file is being cleaned."""
    store._interrupt_scrub()


def shorten_store_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have stores wait 50 ms for a lock, and 0.1 s for a new file, so that a test sees them give up."""
    monkeypatch.setattr("bot.store.sqlite._BUSY_MS", 50)
    monkeypatch.setattr("bot.store.sqlite._OPENING_SECONDS", 0.1)


def reach_slack(bot: Bot) -> Identity | None:
    """Let a bot that was not started ask Slack who it is, until it answers or `tell_to_stop` is called."""
    return bot._reach_slack()


def tell_to_stop(bot: Bot) -> None:
    """What a signal leads to, without stopping anything: whoever waits for Slack gives up."""
    bot._stopping.set()


def put_parts_in(bot: Bot, *, socket: Any, web: Any, application: Any) -> None:
    """Give a bot that was not started other parts to stop; its worker is stopped at once, in the same thread."""
    parts: Any = bot
    parts._socket, parts._web, parts._application = socket, web, application
    parts._stop_sending = lambda worker: worker.stop()


def is_stopping(socket: Socket) -> bool:
    """Whether a socket takes nothing more in."""
    return socket._stopping


def send_raw(workspace: Workspace, frame: str) -> None:
    """Send whatever it is over each of the bot's connections, whether or not Slack would."""
    workspace.sockets._each(lambda connection: workspace.sockets._later(connection.socket.send(frame)))
