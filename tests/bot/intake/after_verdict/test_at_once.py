"""Several people at once, and what stands open from before: nobody decides on what they have not seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.helpers.running import words

PLAN = {
    "l:start": "2026-12-01",
    "l:checkpoints": "2026-12-15, 2027-01-05, 2027-01-12",
    "l:budget": "5000",
    "l:general": "73%",
}


def refusals(team, view, person, values) -> str:
    """What a form says that cannot be taken."""
    answer = team.bot.workspace.submit(person, view, values).wait(5)
    team.bot.settle()
    return " ".join(((answer.response or {}).get("errors") or {}).values())


def told(team, person) -> str:
    return team.bot.workspace.ephemerals(person)[-1].text


@pytest.fixture
def training(team):
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, PLAN)
    return team


@pytest.mark.parametrize("button", ["life.accept", "life.defer", "life.override"])
def test_a_button_of_an_older_verdict_does_not_decide_on_the_newer_one(prompting, button: str) -> None:
    team = prompting
    as_ben_still_sees_it = replace(team.verdict)
    team.bot.say(team.ana, team.root, "change problem to knowledge")
    before = team.kinds()
    assert before[-1] == "concluded"
    team.bot.press(team.ben, as_ben_still_sees_it, button)
    assert team.kinds() == before
    assert "There is a newer verdict by now" in told(team, team.ben)


@pytest.mark.parametrize("button", ["life.accept", "life.override"])
def test_a_button_from_before_somebody_else_decided_says_who_did(prompting, button: str) -> None:
    team = prompting
    as_ben_still_sees_it = replace(team.verdict)
    team.bot.press(team.ana, team.verdict, "life.defer")
    before = team.kinds()
    team.bot.press(team.ben, as_ben_still_sees_it, button)
    assert team.kinds() == before
    assert told(team, team.ben) == "Ana put this off already on 2026-11-23; nothing was changed."


def test_a_form_from_before_somebody_else_decided_decides_nothing(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    view = team.bot.workspace.open_view(team.ana)
    team.bot.press(team.ben, team.verdict, "life.override")
    team.bot.submit(team.ben, {"l:method": "rag", "l:reason": "cheaper"})
    assert (
        refusals(team, view, team.ana, PLAN) == "Somebody took another way already on 2026-11-23; nothing was changed."
    )
    assert team.kinds() == ["overrode"]


def test_a_plan_that_somebody_else_changed_meanwhile_is_not_put_back(training) -> None:
    team = training
    team.bot.press(team.ana, team.last, "life.plan")
    view = team.bot.workspace.open_view(team.ana)
    team.bot.press(team.ben, team.last, "life.plan")
    team.bot.submit(team.ben, {"l:budget": "9000"})
    assert "The plan was changed meanwhile" in refusals(team, view, team.ana, {"l:start": "2026-12-02"})
    assert team.value("planned")["budget_usd"] == 9000


def test_a_plan_can_be_changed_and_handed_over_after_another_verdict(training) -> None:
    team = training
    team.bot.say(team.ana, team.root, "change labelling to unchecked")
    assert team.kinds()[-1] == "concluded"
    team.bot.press(team.ana, team.bot.finds(team.root, "Training starts on"), "life.plan")
    team.bot.submit(team.ana, {"l:budget": "9000", "l:owner": team.ben.id})
    assert team.value("planned")["budget_usd"] == 9000
    assert team.value("owned") == {"owner": team.ben.id}


def test_against_a_stop_nothing_goes_on_without_a_reason(training) -> None:
    team = training
    team.calendar.to(date(2027, 1, 5))
    team.bot.tick(team.calendar())
    team.bot.say(team.ben, team.root, "score 91%, general 73%, spent $3,000")
    card = team.bot.finds(team.root, "Training starts on")
    before = team.kinds()
    for button, values in (("life.adopt", {}), ("life.plan", {"l:budget": "9000"})):
        team.bot.press(team.ben, card, button)
        view = team.bot.workspace.open_view(team.ben)
        assert "The criteria say stop. To" in refusals(team, view, team.ben, values)
    team.bot.say(team.ben, team.root, "adopted it")
    assert "first say why" in told(team, team.ben)
    assert team.kinds() == before
    team.bot.say(team.ben, team.root, "go on because half of the data came late")
    team.bot.say(team.ben, team.root, "adopted it")
    assert team.kinds()[-2:] == ["carried_on", "adopted"]
    assert "In use" in words(team.root)


def test_a_reason_for_one_stop_is_not_that_for_another(training) -> None:
    team = training
    team.calendar.to(date(2026, 12, 15))
    team.bot.tick(team.calendar())
    team.bot.say(team.ben, team.root, "score 96%, general 40%, spent $900")
    team.bot.press(team.ana, team.last, "life.carry_on")
    view = team.bot.workspace.open_view(team.ana)
    team.calendar.to(date(2027, 1, 5))
    team.bot.tick(team.calendar())
    team.bot.say(team.ben, team.root, "score 91%, general 40%, spent $3,000")
    assert "By now checkpoint 2 says stop" in refusals(team, view, team.ana, {"l:reason": "a bad seed"})
    assert "carried_on" not in team.kinds()
