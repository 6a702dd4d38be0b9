"""`digest here`, `off`, `now`, `preview`, and alone: read generously, answered to the person, kept for the channel."""

from __future__ import annotations

import pytest

from bot.subcommands.weekday import When, read_when
from tests.helpers.people import mentioned
from tests.helpers.running import words
from tests.helpers.weeks import Weekly


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("", When()),
        ("monday 09:00", When(0, 540)),
        ("mon 9am", When(0, 540)),
        ("on Mondays at 9", When(0, 540)),
        ("Fri 4pm quiet", When(4, 960, quiet=True)),
        ("fri, without quiet weeks", When(4)),
        ("every thursday, 16.30", When(3, 990)),
        ("thurs 4:30 p.m.", When(3, 990)),
        ("weds noon", When(2, 720)),
        ("sun. midnight", When(6, 0)),
        ("0815 tue", When(1, 495)),
        ("tues 17h", When(1, 1020)),
        ("sat 9 o\u2019clock please", When(5, 540)),
        ("12am", When(0, 0)),
        ("12:05pm", When(0, 725)),
        ("quiet", When(quiet=True)),
        ("always", When(quiet=False)),
        ("monday at 9, also quiet weeks", When(0, 540, quiet=False)),
        ("fri 4pm even when nothing is new", When(4, 960, quiet=False)),
        ("with quiet weeks please", When(quiet=False)),
        ("monday monday 9 9:00", When(0, 540)),
    ],
)
def test_a_weekday_and_an_hour_are_read_as_people_type_them(text: str, when: When) -> None:
    assert read_when(text) == when


@pytest.mark.parametrize(
    "text",
    [
        "25:00",
        "9:60",
        "13pm",
        "0am",
        "someday",
        "mo 9",
        "monday 9 cet",
        "daily",
        "monday friday",
        "9 10",
        "-1",
        "9:00:00",
        "٩",
        "m" * 5000,
    ],
)
def test_what_is_none_is_refused_in_a_sentence_that_says_what_is(text: str) -> None:
    told = read_when(text)
    assert isinstance(told, str)
    assert "digest here monday 09:00" in told
    assert len(told) < 300


def test_it_is_set_up_in_the_time_zone_of_who_does_it_and_said_back(weekly: Weekly) -> None:
    assert weekly.say("here") == (
        "Every Monday at 09:00 (Europe/Berlin); the first on 30 November. A week with nothing new is passed over."
    )
    answer = weekly.say("here on friday at 4pm, also quiet weeks", by=weekly.ben)
    assert answer == (
        "Every Friday at 16:00 (America/New_York); the first on 27 November. It comes when nothing is new, too."
        " Before it was every Monday at 09:00 (Europe/Berlin)."
    )
    digest = weekly.digest()
    assert digest is not None
    assert (digest.weekday, digest.minute, digest.zone, digest.quiet, digest.set_by) == (
        4,
        960,
        "America/New_York",
        False,
        weekly.ben.id,
    )
    assert not weekly.bot.workspace.everything(weekly.channel), "nobody else is told"


def test_alone_it_says_what_is_set_up(weekly: Weekly) -> None:
    assert weekly.say("").startswith("There is no weekly digest here. Say digest here monday 09:00 to have one")
    weekly.say("here tuesday 10")
    answer = weekly.say("", by=weekly.ben)
    assert answer.startswith("Every Tuesday at 10:00 (Europe/Berlin), set up by ")
    assert "; the next on 1 December." in answer


def test_an_hour_that_is_none_sets_nothing_up(weekly: Weekly) -> None:
    assert weekly.say("here monday 25:00").startswith('I could not read "25:00": say a weekday and an hour')
    assert weekly.digest() is None


def test_without_a_time_zone_it_is_utc_and_that_is_said(weekly: Weekly) -> None:
    weekly.bot.workspace.app.scopes.discard("users:read")
    weekly.bot.expected_refusals.add("missing_scope")
    answer = weekly.say("here")
    assert answer.startswith("Every Monday at 09:00 (UTC); the first on 30 November.")
    assert "Slack does not tell your time zone, so this is UTC." in answer


