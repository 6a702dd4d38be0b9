"""The client of Slack's Web API: never tries again by itself, reads page by page, opens forms in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_api.errors import UNREACHABLE, slack_error

_LOG = structlog.get_logger("app")


def web_client(token: str | None, api_url: str | None, seconds: int) -> WebClient:
    """A client that gives up after `seconds`, and never retries: what is tried again, and when, is the outbox's to say."""
    return WebClient(token=token, base_url=api_url or WebClient.BASE_URL, timeout=seconds, retry_handlers=[])


def pages(ask: Callable[[str | None], Any], most: int) -> Iterator[Any]:
    """The pages of an answer, at most so many; `ask` is given the cursor of the next one. Raises what it raises."""
    cursor = None
    for _ in range(most):
        page = ask(cursor)
        yield page
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return


def change_view(client: WebClient, id_: str, hash_: str, view: dict[str, Any]) -> bool:
    """Show something else in an open form, unless it was changed meanwhile; False where Slack did not, which never raises."""
    return _shown(lambda: client.views_update(view_id=id_, hash=hash_, view=view))


def open_view(
    client: WebClient, plainer: Callable[[dict[str, Any]], dict[str, Any]], trigger: str, view: dict[str, Any]
) -> bool:
    """Open a form while its trigger lives (3 s), a plainer one where Slack refuses it; False where it did not, which never raises."""

    def ask() -> object:
        try:
            return client.views_open(trigger_id=trigger, view=view)
        except SlackApiError as error:
            if slack_error(error) not in _REFUSED:
                raise
            _LOG.warning("form refused, a plainer one is tried", error=slack_error(error))
            return client.views_open(trigger_id=trigger, view=plainer(view))

    return _shown(ask)


# What Slack says of a view that it does not take, whose trigger still lives.
_REFUSED = ("invalid_arguments", "invalid_blocks", "invalid_blocks_format", "view_too_large")


def _shown(ask: Callable[[], object]) -> bool:
    try:
        ask()
    except SlackApiError as error:
        _LOG.warning("form not opened", error=slack_error(error))
        return False
    except UNREACHABLE as error:
        _LOG.warning("form not opened", error=type(error).__name__)
        return False
    return True
