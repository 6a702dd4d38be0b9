"""The process that measures: bounded, and of no row a word comes out of it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.measuring import apart
from bot.measuring.apart import measured_apart
from flows.measure.file import File, Unmeasurable

DAY = date(2026, 11, 27)
ROW = {"messages": [{"role": "user", "content": "the secret word is xyzzy"}, {"role": "assistant", "content": "noted"}]}


def test_what_it_measures_is_what_the_command_would() -> None:
    found = measured_apart([File("rows.jsonl", (json.dumps(ROW) + "\n").encode() * 3)], DAY, {})
    assert found.files[0].rows == 3
    assert found.dataset is not None
    assert found.dataset.exact_duplicates == 2
    assert "xyzzy" not in found.model_dump_json()


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unmeasurable, match="takes longer than"):
        measured_apart([File("rows.jsonl", json.dumps(ROW).encode())], DAY, {}, seconds=0.01)


def test_a_process_that_dies_is_a_sentence_without_a_word_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_COMMAND", (apart.sys.executable, "-c", "raise SystemExit('xyzzy: boom')"))
    with pytest.raises(Unmeasurable, match="a fault of mine") as told:
        measured_apart([File("rows.jsonl", json.dumps(ROW).encode())], DAY, {})
    assert "xyzzy" not in str(told.value)


def test_it_is_given_none_of_the_bots_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    command = "import json, os; print(json.dumps({'sentence': str('SLACK_BOT_TOKEN' in os.environ)}))"
    monkeypatch.setattr(apart, "_COMMAND", (apart.sys.executable, "-c", command))
    with pytest.raises(Unmeasurable, match="False"):
        measured_apart([File("rows.jsonl", json.dumps(ROW).encode())], DAY, {})


def test_a_file_that_wants_more_memory_than_it_is_given_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    command = "import bot.measuring.child as child; child.MOST_MEMORY = 300_000_000; child.main()"
    monkeypatch.setattr(apart, "_COMMAND", (apart.sys.executable, "-c", command))
    wide = File("rows.json", b"[" + b'{"a":1},' * 8_000_000 + b"{}]")
    with pytest.raises(Unmeasurable, match=r"memory|a fault of mine"):
        measured_apart([wide], DAY, {})
