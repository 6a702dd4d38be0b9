"""A reply that did something after the verdict is edited: what it did follows, and nothing else is lost."""

from __future__ import annotations

from datetime import date

PLAN = {
    "l:start": "2026-12-01",
    "l:checkpoints": "2026-12-15, 2027-01-05, 2027-01-12",
    "l:budget": "5000",
    "l:general": "73%",
}


def go(team, day: date) -> None:
    """The morning of a day."""
    team.calendar.to(day)
    team.bot.tick(team.calendar())


def edit(team, person, message, text: str) -> None:
    team.bot.workspace.edit(person, message, text)
    team.bot.settle()


def measured(team) -> list[tuple[int, float]]:
    return [(value["checkpoint"], value["score"]) for kind, _, value in team.bot.log() if kind == "measured"]


def test_numbers_that_are_put_right_weeks_later_stay_at_their_checkpoint(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, PLAN)
    go(team, date(2026, 12, 15))
    reply = team.bot.say(team.ben, team.root, "score 91%, general 73%, spent $900")
    go(team, date(2027, 1, 5))
    edit(team, team.ben, reply, "score 92%, general 73%, spent $900")
    assert measured(team) == [(1, 0.91), (1, 0.92)]
    team.bot.say(team.ana, team.root, "score 98%, general 73%, spent $1,900")
    edit(team, team.ben, reply, "score 93%, general 73%, spent $900")
    assert measured(team)[2:] == [(2, 0.98), (1, 0.93)]


def test_an_edit_that_says_the_same_keeps_the_plan_that_was_made_since(team) -> None:
    reply = team.bot.say(team.ana, team.root, "accept")
    team.bot.press(team.ana, team.last, "life.plan")
    team.bot.submit(team.ana, PLAN)
    go(team, date(2026, 12, 15))
    team.bot.say(team.ben, team.root, "score 91%, general 73%, spent $900")
    before = team.bot.log()
    edit(team, team.ana, reply, "Accepted.")
    assert team.bot.log() == before


def test_a_misspelled_reason_that_is_put_right_is_kept_as_it_reads_now(team) -> None:
    reply = team.bot.say(team.ana, team.root, "not now: nobdy has time")
    edit(team, team.ana, reply, "not now: nobody has time")
    assert team.kinds() == ["deferred", "retracted", "deferred"]
    with team.bot.store.read() as reader:
        assert reader.log(1)[-1].text == "nobody has time"
