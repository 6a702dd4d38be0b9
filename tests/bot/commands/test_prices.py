"""`prices` at the command line."""

import json

from click.testing import CliRunner, Result

from bot.cli import main


def prices(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["prices", "--as-of", "2026-11-22", *arguments])


def rows(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in prices(*arguments, "--format", "json").stdout.splitlines()]


def test_every_belief_has_its_source_and_grade() -> None:
    beliefs = rows()
    assert len(beliefs) > 400
    assert all(row["source"] and row["grade"] in "ABCD" for row in beliefs)


def test_stale_leaves_only_old_and_undated_sources() -> None:
    beliefs = rows("--stale", "200")
    assert beliefs
    assert all(row["age_days"] is None or int(str(row["age_days"])) > 200 for row in beliefs)
    assert len(beliefs) < len(rows("--stale", "60")) < len(rows())


def test_the_same_question_in_april_knows_less() -> None:
    april = [
        json.loads(line)
        for line in CliRunner()
        .invoke(main, ["prices", "--as-of", "2026-04-15", "--format", "json"])
        .stdout.splitlines()
    ]
    assert not [row for row in april if row["subject"] == "gpt-6-luna"]
    assert [
        row
        for row in april
        if row["subject"] == "sft:openai/gpt-4.1-mini"
        and row["belief"] == 'open to a team whose tuning history there is "never"'
    ]


def test_the_text_says_what_could_not_be_verified() -> None:
    done = prices()
    assert done.exit_code == 0
    assert "Not verified, or not known:" in done.stdout
    assert "sft:azure/gpt-4.1-mini: the training price" in done.stdout


def test_openai_is_open_to_active_teams_only() -> None:
    routes = {
        str(row["belief"]) for row in rows() if row["subject"] == "sft:openai/gpt-4.1-mini" and row["kind"] == "route"
    }
    assert routes == {
        'closed to a team whose tuning history there is "never"',
        'closed to a team whose tuning history there is "inactive"',
        'open to a team whose tuning history there is "active"',
    }


def test_days_below_zero_are_refused() -> None:
    assert prices("--stale", "-1").exit_code == 2
