"""The numbers of a checkpoint out of the two models' results, held against the abort criteria after a click."""

from __future__ import annotations

import json

import pytest

from flows.measure.general.grading import general_set
from tests.bot.intake.after_verdict.test_checkpoints import PLAN
from tests.helpers.running import words


@pytest.fixture
def training(team):
    """A team that trains by a plan."""
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, PLAN)
    return team


def results(right: int, items: int = 400) -> bytes:
    return ("id,score\n" + "".join(f"q{number},{int(number < right)}\n" for number in range(items))).encode()


def answered(right: int) -> bytes:
    rows = [
        {"id": prompt.id, "output": str(prompt.check["number"])}
        for prompt in general_set().values()
        if "number" in prompt.check
    ]
    wrong = [{**row, "output": "no idea"} for row in rows[right:]]
    return "".join(json.dumps(row) + "\n" for row in (*rows[:right], *wrong)).encode()


def drop(team, files: dict[str, bytes]) -> None:
    team.bot.workspace.share(team.ben, team.root.channel, files, thread=team.root)
    team.bot.settle()


def test_results_become_the_numbers_of_the_checkpoint(training) -> None:
    drop(training, {"today.csv": results(360), "tuned.csv": results(380)})
    message = training.bot.finds(training.root, "For the abort criteria")
    assert "score 95 % on 400 items, 20 fixed, 0 broken" in words(message)
    training.bot.press(training.ben, message, "Report these numbers")
    numbers = training.value("measured")
    assert (numbers["score"], numbers["items"], numbers["fixed"], numbers["broken"]) == (0.95, 400, 20, 0)
    assert training.kinds()[-1] == "measured"


def test_answers_to_the_general_set_become_the_general_criterion(training) -> None:
    drop(training, {"today.jsonl": answered(21), "tuned.jsonl": answered(19)})
    message = training.bot.finds(training.root, "For the abort criteria")
    training.bot.press(training.ben, message, "Report these numbers")
    numbers = training.value("measured")
    assert (numbers["general_fixed"], numbers["general_broken"]) == (0, 2)
    assert "score" not in numbers


def test_where_nothing_is_trained_no_checkpoint_is_reported(team) -> None:
    drop(team, {"today.csv": results(360), "tuned.csv": results(380)})
    message = team.bot.finds(team.root, "What follows")
    assert "For the abort criteria" not in words(message)
