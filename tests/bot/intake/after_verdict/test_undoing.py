"""A wrong click is taken back with one word."""

from __future__ import annotations

import pytest

from tests.helpers.running import words


def test_a_stop_by_mistake_is_undone_and_the_training_goes_on(team) -> None:
    team.bot.say(team.ana, team.root, "accept")
    team.bot.press(team.ben, team.last, "life.stop")
    team.bot.submit(team.ben, {})
    assert "Stopped" in words(team.root)
    answers = [row for row in team.bot.log() if row[1] is not None]
    team.bot.say(team.ben, team.root, "undo")
    assert [row for row in team.bot.log() if row[1] is not None] == answers, "no answer is taken back"
    assert "Training from" in words(team.root)
    assert team.bot.finds(team.root, "Taken back by").text == "Taken back by Ben."
    team.bot.say(team.ben, team.root, "undo")
    with team.bot.store.read() as reader:
        assert reader.summary(1).stage == "decided"
    assert "life.accept" in str(team.verdict.blocks)


@pytest.mark.parametrize("text", ["undo", "back"])
def test_somebody_else_s_dissent_stays_and_a_later_answer_goes_first(prompting, text: str) -> None:
    team = prompting
    team.bot.say(team.ben, team.root, "I disagree: the test set is too easy")
    team.bot.say(team.ana, team.root, text)
    assert "retracted" not in team.kinds()
    team.bot.say(team.ana, team.root, "accept")
    team.bot.say(team.ana, team.root, "change volume to 2M")
    team.bot.say(team.ana, team.root, text)
    assert "retracted" not in team.kinds()
