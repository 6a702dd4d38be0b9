"""What Slack's answer to one effect means for the outbox: done, again, plainer, not let in, gone, never."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.outbox.deletions import GONE
from bot.slack_api.errors import NO_ANSWER, retry_after, slack_error, status_of
from bot.store.effects import Delete, Post, Update
from bot.store.records import Effect

# Slack's own trouble: try again. It may have done what was asked before it failed.
_TROUBLE = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"}
)
_TOO_FAST = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
# Somebody has to mend the installation; until then nothing is lost.
NOT_INSTALLED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "not_allowed_token_type",
     "org_login_required", "ekm_access_denied", "no_permission"}
)  # fmt: skip
_BAD_BLOCKS = frozenset(
    {
        "msg_too_long",
        "invalid_metadata_format",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "block_mismatch",
        "invalid_arguments",
        "invalid_attachments",
    }
)
_NOT_LET_IN = frozenset(
    {"channel_not_found", "not_in_channel", "is_archived", "channel_is_archived", "restricted_action", "restricted_action_read_only_channel",
     "restricted_action_thread_only_channel", "restricted_action_thread_locked", "restricted_action_non_threadable_channel"}
)  # fmt: skip
# The message to change is gone, or too old to be changed.
_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_THREAD_GONE = frozenset({"thread_not_found", "cannot_reply_to_message"})
# Already as it should be.
_FINE = frozenset({"already_reacted", "no_reaction"})
_INSTALL_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Done:
    """It stands in Slack; `ts` is its id where it is a message, `file` where it is a file."""

    ts: str | None = None
    # The direct message that was opened, where only that was done so far.
    direct: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """Try again after `wait` seconds; where `uncertain`, look first whether it got there."""

    wait: float
    error: str
    uncertain: bool
    # Whether Slack asked every call of this kind to wait.
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Plainer:
    """Slack refuses these blocks: send the next plainer ones."""

    error: str


@dataclass(frozen=True, slots=True)
class NotLetIn:
    """The bot cannot write there until somebody invites it."""

    error: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The message to change, or the whole thread, does not stand any more."""

    error: str
    thread: bool


@dataclass(frozen=True, slots=True)
class Never:
    """It can never be done."""

    error: str


SendResult = Done | Again | Plainer | NotLetIn | Gone | Never


def judged(error: SlackApiError, effect: Effect, wait: float) -> SendResult:
    """What an answer that is no success means; `wait` is how long to wait before another try, in seconds."""
    status, code = status_of(error), slack_error(error)
    code = f"http_{status}" if code == NO_ANSWER else code
    if status == 429 or code in _TOO_FAST:
        return Again(max(0.1, retry_after(error, 1.0)), code, uncertain=effect.uncertain, pause=True)
    if code in _FINE or (isinstance(effect.item, Delete) and code in GONE):
        return Done()
    if status >= 500 or code in _TROUBLE:
        return Again(wait, code, uncertain=True)
    if code in NOT_INSTALLED:
        if code == "missing_scope" and not isinstance(effect.item, Post | Update):
            return Never(code)
        return Again(min(_INSTALL_WAIT, 10 * wait), code, uncertain=effect.uncertain)
    if code in _BAD_BLOCKS:
        return Plainer(code)
    if code in _THREAD_GONE or (code in _GONE and isinstance(effect.item, Update)):
        return Gone(code, thread=code in _THREAD_GONE)
    if code in _NOT_LET_IN:
        return NotLetIn(code)
    return Never(code)
