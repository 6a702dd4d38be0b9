"""`decide` at the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import COMMANDS, main
from tests.helpers.support import CLAUSES, SCENARIOS, check_golden

EXAMPLE = SCENARIOS / "clause-extraction.json"


def run(*arguments: str, input_: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input_)


def decide(*arguments: str, input_: str | bytes | None = None) -> Result:
    return run("decide", *arguments, "--as-of", "2026-11-22", input_=input_)


def test_a_file_gives_a_verdict_and_status_0() -> None:
    done = decide(str(EXAMPLE), "--format", "json")
    assert done.exit_code == 0
    reply = json.loads(done.stdout)
    assert set(reply) >= {
        "verdict",
        "then",
        "headline",
        "reasons",
        "five_questions",
        "readiness",
        "options",
        "flip_points",
        "abort_criteria",
        "unknowns",
        "disagreements",
        "minimum_detectable_gain",
        "review_on",
        "as_of",
        "prices_as_of",
    }
    assert set(reply["options"][0]) >= {
        "id",
        "method",
        "label",
        "model",
        "route",
        "available",
        "unavailable_because",
        "monthly_usd",
        "upfront_usd",
        "upkeep_usd",
        "usd_per_1k_requests",
        "break_even_months",
        "net_usd",
        "p_loss",
        "lines",
    }
    assert reply["as_of"] == "2026-11-22"


def test_standard_input_and_several_files_give_a_line_each_in_order() -> None:
    document = json.dumps({"use_case": "second", "gap": "knowledge"})
    done = decide(str(EXAMPLE), "-", "--format", "json", input_=document)
    assert done.exit_code == 0
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["use_case"], second["use_case"]) == ("Contract clause extraction", "second")
    assert second["verdict"] == "rag"


def test_numbers_in_json_are_numbers() -> None:
    reply = json.loads(decide(str(EXAMPLE), "--format", "json").stdout)
    status_quo = reply["options"][0]
    assert status_quo["monthly_usd"] == 4250
    assert isinstance(reply["minimum_detectable_gain"], float)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ('{"examples": -1}', "-: examples must be a whole number from 0 to 10,000,000,000, such as 1500 or 2k."),
        ("nonsense", "-: This is not JSON"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_an_error_names_the_key_and_what_is_allowed_with_status_2(document: str | bytes, said: str) -> None:
    done = decide("-", input_=document)
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.output


def test_one_bad_file_among_good_ones_prints_nothing_but_the_error() -> None:
    done = decide(str(EXAMPLE), "-", "--format", "json", input_='{"gap": "vibes"}')
    assert (done.exit_code, done.stdout) == (2, "")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    done = decide(str(tmp_path / "none.json"))
    assert done.exit_code == 2
    assert "cannot be read: No such file" in done.stderr


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert decide(str(tmp_path)).exit_code == 2


def test_a_huge_file_is_refused() -> None:
    done = decide("-", input_=b" " * 10_000_001)
    assert done.exit_code == 2
    assert "too large" in done.stderr


def test_a_day_that_is_none_is_refused() -> None:
    done = run("decide", str(EXAMPLE), "--as-of", "soon")
    assert done.exit_code == 2
    assert "give YYYY-MM-DD" in done.stderr


def test_the_text_reply_is_as_reviewed(update_golden: bool) -> None:
    check_golden("clause_extraction.txt", decide(str(EXAMPLE)).stdout, update_golden)


def test_the_markdown_reply_is_as_reviewed(update_golden: bool) -> None:
    check_golden("clause_extraction.md", decide(str(EXAMPLE), "--format", "markdown").stdout, update_golden)


def test_what_a_team_knows_besides_is_taken_and_told_in_json() -> None:
    more = {
        "scored_models": {"haiku 4.5": "fails"},
        "own_gpus": {"type": "H100", "count": 4},
        "region": "eu",
        "margin": 2,
    }
    document = json.loads(EXAMPLE.read_text(encoding="utf-8")) | more
    reply = json.loads(decide("-", "--format", "json", input_=json.dumps(document)).stdout)
    assert {key: reply["answers"][key] for key in more} == more
    wrong = decide("-", input_=json.dumps(document | {"own_gpus": "4 x H100"}))
    assert wrong.exit_code == 2
    assert "own_gpus must be an object of a type of GPU" in wrong.stderr
    assert wrong.stdout == ""


def test_a_reply_without_figures_is_as_reviewed(update_golden: bool) -> None:
    document = json.dumps({"use_case": "Support answers", "gap": "knowledge", "facts_change": "often"})
    check_golden("knowledge.txt", decide("-", input_=document).stdout, update_golden)


def test_typed_text_never_becomes_markup() -> None:
    nasty = "[bold red]x[/bold red] | *y* <b>z</b> `c` \x1b[31m\x00"
    document = json.dumps(
        {"use_case": nasty, "model": nasty, "metric": nasty, "gap": "behavior", "prompting": "scored"}
    )
    markdown = decide("-", "--format", "markdown", input_=document).stdout
    assert "\\*y\\* \\<b\\>z" in markdown
    text = decide("-", input_=document).stdout
    assert "[bold red]x[/bold red]" in text
    assert "\x1b" not in text + markdown
    assert "\x00" not in text + markdown


def test_piped_text_has_no_colour_or_boxes() -> None:
    text = decide(str(EXAMPLE)).stdout
    assert "\x1b" not in text
    assert not set("─│┌┐└┘━╇") & set(text)


@pytest.mark.parametrize("ending", [".toml", ".json"])
def test_a_team_may_bring_its_own_thresholds(tmp_path: Path, ending: str) -> None:
    own = tmp_path / f"own{ending}"
    own.write_text("examples_floor = 5000" if ending == ".toml" else '{"examples_floor": 5000}')
    done = decide(str(EXAMPLE), "--format", "json", "--thresholds", str(own))
    assert json.loads(done.stdout)["verdict"] == "not_ready"


@pytest.mark.parametrize("text", ["patience = 3", "not toml at all", "examples_floor = 'x'"])
def test_thresholds_that_cannot_be_used_are_said(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    done = decide(str(EXAMPLE), "--thresholds", str(own))
    assert done.exit_code == 2
    assert str(own) in done.stderr
    assert decide(str(EXAMPLE), "--thresholds", str(tmp_path / "gone.toml")).exit_code == 2
    (tmp_path / "list.json").write_text("[1]")
    assert decide(str(EXAMPLE), "--thresholds", str(tmp_path / "list.json")).exit_code == 2


def test_a_command_that_does_not_exist_names_those_that_do() -> None:
    done = run("divine")
    assert done.exit_code == 2
    assert ", ".join(COMMANDS) in done.stderr


def test_help_imports_no_command_and_names_each() -> None:
    code = "import sys; from bot.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nassert not {'flows', 'pricing', 'numpy', 'pydantic', 'rich'} & set(sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SCENARIOS.parent.parent
    )
    for name in ("decide", "chat", "prices"):
        assert name in done.stdout


def test_the_same_command_gives_the_same_bytes_in_another_process() -> None:
    command = [
        sys.executable,
        "-c",
        "from bot.cli import main; main()",
        "decide",
        str(EXAMPLE),
        "--as-of",
        "2026-11-22",
        "--format",
        "json",
    ]
    outputs = {
        subprocess.run(
            command, capture_output=True, check=True, cwd=SCENARIOS.parent.parent, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1


def test_the_example_is_the_guides_case() -> None:
    assert json.loads(EXAMPLE.read_text())["requests_per_month"] == CLAUSES["requests_per_month"]
