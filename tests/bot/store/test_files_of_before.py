"""A file that an earlier version wrote opens, and nothing in it is lost or says anything else than it did.

`before/decisions.sqlite.gz` was written by version 0.1.0 as of its third migration: seven decisions with every kind of
entry, and every kind of row in the outbox. `expected.json` is what that version read from it.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.decisions.export_madr import madr
from bot.decisions.record import record_of
from bot.decisions.verdict_entry import verdict_number
from bot.store.effects import KINDS, AnswerRequest, RunSubcommand, UnreadableItem, to_json
from bot.store.records import Digest
from bot.store.sqlite import SqliteStore
from bot.subcommands.parse import Subcommand, subcommand_of
from flows.lifecycle.stages import life
from flows.log.entries import Concluded, Unknown
from flows.thresholds import DEFAULT
from pricing.catalogue import Catalogue
from tests.helpers.lived import NOW

BEFORE = Path(__file__).with_name("before")
EXPECTED = json.loads((BEFORE / "expected.json").read_text(encoding="utf-8"))
DECISIONS = list(EXPECTED["decisions"])
# What replies have been told since that file was written; an old one has none of it.
SINCE_THEN: Any = {
    "measured": True,
    "notes": True,
    "before": True,
    "next_step": True,
    "lacking": True,
    "not_told": True,
    "decides": True,
    "doubt": True,
    "worth": True,
    "options": {
        "__all__": {
            "aged",
            "budget_usd",
            "life_months",
            "usd_per_right_answer",
            "odds_needed",
            "confirmed",
            "counted_from",
        }
    },
}
# Decisions whose verdict is not kept, or not given yet: it is worked out anew, from the facts of today.
ANEW = {"4", "6"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("before") / "decisions.db"
    path.write_bytes(gzip.decompress((BEFORE / "decisions.sqlite.gz").read_bytes()))
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path)) as store:
        yield store


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def check(number: str, what: str, found: Any, update_golden: bool) -> None:
    """As that version read it; what is worked out anew is reviewed as golden files are."""
    if update_golden and number in ANEW:
        text = (BEFORE / "expected.json").read_text(encoding="utf-8")
        was = EXPECTED["decisions"][number][what]
        for old, new in zip(
            [was] if isinstance(was, str) else was, [found] if isinstance(found, str) else found, strict=True
        ):
            text = text.replace(old, new)
        (BEFORE / "expected.json").write_text(text, encoding="utf-8")
        EXPECTED["decisions"][number][what] = found
    assert found == EXPECTED["decisions"][number][what]


def as_json(row: Any) -> Any:
    return json.loads(json.dumps(row))


@pytest.mark.parametrize("number", DECISIONS)
class TestDecisions:
    def test_every_entry_says_what_it_said(self, store: SqliteStore, number: str) -> None:
        with store.read() as reader:
            log = reader.log(int(number))
        rows = [as_json(entry.to_json()) for entry in log if not isinstance(entry, Concluded)]
        expected = EXPECTED["decisions"][number]
        assert [{name: value for name, value in row.items() if value != {}} for row in rows] == expected["entries"]
        assert not [entry for entry in log if isinstance(entry, Unknown) and entry.stored_kind != "from_the_future"]

    def test_every_verdict_stands_in_the_log_with_its_figures(self, store: SqliteStore, number: str) -> None:
        with store.read() as reader:
            verdicts = [as_json(entry.to_json()) for entry in reader.log(int(number)) if isinstance(entry, Concluded)]
        expected = EXPECTED["decisions"][number]["concluded"]
        assert len(verdicts) == len(expected)
        for verdict, before in zip(verdicts, expected, strict=True):
            assert verdict["at"] == before["at"]
            assert {name: verdict["value"][name] for name in before["value"]} == before["value"]

    def test_every_reply_has_the_same_bytes(
        self, store: SqliteStore, facts: Catalogue, number: str, update_golden: bool
    ) -> None:
        with store.read() as reader:
            log = reader.log(int(number))
            replies = [
                verdict_number(reader, int(number), log, at, facts, DEFAULT)
                for at in range(1, len(log.concluded_at) + 1)
            ]
        said = [reply.model_dump_json(exclude=SINCE_THEN) for reply in replies if reply]
        check(number, "replies", [digest(reply) for reply in said], update_golden)

    def test_it_stands_where_it_stood(self, store: SqliteStore, number: str) -> None:
        expected = EXPECTED["decisions"][number]
        with store.read() as reader:
            now, summary = life(reader.log(int(number))), reader.summary(int(number))
        assert (now.stage, now.owner, now.method) == (expected["stage"], expected["owner"], expected["method"])
        assert summary is not None
        assert as_json(dataclasses.asdict(summary)) == expected["standing"]

    def test_its_record_is_the_same_to_the_letter(
        self, store: SqliteStore, facts: Catalogue, number: str, update_golden: bool
    ) -> None:
        with store.read() as reader:
            record = record_of(reader, int(number), facts, DEFAULT, NOW, "https://acme.slack.com/")
        assert record is not None
        check(number, "record", digest(madr(record)), update_golden)


@pytest.mark.parametrize("row", EXPECTED["outbox"], ids=lambda row: f"{row['id']}-{row['kind']}")
def test_every_row_of_the_outbox_is_still_to_be_done(store: SqliteStore, row: dict[str, Any]) -> None:
    with store.read() as reader:
        (effect,) = [effect for effect in reader.effects(row["lane"]) if effect.id == row["id"]]
    assert not isinstance(effect.item, UnreadableItem)
    assert effect.kind == row["kind"]
    kept = json.loads(to_json(effect.item))
    for name, value in row["payload"].items():
        if value is not None and name in kept:
            now = kept[name] | value if isinstance(value, dict) else value
            assert kept[name] == now, name
    unread = {name for name, value in row["payload"].items() if value is not None and name not in kept}
    assert not unread, "nothing that was written may be passed over"


def test_every_kind_of_row_was_written() -> None:
    since_then = {"measure"}
    assert {row["kind"] for row in EXPECTED["outbox"]} == set(KINDS) - since_then


def test_words_that_were_not_read_yet_are_read_now(store: SqliteStore) -> None:
    with store.read() as reader:
        kept = [effect.item for lane in ("order:k1", "order:k2", "draw:3") for effect in reader.effects(lane)]
    subcommands = [subcommand_of(item) for item in kept if isinstance(item, RunSubcommand)]
    assert subcommands[0] == Subcommand("list", words="due")
    assert isinstance(subcommands[1], str), "how it is said right"
    assert [item.text for item in kept if isinstance(item, AnswerRequest)] == ["what if volume is 2M", "status"]


def test_a_verdict_is_kept_once_and_takes_less_room(store: SqliteStore, path: Path) -> None:
    with closing(sqlite3.connect(path)) as looking:
        (left,) = looking.execute(
            "SELECT count(*) FROM entries WHERE kind = 'concluded' AND value IS NOT NULL"
        ).fetchone()
        (size,) = looking.execute(
            "SELECT avg(length(reply) + length(criteria) + length(figures)) FROM conclusions WHERE reply IS NOT NULL"
        ).fetchone()
    assert left == 0
    assert size < 24_000, "it took 28,000 before"


def test_what_cannot_be_read_of_a_verdict_does_not_keep_the_file_from_opening(path: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(gzip.decompress((BEFORE / "decisions.sqlite.gz").read_bytes()))
    values = (None, "not json", "[]", '{"reply": 7}', '{"reply": "x"}', '{"verdict": 5, "figures": [1], "criteria": 3}')
    with closing(sqlite3.connect(broken, isolation_level=None)) as earlier:
        earlier.executemany(
            "INSERT INTO entries (decision, kind, value) VALUES (4, 'concluded', ?)", [(value,) for value in values]
        )
    with closing(SqliteStore(broken)) as store, store.read() as reader:
        log = reader.log(4)
        assert len(log.concluded_at) == len(values)
        assert life(log).stage == "decided"
        assert reader.reply(4, 1) is None


def test_a_digest_of_before_skips_quiet_weeks_and_has_told_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.db"
    path.write_bytes(gzip.decompress((BEFORE / "decisions.sqlite.gz").read_bytes()))
    with closing(sqlite3.connect(path)) as db:
        # Nobody could say that quiet weeks are wanted: it was what one got.
        db.execute("UPDATE digests SET quiet = 0")
        db.commit()
    with closing(SqliteStore(path)) as store, store.read() as reader:
        assert reader.digest("T1", "C1") == Digest("T1", "C1", "public", 0, 540, "Europe/Berlin", True, "U0ANA", 5.0)
