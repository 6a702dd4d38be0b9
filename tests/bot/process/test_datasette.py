"""`browse`: a real process over a file with decisions shows what it should, hides the rest, and changes nothing."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.decisions.verdict_entry import concluded
from bot.process.datasette import QUERIES
from bot.store.records import DecisionSummary
from bot.store.sql_views import VIEWS
from bot.store.sqlite import SqliteStore
from flows.verdict.decide import decide
from pricing.catalogue import Catalogue
from tests.helpers.effects import an_effect
from tests.helpers.entries import an_entry
from tests.helpers.support import NOVEMBER, ROOT, clauses

NOW = 1_790_000_000.0
AT = datetime.fromtimestamp(NOW, UTC)
SECRET = "hooks-secret-nobody-sees"


def fill(path: Path) -> None:
    with closing(SqliteStore(path)) as store, store.write() as unit:
        for number, (title, stage, method) in enumerate(
            [
                ("Contract clauses", "training", "sft"),
                ("Ticket routing", "decided", "rag"),
                ("Chat style", "adopted", "sft"),
                ("<script>alert(1)</script>", "asking", None),
            ],
            start=1,
        ):
            id_ = unit.open_decision("T1", "C1", "public", None, "U1", NOW, f"https://{SECRET}/")
            unit.append(
                id_,
                [
                    an_entry("answered", "use_case", title, title, "U1", AT),
                    an_entry(
                        "concluded",
                        value={
                            "verdict": method or "not_ready",
                            "headline": f"Headline {number}",
                            "reply": SECRET,
                            "figures": {"today_usd": 4250},
                        },
                        at=AT,
                    ),
                    an_entry("dissented", text=f"I doubt {number}", by="U2", at=AT, source=f"5.{number}"),
                    an_entry(
                        "measured",
                        value={
                            "checkpoint": 1,
                            "score": 0.91,
                            "says": "stop",
                            "findings": [{"criterion": "target", "state": "crossed", "text": "It is below 0.97."}],
                        },
                        by="U1",
                        at=AT,
                    ),
                    an_entry(
                        "reassessed",
                        value={
                            "verdict": "rag",
                            "headline": "Now RAG",
                            "changes": [{"kind": "verdict", "text": "The verdict changed."}],
                        },
                        at=AT,
                    ),
                    an_entry(
                        "reviewed", value={"adopted": "yes", "monthly_usd": 610}, text="It went well", by="U1", at=AT
                    ),
                ],
            )
            unit.keep_summary(
                DecisionSummary(
                    id_,
                    "T1",
                    "C1",
                    "public",
                    title,
                    stage,
                    "U1",
                    NOW,
                    NOW + number,
                    verdict=method,
                    method=method,
                    upfront_usd=1000.0,
                    today_usd=4250.0,
                    monthly_usd=652.0,
                    net_usd=9000.0,
                    words=f"word{number}",
                    waits_for="the checkpoint" if number == 1 else None,
                    waits_since=NOW if number == 1 else None,
                    asked_on="2026-09-22" if number == 1 else None,
                    due_on="2026-09-24",
                    due_what="checkpoint 1",
                )
            )
            unit.enqueue(
                [an_effect("respond", "tell:1", {"url": f"https://{SECRET}/", "text": SECRET}, id_, "T1", "C1")]
            )
        unit.append(2, [an_entry("retracted", value={"source": "5.2"}, at=AT)])
        unit.first_time(f"message:{SECRET}", NOW)


class Pages:
    """The pages of a running process."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, path: str, method: str = "GET", body: str | None = None) -> tuple[int, str]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(
                method, path, body, {"content-type": "application/x-www-form-urlencoded"} if body else {}
            )
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def rows(self, path: str) -> list[dict[str, Any]]:
        status, body = self.ask(f"/decisions/{path}{'&' if '?' in path else '?'}_shape=array")
        assert status == 200, body
        rows: list[dict[str, Any]] = json.loads(body)
        return rows


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("browse") / "my decisions.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def pages(path: Path) -> Iterator[Pages]:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-c",
        "from bot.cli import main; main()",
        "browse",
        "--port",
        "0",
        "--db",
        str(path),
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
    assert address, line + process.stderr.read()
    yield Pages(int(address[1]))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert "Traceback" not in errors


