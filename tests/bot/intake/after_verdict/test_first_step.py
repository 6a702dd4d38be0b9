"""The first step of an accepted verdict: who and by when, asked on its day, and its answer is an answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.playground.workspace.conversations import PostedMessage
from tests.bot.intake.after_verdict.conftest import Team
from tests.helpers.running import words
from tests.helpers.support import CLAUSES

UNTRIED = CLAUSES | {"smaller_model": "not_tried", "use_case": "untried"}
ASKED = "The first step is due"


@pytest.fixture
def untried(team: Team) -> PostedMessage:
    """A second decision, whose verdict wants three untuned models scored."""
    root = team.bot.decided(team.ana, team.channel, UNTRIED)
    team.bot.press(team.ana, team.bot.verdict(root), "Accept")
    return root


def asks(team: Team, root: PostedMessage) -> list[PostedMessage]:
    return [
        message
        for message in team.bot.thread(root)
        if "first step" in words(message).lower() and "due" in words(message)
    ]


def on(team: Team, day: date) -> None:
    team.calendar.to(day, hour=15)
    team.bot.tick(team.calendar())


def test_accepting_says_who_does_what_by_when(team: Team, untried: PostedMessage) -> None:
    card = next(message for message in team.bot.thread(untried)[1:] if "Accepted" in words(message))
    assert "First, by 2026-11-30:" in words(card)
    assert "Score " in words(card)
    assert asks(team, untried) == []


def test_it_is_asked_on_its_day_and_the_answer_gives_the_next_verdict(team: Team, untried: PostedMessage) -> None:
    on(team, date(2026, 11, 30))
    (ask,) = asks(team, untried)
    assert ASKED in words(ask)
    assert "Does a smaller or newer untuned model pass" in words(ask)
    before = team.bot.verdict(untried)
    team.bot.say(team.ana, untried, "no, it fails")
    after = team.bot.verdict(untried)
    assert after.ts != before.ts
    assert words(before) != words(after)
    assert words(after).startswith("Fine-tune")
    on(team, date(2026, 12, 1))
    assert ASKED not in "".join(map(words, team.bot.thread(untried))), "what was answered is not asked any more"


def test_not_yet_moves_the_day_and_nothing_is_asked_twice(team: Team, untried: PostedMessage) -> None:
    on(team, date(2026, 11, 30))
    (ask,) = asks(team, untried)
    team.bot.press(team.ana, ask, "Not yet")
    assert asks(team, untried) == []
    on(team, date(2026, 12, 4))
    assert asks(team, untried) == []
    on(team, date(2026, 12, 7))
    assert len(asks(team, untried)) == 1
    team.bot.say(team.ana, untried, "not yet")
    on(team, date(2026, 12, 11))
    assert asks(team, untried) == []


def test_who_does_not_answer_is_asked_once_more_and_named_in_lists(team: Team, untried: PostedMessage) -> None:
    for days in range(8):
        on(team, date(2026, 11, 30) + timedelta(days=days))
    texts = [words(message) for message in asks(team, untried)]
    assert [ASKED in text for text in texts] == [True, False]
    assert "still waits" in texts[1]
    with team.bot.store.read() as reader:
        summary = reader.summary(2)
    assert summary is not None
    assert summary.is_late
    assert summary.waits_for == "what came out of the first step"


def test_a_step_that_brings_no_answer_is_done_by_a_click(team: Team) -> None:
    root = team.bot.decided(team.ana, team.channel, UNTRIED | {"gap": "safety", "task": "qa"})
    team.bot.press(team.ana, team.bot.verdict(root), "Accept")
    on(team, date(2026, 11, 30))
    (ask,) = asks(team, root)
    team.bot.press(team.ana, ask, "It is done")
    on(team, date(2026, 12, 7))
    assert asks(team, root) == []


def test_talk_about_something_else_is_no_answer_to_it(team: Team, untried: PostedMessage) -> None:
    on(team, date(2026, 11, 30))
    log = team.bot.log(2)
    team.bot.say(team.ana, untried, "did you see the game yesterday?")
    assert team.bot.log(2) == log
