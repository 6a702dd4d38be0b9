"""Many decisions as a file: a table that no spreadsheet runs, and lines of JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.export_table import COLUMNS, cell, csv_lines, json_lines
from bot.store.records import DecisionSummary, Wanted
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue
from tests.helpers.lived import ANA, CARA, TEAM, a_life, keep_life

TEXTS = st.text(max_size=60) | st.sampled_from(
    (
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        '"=1',
        "'=1",
        "\n=cmd|'/c calc'!A1",
        "a;=1",
        "a,=1",
        '";=1',
        "\uff1d1",
        "\0=1",
    )
)


@given(TEXTS)
def test_no_cell_is_a_formula_and_every_row_is_read_back(text: str) -> None:
    told = cell(text)
    for part in told.split(";"):
        assert not re.match(r"[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]", part)
    assert not re.search(r"[\x00-\x1f\x7f]", told)
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC).writerow([told, -1.5])
    assert list(csv.reader(io.StringIO(line.getvalue()))) == [[told, "-1.5"]]


def test_a_table_of_decisions_has_numbers_days_and_links(tmp_path: Path, facts: Catalogue) -> None:
    store = SqliteStore(tmp_path / "decisions.db")
    keep_life(store, a_life(facts, use_case='=HYPERLINK("https://evil.example";"x"), 漢字'))
    keep_life(store, (), thread_ts=None, place="im", channel="D1", by=CARA)
    with store.read() as reader:
        text = "".join(csv_lines(reader, Wanted(team=TEAM), "https://acme.slack.com/"))
        mine = "".join(csv_lines(reader, Wanted(team=TEAM, channels=frozenset({"C1"}), direct_of=ANA)))
        lines = [json.loads(line) for line in json_lines(reader, Wanted(), "https://acme.slack.com/")]
    store.close()
    assert text.count("\r\n") == 3
    assert "\r\n1," in text, "a number is no text"
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert first["title"] == '\'=HYPERLINK("https://evil.example";"x"), 漢字'
    assert (first["today_usd"], first["real_gain"], first["is_late"]) == ("4250", "0.08", "false")
    assert first["started_at"] == "2026-11-22T09:00:00+00:00"
    assert first["thread"].startswith("https://acme.slack.com/archives/C1/p1790000000000100?")
    assert (second["stage"], second["verdict"], second["thread"]) == ("asking", "", "")
    assert mine.count("\r\n") == 2, "a direct message is its own person's"
    assert [line["decision"] for line in lines] == [1, 2]
    kinds = [entry["kind"] for entry in lines[0]["log"]]
    assert kinds[-2:] == ["adopted", "reviewed"]
    verdict = next(entry for entry in lines[0]["log"] if entry["kind"] == "concluded")
    assert "reply" not in verdict["value"]
    assert verdict["value"]["verdict"] == lines[0]["standing"]["verdict"] == "sft"


def test_a_line_of_json_stays_one_for_whoever_counts_lines(tmp_path: Path, facts: Catalogue) -> None:
    store = SqliteStore(tmp_path / "decisions.db")
    keep_life(store, a_life(facts, use_case="one\u2028two\u2029three\x85four\nfive\x0bsix\x1cseven"))
    with store.read() as reader:
        text = "".join(json_lines(reader, Wanted()))
    store.close()
    [line] = text.splitlines()
    typed = next(entry["value"] for entry in json.loads(line)["log"] if entry["question"] == "use_case")
    assert typed == "one\u2028two\u2029three\x85four\nfive\x0bsix\x1cseven"


def test_nothing_that_is_known_of_where_a_decision_stands_is_left_out() -> None:
    assert set(COLUMNS) == {field.name for field in fields(DecisionSummary)} - {"words"}


def test_a_negative_number_is_a_number() -> None:
    assert (cell(-5), cell(-0.5), cell(7.0), cell(None), cell(float("inf"))) == (-5, -0.5, 7, "", "")
    assert cell("-5") == "'-5"
