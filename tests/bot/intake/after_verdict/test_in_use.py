"""Once a tuned model is in use, its test items are asked for again each month, and a loss that is no luck says stop."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.bot.intake.after_verdict.conftest import Team
from tests.helpers.running import words

PLAN = {"l:start": "2026-12-01", "l:checkpoints": "2026-12-15", "l:margin": "5", "l:general": "73%"}
LIVE = date(2026, 12, 15)
ASKED = "A month in use: score the 400 test items again"


def on(team: Team, day: date) -> None:
    team.calendar.to(day)
    team.bot.tick(team.calendar())


def asked(team: Team) -> list[str]:
    return [words(message) for message in team.bot.thread(team.root) if ASKED in words(message)]


@pytest.fixture
def live(team: Team) -> Team:
    """A team whose tuned model is in use since 15 December, with 97 % of 400 items."""
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, {name: value for name, value in PLAN.items() if name != "l:margin"})
    on(team, LIVE)
    team.bot.say(team.ben, team.root, "score 97%, 35 fixed, 7 broken, general 73%, spent $900")
    team.bot.press(team.ben, team.last, "life.adopt")
    team.bot.submit(team.ben, {})
    assert team.kinds()[-1] == "adopted"
    return team


def test_it_is_asked_a_month_later_and_again_a_month_after_the_answer(live: Team) -> None:
    on(live, LIVE + timedelta(days=29))
    assert asked(live) == []
    on(live, LIVE + timedelta(days=30))
    assert len(asked(live)) == 1
    assert "When it went live the score was 97 %." in asked(live)[0]
    live.bot.say(live.ana, live.root, "score 96.5%, 2 fixed, 4 broken")
    told = words(live.last)
    assert "Scored again" in told
    assert "no more than luck would make" in told
    on(live, LIVE + timedelta(days=59))
    assert len(asked(live)) == 0, "answered, it is one line"
    on(live, LIVE + timedelta(days=60))
    assert len(asked(live)) == 1


def test_a_review_in_between_does_not_make_the_months_begin_anew(live: Team) -> None:
    on(live, LIVE + timedelta(days=30))
    live.bot.say(live.ana, live.root, "score 91%, 2 fixed, 26 broken")
    on(live, LIVE + timedelta(days=40))
    live.bot.press(live.ben, live.last, "life.review")
    live.bot.submit(live.ben, {"l:adopted": "yes"})
    assert live.kinds()[-1] == "reviewed"
    on(live, LIVE + timedelta(days=59))
    assert asked(live) == [], "its first month is answered"
    on(live, LIVE + timedelta(days=60))
    assert len(asked(live)) == 1


def test_worse_by_more_than_luck_says_back_to_the_untuned_model(live: Team) -> None:
    on(live, LIVE + timedelta(days=30))
    live.bot.press(live.ana, live.last, "life.month")
    live.bot.submit(live.ana, {"l:score": "91%", "l:fixed": "2", "l:broken": "26"})
    assert "Stop: back to the untuned model" in words(live.last)
    assert "2 fixed, 26 broken" in words(live.last)
    live.bot.press(live.ben, live.last, "life.review")
    live.bot.submit(live.ben, {"l:adopted": "no"})
    on(live, LIVE + timedelta(days=200))
    assert asked(live) == [], "what is in use no more is not asked for"


def test_without_the_counts_it_says_that_the_comparison_is_wider(live: Team) -> None:
    on(live, LIVE + timedelta(days=30))
    live.bot.say(live.ana, live.root, "score 95%")
    assert "as if on different items" in words(live.last)


def test_more_changed_items_than_there_are_is_refused_and_nothing_is_lost(live: Team) -> None:
    on(live, LIVE + timedelta(days=30))
    before = live.kinds()
    live.bot.say(live.ana, live.root, "score 95%, 300 fixed, 200 broken")
    assert live.kinds() == before
    assert len(asked(live)) == 1


def test_who_trains_nothing_is_never_asked(prompting: Team) -> None:
    team = prompting
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.say(team.ana, team.root, "adopted")
    assert team.kinds()[-1] == "adopted"
    for days in (30, 60, 90):
        on(team, date(2026, 11, 23) + timedelta(days=days))
    assert not any("in use: score" in words(message) for message in team.bot.thread(team.root))
