"""Old decisions are looked at again: what changed is a new entry, the thread is told of another verdict, nothing old is rewritten."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.jobs.reassess import WEEK, Reassessor
from tests.bot.intake.after_verdict.conftest import QUALITY, team_with
from tests.helpers.entries import value
from tests.helpers.running import words

APRIL, NOVEMBER = date(2026, 4, 15), date(2026, 11, 22)


@pytest.fixture
def team(bot, calendar):
    """A team that was told in April to train at OpenAI, and never tuned there before."""
    calendar.to(APRIL)
    team = team_with(bot, calendar, QUALITY | {"hosts": ["openai"], "hosts_only": True, "openai_tuning": "never"})
    calendar.to(NOVEMBER)
    return team


@pytest.fixture
def reassessor(team, facts):
    """What looks at it again."""
    return Reassessor(replace(team.bot.application.context, catalogue=facts))


def now(team) -> float:
    return team.calendar()


def test_what_changed_is_a_new_entry_and_nothing_old_is_rewritten(team, reassessor) -> None:
    with team.bot.store.read() as reader:
        before = reader.log(1)
    reassessor.weekly(now(team))
    with team.bot.store.read() as reader:
        after = reader.log(1)
    assert after[: len(before)] == before
    assert [entry.kind for entry in after[len(before) :]] == ["reassessed"]
    assert [change["kind"] for change in value(after[-1])["changes"]] == ["verdict", "route_closes", "model_ends"]
    with team.bot.store.read() as reader:
        assert reader.summary(1).verdict == "sft", "the old verdict stands until somebody asks for the new one"


def test_it_is_told_once_and_looked_at_once_a_week(team, reassessor) -> None:
    reassessor.weekly(now(team))
    count = team.kinds().count("reassessed")
    reassessor.weekly(now(team))
    assert list(reassessor.look(now(team) + WEEK / 2, before=now(team) - WEEK / 2, most=10)) == []
    [looked] = list(reassessor.look(now(team) + WEEK + 1, before=now(team) + 1, most=10))
    assert looked.changes == ()
    assert team.kinds().count("reassessed") == count


def test_the_thread_is_told_where_the_verdict_changed_and_can_have_the_new_one(team, reassessor) -> None:
    count = len(team.bot.thread(team.root))
    reassessor.weekly(now(team))
    team.bot.settle()
    [told] = team.bot.thread(team.root)[count:]
    assert "By today's prices and routes the verdict is another one." in words(told)
    assert "The verdict changed from supervised fine-tuning to LoRA on your own GPUs" in words(told)
    assert "closed to teams that never tuned there since 2026-05-07" in words(told)
    team.bot.press(team.ben, told, "life.renew")
    assert team.kinds()[-2:] == ["renewed", "concluded"]
    assert team.bot.log()[-1][2]["verdict"] == "lora"
    assert "life.accept" in str(team.verdict.blocks), "the new verdict waits to be decided on"
    assert "life.renew" not in str(team.bot.finds(team.root, "By today's prices").blocks)


def test_only_the_digest_tells_of_what_leaves_the_verdict_as_it_is(bot, calendar, facts) -> None:
    calendar.to(APRIL)
    team = team_with(bot, calendar, QUALITY | {"openai_tuning": "never"})
    calendar.to(NOVEMBER)
    count = len(bot.thread(team.root))
    Reassessor(replace(bot.application.context, catalogue=facts)).weekly(calendar())
    bot.settle()
    assert [change["kind"] for change in team.value("reassessed")["changes"]] == ["route_closes", "model_ends"]
    assert len(bot.thread(team.root)) == count


def test_a_route_that_closed_says_stop_at_the_next_checkpoint(team, reassessor) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, {"l:start": "2026-12-01", "l:checkpoints": "2026-12-15, 2027-01-05"})
    reassessor.weekly(now(team))
    team.bot.settle()
    team.bot.press(team.ana, team.bot.finds(team.root, "Training starts on"), "life.numbers")
    team.bot.submit(team.ana, {"l:score": "99%"})
    told = words(team.last)
    assert "Checkpoint 1: stop." in told
    assert "is not open to you any more" in told


def test_a_training_against_the_verdict_is_followed_on_its_own_route(bot, calendar, facts) -> None:
    calendar.to(APRIL)
    team = team_with(bot, calendar, QUALITY | {"prompting": "none", "hosts": ["openai"], "openai_tuning": "never"})
    bot.say(team.ana, team.root, "another way: fine-tuning because the boss wants it")
    assert team.value("planned")["option"] == "sft:openai/gpt-4.1-mini"
    bot.press(team.ana, bot.finds(team.root, "Training starts on"), "life.plan")
    bot.submit(team.ana, {"l:start": "2026-12-01", "l:checkpoints": "2026-12-15, 2027-01-05"})
    assert team.value("planned")["option"] == "sft:openai/gpt-4.1-mini", "another date leaves the route as it is"
    calendar.to(NOVEMBER)
    Reassessor(replace(bot.application.context, catalogue=facts)).weekly(calendar())
    assert "route_closes" in [change["kind"] for change in team.value("reassessed")["changes"]]
    mention = bot.workspace.mention(bot.workspace.bot)
    bot.say(team.ben, team.root, f"{mention} score 99%, spent $10")
    assert "is not open to you any more" in words(team.last)


def test_the_command_looks_at_all_and_says_what_changed(team, reassessor) -> None:
    team.bot.settle()
    path = str(team.bot.store.path)
    dry = CliRunner().invoke(main, ["reassess", "--db", path, "--dry-run"])
    assert dry.exit_code == 0, dry.output
    assert "1 decision looked at, 1 with something new. Nothing was written." in dry.output
    assert "reassessed" not in team.kinds()
    done = CliRunner().invoke(main, ["reassess", "--db", path, "--format", "json"])
    assert done.exit_code == 0, done.output
    [line] = done.output.splitlines()
    assert json.loads(line)["changes"][0]["kind"] == "verdict"
    team.bot.settle()
    assert "By today's prices" in words(team.last), "the running bot tells the thread"


def test_the_command_makes_no_database(tmp_path) -> None:
    told = CliRunner().invoke(main, ["reassess", "--db", str(tmp_path / "none.db")])
    assert told.exit_code == 2
    assert "is not there" in told.output
    assert list(tmp_path.iterdir()) == []