def test_where_slack_does_not_tell_nothing_is_set_up(weekly: Weekly) -> None:
    weekly.bot.workspace.faults.error("users.info", "internal_error", times=9)
    assert "Please try again" in weekly.say("here")
    assert weekly.digest() is None


def test_where_slack_does_not_tell_at_first_it_is_asked_again(weekly: Weekly) -> None:
    weekly.bot.workspace.faults.error("users.info", "internal_error", times=2)
    assert weekly.say("here").startswith("Every Monday at 09:00 (Europe/Berlin)")


def test_a_private_channel_without_the_bot_says_how_to_invite_it(weekly: Weekly) -> None:
    secret = weekly.bot.workspace.channel("secret", [weekly.ana], private=True, bot=False)
    for order in ("here", "now"):
        assert weekly.say(order, channel=secret).startswith("I am not in this channel: invite me (/invite)")
    assert weekly.digest(secret) is None
    weekly.bot.workspace.invite(weekly.bot.workspace.bot, secret)
    weekly.settle()
    assert weekly.say("here", channel=secret).startswith("Every Monday")
    assert weekly.digest(secret) is not None


def test_a_direct_message_of_two_people_is_none_of_ours(weekly: Weekly) -> None:
    workspace = weekly.bot.workspace
    theirs = workspace.add_channel("", "im", [weekly.ana.id, weekly.ben.id], weekly.ana.id)
    assert weekly.say("here", channel=theirs).startswith("I am not part of this conversation")
    assert weekly.digest(theirs) is None
    assert weekly.say("here", channel=workspace.direct_message(weekly.ana)).endswith("to you alone.")


def test_off_ends_it(weekly: Weekly) -> None:
    assert weekly.say("off") == "There was no weekly digest here."
    weekly.say("here")
    assert weekly.say("off", by=weekly.ben) == "There is no weekly digest here any more."
    weekly.tick("2026-11-30T09:01+01:00")
    assert not weekly.posted()


def test_a_preview_is_shown_to_who_asked_alone(weekly: Weekly) -> None:
    weekly.keep("Contract clauses")
    answer = weekly.say("preview", by=weekly.ben)
    assert "Contract clauses" in answer
    assert "Only you see this." in answer
    assert not weekly.bot.workspace.ephemerals(weekly.ana)
    assert not weekly.bot.workspace.everything(weekly.channel)


def test_a_preview_tells_what_the_digest_tells(weekly: Weekly) -> None:
    weekly.say("here")
    weekly.keep("Contract clauses")
    weekly.clock.set("2026-11-30T08:59+01:00")
    shown = weekly.say("preview").replace("Only you see this.", "")
    weekly.tick("2026-11-30T09:01+01:00")
    note = "Every Monday at 09:00 (Europe/Berlin); /should-we-finetune digest off ends it."
    posted = words(weekly.posted()[0]).replace(note, "")
    # The person is told by name, the channel pings whoever is waited for.
    assert "".join(posted.split()) == "".join(shown.replace("Ana:", ":").split())
    assert "Ana:" in shown
    assert mentioned(weekly.posted()[0].text, weekly.posted()[0].blocks) == {weekly.ana.id}
    assert not mentioned("", weekly.bot.workspace.ephemerals(weekly.ana)[-1].blocks)


def test_now_posts_for_all_and_the_week_still_has_its_own(weekly: Weekly) -> None:
    weekly.say("here")
    weekly.keep("Contract clauses")
    assert weekly.say("now").startswith("It comes here in a moment.")
    assert len(weekly.posted()) == 1
    assert weekly.digest().sent_at is None
    weekly.tick("2026-11-30T09:01+01:00")
    assert len(weekly.posted()) == 2


def test_a_day_that_is_moved_behind_the_weeks_digest_begins_with_the_next_week(weekly: Weekly) -> None:
    weekly.say("here always")
    weekly.tick("2026-11-30T09:01+01:00")
    assert "the first on 8 December" in weekly.say("here tuesday always")
    weekly.tick("2026-12-01T09:01+01:00")
    assert len(weekly.posted()) == 1
    weekly.tick("2026-12-08T09:01+01:00")
    assert len(weekly.posted()) == 2
