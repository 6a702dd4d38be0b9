"""What is answered to Slack when a delivery could not be taken in: never an ack, unless a person is told that nothing was kept."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.events import NotYet
from bot.store.errors import StoreError

_LOG = structlog.get_logger("app")
_SORRY = "Something went wrong on our side, and nothing was changed. Please try again; if it stays, tell whoever runs the bot."
_NOT_KEPT = "That could not be kept just now, and nothing was changed. Please try again in a minute; if it stays, tell whoever runs the bot."


def answer_error(error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """What to answer. An event is not acked, so that Slack sends it again; a person who waits is told in a sentence."""
    if isinstance(error, NotYet):
        _LOG.info("not yet", reason=str(error))
        return BoltResponse(status=503)
    if isinstance(error, StoreError):
        _LOG.error("could not be kept", reason=str(error))
    else:
        _LOG.error("listener failed", error=type(error).__name__, exc_info=error)
    sentence = _NOT_KEPT if isinstance(error, StoreError) else _SORRY
    if body.get("type") == "view_submission":
        blocks = (body.get("view") or {}).get("blocks") or []
        field = next((str(block["block_id"]) for block in blocks if block.get("type") == "input"), None)
        if field is not None:
            return _json({"response_action": "errors", "errors": {field: sentence}})
    if body.get("command"):
        return _json({"response_type": "ephemeral", "text": sentence})
    if body.get("response_url"):
        _say(str(body["response_url"]), sentence)
    return BoltResponse(status=503)


def _json(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, headers={"content-type": "application/json"}, body=json.dumps(body))


def _say(url: str, sentence: str) -> None:
    try:
        WebhookClient(url, timeout=1, retry_handlers=[]).send(
            text=sentence, response_type="ephemeral", replace_original=False
        )
    except (SlackClientError, OSError, http.client.HTTPException, ValueError) as error:
        _LOG.warning("person not told", error=type(error).__name__)
