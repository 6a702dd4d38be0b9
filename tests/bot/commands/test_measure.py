"""`measure` at the command line, and `measure PATH` in the conversation of the terminal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from flows.costs.a_round import rounds, said_of
from flows.measure.general.grading import general_set
from pricing.catalogue import Catalogue
from tests.flows.measure.support import SAMPLES

TRAIN = str(SAMPLES / "train" / "planted_chat_train.jsonl")
TEST = str(SAMPLES / "train" / "planted_chat_test.jsonl")
USAGE = str(SAMPLES / "usage" / "openai_usage_pages.jsonl")


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, [*arguments], input=typed)


def test_json_is_the_whole_measurement_in_one_object() -> None:
    told = run("measure", TRAIN, "--test", TEST, "--format", "json")
    found = json.loads(told.output)
    assert told.exit_code == 0
    assert found["files"][0]["kind"] == "dataset"
    assert found["leakage"]["exact"] == 15
    assert found["answers"]["test_independent"] is False
    assert found["dataset"]["faults"]["api_key"] == {"rows": 2, "lines": [17, 81]}


def test_what_cannot_be_measured_ends_with_status_2_and_the_sentence_on_standard_error() -> None:
    told = run("measure", str(SAMPLES / "broken" / "01_empty.jsonl"))
    assert told.exit_code == 2
    assert told.stdout == ""
    assert "is empty: there is nothing to measure." in told.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Name a file, or --baseline and --candidate."),
        (("/dev/zero",), "It is no regular file."),
        (("/nowhere/at/all",), "It cannot be read"),
        ((USAGE, "--test", TEST), "--test stands beside a data set"),
        ((TRAIN, "--kind", "usage"), "no tokens, requests or costs are found"),
        ((USAGE, "--kind", "dataset"), "no row is an example that is known here"),
        ((TRAIN, "--kind", "eval"), "no scores of items are found"),
        (("--label-sheet", "/tmp/x.csv"), "Name a file"),
        ((TRAIN, "--general-set", "/nowhere/x.jsonl"), "cannot be written"),
    ],
)  # fmt: skip
def test_bad_input_gets_one_sentence(arguments: tuple[str, ...], says: str) -> None:
    told = run("measure", *arguments)
    assert told.exit_code == 2
    assert says in told.stderr
    assert "Traceback" not in told.stderr


def test_what_follows_is_written_into_a_file_of_answers_and_what_stood_there_is_named(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"use_case": "triage", "requests_per_month": 500_000, "input_tokens": 1_050}))
    told = run("measure", USAGE, "--into", str(answers))
    assert (
        "volume: 500,000 requests a month was said, 161,712 requests a month is measured. Which of the two is right?"
        in told.output
    )
    assert "input: 1,050 tokens a request was said, 1,100 tokens a request is measured.\n" in told.output
    document = json.loads(answers.read_text())
    assert (document["use_case"], document["requests_per_month"]) == ("triage", 161_712)
    assert run("decide", str(answers)).exit_code == 0
    fresh = tmp_path / "fresh.json"
    assert run("measure", TRAIN, "--into", str(fresh)).exit_code == 0
    assert json.loads(fresh.read_text())["examples"] == 127


def test_a_file_of_answers_that_is_none_loses_nothing(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"nonsense": 1}')
    told = run("measure", USAGE, "--into", str(answers))
    assert told.exit_code == 2
    assert "is not a question" in told.stderr
    assert answers.read_text() == '{"nonsense": 1}'


def test_standard_input_is_measured_too() -> None:
    told = run("measure", "-", typed="id,baseline,candidate\na,1,0\nb,0,1\n")
    assert "standard input: a table of scores, 2 rows." in told.output


def test_the_general_set_is_handed_out_without_its_checks(tmp_path: Path) -> None:
    told = run("measure", "--general-set", str(tmp_path / "set.jsonl"))
    rows = [json.loads(line) for line in (tmp_path / "set.jsonl").read_text().splitlines()]
    assert len(rows) == len(general_set())
    assert "80 prompts" in told.output


def test_the_label_sheet_is_the_same_each_time_and_its_owners_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    for path in (first, second):
        assert run("measure", TRAIN, "--label-sheet", str(path)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    assert first.read_text().count("\n") > 50
    assert first.stat().st_mode & 0o077 == 0


def test_a_conversation_measures_and_takes_in_after_a_yes(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    typed = f"triage, 500k requests a month\nmeasure {USAGE}\nno\nmeasure {USAGE} /nowhere\nmeasure {USAGE}\nyes\nstatus\nquit\n"
    told = run("chat", "--log", str(log), typed=typed)
    assert told.exit_code == 0
    assert "Nothing was taken in." in told.output
    assert "It cannot be read" in told.output
    assert "Noted: volume: 161,712 requests a month (was 500,000 requests a month)" in told.output
    assert "volume: 161,712 requests a month, measured from openai_usage_pages.jsonl" in told.output
    kept = [json.loads(line) for line in log.read_text().splitlines()]
    (file,) = [row["value"] for row in kept if row["kind"] == "file"]
    assert (file["what"], file["rows"], len(file["sha256"])) == ("usage", 61, 64)


def test_what_is_said_after_a_measurement_counts_and_the_measurement_is_named(tmp_path: Path) -> None:
    typed = f"triage\nmeasure {USAGE}\nyes\nchange volume to 170k\nchange volume to 2M\nquit\n"
    told = run("chat", "--log", str(tmp_path / "log.jsonl"), typed=typed).output
    asked = "openai_usage_pages.jsonl measured 161,712 requests a month. Which of the two is right? What was said last counts."
    # 170,000 is near enough.
    assert told.count(asked) == 1
    assert "Noted: volume: 2,000,000 requests a month" in told


def test_a_verdict_shows_which_answers_were_measured(tmp_path: Path) -> None:
    told = run(
        "chat", "--log", str(tmp_path / "log.jsonl"), typed=f"triage\nmeasure {USAGE}\nyes\nverdict\nquit\n"
    ).output
    assert "What was measured" in told
    assert "Input, Output, Cached share, Growth, Volume (from openai_usage_pages.jsonl)" in told


def test_tokens_of_a_data_set_do_not_come_before_those_of_traffic(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    told = run("chat", "--log", str(log), typed=f"triage\nmeasure {USAGE}\nyes\nmeasure {TRAIN}\nyes\nstatus\nquit\n")
    assert "input: 1,100 tokens a request, measured from openai_usage_pages.jsonl" in told.output
    assert "labelled examples: 127 examples, measured from planted_chat_train.jsonl" in told.output


def test_a_round_costs_more_with_more_tokens_and_names_where_rows_are_too_long(facts: Catalogue) -> None:
    day = date(2026, 11, 22)
    small, large = rounds(facts, day, 1_000_000), rounds(facts, day, 10_000_000)
    assert 0 < small[0].usd < large[0].usd
    assert all(one.usd >= other.usd for one, other in zip(large, small, strict=True))
    assert len(said_of(small, 100)) == 1
    assert "more than an example may have" in said_of(small, 100_000_000)[1]
    assert said_of((), 1) == []
    limited = next(one for one in small if one.most_tokens is not None)
    costs, too_long = said_of(small, 100_000_000, limited.option)
    assert limited.name in costs
    assert f"an example there may have {limited.most_tokens:,}." in too_long
