"""The composition root: settings, store and clock -> the Bolt app with its listeners, and the courier."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.intake.actions import Intake
from bot.intake.after_verdict import Aftercare
from bot.intake.replies import Replies
from bot.jobs.handlers import Drawing
from bot.jobs.reassess import Reassessing
from bot.jobs.scheduler import Asks, Clockwork, Digests
from bot.listeners import actions, commands, membership, messages, shortcuts, uninstall
from bot.listeners import app_home as home
from bot.listeners import fallback as rest
from bot.listeners import views as forms
from bot.listeners.deps import Identity, Parts
from bot.listeners.errors import answer_error
from bot.outbox.pace import Pace
from bot.outbox.sender import Delivery
from bot.outbox.worker import Courier
from bot.slack_api.membership import Members
from bot.slack_api.users import People
from bot.slack_api.visibility import Sight
from bot.store.protocol import Store
from bot.subcommands.registry import HANDLERS
from bot.subcommands.runner import Desk
from flows.costs import Catalogue
from flows.thresholds import DEFAULT, Thresholds

_LOG = structlog.get_logger("app")
# The ack has 3 s: a call that has to come before it gives up in time.
_QUICK_SECONDS = 2
_DELIVERY_SECONDS = 20
# What is asked after the ack, while one person waits for an answer.
_ASKING_SECONDS = 5


@dataclass(frozen=True)
class Made:
    """The Bolt app, its courier and its clockwork."""

    app: App
    courier: Courier
    parts: Parts
    clockwork: Clockwork


def make_app(
    *,
    token: str,
    identity: Identity,
    store: Store,
    catalogue: Catalogue,
    clock: Callable[[], float],
    signing_secret: str | None = None,
    api_url: str | None = None,
    thresholds: Thresholds = DEFAULT,
    broadcast_verdict: bool = False,
    pace: Pace = Pace(),  # noqa: B008 - frozen
) -> Made:
    """Put the application together. Nothing is called and nothing started yet."""
    delivery = Delivery(web_client(token, api_url, _DELIVERY_SECONDS), pace)
    patient = web_client(token, api_url, _ASKING_SECONDS)
    people, sight = People(patient, clock), Sight(patient, clock, identity.bot_user)
    desk = Desk(store, catalogue, thresholds, clock, people, sight, HANDLERS, identity.url)
    drawing = Drawing(store, catalogue, thresholds, clock, desk, broadcast_verdict, pace.card_waits)
    courier = Courier(store, drawing, delivery, clock, between_messages=pace.between_messages)
    taking = (store, catalogue, thresholds, clock, courier.wake)
    quick = web_client(token, api_url, _QUICK_SECONDS)
    members = Members(web_client(token, api_url, 1), clock)
    parts = Parts(
        identity,
        Intake(*taking),
        Replies(*taking),
        Aftercare(*taking),
        members,
        sight,
        lambda trigger, view: _open(quick, trigger, view),
    )
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team,
        bot_user_id=identity.bot_user,
        bot_id=identity.bot_id,
        bot_token=token,
    )
    client = web_client(None, api_url, _QUICK_SECONDS)
    app = App(
        client=client,
        signing_secret=signing_secret or "",
        authorize=lambda: result,
        process_before_response=True,
        request_verification_enabled=True,
        # What becomes of our own messages matters: somebody may delete one.
        ignoring_self_events_enabled=False,
        logger=_framework_logger(),
    )
    for surface in (home, actions, messages, commands, forms, shortcuts, membership, uninstall, rest):
        surface.register(app, parts)
    app.error(lambda error, request: _failed(error, request))
    jobs = (
        Digests(store, identity.team, courier.wake),
        Asks(store, identity.team, people, courier.wake),
        Reassessing(store, catalogue, thresholds, courier.wake).weekly,
    )
    return Made(app, courier, parts, Clockwork(jobs, clock))


def web_client(token: str | None, api_url: str | None, seconds: int) -> WebClient:
    """A client that never retries by itself: what is tried again, and when, is the outbox's to say."""
    return WebClient(token=token, base_url=api_url or WebClient.BASE_URL, timeout=seconds, retry_handlers=[])


def _open(client: WebClient, trigger: str, view: dict[str, Any]) -> bool:
    try:
        client.views_open(trigger_id=trigger, view=view)
    except (SlackClientError, OSError, http.client.HTTPException) as error:
        data = getattr(getattr(error, "response", None), "data", None)
        code = data.get("error") if isinstance(data, dict) else type(error).__name__
        _LOG.warning("form not opened", error=code)
        return False
    return True


def _failed(error: Exception, request: BoltRequest) -> BoltResponse:
    return answer_error(error, request.body)


def _framework_logger() -> logging.Logger:
    """Bolt's own log, without the payloads that it shows at debug level and a warning about a token in the environment."""
    logger = logging.getLogger("slack_bolt.should_we_finetune")
    logger.setLevel(logging.ERROR)
    return logger
