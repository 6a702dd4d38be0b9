"""What was put off, or never decided, is asked about on the day of its review: whether it is time now."""

from __future__ import annotations

from datetime import date, timedelta

from tests.helpers.running import words


def buttons(message) -> set[str]:
    return {
        element["action_id"] for block in message.blocks if block["type"] == "actions" for element in block["elements"]
    }


def summary(team):
    with team.bot.store.read() as reader:
        return reader.summary(1)


def go(team, day: date) -> None:
    """The morning of a day."""
    team.calendar.to(day)
    team.bot.tick(team.calendar())


def test_what_was_put_off_is_asked_whether_it_is_time_and_can_be_put_off_again(prompting) -> None:
    team = prompting
    team.bot.press(team.ana, team.verdict, "life.defer")
    day = date.fromisoformat(summary(team).review_on)
    assert f"I ask again on {day}." in words(team.last)
    go(team, day)
    asked = team.last
    assert "This was put off on 2026-11-23: is it time now?" in asked.text
    assert "how did it go" not in asked.text
    assert {"life.accept", "life.override", "life.defer", "life.renew"} <= buttons(asked)
    assert summary(team).waits_for == "accept, another way or not now"
    team.bot.press(team.ben, asked, "life.defer")
    assert team.kinds()[-1] == "deferred"
    assert f"I ask again on {day + timedelta(days=90)}." in words(team.last)
    assert (summary(team).waits_for, summary(team).due_on) == (None, str(day + timedelta(days=90)))


def test_what_is_decided_when_it_is_asked_is_not_asked_how_it_went_two_days_later(prompting) -> None:
    team = prompting
    day = date.fromisoformat(summary(team).review_on)
    go(team, day)
    assert "Nobody has decided on this yet: the review is due." in team.last.text
    team.bot.press(team.ben, team.last, "life.accept")
    assert (summary(team).stage, summary(team).waits_for) == ("accepted", None)
    go(team, day + timedelta(days=2))
    assert "how did it go" not in words(team.last)
    assert "The first step" not in words(team.last)
    go(team, day + timedelta(days=7))
    assert "The first step is due" in words(team.last)
    team.bot.say(team.ben, team.root, "done")
    go(team, day + timedelta(days=90))
    assert "how did it go" in words(team.last)


def test_not_now_can_be_said_in_words_when_it_is_asked(prompting) -> None:
    team = prompting
    team.bot.say(team.ana, team.root, "not now: nobody has time")
    go(team, date.fromisoformat(summary(team).review_on))
    team.bot.say(team.ana, team.root, "not now")
    assert team.kinds()[-1] == "deferred"
