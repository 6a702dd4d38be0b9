"""Checks what a bot needs to run, and says of each what to do about it."""

from __future__ import annotations

import email.utils
import http.client
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.own_files import catalogue_of, company_of
from bot.process.manifest import SCOPES
from bot.settings import Settings
from bot.slack_api.client import web_client
from bot.slack_api.errors import slack_error
from bot.store.errors import Older, StoreError
from bot.store.sqlite import SqliteStore
from flows.costs import Catalogue

_SECONDS = 10
# Slack refuses a signature that is five minutes old, and a decision's dates are days.
_CLOCK_SECONDS = 60
_OLD_DAYS = 60


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: what it is about, whether it is well, what was found and what to do."""

    about: str
    well: bool
    text: str


class _TakenBack(Exception):
    """What was written to see whether that can be done is not kept."""


def examine(settings: Settings, catalogue: Catalogue, now: Callable[[], float]) -> Iterator[CheckResult]:
    """Every check, in the order in which a bot needs them."""
    problems = settings.problems()
    yield CheckResult("settings", not problems, " ".join(problems) or "complete")
    yield from _slack(settings, now)
    yield from _app_token(settings)
    yield _database(settings)
    if settings.company_file is not None:
        yield _company(settings.company_file)
    yield _catalogue(catalogue, datetime.fromtimestamp(now(), UTC).date())


def _slack(settings: Settings, now: Callable[[], float]) -> Iterator[CheckResult]:
    if settings.slack_bot_token is None or not settings.looks_right("slack_bot_token"):
        return
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url, _SECONDS)
    answer, problem = _asked(lambda: client.auth_test())
    if answer is None:
        yield CheckResult(
            "bot token",
            False,
            f"{problem}. Copy SLACK_BOT_TOKEN again from api.slack.com/apps > your app > OAuth & Permissions.",
        )
        return
    yield CheckResult(
        "bot token", True, f"accepted: {answer.get('user', 'the bot')} in {answer.get('team', answer.get('team_id'))}"
    )
    headers = {str(key).lower(): value for key, value in dict(answer.headers).items()}
    yield _scopes(_first(headers.get("x-oauth-scopes")))
    yield _clock(_first(headers.get("date")), now())


def _scopes(said: str | None) -> CheckResult:
    if said is None:
        return CheckResult("scopes", True, "Slack did not say which are granted")
    granted = {scope.strip() for scope in said.split(",")}
    missing = [scope for scope in SCOPES if scope not in granted]
    if not missing:
        return CheckResult("scopes", True, f"all {len(SCOPES)} granted")
    return CheckResult(
        "scopes",
        False,
        f"missing: {', '.join(missing)}. Paste the output of `should-we-finetune manifest` at api.slack.com/apps > your app > App Manifest, and reinstall the app.",
    )


def _clock(said: str | None, now: float) -> CheckResult:
    try:
        apart = now - email.utils.parsedate_to_datetime(said or "").timestamp()
    except (TypeError, ValueError):
        return CheckResult("clock", True, "Slack did not say what time it is")
    if abs(apart) <= _CLOCK_SECONDS:
        return CheckResult("clock", True, "right to the minute")
    return CheckResult(
        "clock",
        False,
        f"{abs(apart):.0f} s {'ahead of' if apart > 0 else 'behind'} Slack's: set this machine's clock, or Slack's requests are refused as stale.",
    )


def _app_token(settings: Settings) -> Iterator[CheckResult]:
    if settings.slack_app_token is None or not settings.looks_right("slack_app_token"):
        return
    token = settings.slack_app_token.get_secret_value()
    client = WebClient(base_url=settings.slack_api_url or WebClient.BASE_URL, timeout=_SECONDS, retry_handlers=[])
    answer, problem = _asked(lambda: client.apps_connections_open(app_token=token))
    hint = "Make one at api.slack.com/apps > your app > Basic Information > App-Level Tokens with the scope connections:write, and turn Socket Mode on."
    yield CheckResult(
        "app token", answer is not None, "accepted for Socket Mode" if answer is not None else f"{problem}. {hint}"
    )


def _asked(call: Callable[[], Any]) -> tuple[Any, str]:
    try:
        return call(), ""
    except SlackApiError as error:
        return None, f"Slack says {slack_error(error)}"
    except (SlackClientError, OSError, http.client.HTTPException, ValueError) as error:
        return None, f"Slack cannot be reached ({type(error).__name__})"


def _database(settings: Settings) -> CheckResult:
    path = settings.decisions_db
    if not path.exists():
        return _folder(path)
    try:
        with closing(SqliteStore(path, upgrade=False)) as store, suppress(_TakenBack), store.write() as unit:
            backlog = unit.backlog()
            unit.first_time("doctor", 0.0)
            raise _TakenBack
    except Older as error:
        return CheckResult("database", True, str(error))
    except StoreError as error:
        return CheckResult("database", False, str(error))
    return CheckResult(
        "database",
        True,
        f"{path}: {backlog.waiting} messages waiting, {backlog.held} waiting for an invitation, {backlog.failed} failed",
    )


def _folder(path: Path) -> CheckResult:
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            return CheckResult("database", True, f"{path} does not exist yet; it will be made")
    except OSError as error:
        return CheckResult(
            "database", False, f"{path.parent} cannot be written ({error.strerror}): name another file in DECISIONS_DB."
        )


def _catalogue(catalogue: Catalogue, today: date) -> CheckResult:
    checked = catalogue.checked_on()
    age = (today - checked).days
    if age <= _OLD_DAYS:
        return CheckResult("catalogue", True, f"checked on {checked}")
    return CheckResult(
        "catalogue",
        False,
        f"checked on {checked}, {age} days ago: install a newer version, since prices and routes change monthly.",
    )


def _company(path: Path) -> CheckResult:
    try:
        catalogue_of(company_of(path))
    except ValueError as error:
        return CheckResult("company file", False, f"{path}: {error}")
    return CheckResult("company file", True, f"{path} counts for every verdict")


def _first(value: Any) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, str) else None
