"""A digest goes out once a channel and week, on time or late within a day, whatever Slack and the clock do."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.app import Application, make_app
from bot.context import Identity
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue
from tests.helpers.running import HURRIED, words
from tests.helpers.weeks import DAY, Weekly


def second(weekly: Weekly, path: Path, facts: Catalogue) -> tuple[Application, SqliteStore]:
    """Another process on the same file."""
    app, store = weekly.bot.workspace.app, SqliteStore(path)
    identity = Identity(app.team_id, app.bot_user, app.bot_id)
    return make_app(
        token=app.bot_token,
        identity=identity,
        store=store,
        catalogue=facts,
        clock=weekly.clock,
        pace=HURRIED,
        signing_secret=app.signing_secret,
        api_url=weekly.bot.workspace.api_url,
    ), store


def test_it_comes_at_its_hour_into_a_channel_that_is_joined_for_it(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.clock.set("2026-11-30T08:00+01:00")
    weekly.keep("Contract clauses")
    weekly.tick("2026-11-30T08:59:50+01:00")
    assert not weekly.posted()
    weekly.tick("2026-11-30T09:00:10+01:00")
    [message] = weekly.posted()
    assert message.text.startswith("Decisions from 23 to 30 November. Decided: 1. Waiting for an answer: 1.")
    assert "Contract clauses" in words(message)
    assert "Every Monday at 09:00 (Europe/Berlin); /should-we-finetune digest off ends it." in words(message)
    assert message.thread_ts is None
    assert weekly.bot.workspace.bot.id in weekly.channel.members


def test_a_look_every_while_sends_one_a_week(weekly: Weekly) -> None:
    weekly.say("here always")
    for day in range(26, 31):
        for hour in (8, 9, 10, 23):
            weekly.tick(f"2026-11-{day}T{hour:02}:00:20+01:00")
    for day in range(1, 9):
        for hour in (8, 9, 23):
            weekly.tick(f"2026-12-{day:02}T{hour:02}:00:20+01:00")
    assert len(weekly.posted()) == 2


def test_two_processes_send_one(weekly: Weekly, tmp_path: Path, facts: Catalogue) -> None:
    weekly.say("here always")
    process, store = second(weekly, tmp_path / "decisions.db", facts)
    process.worker.start()
    try:
        now = weekly.clock.set("2026-11-30T09:00:10+01:00")
        ready = threading.Barrier(2)

        def look(application: Application) -> None:
            ready.wait()
            application.scheduler.tick(now)

        looks = [
            threading.Thread(target=look, args=(application,)) for application in (weekly.bot.application, process)
        ]
        for thread in looks:
            thread.start()
        for thread in looks:
            thread.join()
        weekly.settle()
    finally:
        process.worker.stop()
        store.close()
    assert len(weekly.posted()) == 1


def test_what_was_missed_goes_out_late_within_a_day(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.tick("2026-12-01T08:30+01:00")
    assert len(weekly.posted()) == 1


def test_what_was_missed_for_longer_waits_for_the_next_week_which_tells_all(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.tick("2026-11-30T09:01+01:00")
    weekly.keep("Ticket routing", decided_at=weekly.clock() + 2 * DAY)
    weekly.tick("2026-12-08T09:30+01:00")
    assert len(weekly.posted()) == 1
    weekly.tick("2026-12-14T09:01+01:00")
    assert len(weekly.posted()) == 2
    assert weekly.posted()[1].text.startswith("Decisions from 30 November to 14 December. Decided: 1.")


def test_one_that_waits_in_the_outbox_for_too_long_is_not_sent_any_more(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.bot.workspace.app.revoked = "token_revoked"
    weekly.bot.expected_refusals.add("token_revoked")
    weekly.bot.application.scheduler.tick(weekly.clock.set("2026-11-30T09:00+01:00"))
    weekly.bot.until(lambda: any(refusal.code == "token_revoked" for refusal in weekly.bot.workspace.refusals))
    weekly.clock.set("2026-12-02T09:00+01:00")
    weekly.bot.workspace.app.revoked = None
    weekly.settle()
    assert not weekly.posted()
    weekly.tick("2026-12-07T09:01+01:00")
    assert len(weekly.posted()) == 1


def test_the_local_hour_stays_right_when_the_clocks_change(weekly: Weekly) -> None:
    weekly.clock.set("2026-10-21T12:00+02:00")
    weekly.say("here always")
    weekly.tick("2026-10-26T07:59:50+00:00")
    assert not weekly.posted(), "it is one minute to nine in Berlin by now"
    weekly.tick("2026-10-26T08:00:10+00:00")
    assert len(weekly.posted()) == 1


def test_a_clock_that_jumps_ahead_and_back_loses_no_week_and_repeats_none(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.tick("2026-11-30T09:01+01:00")
    weekly.tick("2027-03-04T12:00+01:00")
    weekly.tick("2026-11-30T09:02+01:00")
    assert len(weekly.posted()) == 1
    for day, count in ((7, 2), (14, 3), (21, 4)):
        weekly.tick(f"2026-12-{day:02}T09:01+01:00")
        assert len(weekly.posted()) == count


def test_a_week_with_nothing_to_tell_says_so_in_a_line_or_is_passed_over(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.tick("2026-11-30T09:01+01:00")
    [message] = weekly.posted()
    assert message.text == "Decisions from 23 to 30 November. Nothing was decided, and nothing waits or is due."
    weekly.say("here quiet")
    weekly.tick("2026-12-07T09:01+01:00")
    assert len(weekly.posted()) == 1
    weekly.keep("Ticket routing", decided_at=weekly.clock() + 60)
    weekly.tick("2026-12-14T09:01+01:00")
    assert len(weekly.posted()) == 2


def test_slack_in_trouble_gets_it_once(weekly: Weekly) -> None:
    weekly.say("here always")
    faults = weekly.bot.workspace.faults
    faults.server_error("chat.postMessage")
    faults.server_error("chat.postMessage", after=True)
    faults.rate_limited("chat.postMessage", retry_after=1)
    weekly.tick("2026-11-30T09:01+01:00")
    assert len(weekly.posted()) == 1


@pytest.mark.parametrize("trouble", ["limit", "error", "silence"])
def test_one_that_has_to_be_let_in_first_is_not_given_up_where_slack_is_in_trouble(
    weekly: Weekly, trouble: str
) -> None:
    weekly.say("here always")
    faults = weekly.bot.workspace.faults
    match trouble:
        case "limit":
            faults.rate_limited("conversations.join", retry_after=1)
        case "error":
            faults.server_error("conversations.join")
        case _:
            faults.drop("conversations.join")
    weekly.tick("2026-11-30T09:01+01:00")
    assert len(weekly.posted()) == 1
    assert weekly.digest() is not None


def test_a_workspace_without_charts_gets_rows(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.keep("Contract clauses", decided_at=weekly.clock() + DAY)
    weekly.bot.workspace.faults.refuse_blocks(["data_visualization"])
    weekly.bot.expected_refusals.add("invalid_blocks")
    weekly.tick("2026-11-30T09:01+01:00")
    [message] = weekly.posted()
    assert "Verdicts by method  September  October  November" in str(message.blocks)


def test_an_archived_channel_is_told_of_once_and_left_alone(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.say("now")
    weekly.bot.expected_refusals |= {"is_archived", "channel_is_archived"}
    weekly.bot.workspace.archive(weekly.channel)
    weekly.tick("2026-11-30T09:01+01:00")
    own = weekly.bot.workspace.direct_message(weekly.ana)
    [told] = weekly.bot.workspace.messages(own)
    assert told.text == (
        f"I could not post the weekly digest in <#{weekly.channel.id}>: it is archived. I turned it off; open it again,"
        " and say /should-we-finetune digest here to have it back."
    )
    assert weekly.digest() is None
    tries = len(weekly.bot.workspace.calls)
    weekly.tick("2026-12-07T09:01+01:00")
    weekly.tick("2026-12-14T09:01+01:00")
    assert len(weekly.bot.workspace.messages(own)) == 1
    assert len(weekly.bot.workspace.calls) == tries, "nothing is tried any more"


def test_a_private_channel_that_the_bot_was_sent_away_from_is_told_of(weekly: Weekly) -> None:
    workspace = weekly.bot.workspace
    secret = workspace.channel("secret", [weekly.ana], private=True)
    weekly.say("here always", channel=secret)
    workspace.kick(workspace.bot, secret)
    weekly.tick("2026-11-30T09:01+01:00")
    [told] = workspace.messages(workspace.direct_message(weekly.ana))
    assert "I am not in it any more. I turned it off; invite me there (/invite)" in told.text
    assert weekly.digest(secret) is None


def test_one_that_was_set_up_anew_meanwhile_is_not_turned_off(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.bot.expected_refusals |= {"is_archived", "channel_is_archived"}
    weekly.bot.workspace.faults.rate_limited("chat.postMessage", retry_after=1)
    weekly.bot.application.scheduler.tick(weekly.clock.set("2026-11-30T09:01+01:00"))
    weekly.bot.until(lambda: any(call.status == 429 for call in weekly.bot.workspace.calls))
    assert weekly.bot.workspace.command(weekly.ben, weekly.channel, "digest here friday").wait(5).acked
    weekly.bot.until(lambda: weekly.digest() is not None and weekly.digest().weekday == 4)
    weekly.bot.workspace.archive(weekly.channel)
    weekly.settle()
    assert weekly.digest() is not None