def test_each_canned_query_answers_as_a_page_and_as_json(pages: Pages) -> None:
    rows = {name: pages.rows(f"{name}.json") for name in QUERIES}
    for name, (title, _, _) in QUERIES.items():
        status, page = pages.ask(f"/decisions/{name}")
        assert status == 200
        assert title in page
    assert [row["number"] for row in rows["open_decisions"]] == [4, 2, 1]
    assert [row["number"] for row in rows["overdue_checkpoints"]] == [1]
    assert rows["money_at_stake_by_method"][0]["upfront_usd"] == 1000.0
    assert {row["method"]: row["decisions"] for row in rows["money_at_stake_by_method"]} == {
        "sft": 1,
        "rag": 1,
        "(no verdict yet)": 1,
    }
    assert rows["verdicts_by_month"][0] == {"month": "2026-09", "verdict": "sft", "verdicts": 2}
    assert rows["options_compared"] == []
    assert [(row["number"], row["waits_since"]) for row in rows["waiting_longest"]] == [(1, "2026-09-21 14:13")]


def test_each_view_is_a_page_with_plain_columns(pages: Pages) -> None:
    for name in VIEWS:
        status, page = pages.ask(f"/decisions/{name}")
        assert status == 200, page
    (checkpoint,) = pages.rows("checkpoints.json?number=1")
    assert (
        checkpoint["checkpoint"],
        checkpoint["score_on_test_items"],
        checkpoint["says"],
        checkpoint["criteria_crossed"],
    ) == (1, 0.91, "stop", "It is below 0.97.")
    assert checkpoint["at"] == "2026-09-21 14:13"
    assert [row["dissent"] for row in pages.rows("dissents.json")] == ["I doubt 1", "I doubt 3", "I doubt 4"], (
        "one was taken back"
    )
    assert pages.rows("reassessments.json?number=1")[0]["what_changed"] == "The verdict changed."
    assert pages.rows("outcomes.json?number=3")[0]["real_usd_a_month"] == 610
    assert pages.rows("verdicts.json?number=1")[0]["today_usd_a_month"] == 4250


def test_it_is_searched_and_narrowed_by_facets(pages: Pages) -> None:
    assert [row["title"] for row in pages.rows("all_decisions.json?_search=clause")] == ["Contract clauses"]
    assert [row["number"] for row in pages.rows("all_decisions.json?_search=word3")] == [3]
    _, body = pages.ask("/decisions/all_decisions.json?_facet=stage")
    facets = json.loads(body)["facet_results"]["stage"]["results"]
    assert {facet["value"]: facet["count"] for facet in facets} == {
        "training": 1,
        "decided": 1,
        "adopted": 1,
        "asking": 1,
    }
    _, page = pages.ask("/decisions/all_decisions")
    assert "<script>alert(1)</script>" not in page
    assert 'name="_search"' in page


def test_a_search_of_any_characters_is_answered(pages: Pages) -> None:
    for words in ('"', '""', "%20", "*", "a%22b", "NEAR(", "title:", "%00", "-", "^x", "AND", "' OR 1=1 --"):
        status, body = pages.ask(f"/decisions/all_decisions.json?_search={words.replace(' ', '%20')}")
        assert status == 200, (words, body)
    assert [row["number"] for row in pages.rows("all_decisions.json?_search=tick")] == [2], (
        "the beginning of a word is enough"
    )


def test_no_cell_can_be_run_by_a_spreadsheet(pages: Pages) -> None:
    for path in ("all_decisions.csv", "all_decisions.csv?_stream=1", "open_decisions.csv", "all_decisions?_format=csv"):
        status, body = pages.ask(f"/decisions/{path}")
        assert status == 403
        assert "decisions export all --format csv" in body


def test_nothing_can_be_written_and_no_sql_of_ones_own_is_run(pages: Pages, path: Path) -> None:
    before = path.read_bytes()
    for method, where, body in (
        ("GET", f"/decisions?sql={quote('delete from entries')}", None),
        ("GET", f"/decisions?sql={quote('select * from outbox')}", None),
        ("GET", f"/decisions.json?sql={quote('select * from outbox')}", None),
        ("GET", f"/decisions/all_decisions?_where={quote('1 = 1')}", None),
        ("POST", "/decisions/open_decisions", "number=1"),
        ("POST", "/decisions/all_decisions", "title=x"),
        ("DELETE", "/decisions/all_decisions", None),
        ("GET", "/decisions.db", None),
    ):
        status, answer = pages.ask(where, method, body)
        if "_where" in where:
            assert "_where= is not allowed" in answer
        else:
            assert status in (400, 403, 404, 405), (method, where, status)
    assert path.read_bytes() == before


