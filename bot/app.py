"""The composition root: settings, store and clock -> the Bolt app with its listeners, the outbox's worker and the scheduler."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult

from bot.block_kit.plainer_form import plainer_form
from bot.context import Identity, SlackContext
from bot.digest import post as weekly
from bot.intake.actions import ActionIntake
from bot.intake.after_verdict import AfterVerdictIntake
from bot.intake.edits import EditIntake
from bot.intake.replies import ReplyIntake
from bot.jobs.handlers import job_handlers
from bot.jobs.measure import MeasureJobs
from bot.jobs.reassess import Reassessor
from bot.jobs.scheduler import Asks, Digests, Scheduler
from bot.jobs.threads import ThreadJobs
from bot.listeners import actions, app_home, commands, fallback, membership, messages, shortcuts, uninstall, views
from bot.listeners.deps import Deps
from bot.listeners.errors import answer_error
from bot.measuring.apart import measured_apart
from bot.outbox.delivery import Delivery, Hooks
from bot.outbox.installation import Installation
from bot.outbox.pace import Pace
from bot.outbox.sender import Sender
from bot.outbox.throttle import Throttle
from bot.outbox.worker import Worker
from bot.privacy.erase import Erasing
from bot.privacy.forget import came_late
from bot.slack_api.client import change_view, open_view, web_client
from bot.slack_api.membership import Membership
from bot.slack_api.users import Users
from bot.slack_api.visibility import Visibility
from bot.store.protocol import Store
from bot.subcommands.registry import HANDLERS
from bot.subcommands.runner import Runner
from flows.costs import Catalogue
from flows.thresholds import DEFAULT, Thresholds

# The ack has 3 s: a call that has to come before it gives up in time.
_QUICK_SECONDS = 2
_MEMBERSHIP_SECONDS = 1
_DELIVERY_SECONDS = 20
_FILE_SECONDS = 10
# What is asked after the ack, while one person waits for an answer.
_ASKING_SECONDS = 5


@dataclass(frozen=True)
class Application:
    """Everything that was put together: what takes deliveries in, what works behind the ack, and what they share."""

    app: App
    context: SlackContext
    deps: Deps
    worker: Worker
    scheduler: Scheduler
    installation: Installation


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
) -> Application:
    """Put the application together. Nothing is called and nothing started yet."""
    client = partial(web_client, token, api_url)
    patient, quick = client(_ASKING_SECONDS), client(_QUICK_SECONDS)
    news = threading.Event()
    context = SlackContext(
        store,
        catalogue,
        clock,
        thresholds,
        news.set,
        identity=identity,
        users=Users(patient, clock),
        visibility=Visibility(patient, clock, identity.bot_user),
    )
    installation, replies = Installation(), ReplyIntake(context)
    deps = Deps(
        context,
        ActionIntake(context),
        replies,
        EditIntake(context, replies),
        AfterVerdictIntake(context),
        Membership(client(_MEMBERSHIP_SECONDS), clock),
        partial(open_view, quick, plainer_form),
        partial(change_view, quick),
    )
    handlers = job_handlers(
        context,
        ThreadJobs(context, broadcast_verdict, pace.card_waits),
        Runner(context, HANDLERS),
        Erasing(store, clock, installation),
        MeasureJobs(context, client(_FILE_SECONDS), measured_apart),
    )
    throttle = Throttle(pace.between_messages)
    hooks = Hooks(delivered=weekly.stands, refused=weekly.refused, orphaned=came_late)
    sender = Sender(client(_DELIVERY_SECONDS), pace, context.users.names)
    worker = Worker(
        store, handlers, Delivery(store, sender, throttle, hooks, clock, installation), throttle, clock, news
    )
    scheduler = Scheduler((Digests(context), Asks(context), Reassessor(context).weekly), clock)
    app = _bolt_app(token, identity, signing_secret, api_url)
    for surface in (app_home, actions, messages, commands, views, shortcuts, membership, uninstall, fallback):
        surface.register(app, deps)
    return Application(app, context, deps, worker, scheduler, installation)


def _bolt_app(token: str, identity: Identity, signing_secret: str | None, api_url: str | None) -> App:
    result = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team,
        bot_user_id=identity.bot_user,
        bot_id=identity.bot_id,
        bot_token=token,
    )
    app = App(
        client=web_client(None, api_url, _QUICK_SECONDS),
        signing_secret=signing_secret or "",
        authorize=lambda: result,
        process_before_response=True,
        request_verification_enabled=True,
        # What becomes of our own messages matters: somebody may delete one.
        ignoring_self_events_enabled=False,
        logger=_framework_logger(),
    )
    app.error(lambda error, request: _failed(error, request))
    return app


def _failed(error: Exception, request: BoltRequest) -> BoltResponse:
    return answer_error(error, request.body)


def _framework_logger() -> logging.Logger:
    """Bolt's own log, without the payloads that it shows at debug level and a warning about a token in the environment."""
    logger = logging.getLogger("slack_bolt.should_we_finetune")
    logger.setLevel(logging.ERROR)
    return logger
