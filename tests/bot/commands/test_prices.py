"""`prices` at the command line."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def prices(*arguments: str, day: str = "2026-11-22") -> Result:
    return CliRunner().invoke(main, ["prices", "--as-of", day, *arguments])


def rows(*arguments: str, day: str = "2026-11-22") -> list[dict[str, object]]:
    return [json.loads(line) for line in prices(*arguments, "--format", "json", day=day).stdout.splitlines()]


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
    april = rows(day="2026-04-15")
    assert not [row for row in april if str(row["subject"]).startswith("gpt-6-luna")]
    assert [
        row
        for row in april
        if row["subject"] == "sft:openai/gpt-4.1-mini"
        and row["belief"] == 'open to a team whose tuning history there is "never" (last seen open on 2025-10)'
    ]


def test_the_text_says_what_could_not_be_verified() -> None:
    done = prices()
    assert done.exit_code == 0
    assert "Not verified, or not known:" in done.stdout
    assert "sft:azure/qwen3.8-27b: the training price" in done.stdout
    assert "rft:bedrock/nova-2-lite: whether it is open" in done.stdout


def test_openai_is_open_to_active_teams_only() -> None:
    routes = {
        str(row["belief"]) for row in rows() if row["subject"] == "sft:openai/gpt-4.1-mini" and row["kind"] == "route"
    }
    assert routes == {
        'closed to a team whose tuning history there is "never"',
        'closed to a team whose tuning history there is "inactive"',
        'open to a team whose tuning history there is "active" (last seen open on 2026-09-11)',
    }


def test_one_model_tells_its_ends_and_prices_by_host() -> None:
    told = rows("sonnet", "4.5", day="2026-11-26")
    assert [(row["subject"], row["belief"]) for row in told if row["kind"] == "end"] == [
        (
            "claude-sonnet-4-5 at Anthropic",
            "ends on 2026-11-30; its provider names claude-sonnet-5-5 to follow ($2 in, $10 out per 1M tokens)",
        ),
        (
            "claude-sonnet-4-5 at Azure",
            "ends on 2026-11-30; its provider names claude-sonnet-5-5 to follow ($2 in, $10 out per 1M tokens)",
        ),
        ("claude-sonnet-4-5 at Bedrock", "ends on 2027-04-08"),
    ]
    (price,) = [row for row in told if row["kind"] == "price"]
    assert str(price["belief"]).startswith("$3 in, $15 out, $0.3 cached, $3.75 to write to the cache, $1.5 in and $7.5")
    assert price["grade"] == "B"


def test_a_price_that_will_change_is_told_beside_todays() -> None:
    flash = {row["kind"]: str(row["belief"]) for row in rows("gemini-3.8-flash", day="2026-12-31")}
    assert flash["price"].startswith("$0.75 in, $3.75 out")
    assert flash["price ahead"].startswith("from 2027-01-01: $1.5 in, $7.5 out")
    after = {row["kind"]: str(row["belief"]) for row in rows("gemini-3.8-flash", day="2027-01-01")}
    assert after["price"].startswith("$1.5 in, $7.5 out")
    assert "price ahead" not in after
    argon = {row["kind"]: str(row["belief"]) for row in rows("argon", day="2026-11-26")}
    assert argon["price ahead"].startswith("from 2026-12-01: $4 in, $20 out")


def test_a_price_that_hangs_on_the_hour_says_so() -> None:
    (price,) = [row for row in rows("v4 flash", day="2026-11-26") if row["kind"] == "price"]
    assert "$0.15 in, $0.6 out" in str(price["belief"])
    assert "$0.3 in and $1.2 out at peak hours" in str(price["belief"])


def test_a_promotion_whose_end_nobody_named_is_told() -> None:
    (ahead,) = [row for row in rows("gpt-5.6-sol", day="2026-11-26") if row["kind"] == "price ahead"]
    assert ahead["belief"] == "some day: $5 in, $30 out per 1M tokens"


def test_a_model_that_is_gone_says_so_first_with_its_day_and_successor() -> None:
    told = prices("gpt-4", day="2026-11-26").stdout
    assert told.splitlines()[1].startswith(
        "end\tgpt-4 at OpenAI\tgone since 2026-10-23; its provider names gpt-5.6-sol"
    )


def test_a_small_model_that_nobody_sells_by_the_token_costs_gpu_hours() -> None:
    told = {str(row["kind"]): str(row["belief"]) for row in rows("qwen3.5-2b", day="2026-11-26")}
    assert told["open model"] == "1 x T4, $0.53 to $0.75 an hour, tokens a second not known"
    assert "price" not in told
    assert told["hidden tokens"] == "2 to 10 hidden tokens for each visible one while it reasons"


def test_a_residency_rule_costs_more_at_bedrock() -> None:
    told = {
        str(row["subject"]): str(row["belief"])
        for row in rows("nova 2 lite", day="2026-11-26")
        if row["kind"] == "price"
    }
    assert told["nova-2-lite at Bedrock"].startswith("$0.3 in, $2.5 out")
    assert told["nova-2-lite at Bedrock, regional"].startswith("$0.33 in, $2.75 out")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("haiku", '"haiku" can be claude-haiku-5-5, claude-haiku-4-5 or claude-3-5-haiku. 5.5 costs a tenth'),
        ("whatever-9000", 'No model is known as "whatever-9000". Ids look like gpt-5.4-mini'),
    ],
)
def test_a_name_that_is_not_one_model_is_asked_about(name: str, said: str) -> None:
    done = prices(name)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_the_check_tells_what_ends_what_has_passed_and_what_is_stale() -> None:
    done = prices("--check", day="2026-11-26")
    assert done.exit_code == 0
    told = done.stdout
    assert told.startswith("Ended, and still said to be there: none\n")
    coming, passed, stale = (
        told.index(part) for part in ("Ends within 90 days", "Ended within 90 days", " facts rest on ")
    )
    assert coming < told.index("gpt-4o at OpenAI: ends on 2027-01-14; its provider names gpt-6-luna") < passed
    assert coming < told.index("sft:openai/gpt-4.1: closes to everyone on 2027-01-06.") < passed
    assert passed < told.index("gemini-2.5-flash at Vertex AI: gone since 2026-10-16") < stale
    assert "Azure Retail Prices API, product Azure OpenAI (azure-genai-prices 0.2.0), 2026-08-11, 107 days old" in told


def test_the_check_fails_where_something_ended_unnoticed() -> None:
    done = prices("--check", "--format", "json", day="2027-06-01")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert "sft:vertex/gemini-3.5-flash ended on 2027-05-19, and no state of it says so." in found["unnoticed"]
    assert all(end["on"] <= "2027-06-01" for end in found["passed"])
    assert all("2027-06-01" < end["on"] <= "2027-08-30" for end in found["ending"])
    assert all(source["age_days"] is None or source["age_days"] > 60 for source in found["stale"])


def test_the_check_is_of_the_whole_catalogue() -> None:
    assert prices("gpt-4o", "--check").exit_code == 2


def test_days_below_zero_are_refused() -> None:
    assert prices("--stale", "-1").exit_code == 2
