"""An app that is removed, or whose tokens are revoked, is told so and can do nothing any more."""

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import refused


def test_an_app_that_was_removed_can_do_nothing_and_is_told(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    told = workspace.uninstall_app()
    assert [delivery.event["type"] for delivery in told] == ["app_uninstalled", "tokens_revoked"]
    assert told == workspace.deliveries
    assert told[0].payload["team_id"] == workspace.team_id
    assert told[1].event["tokens"] == {"oauth": [], "bot": [workspace.bot.id]}
    assert refused(client.auth_test)["error"] == "account_inactive"
    assert refused(client.chat_postMessage, channel=channel.id, text="x")["error"] == "account_inactive"
    assert client.apps_connections_open(app_token=workspace.app.app_token)["ok"]


def test_nothing_else_reaches_an_app_that_was_removed(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    channel, direct = workspace.channel("general", [ana]), workspace.direct_message(ana)
    buttons = {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Yes"}}]}
    client.chat_postMessage(channel=channel.id, text="shall we?", blocks=[buttons])
    before = len(workspace.deliveries) + len(workspace.uninstall_app())
    workspace.say(ana, channel, f"hello {workspace.mention(workspace.bot)}?")
    workspace.say(ana, direct, "hello?")
    assert workspace.open_home(ana) is None
    for act in (
        lambda: workspace.command(ana, channel),
        lambda: workspace.click(ana, workspace.messages(channel)[0], "Yes"),
        lambda: workspace.shortcut(ana, None, "assess"),
    ):
        with pytest.raises(NotPossible, match="not installed"):
            act()
    assert len(workspace.deliveries) == before
    assert channel.members == [ana.id]


def test_a_revoked_bot_token_is_told_and_no_good(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    channel = workspace.channel("general", [ana])
    told = workspace.revoke_tokens(bot=True)
    assert told is not None
    assert (told.event["type"], told.event["tokens"]) == ("tokens_revoked", {"oauth": [], "bot": [workspace.bot.id]})
    assert refused(client.auth_test)["error"] == "token_revoked"
    assert channel.members == [ana.id]
    assert [delivery.event["type"] for delivery in workspace.deliveries] == ["tokens_revoked"]


def test_a_persons_revoked_token_leaves_the_bots_alone(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    told = workspace.revoke_tokens(bot=False, people=[ana])
    assert told is not None
    assert told.event["tokens"] == {"oauth": [ana.id], "bot": []}
    assert client.auth_test()["ok"]


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
def test_each_is_told_only_to_an_app_that_asked_for_it(workspace: Workspace, event: str) -> None:
    workspace.app.events.discard(event)
    assert event not in [delivery.event["type"] for delivery in workspace.uninstall_app()]
    assert len(workspace.deliveries) == 1


def test_revoking_is_told_to_nobody_who_did_not_ask(workspace: Workspace) -> None:
    workspace.app.events.discard("tokens_revoked")
    assert workspace.revoke_tokens() is None
    assert workspace.deliveries == []


def test_bolt_hears_that_it_was_removed(workspace: Workspace, over_http: App) -> None:
    heard: list[str] = []

    @over_http.event("app_uninstalled")
    def removed(event: dict[str, str]) -> None:
        heard.append(event["type"])

    @over_http.event("tokens_revoked")
    def revoked(event: dict[str, str]) -> None:
        heard.append(event["type"])

    for delivery in workspace.uninstall_app():
        assert delivery.wait().acked
    assert sorted(heard) == ["app_uninstalled", "tokens_revoked"]
