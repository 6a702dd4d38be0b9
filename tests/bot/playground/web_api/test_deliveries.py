"""Deliveries over HTTP: signed, timed, sent again when they have to be, and all on record."""

import json
import time
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import Receiver, StandingClock


def test_a_delivery_carries_a_signature_that_slack_sdk_accepts(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    workspace.say(ada, channel, "hello")
    workspace.command(ada, channel, "new")
    workspace.settle()
    verifier = SignatureVerifier(workspace.app.signing_secret)
    assert len(receiver.heard) == 2
    for heard in receiver.heard:
        assert verifier.is_valid_request(heard.body, heard.headers)
        assert not SignatureVerifier("other").is_valid_request(heard.body, heard.headers)
    kinds = {heard.headers["content-type"] for heard in receiver.heard}
    assert kinds == {"application/json", "application/x-www-form-urlencoded"}
    texts = {heard.payload.get("text") or heard.payload["event"]["text"] for heard in receiver.heard}
    assert texts == {"hello", "new"}


def test_an_acknowledged_event_is_sent_once(workspace: Workspace, receiver: Receiver) -> None:
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    workspace.settle()
    delivery = workspace.deliveries[0]
    assert delivery.acked
    assert [(attempt.status, attempt.acked, attempt.over) for attempt in delivery.attempts] == [(200, True, "http")]
    assert "x-slack-retry-num" not in receiver.heard[0].headers


def test_an_event_that_fails_comes_again_and_says_why(workspace: Workspace, receiver: Receiver) -> None:
    answers = iter([500, 404, 200])
    receiver.answer = lambda heard: (next(answers), "")
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    delivery = workspace.deliveries[0].wait()
    assert delivery.acked
    assert [attempt.failure for attempt in delivery.attempts] == ["http_error", "http_error", None]
    told = [
        (heard.headers.get("x-slack-retry-num"), heard.headers.get("x-slack-retry-reason")) for heard in receiver.heard
    ]
    assert told == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({heard.payload["event_id"] for heard in receiver.heard}) == 1


def test_slack_gives_up_after_three_more_times(workspace: Workspace, receiver: Receiver) -> None:
    receiver.answer = lambda heard: (503, "")
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    delivery = workspace.deliveries[0].wait()
    assert not delivery.acked
    assert len(delivery.attempts) == 4


def test_the_second_and_third_time_are_a_minute_and_five_minutes_later_by_the_clock(clock: StandingClock) -> None:
    with Workspace(clock, request_url="http://127.0.0.1:9/") as workspace:
        ada = workspace.person("ada")
        workspace.say(ada, workspace.channel("general", [ada]), "hello")
        delivery = workspace.deliveries[0]

        def tried(count: int) -> bool:
            return len(delivery.attempts) == count and delivery.attempts[-1].finished

        workspace.wait_for(lambda: tried(2))
        clock.now += 30
        workspace.poke()
        with pytest.raises(TimeoutError):
            workspace.wait_for(lambda: tried(3), timeout=0.1)
        clock.now += 31
        workspace.poke()
        workspace.wait_for(lambda: tried(3))
        clock.now += 301
        workspace.poke()
        delivery.wait()
        assert [attempt.failure for attempt in delivery.attempts] == ["connection_failed"] * 4
        assert [round(attempt.at - delivery.at) for attempt in delivery.attempts] == [0, 0, 61, 362]


def test_a_bot_may_ask_not_to_be_sent_an_event_again(workspace: Workspace, receiver: Receiver) -> None:
    from tests.bot.playground.conftest import listening

    with listening(lambda headers, body: (500, "", {"x-slack-no-retry": "1"})) as url:
        workspace.request_url = url
        ada = workspace.person("ada")
        workspace.say(ada, workspace.channel("general", [ada]), "hello")
        assert len(workspace.deliveries[0].wait().attempts) == 1


def test_a_late_answer_is_no_acknowledgement(workspace: Workspace, receiver: Receiver) -> None:
    workspace.delivery_sender.ack_seconds = 0.4

    def slow(heard: Any) -> tuple[int, str]:
        time.sleep(0.6 if len(receiver.heard) == 1 else 0)
        return 200, ""

    receiver.answer = slow
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada]), "hello")
    delivery = workspace.deliveries[0].wait()
    assert [attempt.failure for attempt in delivery.attempts] == ["http_timeout", None]
    assert receiver.heard[1].headers["x-slack-retry-reason"] == "http_timeout"


@pytest.mark.parametrize(("status", "shown"), [(500, "dispatch_failed"), (200, None)])
def test_a_command_is_never_sent_again_but_the_person_is_told(
    workspace: Workspace, receiver: Receiver, status: int, shown: str | None
) -> None:
    receiver.answer = lambda heard: (status, "")
    ada = workspace.person("ada")
    delivery = workspace.command(ada, workspace.channel("general", [ada])).wait()
    assert (len(delivery.attempts), delivery.failure) == (1, shown)


def test_a_command_that_is_not_answered_in_time_fails_for_the_person(workspace: Workspace, receiver: Receiver) -> None:
    workspace.delivery_sender.ack_seconds = 0.05
    receiver.answer = lambda heard: (time.sleep(0.1), (200, "too late"))[1]
    ada = workspace.person("ada")
    delivery = workspace.command(ada, workspace.channel("general", [ada])).wait()
    assert delivery.failure == "operation_timeout"
    assert workspace.ephemerals(ada) == []


@pytest.mark.parametrize(
    ("body", "alone", "everyone"),
    [
        ("", [], []),
        ("done", ["done"], []),
        ('{"text": "done"}', ["done"], []),
        ('{"response_type": "in_channel", "text": "done"}', [], ["done"]),
    ],
)
def test_what_is_said_with_the_ack_of_a_command_is_shown(
    workspace: Workspace, receiver: Receiver, body: str, alone: list[str], everyone: list[str]
) -> None:
    receiver.answer = lambda heard: (200, body if "command" in heard.payload else "")
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    workspace.command(ada, channel).wait()
    assert [message.text for message in workspace.ephemerals(ada)] == alone
    assert [message.text for message in workspace.messages(channel)] == everyone


def test_an_answer_beyond_a_limit_is_not_shown(workspace: Workspace, receiver: Receiver) -> None:
    receiver.answer = lambda heard: (200, '{"text": "x", "blocks": [{"type": "nope"}]}')
    ada = workspace.person("ada")
    delivery = workspace.command(ada, workspace.channel("general", [ada])).wait()
    assert delivery.failure == "invalid_blocks"
    assert [refusal.code for refusal in workspace.refusals] == ["invalid_blocks"]
    assert workspace.ephemerals(ada) == []


def test_a_request_url_is_verified_on_demand(workspace: Workspace, receiver: Receiver) -> None:
    receiver.answer = lambda heard: (200, heard.payload["challenge"])
    delivery = workspace.verify_request_url().wait()
    assert delivery.failure is None
    receiver.answer = lambda heard: (200, json.dumps({"challenge": heard.payload["challenge"]}))
    assert workspace.verify_request_url().wait().failure is None
    receiver.answer = lambda heard: (200, "something else")
    assert workspace.verify_request_url().wait().failure == "url_verification_failed"
