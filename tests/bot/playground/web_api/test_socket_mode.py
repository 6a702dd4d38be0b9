"""Socket Mode with slack_sdk's own client, and with bare websockets where the details count."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from bot.playground.workspace.workspace import Workspace


@contextmanager
def socket(workspace: Workspace) -> Iterator[ClientConnection]:
    """A bare connection that has been greeted."""
    url = WebClient(base_url=workspace.api_url).apps_connections_open(app_token=workspace.app.app_token)["url"]
    with connect(url, close_timeout=0.1) as made:
        hello = json.loads(made.recv(2))
        assert hello["type"] == "hello"
        assert hello["connection_info"] == {"app_id": workspace.app.app_id}
        yield made


def take(made: ClientConnection, ack: bool = True, payload: Any = None) -> dict[str, Any]:
    """The next envelope, acknowledged."""
    envelope = json.loads(made.recv(2))
    if ack:
        made.send(json.dumps({"envelope_id": envelope["envelope_id"]} | ({"payload": payload} if payload else {})))
    return envelope


def test_an_event_goes_over_the_socket_and_back_comes_an_ack(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    with socket(workspace) as made:
        workspace.say(ada, workspace.channel("general", [ada]), "hello")
        envelope = take(made)
        assert (envelope["type"], envelope["accepts_response_payload"], envelope["retry_attempt"]) == (
            "events_api",
            False,
            0,
        )
        assert envelope["payload"]["event"]["text"] == "hello"
        delivery = workspace.deliveries[0].wait()
        assert [(attempt.over, attempt.acked) for attempt in delivery.attempts] == [("socket", True)]


def test_a_command_is_answered_in_the_ack(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    with socket(workspace) as made:
        delivery = workspace.command(ada, workspace.channel("general", [ada]), "new")
        envelope = take(made, payload={"text": "on it"})
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        delivery.wait()
        assert [message.text for message in workspace.ephemerals(ada)] == ["on it"]


def test_deliveries_wait_for_a_connection(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    with socket(workspace) as made:
        assert take(made)["payload"]["event"]["text"] == "hello"
        assert len(workspace.deliveries[0].wait().attempts) == 1


def test_a_command_without_a_connection_fails_for_the_person(workspace: Workspace) -> None:
    workspace.delivery_sender.ack_seconds = 0.05
    ada = workspace.person("ada")
    assert workspace.command(ada, workspace.channel("general", [ada])).wait().failure == "dispatch_failed"


def test_an_event_without_an_ack_comes_again(workspace: Workspace) -> None:
    workspace.delivery_sender.ack_seconds = 0.3
    ada = workspace.person("ada")
    with socket(workspace) as made:
        workspace.say(ada, workspace.channel("general", [ada]), "hello")
        first, second = take(made, ack=False), take(made)
        assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
        assert first["payload"] == second["payload"]
        assert first["envelope_id"] != second["envelope_id"]
        assert workspace.deliveries[0].wait().acked


def test_several_connections_take_turns(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    with socket(workspace) as first, socket(workspace) as second:
        for text in ("1", "2"):
            workspace.say(ada, channel, text)
        assert {take(first)["payload"]["event"]["text"], take(second)["payload"]["event"]["text"]} == {"1", "2"}
        workspace.settle()


def test_a_ticket_is_good_for_one_connection(workspace: Workspace) -> None:
    url = WebClient(base_url=workspace.api_url).apps_connections_open(app_token=workspace.app.app_token)["url"]
    with connect(url):
        pass
    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_new_connections_can_be_refused(workspace: Workspace) -> None:
    workspace.sockets.refusing = True
    with pytest.raises(InvalidStatus) as error, socket(workspace):
        pass
    assert error.value.response.status_code == 503


def test_slack_asks_for_a_new_connection_before_it_closes_the_old(workspace: Workspace) -> None:
    with socket(workspace) as made:
        workspace.sockets.disconnect("refresh_requested", after=0.05)
        assert json.loads(made.recv(2))["reason"] == "refresh_requested"
        with pytest.raises(ConnectionClosed):
            made.recv(2)
        assert made.close_code == 1000


def test_a_cut_comes_without_a_word_and_the_event_again(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    with socket(workspace) as made:
        workspace.say(ada, workspace.channel("general", [ada]), "hello")
        take(made, ack=False)
        workspace.sockets.cut()
        with pytest.raises(ConnectionClosed):
            made.recv(2)
        assert made.close_code == 1006
    with socket(workspace) as made:
        assert take(made)["retry_attempt"] == 1
    assert [attempt.failure for attempt in workspace.deliveries[0].wait().attempts] == ["disconnected", None]


def test_a_silent_socket_stays_open_and_swallows_what_is_sent(workspace: Workspace) -> None:
    workspace.delivery_sender.ack_seconds = 0.3
    ada = workspace.person("ada")
    with socket(workspace) as made:
        workspace.sockets.silence()
        pong = made.ping()
        workspace.say(ada, workspace.channel("general", [ada]), "hello")
        assert not pong.wait(0.1)
        with socket(workspace) as second:
            assert take(second)["payload"]["event"]["text"] == "hello"
        assert [attempt.failure for attempt in workspace.deliveries[0].wait().attempts] == ["timeout", None]


# slack_sdk and Bolt.


def test_bolt_hears_and_answers_over_the_socket(workspace: Workspace, over_socket: App) -> None:
    over_socket.event("app_mention")(lambda event, say: say(text="here", thread_ts=event["ts"]))
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    asked = workspace.say(ada, channel, f"{workspace.mention(workspace.bot)} are you there?")
    workspace.said("here")
    workspace.settle()
    assert [message.text for message in workspace.thread(channel, asked)][1:] == ["here"]
    assert all(delivery.acked for delivery in workspace.deliveries)


@pytest.mark.parametrize("how", ["disconnect", "close", "cut"])
def test_slack_sdk_comes_back_after(workspace: Workspace, over_socket: App, how: str) -> None:
    over_socket.event("app_mention")(lambda event, say: say(text="still here", thread_ts=event["ts"]))
    getattr(workspace.sockets, how)()
    workspace.wait_for(lambda: workspace.sockets.opened == 2)
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), f"{workspace.mention(workspace.bot)} are you there?")
    workspace.said("still here")
    workspace.settle()


def test_slack_sdk_notices_a_silent_socket(workspace: Workspace, over_socket: App) -> None:
    over_socket.event("app_mention")(lambda event, say: say(text="still here", thread_ts=event["ts"]))
    workspace.delivery_sender.ack_seconds = 1.0
    workspace.sockets.silence()
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), f"{workspace.mention(workspace.bot)} are you there?")
    workspace.said("still here")
    assert workspace.sockets.opened == 2
    workspace.settle()
