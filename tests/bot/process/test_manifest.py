"""The manifest is complete, within Slack's limits, and asks for no scope that is not used."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from slack_sdk import WebClient

import bot
from bot.cli import main
from bot.listeners.commands import COMMAND
from bot.listeners.shortcuts import SHORTCUT
from bot.playground.web_api.methods import METHODS
from bot.process.manifest import EVENTS, SCOPES, manifest

URL = "https://bot.example.com"
KINDS = ("channels", "groups", "im", "mpim")

# What each method needs of a bot token, as its page at docs.slack.dev/reference/methods says; a conversation's kind decides
# which of several. The bot asks for the members of every kind but direct messages, which have one.
NEEDS: dict[str, set[str]] = {
    "auth_test": set(),
    "apps_connections_open": set(),
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
    "chat_postMessage": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"},
    "chat_delete": {"chat:write"},
    "conversations_history": {f"{kind}:history" for kind in KINDS},
    "conversations_replies": {f"{kind}:history" for kind in KINDS},
    "conversations_info": {"channels:read", "groups:read", "mpim:read"},
    "conversations_join": {"channels:join"},
    "conversations_members": {"channels:read", "groups:read", "mpim:read"},
    "files_upload_v2": {"files:write"},
    "files_delete": {"files:write"},
    "files_info": {"files:read"},
    "reactions_add": {"reactions:write"},
    "reactions_remove": {"reactions:write"},
    "users_conversations": {"channels:read", "groups:read", "mpim:read"},
    "users_info": {"users:read"},
}
EVENT_NEEDS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "tokens_revoked": set(),
    "channel_unarchive": {"channels:read"},
    "group_unarchive": {"groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    **{f"message.{kind}": {f"{kind}:history"} for kind in KINDS},
}


def called() -> dict[str, str]:
    """Every Web API method that the bot calls, and where."""
    methods = {name for name in vars(WebClient) if "_" in name.strip("_") and not name.startswith("_")} | {"api_call"}
    callers: dict[str, str] = {}
    root = Path(bot.__file__).parent
    for path in sorted(root.rglob("*.py")):
        if "playground" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in methods:
                    callers.setdefault(node.attr, str(path.relative_to(root)))
    return callers


def test_every_scope_is_used_and_every_use_has_its_scope() -> None:
    calls = called()
    assert {"chat_postMessage", "views_open", "conversations_members"} <= set(calls)
    assert {name: where for name, where in calls.items() if name not in NEEDS} == {}
    assert set(NEEDS) - set(calls) == set()
    needed = {scope for name in calls for scope in NEEDS[name]} | {
        scope for name in EVENTS for scope in EVENT_NEEDS[name]
    }
    assert set(SCOPES) == needed | {"commands"}


def test_slack_in_memory_asks_for_the_same_scopes() -> None:
    for name, scopes in NEEDS.items():
        method = METHODS.get(name.replace("_", ".", 1))
        if method is not None and method.caller == "bot" and method.scopes:
            assert scopes & set(method.scopes), name


def test_every_scope_and_event_has_its_place() -> None:
    app_manifest = manifest()
    assert app_manifest["oauth_config"]["scopes"] == {"bot": list(SCOPES)}
    assert app_manifest["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert set(EVENTS) == set(EVENT_NEEDS)
    assert all(use for use in SCOPES.values())


@pytest.mark.parametrize("http", [None, URL])
def test_it_is_within_the_limits_of_the_manifest_reference(http: str | None) -> None:
    app_manifest = manifest(http)
    shown, features = app_manifest["display_information"], app_manifest["features"]
    assert len(shown["name"]) <= 35
    # The reference says 140; Slack refuses 140.
    assert len(shown["description"]) < 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert re.fullmatch(r"#[0-9a-fA-F]{6}", shown["background_color"])
    assert re.fullmatch(r"[a-z0-9._-]{1,80}", features["bot_user"]["display_name"])
    (command,) = features["slash_commands"]
    assert command["command"] == COMMAND
    assert re.fullmatch(r"/[a-z0-9_-]{1,31}", command["command"])
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000
    (shortcut,) = features["shortcuts"]
    assert (shortcut["type"], shortcut["callback_id"]) == ("message", SHORTCUT)
    # The reference is silent; Slack refuses more than 24.
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert len(shortcut["callback_id"]) <= 255
    assert len(EVENTS) <= 100


def keys(value: Any, prefix: str = "") -> set[str]:
    if isinstance(value, list):
        return {key for item in value for key in keys(item, prefix)}
    if not isinstance(value, dict):
        return {prefix}
    return {key for name, item in value.items() for key in keys(item, f"{prefix}.{name}" if prefix else name)}


FIELDS = {
    "display_information.name", "display_information.description", "display_information.long_description",
    "display_information.background_color", "features.app_home.home_tab_enabled", "features.app_home.messages_tab_enabled",
    "features.app_home.messages_tab_read_only_enabled", "features.bot_user.display_name", "features.bot_user.always_online",
    "features.shortcuts.name", "features.shortcuts.type", "features.shortcuts.callback_id", "features.shortcuts.description",
    "features.slash_commands.command", "features.slash_commands.description", "features.slash_commands.usage_hint",
    "features.slash_commands.should_escape", "oauth_config.scopes.bot", "settings.event_subscriptions.bot_events",
    "settings.interactivity.is_enabled", "settings.org_deploy_enabled", "settings.socket_mode_enabled",
    "settings.token_rotation_enabled",
}  # fmt: skip
ADDRESSES = {
    "features.slash_commands.url",
    "settings.event_subscriptions.request_url",
    "settings.interactivity.request_url",
}


def test_for_the_socket_it_has_no_address() -> None:
    app_manifest = manifest()
    assert keys(app_manifest) == FIELDS
    assert app_manifest["settings"]["socket_mode_enabled"] is True
    assert "http" not in json.dumps(app_manifest)


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}/sub/"])
def test_for_http_every_address_is_there(url: str) -> None:
    app_manifest = manifest(url)
    assert keys(app_manifest) == FIELDS | ADDRESSES
    assert app_manifest["settings"]["socket_mode_enabled"] is False
    expected = f"{url.rstrip('/')}/slack/events"
    assert app_manifest["features"]["slash_commands"][0]["url"] == expected
    assert app_manifest["settings"]["event_subscriptions"]["request_url"] == expected
    assert app_manifest["settings"]["interactivity"]["request_url"] == expected


def test_what_is_printed_can_be_pasted() -> None:
    assert json.loads(CliRunner().invoke(main, ["manifest"]).output) == manifest()
    for url in (URL, f"{URL}/", f"{URL}/slack/events"):
        assert json.loads(CliRunner().invoke(main, ["manifest", "--http", url]).output) == manifest(URL)


@pytest.mark.parametrize(
    "url", ["bot.example.com", "http://bot.example.com", "https://", "", "https://bot.example.com/x?a=b", "https://["]
)
def test_an_address_that_slack_would_not_take_is_refused(url: str) -> None:
    result = CliRunner().invoke(main, ["manifest", "--http", url])
    assert result.exit_code == 2
    assert "https://bot.example.com" in result.output
