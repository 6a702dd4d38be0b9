"""A running bot: opens what it needs, takes in deliveries until it is told to stop, and finishes what it began."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import structlog
from pydantic import SecretStr
from slack_bolt import App
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import Application, make_app
from bot.context import Identity
from bot.outbox.pace import Pace
from bot.outbox.worker import Worker
from bot.process.ending import Ending
from bot.process.health import Health
from bot.process.http import EVERY_ADDRESS, WebServer, make_web
from bot.process.socket_mode import Socket
from bot.settings import Settings
from bot.slack_api.client import web_client
from bot.slack_api.errors import retry_after, slack_error
from bot.store.sqlite import SqliteStore
from flows.costs import Catalogue
from flows.thresholds import Thresholds

_LOG = structlog.get_logger("serve")
_MOST_WAIT = 30.0
_REACH_SECONDS = 10
# How long a message that is being sent may hold up the end. One that is left is looked up at the next start, as after a crash.
_SENDING_SECONDS = 5.0
# A token that Slack does not take does not become right by waiting.
_HOPELESS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
    }
)
_BOT_TOKEN = "Slack does not accept SLACK_BOT_TOKEN ({code}): copy it again from api.slack.com/apps > your app > OAuth & Permissions."  # noqa: S105
_APP_TOKEN = (
    "Slack does not accept SLACK_APP_TOKEN ({code}): make one at api.slack.com/apps > your app > Basic Information > App-Level Tokens "  # noqa: S105
    "with the scope connections:write, and turn Socket Mode on."
)


class NotAccepted(Exception):
    """What was set cannot be used: a token, or a port. The message is for whoever runs the bot."""


class Bot:
    """Everything that runs, from start to stop. `run` does both; `start` and `stop` are for who has more to do meanwhile."""

    def __init__(
        self,
        settings: Settings,
        catalogue: Catalogue,
        thresholds: Thresholds,
        *,
        clock: Callable[[], float] = time.time,
        host: str = EVERY_ADDRESS,
        pace: Pace = Pace(),  # noqa: B008 - frozen
    ) -> None:
        """Open the store. `clock` is what decisions go by; `host` is where HTTP is listened for. Raises StoreError."""
        self._settings, self._catalogue, self._thresholds = settings, catalogue, thresholds
        self._clock, self._host, self._pace = clock, host, pace
        self._store = SqliteStore(settings.decisions_db)
        self._health = Health(time.time)
        self._ending = Ending()
        self._stopping = threading.Event()
        # Held while what takes deliveries in is being started, so that stopping finds all of it or nothing.
        self._starting = threading.Lock()
        self._application: Application | None = None
        self._socket: Socket | None = None
        self._web: WebServer | None = None
        # Set once deliveries are taken in, and when that failed.
        self._began = threading.Event()
        # Whether a message was left half sent: its thread still waits for Slack, and would hold up the end of the process.
        self.left_sending = False

    def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises NotAccepted or StoreError."""
        with self._ending.on_signals():
            try:
                self.start()
                wrong = self._ending.wait()
            finally:
                self.stop()
        if wrong is not None:
            raise wrong

    def start(self) -> None:
        """Listen, and begin to reach Slack. Raises NotAccepted where the port cannot be had."""
        self._serve_http()
        threading.Thread(target=self._begin, name="begin", daemon=True).start()

    def ready(self, seconds: float) -> Application:
        """Wait until deliveries are taken in, or never will be. Raises NotAccepted, or whatever else went wrong."""
        self._began.wait(seconds)
        if self._application is None:
            raise self._ending.now() or NotAccepted(f"Slack was not reached within {seconds:.0f} s.")
        return self._application

    @property
    def port(self) -> int | None:
        """Where HTTP is listened for; None where it is not."""
        return self._web.port if self._web else None

    def _serve_http(self) -> None:
        if self._settings.port is None:
            return
        web = make_web(
            self._app, self._health, self._store, takes_events=self._settings.slack_signing_secret is not None
        )
        try:
            self._web = WebServer(web, self._settings.port, self._web_ended, self._host)
        except OSError as error:
            raise NotAccepted(
                f"PORT {self._settings.port} cannot be listened on ({error.strerror}): another program may hold it. Set another."
            ) from None
        self._web.start()
        _LOG.info("listening", port=self._web.port)

    def _web_ended(self) -> None:
        if not self._stopping.is_set():
            self._ending.tell(RuntimeError("HTTP is not served any more"))

    def _app(self) -> App | None:
        return self._application.app if self._application else None

    def _begin(self) -> None:
        """Take in deliveries as soon as Slack says who we are."""
        try:
            identity = self._reach_slack()
            with self._starting:
                if identity is not None and not self._stopping.is_set():
                    self._take_in(identity)
        except BaseException as error:  # noqa: BLE001 - told to who waits in run
            self._ending.tell(error)
            self._began.set()

    def _reach_slack(self) -> Identity | None:
        """Who we are; None when told to stop before."""
        client = web_client(_plain(self._settings.slack_bot_token), self._settings.slack_api_url, _REACH_SECONDS)
        wait, least = 1.0, 0.0
        while not self._stopping.is_set():
            try:
                said: Any = client.auth_test()
                return Identity(
                    str(said["team_id"]), str(said["user_id"]), said.get("bot_id"), str(said.get("url") or "")
                )
            except SlackApiError as error:
                code, least = slack_error(error), retry_after(error)
                if code in _HOPELESS:
                    raise NotAccepted(_BOT_TOKEN.format(code=code)) from None
            except (SlackClientError, OSError, http.client.HTTPException, ValueError, LookupError) as error:
                code, least = type(error).__name__, 0.0
            _LOG.warning("Slack cannot be reached; trying again", error=code, seconds=max(wait, least))
            self._stopping.wait(max(wait, least))
            wait = min(_MOST_WAIT, wait * 2)
        return None

    def _take_in(self, identity: Identity) -> None:
        settings = self._settings
        application = make_app(
            token=_plain(settings.slack_bot_token),
            identity=identity,
            store=self._store,
            catalogue=self._catalogue,
            clock=self._clock,
            signing_secret=_plain(settings.slack_signing_secret),
            api_url=settings.slack_api_url,
            thresholds=self._thresholds,
            broadcast_verdict=settings.broadcast_verdict,
            pace=self._pace,
        )
        application.worker.start()
        self._application = application
        self._health.watch("courier", lambda: application.worker.is_running)
        self._health.watch("posting", lambda: application.installation.can_post)
        if settings.slack_app_token is not None:
            self._socket = Socket(
                application.app,
                _plain(settings.slack_app_token),
                settings.slack_api_url,
                self._health,
                self._socket_refused,
            )
            self._socket.start()
        application.scheduler.start()
        self._health.watch("schedule", lambda: application.scheduler.is_running)
        self._health.ready()
        self._began.set()
        _LOG.info(
            "ready",
            team=identity.team,
            socket=self._socket is not None,
            http=self._web is not None and settings.slack_signing_secret is not None,
        )

    def _socket_refused(self, code: str) -> None:
        if code in _HOPELESS:
            self._ending.tell(NotAccepted(_APP_TOKEN.format(code=code)))

    def stop(self) -> None:
        """Take nothing more in, finish what is being taken in and sent, and close."""
        _LOG.info("stopping")
        self._stopping.set()
        with self._starting, ExitStack() as last_to_first:
            last_to_first.callback(self._store.close)
            if self._application is not None:
                last_to_first.callback(self._stop_sending, self._application.worker)
                last_to_first.callback(self._application.scheduler.stop)
            if self._web is not None:
                last_to_first.callback(self._web.stop)
            if self._socket is not None:
                last_to_first.callback(self._socket.stop)
        _LOG.info("stopped")

    def _stop_sending(self, worker: Worker) -> None:
        stop = threading.Thread(target=worker.stop, name="stop", daemon=True)
        stop.start()
        stop.join(_SENDING_SECONDS)
        self.left_sending = stop.is_alive()
        if self.left_sending:
            _LOG.warning("Slack does not answer; what was being sent is looked up at the next start")


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
