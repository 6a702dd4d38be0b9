"""The company file at the command line and in Slack: begun, looked at, and counted where it is named."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.commands import serve as serve_command
from bot.commands.options import company_path
from bot.own_files import catalogue_of, company_of
from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue
from tests.helpers.process import OURS
from tests.helpers.running import running, words
from tests.helpers.support import CLAUSES, SCENARIOS, check_golden

EXAMPLE = SCENARIOS / "clause-extraction.json"
OWN = """
[people]
usd_per_hour = 100

[providers]
allowed = ["openai", "azure", "bedrock"]

[discounts]
bedrock = 0.2

[[prices]]
model = "gpt-5.4"
host = "openai"
input = 2
output = 10
since = 2026-01-01

[currency]
EUR = 1.08

[thresholds]
review_days = 30
"""


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    return path


def run(*arguments: str, input_: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=input_)


def decide(*arguments: str) -> Result:
    return run("decide", str(EXAMPLE), "--as-of", "2026-11-22", *arguments)


def decided(*arguments: str) -> dict[str, Any]:
    done = decide("--format", "json", *arguments)
    assert done.exit_code == 0, done.output
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply


# --- the file itself ---


def test_init_writes_a_file_of_comments_and_never_over_another(tmp_path: Path) -> None:
    done = run("company", "--init")
    assert done.exit_code == 0
    assert "company.toml is written" in done.stdout
    text = Path("company.toml").read_text(encoding="utf-8")
    assert all(not line or line.startswith("#") for line in text.splitlines())
    again = run("company", "--init")
    assert again.exit_code == 2
    assert "company.toml is there already, and is left as it is: name another file." in again.stderr
    assert Path("company.toml").read_text(encoding="utf-8") == text
    assert run("company", "--init", "mine.toml").exit_code == 0
    assert run("company", "--init", str(tmp_path / "no" / "where.toml")).exit_code == 2


def test_what_init_writes_is_right_line_by_line_and_shows_every_key(tmp_path: Path, update_golden: bool) -> None:
    run("company", "--init")
    empty = run("company")
    assert empty.stdout == "company.toml changes nothing: every line of it is a comment.\n"
    text = Path("company.toml").read_text(encoding="utf-8")
    Path("all.toml").write_text(re.sub(r"^# (\[.*|\w+ = .*)$", r"\1", text, flags=re.MULTILINE))
    done = run("company", "all.toml")
    assert done.exit_code == 0, done.output
    check_golden("company.txt", done.stdout, update_golden)


def test_the_file_of_the_setting_is_looked_at_where_none_is_named(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANY_FILE", str(own))
    assert "people: $100 an hour" in run("company").stdout
    monkeypatch.delenv("COMPANY_FILE")
    done = run("company")
    assert done.exit_code == 2
    assert "company.toml: It cannot be read: No such file or directory." in done.stderr


def test_own_gpus_are_told_to_be_allowed(tmp_path: Path) -> None:
    Path("a.toml").write_text(
        '[providers]\nallowed = ["azure"]\n[[gpus]]\ntype = "h100"\ncount = 2\nusd_per_hour = 0\nserves = ["llama 3.3 70b"]\n'
    )
    told = run("company", "a.toml").stdout
    assert "allowed: Azure; your own GPUs too, since some are listed" in told
    assert "GPUs: 2 x H100 at $0 an hour each, 2 free, serving llama-3.3-70b" in told


# --- what cannot be read ---


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[prices]]\n", "prices[1].model is missing"),
        (b"prise = 1\n", "prise is not a key"),
        (b"\xff\xfe", "It is not UTF-8 text."),
        (b"#" * 1_000_001, "It is too large: at most 1,000,000 bytes are read."),
        (b"x = " + b"[" * 9000, "nested too deeply"),
        (b".".join([b"x"] * 400_000) + b" = 1", "nested too deeply"),
        (b"[thresholds]\nreview_days = 3000000\n", "[thresholds]: review_days must be a whole number from 1 to 730, not 3000000."),
        (b"[thresholds]\npatience = 3\n", "[thresholds]: 'patience' is not a threshold"),
        (b'[[ends]]\nmodel = "zzz"\nhost = "azure"\non = 2027-01-01\n', "ends[1].model must be a model"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_one_sentence_and_status_2_everywhere(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_bytes(content)
    for done in (
        decide("--company", str(path)),
        run("chat", "--company", str(path), input_=""),
        run("prices", "--company", str(path)),
        run("serve", "--company", str(path)),
        run("playground", "--no-open", "--port", "0", "--company", str(path)),
        run("reassess", "--company", str(path)),
        run("decisions", "show", "1", "--company", str(path)),
        run("company", str(path)),
    ):
        assert done.exit_code == 2, done.output
        assert said in " ".join(done.stderr.split())
        assert done.stdout == ""
        assert "Traceback" not in done.output


@pytest.mark.parametrize("option", ["--company", "--thresholds"])
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", "gone.toml", "a\0b", "pipe"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, option: str, path: str) -> None:
    os.mkfifo("pipe")
    done = decide(option, path)
    assert done.exit_code == 2
    assert "It is no regular file." in done.stderr or "It cannot be read: " in done.stderr


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.toml", "review_days = 3000000", "review_days must be a whole number from 1 to 730, not 3000000."),
        ("t.toml", "real_share = nan", "real_share must be a number from 0 to 1, not NaN."),
        ("t.json", '{"real_share": NaN}', "real_share must be a number from 0 to 1, not nan."),
        ("t.toml", "x = " + "[" * 9000, "This is not TOML that can be read: its brackets are nested too deeply."),
        ("t.json", "[" * 90_000, "This is not JSON that can be read: its brackets are nested too deeply."),
        ("t.json", '{"x": ' + "9" * 5000 + "}", "This is not JSON"),
        ("t.toml", "x = 1e99999999999999999999", "This is not TOML"),
        ("t.toml", "examples_floor = 9\nexamples_ceiling = 8", "examples_floor must not be above examples_ceiling"),
    ],
)
def test_thresholds_out_of_bounds_are_refused_with_a_sentence(name: str, text: str, said: str) -> None:
    Path(name).write_text(text)
    done = decide("--thresholds", name)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_a_setting_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANY_FILE", "gone.toml")
    done = decide()
    assert done.exit_code == 2
    assert "COMPANY_FILE, gone.toml: It cannot be read: No such file or directory." in " ".join(done.stderr.split())
    Path(".env").write_bytes(b"COMPANY_FILE=\xff")
    monkeypatch.delenv("COMPANY_FILE")
    assert ".env is not UTF-8 text." in decide().stderr


# --- where it counts ---


def test_a_verdict_by_the_file_says_so_on_each_line(own: Path, update_golden: bool) -> None:
    text = decide("--company", str(own)).stdout
    check_golden("clause_extraction_company.txt", text, update_golden)
    assert "1,000,000 requests x 500 tokens at $2 per 1M (your price list, 2026-01-01, grade own)" in text
    assert "your price list: 20 % off list (" in text
    assert "at $100 an hour (your price list)" in text
    assert "Review on 2026-12-22." in text


def test_the_same_answers_and_file_give_the_same_bytes(own: Path) -> None:
    assert decide("--company", str(own)).stdout == decide("--company", str(own)).stdout


def test_the_setting_counts_and_the_option_before_it(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed, with_file = decided(), decided("--company", str(own))
    assert (listed["options"][0]["monthly_usd"], with_file["options"][0]["monthly_usd"]) == (4250, 3000)
    Path(".env").write_text(f"COMPANY_FILE={own}\nPORT=nonsense\n")
    assert decided() == with_file
    Path("empty.toml").write_text("")
    monkeypatch.setenv("COMPANY_FILE", "empty.toml")
    assert decided() == listed
    assert decided("--company", str(own)) == with_file
    monkeypatch.setenv("COMPANY_FILE", "")
    assert decided() == listed


def test_thresholds_count_before_the_companys_key_by_key(own: Path) -> None:
    own.write_text(OWN + "examples_floor = 5000\n")
    assert decided("--company", str(own))["verdict"] == "not_ready"
    Path("t.toml").write_text("examples_floor = 500\n")
    both = decided("--company", str(own), "--thresholds", "t.toml")
    assert (both["verdict"], both["review_on"]) == ("sft", "2026-12-22")


def test_two_files_that_contradict_each_other_are_refused(own: Path) -> None:
    own.write_text(OWN + "examples_ceiling = 300\n")
    Path("t.toml").write_text("examples_floor = 500\n")
    done = decide("--company", str(own), "--thresholds", "t.toml")
    assert done.exit_code == 2
    assert "together: examples_floor must not be above examples_ceiling, and 500 is above 300." in " ".join(
        done.stderr.split()
    )


def test_in_chat_the_file_counts(own: Path) -> None:
    lines = "1M requests a month on gpt-5.4, 500 in 200 out\nstatus\nverdict\nwhy\n"
    told = run("chat", "--as-of", "2026-11-22", "--company", str(own), input_=lines)
    assert told.exit_code == 0
    assert "$3,000" in told.stdout
    assert "$4,250" not in told.stdout


def test_prices_reads_the_file_aloud(own: Path) -> None:
    rows = [json.loads(line) for line in run("prices", "--company", str(own), "--format", "json").stdout.splitlines()]
    said = {(row["kind"], row["subject"], row["belief"]) for row in rows if row["grade"] == "own"}
    assert said == {
        ("price", "gpt-5.4 at OpenAI", "from 2026-01-01: $2 in, $10 out per 1M tokens"),
        ("limit", "hosts that are allowed", "OpenAI, Azure, Bedrock"),
        ("estimate", "people.hourly", "100 / 100 / 100 USD per hour"),
    }
    listed = [json.loads(line) for line in run("prices", "--format", "json").stdout.splitlines()]
    nova = next(row for row in listed if row["subject"].startswith("nova-2-lite at Bedrock"))
    less = next(row for row in rows if row["subject"] == nova["subject"] and row["kind"] == "price")
    assert less["source"] == f"your price list: 20 % off list ({nova['source']})"
    assert less["belief"] != nova["belief"]


def test_serve_runs_with_the_file_of_the_setting(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[Catalogue, int]] = []

    class Bot:
        left_sending = False

        def __init__(self, settings: object, catalogue: Catalogue, thresholds: Any) -> None:
            ran.append((catalogue, thresholds.review_days))

        def run(self) -> None:
            return

    monkeypatch.setattr(serve_command, "Bot", Bot)
    monkeypatch.setattr(serve_command, "configure_logs", lambda *_: None)
    for name, value in {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "COMPANY_FILE": str(own)}.items():
        monkeypatch.setenv(name, value)
    assert run("serve").exit_code == 0
    ((catalogue, review_days),) = ran
    assert catalogue.company is not None
    assert catalogue.company.people is not None
    assert review_days == 30


def test_in_slack_the_file_counts(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANY_FILE", str(own))
    path = company_path(None)
    assert path is not None
    catalogue = catalogue_of(company_of(path))
    with Workspace() as workspace, running(tmp_path / "d.db", catalogue, workspace) as bot:
        ana, _, channel = bot.team()
        root = bot.decided(ana, channel, CLAUSES)
        verdict = bot.verdict(root)
        assert "$3,000" in words(verdict)
        bot.press(ana, verdict, "Details")
        view = workspace.open_view(ana)
        assert view is not None
        workspace.select(ana, view, "details.part", "Costs, line by line").wait(5)
        assert "your price list" in str(view.blocks)
        bot.refused_nothing_else()
