"""What can go wrong between Slack and a bot goes wrong as often as it was told to."""

import urllib.error
from http.client import RemoteDisconnected

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground.workspace.conversations import Channel
from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import Receiver


@pytest.fixture
def channel(workspace: Workspace) -> Channel:
    return workspace.channel("general")


def post(client: WebClient, channel: Channel, text: str = "x") -> bool:
    return bool(client.chat_postMessage(channel=channel.id, text=text)["ok"])


def test_a_rate_limit_says_how_long_to_wait_and_does_nothing(
    workspace: Workspace, client: WebClient, channel: Channel
) -> None:
    workspace.faults.rate_limited("chat.postMessage", retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as error:
            post(client, channel)
        assert (error.value.response.status_code, error.value.response.headers["Retry-After"]) == (429, "7")
    assert workspace.messages(channel) == []
    assert post(client, channel)


@pytest.mark.parametrize(("after", "done"), [(False, 0), (True, 1)])
def test_a_server_error_comes_before_or_after_the_effect(
    workspace: Workspace, client: WebClient, channel: Channel, after: bool, done: int
) -> None:
    workspace.faults.server_error("chat.postMessage", status=503, after=after)
    with pytest.raises(SlackApiError) as error:
        post(client, channel)
    assert error.value.response.status_code == 503
    assert len(workspace.messages(channel)) == done
    assert (workspace.calls[-1].fault, workspace.calls[-1].status) == ("server_error", 503)


@pytest.mark.parametrize(("after", "done"), [(False, 0), (True, 1)])
def test_a_connection_breaks_before_or_after_the_effect(
    workspace: Workspace, client: WebClient, channel: Channel, after: bool, done: int
) -> None:
    workspace.faults.drop("chat.postMessage", after=after)
    with pytest.raises((RemoteDisconnected, ConnectionResetError, urllib.error.URLError)):
        post(client, channel)
    assert len(workspace.messages(channel)) == done
    assert post(client, channel)


def test_a_slow_answer_runs_into_the_bots_time_limit(workspace: Workspace, channel: Channel) -> None:
    client = WebClient(workspace.app.bot_token, base_url=workspace.api_url, timeout=0.05, retry_handlers=[])
    workspace.faults.slow("*", seconds=0.2)
    with pytest.raises(TimeoutError):
        post(client, channel)
    workspace.wait_for(lambda: workspace.messages(channel))


def test_any_error_code_can_be_given_to_one_method(workspace: Workspace, client: WebClient, channel: Channel) -> None:
    workspace.faults.error("chat.postMessage", "internal_error")
    client.auth_test()
    with pytest.raises(SlackApiError, match="internal_error"):
        post(client, channel)
    assert [refusal.code for refusal in workspace.refusals] == ["internal_error"]


def test_a_workspace_may_not_know_a_block_yet(workspace: Workspace, client: WebClient, channel: Channel) -> None:
    pie = {"type": "pie", "segments": [{"label": "a", "value": 1}]}
    chart = [{"type": "data_visualization", "title": "t", "chart": pie}]
    workspace.faults.refuse_blocks({"data_visualization"})
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        client.chat_postMessage(channel=channel.id, text="x", blocks=chart)
    workspace.faults.refuse_blocks(set())
    assert client.chat_postMessage(channel=channel.id, text="x", blocks=chart)["ok"]


def test_faults_can_be_taken_back(workspace: Workspace, client: WebClient, channel: Channel) -> None:
    workspace.faults.error("*", "fatal_error", times=100)
    workspace.faults.clear()
    assert post(client, channel)


# Deliveries.


def test_a_delivery_comes_twice(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    workspace.faults.duplicate()
    workspace.say(ada, channel, "hello")
    workspace.settle()
    workspace.say(ada, channel, "again")
    workspace.settle()
    assert [heard.payload["event"]["text"] for heard in receiver.heard] == ["hello", "hello", "again"]
    assert receiver.heard[0].body == receiver.heard[1].body


def test_deliveries_come_in_another_order(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    workspace.faults.reorder(3)
    for text in ("1", "2", "3"):
        workspace.say(ada, channel, text)
    workspace.settle()
    assert [heard.payload["event"]["text"] for heard in receiver.heard] == ["3", "2", "1"]


def test_a_lost_ack_brings_the_event_again(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    workspace.faults.lose_ack()
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    delivery = workspace.deliveries[0].wait()
    assert [(attempt.status, attempt.acked, attempt.ack_lost) for attempt in delivery.attempts] == [
        (200, False, True),
        (200, True, False),
    ]
    assert receiver.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


def test_a_delivery_comes_late(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    workspace.faults.delay(0.3)
    workspace.say(ada, channel, "first said")
    workspace.say(ada, channel, "second said")
    workspace.settle()
    assert [heard.payload["event"]["text"] for heard in receiver.heard] == ["second said", "first said"]


def test_what_is_held_back_can_be_let_go(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    workspace.faults.reorder(9)
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    with pytest.raises(TimeoutError):
        workspace.settle(0.1)
    workspace.faults.clear()
    workspace.poke()
    workspace.settle()
    assert len(receiver.heard) == 1


def test_response_urls_and_uploads_fail_too(workspace: Workspace, client: WebClient, channel: Channel) -> None:
    ada = workspace.person("ada")
    workspace.invite(ada, channel)
    workspace.faults.server_error("response_url", status=502)
    webhook = WebhookClient(workspace.command(ada, channel).payload["response_url"], retry_handlers=[])
    assert webhook.send(text="lost").status_code == 502
    assert webhook.send(text="found").status_code == 200
    assert [message.text for message in workspace.ephemerals(ada)] == ["found"]
    workspace.faults.server_error("upload", status=502)
    with pytest.raises(urllib.error.HTTPError, match="502") as error:
        client.files_upload_v2(filename="a.txt", content="a")
    error.value.close()
