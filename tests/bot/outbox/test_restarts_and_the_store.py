"""The bot is stopped, started again, and works with a store that fails now and then."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue
from tests.helpers.running import is_open, running, words

START = "sort tickets"


@pytest.mark.parametrize("socket", [False, True])
def test_old_buttons_forms_and_threads_work_after_a_restart(
    tmp_path: Path, facts: Catalogue, workspace: Workspace, socket: bool
) -> None:
    with running(tmp_path / "d.db", facts, workspace, socket=socket) as bot:
        ana, ben, channel = bot.team()
        root = bot.begin(ana, channel, START)
        bot.settle()
        bot.press(ben, bot.question(root), "Answer in a form")
    with running(tmp_path / "d.db", facts, workspace, socket=socket) as bot:
        bot.submit(ben, {"q:upkeep_owner": "Yes"})
        assert ("answered", "upkeep_owner", True) in bot.log()
        bot.press(ana, bot.question(root), "answer:prompting:scored")
        reply = bot.say(ben, root, "style")
        assert bot.ticked(reply)
        verdict = bot.answer_all(ana, root)
    with running(tmp_path / "d.db", facts, workspace, socket=socket) as bot:
        bot.press(ana, verdict, "Details")
        assert workspace.open_view(ana) is not None
        bot.press(ben, next(message for message in bot.thread(root) if "Prompting" in words(message)), "Change")
        bot.submit(ben, {"q:prompting": "No"})
        assert bot.log()[-1][0] == "concluded" or any(is_open(message) for message in bot.thread(root))


def test_what_was_taken_in_while_slack_was_away_is_said_when_it_is_back(
    tmp_path: Path, facts: Catalogue, workspace: Workspace
) -> None:
    with running(tmp_path / "d.db", facts, workspace) as bot:
        ana, _, channel = bot.team()
        root = bot.begin(ana, channel, START)
        bot.settle()
        question = bot.question(root)
        workspace.faults.server_error("*", times=50)
        assert workspace.click(ana, question, "answer:prompting:scored").wait(5).acked
    workspace.faults.clear()
    with running(tmp_path / "d.db", facts, workspace) as bot:
        bot.settle()
        assert "Prompting: Tried and scored" in words(bot.finds(root, "Prompting: Tried and scored"))
        assert is_open(bot.question(root))


def test_a_locked_database_is_told_to_the_person_and_an_event_comes_again(tmp_path: Path, facts: Catalogue) -> None:
    with Workspace(retry_after=(0.0, 3.0)) as workspace, running(tmp_path / "d.db", facts, workspace) as bot:
        ana, ben, channel = bot.team()
        root = bot.begin(ana, channel, START)
        bot.settle()
        question = bot.question(root)
        log = bot.log()
        locking = sqlite3.connect(tmp_path / "d.db", isolation_level=None)
        locking.execute("BEGIN IMMEDIATE")
        click = workspace.click(ana, question, "answer:prompting:scored")
        command = workspace.command(ana, channel, "another one")
        reply = workspace.say(ben, channel, "tried", thread=root)
        assert not click.wait(10).acked
        assert command.wait(10).acked
        locking.execute("ROLLBACK")
        locking.close()
        bot.settle()
        told = [message.text for message in workspace.ephemerals(ana)]
        assert sum("nothing was changed" in text for text in told) == 2
        assert not any("sqlite" in text.lower() or "d.db" in text for text in told)
        assert len(workspace.messages(channel)) == 1
        # Nothing acked is lost, and what was not acked was sent again.
        assert bot.log()[: len(log)] == log
        assert [entry for entry in bot.log() if entry[1] == "prompting"] == [("answered", "prompting", "tried")]
        assert bot.ticked(reply)
