"""`decisions`: what is in the bot's database, at the command line, for whoever runs the bot."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.lived import a_life, keep_life


@pytest.fixture
def db(tmp_path: Path, facts: Catalogue) -> Path:
    """Three decisions: one that lived, one that waits to be accepted, one that has only begun."""
    path = tmp_path / "decisions.db"
    store = SqliteStore(path)
    log = a_life(facts)
    keep_life(store, log)
    until = next(at for at, entry in enumerate(log) if entry.kind == "concluded") + 1
    keep_life(store, a_life(facts, use_case="Ticket [red]routing[/red] \x1b[31m")[:until], thread_ts=None)
    keep_life(store, (), thread_ts=None, channel="C2")
    store.close()
    return path


def run(db: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["decisions", *arguments, "--db", str(db)])


def lines(result: Result) -> list[list[str]]:
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_a_list_is_a_line_a_decision(db: Path) -> None:
    rows = lines(run(db, "list"))
    assert sorted(row[0] for row in rows) == ["1", "2", "3"]
    assert rows[0][1:6] == ["Contract clause extraction", "in use", "2027-01-11", "supervised fine-tuning", "U0BEN"]
    assert {row[0] for row in lines(run(db, "list", "open"))} == {"2", "3"}
    assert [row[0] for row in lines(run(db, "list", "decided"))] == ["1"]
    assert run(db, "list", "training").stdout == "No decision is training.\n"
    assert len(lines(run(db, "list", "--most", "1"))) == 1
    records = [json.loads(line) for line in run(db, "list", "decided", "--format", "json").stdout.splitlines()]
    assert [(record["decision"], record["stage"], record["real_monthly_usd"]) for record in records] == [
        (1, "adopted", 640.0)
    ]


def test_nobody_takes_a_part_for_the_whole(db: Path) -> None:
    for form in ("text", "json"):
        result = run(db, "list", "--most", "1", "--format", form)
        assert len(result.stdout.splitlines()) == 1
        assert result.stderr == "And 2 more: give --most, or export all.\n"
    assert run(db, "list").stderr == ""


def test_what_is_due_is_listed(db: Path) -> None:
    store = SqliteStore(db)
    plan = {"method": "sft", "start": "2026-01-01", "limits": [], "checkpoints": ["2026-02-02"]}
    verdict = an_entry("concluded", value={"verdict": "sft", "as_of": "2026-01-01"})
    keep_life(
        store, (verdict, an_entry("accepted", value={"owner": "U1"}), an_entry("planned", value=plan)), thread_ts=None
    )
    store.close()
    (overdue,) = [row for row in lines(run(db, "list", "due")) if row[0] == "4"]
    assert overdue[6].startswith("checkpoint 1, 2026-02-02 (")
    assert overdue[6].endswith("days overdue)")


def test_search_takes_any_words(db: Path) -> None:
    assert [row[0] for row in lines(run(db, "search", "contr", "CLAUSE"))] == ["1"]
    assert "[red]routing[/red]" in lines(run(db, "search", "rout"))[0][1]
    assert "\x1b" not in run(db, "search", "rout").stdout
    assert "Nothing was found" in run(db, "search", '"; DROP', "OR NOT *").stdout
    assert json.loads(run(db, "search", "rout", "--format", "json").stdout)["decision"] == 2


def test_show_is_the_decision_whole(db: Path) -> None:
    told = run(db, "show", "1").stdout
    for part in (
        "1 Contract clause extraction",
        "Accepted by U0ANA on 2026-11-23",
        "Checkpoint 2",
        "dissent as we hoped",
        "In channel C1",
    ):
        assert part in told
    assert not [letter for letter in told if "\ue000" <= letter <= "\ue0ff"]
    assert json.loads(run(db, "show", "1", "--format", "json").stdout)["log"][-1]["kind"] == "reviewed"
    missing = run(db, "show", "99")
    assert (missing.exit_code, "There is no decision 99." in missing.stderr) == (2, True)


def test_an_export_is_written_whole_or_not_at_all(db: Path, tmp_path: Path) -> None:
    assert run(db, "export", "1").stdout.startswith('---\nstatus: "accepted"')
    table = run(db, "export", "all").stdout_bytes.decode()
    assert [row["decision"] for row in csv.DictReader(io.StringIO(table, newline=""))] == ["1", "2", "3"]
    assert table.count("\r\n") == 4
    assert [
        json.loads(line)["decision"] for line in run(db, "export", "all", "--format", "jsonl").stdout.splitlines()
    ] == [1, 2, 3]
    assert [
        json.loads(line)["decision"] for line in run(db, "export", "2", "--format", "jsonl").stdout.splitlines()
    ] == [2]
    out = tmp_path / "out.csv"
    assert run(db, "export", "all", "--output", str(out)).exit_code == 0
    assert out.read_bytes().decode() == table
    before = out.read_bytes()
    assert run(db, "export", "99", "--output", str(out)).exit_code == 2
    assert out.read_bytes() == before
    refused = run(db, "export", "all", "--output", str(tmp_path / "nowhere" / "out.csv"))
    assert (refused.exit_code, "cannot be written" in refused.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("decisions.db")) == ["out.csv"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "twelve"), "give its number, or all"),
        (("export", "all", "--format", "md"), "Markdown is for one decision"),
        (("list", "opn"), "open"),
        (("show", "0"), "0"),
        (("show", "99999999999999999999"), "range"),
    ],
)
def test_what_cannot_be_done_is_said(db: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(db, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_only_a_database_of_ours_is_read_and_none_is_made(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    done = run(path, "list")
    assert (done.exit_code, "is not there" in done.stderr) == (2, True)
    assert not path.exists()
    path.write_text("not a database, but some text that is long enough to be looked at as one")
    assert "not a database" in run(path, "list").stderr
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (a)")
    connection.close()
    before = path.read_bytes()
    assert "another program" in run(path, "list").stderr
    assert path.read_bytes() == before
    empty = tmp_path / "empty.db"
    empty.touch()
    assert "earlier version" in run(empty, "list").stderr
    assert empty.read_bytes() == b""


def test_the_database_of_the_settings_is_read_where_none_is_named(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECISIONS_DB", str(db))
    assert CliRunner().invoke(main, ["decisions", "show", "1"]).stdout.startswith("1 Contract clause extraction")
