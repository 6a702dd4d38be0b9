"""The whole bot on one machine: the people, the clock, the published cases, HTTP and Socket Mode."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.playground.examples import Example, example, examples
from bot.playground.stage import Stage
from bot.playground.workspace.conversations import PostedMessage
from bot.playground.workspace.state import NotPossible
from pricing.catalogue import Catalogue
from tests.helpers.pace import within
from tests.helpers.running import HURRIED, is_open, words
from tests.helpers.support import CLAUSES

DAY = 86_400.0


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def root(stage: Stage) -> PostedMessage:
    return stage.workspace.wait_for(lambda: next(iter(stage.workspace.messages(stage.channel)), None))


def said(stage: Stage) -> list[PostedMessage]:
    return stage.workspace.everything(stage.channel)


def wait(stage: Stage, is_so: Callable[[], Any]) -> Any:
    return stage.workspace.wait_for(is_so)


def begun(stage: Stage, case: Example) -> PostedMessage:
    """A case, with whatever it leaves open answered by the first button, up to the verdict; the verdict."""
    stage.begin(stage.ana, stage.channel, case)
    first = root(stage)
    for _ in range(40):
        stage.rest()
        thread = stage.workspace.thread(stage.channel, first)
        verdict = next((message for message in reversed(thread) if "verdict.details" in str(message.blocks)), None)
        if verdict is not None:
            return verdict
        question = [message for message in thread if is_open(message)][-1]
        answer = next(
            element
            for block in question.blocks
            if block["type"] == "actions"
            for element in block["elements"]
            if element["action_id"].startswith("answer:")
        )
        assert stage.workspace.click(stage.ana, question, answer["action_id"]).wait(5).acked
    raise AssertionError("no verdict was ever reached")


def test_two_people_share_every_channel_and_a_third_is_not_in_the_private_one(stage: Stage) -> None:
    assert [person.name for person in stage.people] == ["Ana", "Ben", "Cara"]
    assert {stage.ana.id, stage.ben.id} < set(stage.private.members)
    assert stage.cara.id not in stage.private.members
    assert stage.private.kind == "group"
    assert all(
        stage.cara.id in channel.members for channel in stage.workspace.channels.values() if channel.kind == "channel"
    )


def test_the_bot_answers_over_signed_http_and_over_socket_mode(stage: Stage) -> None:
    assert stage.workspace.command(stage.ana, stage.channel, "sort tickets").wait(5).attempts[0].over == "http"
    assert stage.workspace.verify_request_url().wait(5).failure is None
    stage.use_socket()
    assert not stage.over_http
    wait(stage, lambda: stage.workspace.sockets.connections)
    delivery = stage.workspace.command(stage.ben, stage.channel, "label emails").wait(5)
    assert (delivery.attempts[0].over, delivery.acked) == ("socket", True)
    stage.use_http()
    assert stage.workspace.command(stage.ben, stage.channel, "help").wait(5).attempts[0].over == "http"


def test_everything_listens_on_this_machine_alone(stage: Stage) -> None:
    workspace = stage.workspace
    ports = [urlsplit(workspace.url).port, urlsplit(str(workspace.request_url)).port, workspace.sockets.port]
    for port in ports:
        socket.create_connection(("127.0.0.1", port), 1).close()
        # What listens on every address answers here too.
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.2", port), 1)


@pytest.mark.parametrize("case", examples(), ids=lambda case: case.id)
def test_every_case_can_be_read(case: Any) -> None:
    assert case.checked().values
    assert case.summary
    assert case.outcome
    assert case.source_title


def test_the_cases_of_the_four_articles_come_first() -> None:
    known = [not case.source.startswith("http") for case in examples()]
    assert sum(known) == 8
    assert known == sorted(known, reverse=True)


def test_a_case_begins_with_its_answers_filled_in(stage: Stage) -> None:
    case = example("legal-clause-extraction-1m")
    stage.begin(stage.ben, stage.channel, case)
    first = root(stage)
    assert case.use_case in words(first)
    noted = wait(
        stage,
        lambda: next((message for message in said(stage) if "1,000,000 requests a month" in words(message)), None),
    )
    assert "Noted from Ben" in noted.text
    assert stage.ben.id not in str(noted.blocks)
    assert "1,500 examples" in words(noted)
    # What the case does not say is asked.
    assert wait(stage, lambda: any(is_open(message) for message in said(stage)))


def test_a_case_that_the_bot_does_not_hear_of_is_told(stage: Stage) -> None:
    stage.workspace.faults.lose_ack()
    with pytest.raises(NotPossible, match="did not answer within three seconds"):
        stage.begin(stage.ana, stage.channel, examples()[0])


def test_a_week_brings_the_digest_at_its_hour_and_a_plan_its_checkpoint(stage: Stage) -> None:
    assert stage.workspace.command(stage.ana, stage.channel, "digest here friday 09:00 also quiet weeks").wait(5).acked
    stage.rest()
    begun(stage, example("legal-clause-extraction-1m"))
    stage.turn(stage.clock() + 7 * DAY)
    digests = [message for message in said(stage) if "Decisions from" in message.text]
    assert [datetime.fromtimestamp(message.at, UTC).strftime("%A %H:%M") for message in digests] == ["Friday 09:00"]
    assert abs(stage.clock() - at("2026-12-02T10:00")) < 60
    stage.turn(stage.clock() + 21 * DAY)
    assert len([message for message in said(stage) if "Decisions from" in message.text]) == 4


def test_what_a_later_day_says_is_asked_on_it(stage: Stage) -> None:
    verdict = begun(stage, example("legal-clause-extraction-1m"))
    assert "Accept" in words(verdict)
    assert stage.workspace.click(stage.ana, verdict, "Accept").wait(5).acked
    stage.rest()
    before = len(said(stage))
    stage.turn(at("2027-03-10T10:00"))
    asked = [
        message
        for message in said(stage)[before:]
        if "how it went" in words(message).lower() or "how did it go" in words(message).lower()
    ]
    assert asked, [words(message)[:80] for message in said(stage)[before:]]
    assert datetime.fromtimestamp(asked[0].at, UTC).hour == 9


def test_the_closing_of_a_route_is_told_in_the_thread(stage: Stage) -> None:
    """A team that is told in April to train at OpenAI, where it never did: since May nobody new can start there."""
    stage.turn(at("2026-04-15T10:00"))
    answers = CLAUSES | {
        "gap": "behavior",
        "reason": "quality",
        "prompting": "scored",
        "retrieval": "scored",
        "strongest_model": "does_not",
        "smaller_model": "fails",
        "hosts": ["openai"],
        "openai_tuning": "never",
        "test_items": 400,
    }
    verdict = begun(stage, Example("own", "Clauses", "guide", 2026, "", "", "sft", answers))
    assert "Fine-tune" in words(verdict)
    before = len(said(stage))
    stage.turn(at("2026-11-25T10:00"))
    told = "\n".join(words(message) for message in said(stage)[before:])
    assert "By today's prices and routes the verdict is another one." in told
    assert "closed to teams that never tuned there since 2026-05-07" in told
    first = next(message for message in said(stage)[before:] if "By today's prices" in words(message))
    assert datetime.fromtimestamp(first.at, UTC).strftime("%Y-%m") == "2026-05"


def test_back_in_april_the_same_team_may_train_where_it_cannot_in_november(stage: Stage) -> None:
    stage.turn(at("2026-04-15T10:00"))
    stage.rest()
    assert stage.workspace.command(stage.ana, stage.channel, "clause extraction").wait(5).acked
    assert datetime.fromtimestamp(root(stage).at, UTC).date().isoformat() == "2026-04-15"
    wait(stage, lambda: any(is_open(message) for message in said(stage)))
    # Ahead and back again: what was said stays, and the bot goes on.
    stage.turn(at("2026-11-25T10:00"))
    stage.turn(at("2026-04-16T10:00"))
    before = len(said(stage))
    assert stage.workspace.command(stage.ben, stage.channel, "sort tickets").wait(5).acked
    wait(stage, lambda: len(said(stage)) >= before + 2)
    assert float(said(stage)[-1].ts) > float(said(stage)[0].ts)
    assert stage.workspace.refusals == []


def test_a_busy_channel_does_not_hold_up_the_clock(
    tmp_path: Path, facts: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages go out one a second; a year is not waited for hour by hour."""
    monkeypatch.setattr("bot.playground.stage._TURN_SECONDS", 1.0)
    with Stage(tmp_path / "busy.db", facts) as busy:
        for number in range(40):
            assert busy.workspace.command(busy.ana, busy.channel, f"case {number}").wait(5).acked
        with within(15):
            busy.turn(busy.clock() + 365 * DAY)
        # How much of it went out meanwhile is a matter of the machine; nothing of it is lost.
        for _ in range(30):
            if busy.is_at_rest:
                break
            busy.turn(busy.clock() + DAY)
        busy.rest()
        assert len(busy.workspace.messages(busy.channel)) == 40


def test_two_people_cannot_turn_the_clock_at_once(stage: Stage) -> None:
    with stage._turning, pytest.raises(NotPossible, match="wait until it has arrived"):
        stage.turn(stage.clock() + DAY)


def test_it_ends_quickly_and_leaves_nothing_running(tmp_path: Path, facts: Catalogue) -> None:
    made = Stage(tmp_path / "x.db", facts, pace=HURRIED).start()
    port = int(made.workspace.request_url.rsplit(":", 1)[1].split("/")[0])
    made.stop()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), 1)
