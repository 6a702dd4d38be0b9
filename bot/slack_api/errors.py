"""What Slack says when it refuses or does not answer: its code, how long it wants to be left alone, and what counts as silence."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping

from slack_sdk.errors import SlackApiError, SlackClientError

# What a call raises where no answer came that can be read. `SlackApiError` is one too, and comes first where it is caught.
UNREACHABLE = (SlackClientError, OSError, http.client.HTTPException)
NO_ANSWER = "no answer that can be read"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,60}")
_TROUBLE = frozenset({"ratelimited", "internal_error", "fatal_error"})


class NotTold(Exception):
    """Slack does not say just now; trying again may help."""


def slack_error(error: SlackApiError) -> str:
    """Slack's own word for what it refused, such as `channel_not_found`; NO_ANSWER where the answer holds none."""
    data = getattr(error.response, "data", error.response)
    code = data.get("error") if isinstance(data, Mapping) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else NO_ANSWER


def status_of(error: SlackApiError) -> int:
    """The HTTP status of the answer; 200 where it has none."""
    status = getattr(error.response, "status_code", 200)
    return status if isinstance(status, int) else 200


def is_passing(error: SlackApiError) -> bool:
    """Whether Slack is in trouble or wants to be left alone, so that another try may help."""
    status = status_of(error)
    return status == 429 or status >= 500 or slack_error(error) in _TROUBLE


def retry_after(error: SlackApiError, unless_said: float = 0.0) -> float:
    """How many seconds Slack wants to be left alone; `unless_said` where it does not say."""
    headers = {str(name).lower(): value for name, value in dict(getattr(error.response, "headers", None) or {}).items()}
    said = headers.get("retry-after") or unless_said
    try:
        return max(0.0, float(said[0] if isinstance(said, list) else said))
    except (TypeError, ValueError):
        return unless_said
