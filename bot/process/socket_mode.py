"""Socket Mode: connected until told to stop, back by itself after every cut, and said in the log and the health check when it is not.

The SDK's own client takes a connection that was cut hard for a living one until five pings have failed (12 s), one that falls
silent before its first pong for ever, and closes before its listeners have acked. This one hears a cut at once, asks a quiet
connection whether it lives, has the next connection before it leaves one, and closes when everything taken in was answered.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from slack_bolt import App, BoltRequest
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from bot.process.health import Health
from bot.slack_api.client import web_client
from bot.slack_api.errors import retry_after, slack_error

_LOG = structlog.get_logger("socket")
# A connection on which nothing came for this long is asked whether it lives, and has as long to answer.
_QUIET_SECONDS = 4.0
_CONNECT_SECONDS = 10
_CLOSE_SECONDS = 1.0
# Slack tells about ten seconds before it closes; what it still sends by then is heard.
_LEAVE_SECONDS = 15.0
# A connection that did not last this long counts as a failed try: the next one waits for longer.
_LASTING_SECONDS = 10.0
_LEAST_SECONDS = 0.5
_MOST_WAIT = 30.0
_MOST_BYTES = 16 * 2**20
_WORKERS = 10


class _Connection:
    """One connection and the thread that hears it."""

    def __init__(
        self, url: str, hear: Callable[[_Connection, dict[str, Any]], None], ended: Callable[[_Connection], None]
    ) -> None:
        self._url, self._hear, self._ended = url, hear, ended
        self._websocket: ClientConnection | None = None
        self._closing = False
        self.since = time.monotonic()
        # Set when Slack has greeted it, and when it is over without that.
        self.settled = threading.Event()
        self.greeted = False
        # When Slack said that it will close this one; None until then.
        self.leaving: float | None = None
        # Why it could not be opened.
        self.wrong: Exception | None = None
        self._thread = threading.Thread(target=self._live, name="socket-connection", daemon=True)

    def start(self) -> None:
        """Connect, and begin to hear."""
        self._thread.start()

    def send(self, message: dict[str, Any]) -> bool:
        """Send; False where the connection is gone."""
        try:
            if self._websocket is None:
                return False
            self._websocket.send(json.dumps(message))
        except (WebSocketException, OSError):
            return False
        return True

    def close(self) -> None:
        """Hear nothing more."""
        self._closing = True
        if self._websocket is not None:
            self._websocket.close()
        self._thread.join(_CLOSE_SECONDS)

    def _live(self) -> None:
        try:
            with connect(
                self._url, open_timeout=_CONNECT_SECONDS, close_timeout=_CLOSE_SECONDS, max_size=_MOST_BYTES
            ) as websocket:
                self._websocket = websocket
                self._listen(websocket)
        except ConnectionClosed:
            pass
        except Exception as error:  # noqa: BLE001 - told to who opens it
            self.wrong = error
        finally:
            self._ended(self)
            self.settled.set()

    def _listen(self, websocket: ClientConnection) -> None:
        pong: threading.Event | None = None
        while not self._closing and (self.leaving is None or time.monotonic() < self.leaving + _LEAVE_SECONDS):
            try:
                raw = websocket.recv(_QUIET_SECONDS)
            except TimeoutError:
                if pong is not None and not pong.is_set():
                    _LOG.warning("socket silent")
                    return
                pong = websocket.ping()
                continue
            pong = None
            message = _read(raw)
            if message is not None:
                self._hear(self, message)


class Socket:
    """Keeps one Socket Mode connection, and takes in what comes over it.

    `refused` is called with Slack's error where the very first try to connect is refused for good.
    """

    def __init__(
        self,
        app: App,
        app_token: str,
        api_url: str | None,
        health: Health,
        refused: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._app, self._token, self._health, self._refused = app, app_token, health, refused
        self._client = web_client(None, api_url, _CONNECT_SECONDS)
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="socket")
        self._changed = threading.Condition()
        self._connections: list[_Connection] = []
        self._stopping = False
        self._thread = threading.Thread(target=self._stay_connected, name="socket", daemon=True)

    def start(self) -> None:
        """Connect, and stay connected."""
        self._health.uses_socket()
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more in; what was taken in is finished and acked."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        self._pool.shutdown()
        for connection in list(self._connections):
            connection.close()
        # It may be waiting for Slack to answer: what it opens then, it closes.
        self._thread.join(_CLOSE_SECONDS)

    # Staying connected

    def _stay_connected(self) -> None:
        failed, first = 0, True
        while not self._stopping:
            wait = 0.0
            try:
                connection = self._open()
            except SlackApiError as error:
                code = slack_error(error)
                _LOG.error("socket refused", error=code)
                wait = retry_after(error)
                if first:
                    self._refused(code)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, the next try may go right
                _LOG.error("socket not opened", error=type(error).__name__)
            else:
                if connection is None or self._lasts(connection):
                    failed, first = 0, False
                    continue
            first = False
            wait = max(wait, min(_MOST_WAIT, 2.0**failed - 1))
            failed = min(failed + 1, 10)
            with self._changed:
                self._changed.wait_for(lambda: self._stopping, wait)

    def _lasts(self, connection: _Connection) -> bool:
        """Wait until another connection is needed; whether this one did what can be asked of one."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopping or connection not in self._connections or connection.leaving is not None
            )
        return time.monotonic() - connection.since >= (
            _LASTING_SECONDS if connection.leaving is None else _LEAST_SECONDS
        )

    def _open(self) -> _Connection | None:
        """A connection that Slack greeted; None when told to stop. Raises what went wrong."""
        url = str(self._client.apps_connections_open(app_token=self._token)["url"])
        connection = _Connection(url, self._heard, self._ended)
        with self._changed:
            if self._stopping:
                return None
            self._connections.append(connection)
            connection.start()
        connection.settled.wait(2 * _CONNECT_SECONDS)
        if not connection.greeted:
            connection.close()
            raise connection.wrong or TimeoutError("no greeting")
        return connection

    def _ended(self, connection: _Connection) -> None:
        with self._changed:
            self._connections.remove(connection)
            self._say()
            self._changed.notify_all()

    def _say(self) -> None:
        connected = any(connection.greeted for connection in self._connections)
        if self._health.socket(connected) and not self._stopping:
            if connected:
                _LOG.info("socket connected")
            else:
                _LOG.error("no socket: Slack cannot reach the bot until it is back")

    # Taking in

    def _heard(self, connection: _Connection, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "hello":
                with self._changed:
                    connection.greeted = True
                    self._say()
                connection.settled.set()
            case "disconnect":
                _LOG.info("socket will be closed", reason=str(message.get("reason")))
                with self._changed:
                    connection.leaving = connection.leaving or time.monotonic()
                    self._changed.notify_all()
            case _ if isinstance(message.get("envelope_id"), str):
                with self._changed:
                    # What comes while stopping is not taken in: Slack sends it to whoever is next.
                    if not self._stopping:
                        self._pool.submit(self._take, connection, message)

    def _take(self, connection: _Connection, envelope: Mapping[str, Any]) -> None:
        try:
            answer = self._app.dispatch(
                BoltRequest(mode="socket_mode", body=envelope.get("payload") or {}, headers=_retried(envelope))
            )
            if answer.status != 200:
                _LOG.info("not acked", status=answer.status)
                return
            ack = {"envelope_id": envelope["envelope_id"]} | _payload(
                answer.body, answer.first_headers().get("content-type", "")
            )
        except Exception as error:  # noqa: BLE001 - not acked, so that Slack sends it again
            _LOG.error("not taken in", error=type(error).__name__, exc_info=error)
            return
        if not any(candidate.send(ack) for candidate in (connection, *reversed(self._connections))):
            _LOG.warning("ack not sent")


def _read(raw: str | bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _retried(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """What Slack says by headers over HTTP."""
    said = {"x-slack-retry-num": envelope.get("retry_attempt"), "x-slack-retry-reason": envelope.get("retry_reason")}
    return {name: str(value) for name, value in said.items() if value is not None}


def _payload(body: str | None, content_type: str) -> dict[str, Any]:
    if not body:
        return {}
    return {"payload": json.loads(body) if content_type.startswith("application/json") else {"text": body}}
