"""Socket Mode: connected until told to stop, and said in the log and the health check when it is not."""

from __future__ import annotations

import http.client
import threading

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import web_client
from bot.health import Health

_LOG = structlog.get_logger("socket")
# With the default of 10 s a socket that was cut hard stays silent for about a minute.
_PING_SECONDS = 2
_LOOK_SECONDS = 1.0
_CONNECT_SECONDS = 10
_MOST_WAIT = 30.0


class Socket:
    """One Socket Mode connection and the thread that looks after it."""

    def __init__(self, app: App, app_token: str, api_url: str | None, health: Health) -> None:
        self._handler = SocketModeHandler(
            app, app_token, web_client=web_client(None, api_url, _CONNECT_SECONDS), ping_interval=_PING_SECONDS
        )
        self._health = health
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_after, name="socket", daemon=True)

    def start(self) -> None:
        """Connect, and stay connected."""
        self._health.uses_socket()
        self._thread.start()

    def stop(self) -> None:
        """Take nothing more in; what is being taken in is finished."""
        self._stopping.set()
        self._thread.join()
        self._handler.close()  # type: ignore[no-untyped-call]

    def _look_after(self) -> None:
        wait = _LOOK_SECONDS
        while not self._stopping.is_set():
            connected = bool(self._handler.client.is_connected())
            if self._health.socket(connected):
                _LOG.info("socket connected") if connected else _LOG.error(
                    "no socket: Slack cannot reach the bot until it is back"
                )
            if connected:
                wait = _LOOK_SECONDS
            else:
                wait = _LOOK_SECONDS if self._connect() else min(_MOST_WAIT, wait * 2)
                if self._handler.client.is_connected():
                    continue
            self._stopping.wait(wait)

    def _connect(self) -> bool:
        """Try to connect; the SDK's own watch does the same, and whoever is first wins."""
        try:
            self._handler.client.connect_to_new_endpoint()
        except SlackApiError as error:
            _LOG.error("socket refused", error=str(error.response.get("error")))
            return False
        except (SlackClientError, OSError, http.client.HTTPException) as error:
            _LOG.error("socket not opened", error=type(error).__name__)
            return False
        return True
