"""The app manifest: what a workspace grants, no wider than what is used, and what it is used for."""

from __future__ import annotations

from typing import Any

from bot.listeners.commands import COMMAND
from bot.listeners.shortcuts import SHORTCUT

EVENTS_PATH = "/slack/events"
NAME = "Should we fine-tune?"

# Scope -> what it is for. bot/README.md shows this table; a test keeps both the same.
SCOPES: dict[str, str] = {
    "app_mentions:read": "be mentioned, in a channel or inside a thread",
    "channels:history": "hear replies, edits and deletions in its threads in public channels, and look up after a crash whether a message arrived",
    "channels:join": "join a public channel in which somebody used the command",
    "channels:read": "check who is in a channel, show people decisions of their own channels only, and hear when it is invited",
    "chat:write": "post and update its messages",
    "commands": "the slash command and the message shortcut",
    "files:read": "read a file that somebody drops into a decision's thread, to measure it; it is not kept",
    "files:write": "upload an exported decision to its thread, and a file of all of them to who asked for it",
    "groups:history": "the same as channels:history in private channels it was invited to",
    "groups:read": "check that a person who answers, or asks for a list, is in the private channel",
    "im:history": "hear direct messages to it",
    "mpim:history": "hear replies in group messages it was added to",
    "mpim:read": "check that a person who answers, or asks for a list, is in the group message",
    "reactions:write": "put a check mark on a reply that was counted",
    "users:read": "know people's names, time zones, and who administers the workspace",
}

EVENTS: tuple[str, ...] = (
    "app_home_opened", "app_mention", "app_uninstalled", "channel_unarchive", "group_unarchive", "member_joined_channel",
    "member_left_channel", "message.channels", "message.groups", "message.im", "message.mpim", "tokens_revoked",
)  # fmt: skip

_DESCRIPTION = "Should we fine-tune? Five questions, a verdict with costs and reasons."
_LONG = (
    "Answers one expensive question well. A team goes through a five-question framework and a readiness checklist in a thread; "
    "the bot computes what every alternative costs today and when training would pay back, and posts a verdict with its reasons, "
    "its dated sources, what would change it, and abort criteria fixed before a dollar is spent. Most teams should not train. "
    "No language model decides: the same answers on the same day give the same verdict."
)


def manifest(http: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at a base URL such as "https://bot.example.com"."""
    url = f"{http.rstrip('/')}{EVENTS_PATH}" if http else None
    at = {"request_url": url} if url else {}
    command: dict[str, Any] = {
        "command": COMMAND,
        "description": "Should we fine-tune? Start with your use case.",
        "usage_hint": "contract clause extraction, 1M requests a month on gpt-5.4",
        "should_escape": False,
    }
    return {
        "display_information": {
            "name": NAME,
            "description": _DESCRIPTION,
            "long_description": _LONG,
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "should-we-finetune", "always_online": True},
            "shortcuts": [
                {
                    "name": "Should we fine-tune this",
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": "Start from a message",
                }
            ],
            "slash_commands": [command | ({"url": url} if url else {})],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": at | {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True} | at,
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }
