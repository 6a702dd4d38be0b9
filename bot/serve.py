"""A running bot: opens what it needs, takes in deliveries until it is told to stop, and finishes what it began."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType
from typing import Any

import structlog
import uvicorn
from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import Made, make_app, web_client
from bot.health import Health
from bot.listeners.parts import Identity
from bot.settings import Settings
from bot.socket import Socket
from bot.store.sqlite import SqliteStore
from bot.web import make_web
from flows.assess import Catalogue
from flows.thresholds import Thresholds

_LOG = structlog.get_logger("serve")
_MOST_WAIT = 30.0
_REACH_SECONDS = 10
# A token that Slack does not take does not become right by waiting.
_HOPELESS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)


class NotAccepted(Exception):
    """Slack does not take the token; the message is for whoever runs the bot."""


class Bot:
    """Everything that runs, from start to stop."""

    def __init__(self, settings: Settings, catalogue: Catalogue, thresholds: Thresholds) -> None:
        """Open the store. Raises StoreError."""
        self._settings, self._catalogue, self._thresholds = settings, catalogue, thresholds
        self._store = SqliteStore(settings.decisions_db)
        self._health = Health(time.time)
        self._stopping = threading.Event()
        self._made: Made | None = None
        self._socket: Socket | None = None
        self._server: uvicorn.Server | None = None
        self._web: threading.Thread | None = None

    def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises NotAccepted."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)
        try:
            self._serve_http()
            identity = self._reach_slack()
            if identity is not None:
                self._take_in(identity)
                self._stopping.wait()
        finally:
            self._finish()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()

    def _serve_http(self) -> None:
        if self._settings.port is None:
            return
        web = make_web(self._app, self._health, self._store, takes_events=self._settings.slack_signing_secret is not None)
        # No address is given away to others than who asks on this port; the platform in front decides who can.
        config = uvicorn.Config(
            web, host="0.0.0.0", port=self._settings.port, log_config=None, access_log=False, lifespan="off",  # noqa: S104
            timeout_graceful_shutdown=10,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._web = threading.Thread(target=self._server.run, name="web", daemon=True)
        self._web.start()
        while not self._server.started and self._web.is_alive():
            time.sleep(0.01)
        if not self._server.started:
            raise NotAccepted(f"Port {self._settings.port} cannot be listened on: another program may hold it. Set another PORT.")
        port = self._server.servers[0].sockets[0].getsockname()[1]
        _LOG.info("listening", port=port)

    def _app(self) -> App | None:
        return self._made.app if self._made else None

    def _reach_slack(self) -> Identity | None:
        """Who we are, as soon as Slack says so; None when told to stop before."""
        token = self._token()
        client = web_client(token, self._settings.slack_api_url, _REACH_SECONDS)
        wait = 1.0
        while not self._stopping.is_set():
            try:
                said: Any = client.auth_test()
                return Identity(str(said["team_id"]), str(said["user_id"]), said.get("bot_id"))
            except SlackApiError as error:
                code = str(error.response.get("error")) if isinstance(error.response.data, dict) else "no answer"
                if code in _HOPELESS:
                    raise NotAccepted(
                        f"Slack does not accept SLACK_BOT_TOKEN ({code}): copy it again from api.slack.com/apps > your app > OAuth & Permissions."
                    ) from None
            except (SlackClientError, OSError) as error:
                code = type(error).__name__
            _LOG.warning("Slack cannot be reached; trying again", error=code, seconds=wait)
            self._stopping.wait(wait)
            wait = min(_MOST_WAIT, wait * 2)
        return None

    def _take_in(self, identity: Identity) -> None:
        settings = self._settings
        secret, app_token = settings.slack_signing_secret, settings.slack_app_token
        self._made = make_app(
            token=self._token(), identity=identity, store=self._store, catalogue=self._catalogue, clock=time.time,
            signing_secret=secret.get_secret_value() if secret else None, api_url=settings.slack_api_url,
            thresholds=self._thresholds, broadcast_verdict=settings.broadcast_verdict,
        )  # fmt: skip
        self._made.courier.start()
        if app_token is not None:
            self._socket = Socket(self._made.app, app_token.get_secret_value(), settings.slack_api_url, self._health)
            self._socket.start()
        self._health.ready()
        _LOG.info(
            "ready", team=identity.team, socket=app_token is not None, http=secret is not None and settings.port is not None
        )

    def _token(self) -> str:
        token = self._settings.slack_bot_token
        return token.get_secret_value() if token else ""

    def _finish(self) -> None:
        """Take nothing more in, finish what is being taken in and sent, and close."""
        _LOG.info("stopping")
        if self._socket is not None:
            self._socket.stop()
        if self._server is not None and self._web is not None:
            self._server.should_exit = True
            self._web.join()
        if self._made is not None and self._made.courier.is_running:
            self._made.courier.stop()
        self._store.close()
        _LOG.info("stopped")
