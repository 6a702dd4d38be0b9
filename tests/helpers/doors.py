"""The doors into what is private: a test that has to reach into a part of the bot, or of its workspace, does so here alone."""

from __future__ import annotations

from typing import Any

from bot.context import Identity
from bot.playground.workspace.workspace import Workspace
from bot.process.serve import Bot
from bot.process.socket_mode import Socket
from bot.store.sqlite import SqliteStore


def store_of(bot: Bot) -> SqliteStore:
    """The store that a bot opened, and closes when it stops."""
    return bot._store


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