def test_what_is_the_programs_own_is_not_shown(pages: Pages, path: Path) -> None:
    with closing(sqlite3.connect(path)) as looking:
        tables = [row[0] for row in looking.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {"outbox", "deliveries", "decisions", "standings_fts_data"} <= set(tables)
    for table in tables:
        assert pages.ask(f"/decisions/{table}")[0] == 403, table
        assert pages.ask(f"/decisions/{table}.json")[0] == 403, table
        assert pages.ask(f"/decisions/{table}/1")[0] in (403, 404), table
    everything = [
        "/",
        "/decisions",
        "/decisions.json",
        "/-/databases.json",
        "/-/metadata.json",
        *(f"/decisions/{view}.json" for view in VIEWS),
    ]
    for where in [
        *everything,
        "/decisions/all_decisions?_search=secret",
        "/decisions/all_decisions.json?_fts_table=outbox&_search=tell",
    ]:
        assert SECRET not in pages.ask(where)[1], where


def test_a_page_from_elsewhere_cannot_read_it_through_the_visitors_browser(pages: Pages) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", pages.port, timeout=20)) as connection:
        connection.request("GET", "/decisions.json", headers={"host": "evil.example.com"})
        assert connection.getresponse().status == 400


def test_it_shows_what_the_bot_writes_meanwhile(pages: Pages, path: Path) -> None:
    with closing(SqliteStore(path)) as store, store.write() as unit:
        id_ = unit.open_decision("T1", "C1", "public", None, "U1", NOW)
        unit.keep_summary(DecisionSummary(id_, "T1", "C1", "public", "Just begun", "asking", "U1", NOW, NOW))
    assert [row["number"] for row in pages.rows("all_decisions.json?_search=begun")] == [id_]


def test_a_file_that_cannot_be_shown_gets_a_sentence(tmp_path: Path) -> None:
    def said(path: Path) -> str:
        result = CliRunner().invoke(main, ["browse", "--db", str(path)])
        assert result.exit_code == 2
        return result.output

    assert "There is no file" in said(tmp_path / "none.db")
    (tmp_path / "text.db").write_text("not a database, but some text that is long enough to be read as one" * 20)
    assert "is not a database of this program" in said(tmp_path / "text.db")
    with closing(sqlite3.connect(tmp_path / "older.db")) as database:
        database.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
        )
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('should-we-finetune', 'm001_log_and_outbox')"
        )
        database.commit()
    assert "of an earlier version" in said(tmp_path / "older.db")
    with closing(sqlite3.connect(tmp_path / "older.db")) as database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('should-we-finetune', 'm999_from_the_future')"
        )
        database.commit()
    assert "later version" in said(tmp_path / "older.db")


def test_a_port_that_is_taken_gets_a_sentence(path: Path, pages: Pages) -> None:
    result = CliRunner().invoke(main, ["browse", "--db", str(path), "--port", str(pages.port)])
    assert result.exit_code == 2
    assert "name another with --port" in result.output


def test_a_whole_verdict_can_be_read(pages: Pages, path: Path, facts: Catalogue) -> None:
    reply = decide(clauses(), NOVEMBER, facts)
    with closing(SqliteStore(path)) as store, store.write() as unit:
        id_ = unit.open_decision("T1", "C9", "public", None, "U1", NOW)
        unit.append(id_, [concluded(reply, AT)], reply)
        assert unit.reply(id_, 1) is not None
    rows = pages.rows(f"options_compared.json?number={id_}&_size=max")
    assert len(rows) == len(reply.options)
    assert (rows[0]["option"], rows[0]["recommended"]) == (reply.recommended_option.label, 1)
    assert rows[0]["usd_a_month"] == float(reply.recommended_option.monthly_usd)
    (verdict,) = pages.rows(f"verdicts.json?number={id_}")
    assert verdict["because"] == reply.reasons[0].text
    assert reply.abort_criteria[0].text in verdict["abort_criteria"]
    assert verdict["prices_as_of"] == "2026-11-22"


def test_without_its_extra_it_says_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette", None)
    result = CliRunner().invoke(main, ["browse", "--db", str(path)])
    assert result.exit_code == 2
    assert result.output == "Error: This needs Datasette: pip install 'should-we-finetune[browse]'\n"


def test_its_help_names_the_extra() -> None:
    assert "pip install 'should-we-finetune[browse]'" in CliRunner().invoke(main, ["browse", "--help"]).output
    assert "(extra: browse)" in CliRunner().invoke(main, ["--help"]).output
