"""Files that nobody made to be read: each gets one sentence with the line, and the rest is measured where that is honest."""

from __future__ import annotations

import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.measure.file import MOST_BYTES, File, Unmeasurable
from flows.measure.personal import found_in
from flows.measure.similar import normalised, shingles
from flows.measure.tokens import estimated
from tests.flows.measure.support import lines, measured, text_file
from tests.helpers.pace import PATIENCE

ROW = json.dumps(
    {"messages": [{"role": "user", "content": "What is due?"}, {"role": "assistant", "content": "Nothing."}]}
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jsonl", b"", "a.jsonl is empty"),
        ("a.jsonl", b"  \n\n ", "a.jsonl is empty"),
        ("a.jsonl", b"\xef\xbb\xbf", "a.jsonl is empty"),
        ("a.pdf", b"%PDF-1.7 x", "is a PDF: export the data"),
        ("a.xls", b"\xd0\xcf\x11\xe0 x", "old Office file or one with a password"),
        ("a.db", b"SQLite format 3\x00", "a database: export the table as CSV"),
        ("a.zst", b"\x28\xb5\x2f\xfd x", "packed with zstd"),
        ("a.bin", b"\x01\x02\x00\x00" * 50, "not text"),
        ("a.txt", b"just some words\nin two lines\n", "neither JSON nor CSV"),
        ("a.json", b"[" * 10_000, "nested too deeply"),
        ("a.json", b'{"a":' * 10_000, "nested too deeply"),
        ("a.json", b"[1, 2, 3]", "no row in it that is an object"),
        ("a.json", b"[[1], [2]]", "its rows are lists"),
        ("a.jsonl", b'{"foo": 1}\n', "this is no data set, evaluation result or usage export"),
        ("a.json", b'[{"messages": [', "cut off"),
        ("a.gz", gzip.compress(b"x", mtime=0)[:12], "cut off"),
        ("a.gz", b"\x1f\x8b\x08\x00junkjunkjunk", "damaged"),
        ("a.gz", gzip.compress(b"", mtime=0), "a.gz is empty"),
        ("a.json", b"\xff\xfe{\x00", "begins as UTF-16 text and is not|no row can be read"),
        ("a.json", b'[{"text": "\xe9"}]', "Line 1 is not UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_measured_gets_one_sentence(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Unmeasurable, match=says) as told:
        measured(File(name, data))
    assert "\n" not in str(told.value)


def test_a_bomb_is_never_unpacked() -> None:
    bomb = gzip.compress(b"0" * 120_000_000, 9)
    start = time.perf_counter()
    with pytest.raises(Unmeasurable, match="unpacks to more than"):
        measured(File("bomb.jsonl.gz", bomb))
    assert time.perf_counter() - start < 2 * PATIENCE


def test_a_file_beyond_the_limit_is_not_read() -> None:
    with pytest.raises(Unmeasurable, match="larger than 200 MB"):
        measured(File("a.jsonl", bytes(MOST_BYTES + 1)))


def test_gzip_bom_utf16_and_line_ends_change_nothing() -> None:
    text = (ROW + "\r\n") * 3
    for data in (
        gzip.compress(text.encode()),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        gzip.compress(ROW.encode()) + gzip.compress(("\n" + ROW).encode()),
    ):
        assert measured(File("a.jsonl", data)).files[0].rows in {2, 3}


def test_line_breaks_inside_texts_do_not_cut_rows() -> None:
    row = {"prompt": "one\u2028two\x85three\x0bfour", "completion": "ok"}
    found = measured(lines(row, row))
    assert (found.files[0].rows, found.files[0].unreadable_rows) == (2, 0)


def test_numbers_that_are_none_and_names_that_come_twice_are_said_with_their_line() -> None:
    text = (
        ROW + '\n{"prompt": "x", "completion": "y", "score": NaN}\n{"prompt": "a", "prompt": "b", "completion": "c"}\n'
    )
    said = measured(text_file("a.jsonl", text)).said
    assert any("NaN or infinity stands where a value belongs (line 2)" in sentence for sentence in said)
    assert any("A name is given twice in one row (line 3)" in sentence for sentence in said)


def test_a_table_with_rows_of_another_length_and_bad_bytes_names_their_lines() -> None:
    text = b"text,label\nab,x\ncd,y,z\n\xe9\xe9,x\nef,y\n"
    found = measured(File("t.csv", text)).files[0]
    assert found.rows == 2
    assert [(bad.line, bad.reason.split(":")[0]) for bad in found.unreadable] == [
        (3, "it has 3 cells where the head has 2"),
        (4, "it is not UTF-8"),
    ]


def test_a_row_of_five_megabytes_is_named_and_shown_to_nobody() -> None:
    long = {"messages": [{"role": "user", "content": "Go on."}, {"role": "assistant", "content": "x" * 5_000_000}]}
    start = time.perf_counter()
    found = measured(lines(long, json.loads(ROW)))
    assert time.perf_counter() - start < 10 * PATIENCE
    assert found.dataset is not None
    assert found.dataset.tokens.longest_line == 1
    assert "xxxxx" not in found.model_dump_json()


PUMPED = [
    "a@",
    "@",
    "sk-",
    "4111 ",
    "4",
    "+49 ",
    "(415) ",
    "{{",
    "{a",
    "[A",
    "<A",
    "DE89 ",
    "- ",
    "1.",
    "A b",
    "\u4e00",
    "..",
    "=1",
    "step 1 ",
]


@pytest.mark.parametrize("pump", PUMPED)
@pytest.mark.parametrize("size", [10_000, 200_000])
def test_no_text_however_made_takes_long(pump: str, size: int) -> None:
    text = pump * (size // len(pump))
    start = time.perf_counter()
    found_in(text)
    shingles(normalised(text))
    estimated(text)
    measured(lines({"prompt": text[: size // 2], "completion": text}))
    # So many microseconds a sign that a busy machine keeps it; what grows with the square takes minutes.
    assert time.perf_counter() - start < (1 + 3e-5 * size) * PATIENCE


@settings(max_examples=150)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_measured_or_refused_with_a_sentence(data: bytes) -> None:
    try:
        found = measured(File("x", data))
    except Unmeasurable as refused:
        assert str(refused)
    else:
        assert found.files


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(
        ["messages", "role", "content", "prompt", "completion", "chosen", "rejected", "input", "output", "label", "text", "data", "results", "usage", "model", "id", "score", "testCases", "eval", "status", "samples", "resourceSpans", "object", "spend", "prompt_tokens", "doc_id", "metrics", "spec", "conversations", "from", "value", "start_time", "starting_at", "request_created_at", "response_status", "traceId", "type", "amount", "run_id", "data_source_idx", "tools"]
    ), inside, max_size=5),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.dictionaries(st.sampled_from(["messages", "prompt", "completion", "usage", "data", "results", "testCases", "eval", "status", "object", "id", "score", "spend", "prompt_tokens", "resourceSpans", "doc_id", "metrics", "spec", "conversations", "input", "ideal", "chosen", "rejected", "label", "span_kind", "traceId", "type", "request_created_at", "response_status", "promptOptimizationResults", "evalId"]), JSON, min_size=1, max_size=5), min_size=1, max_size=4))  # fmt: skip
def test_rows_that_only_look_like_a_format_never_break_a_reader(rows: list[dict[str, object]]) -> None:
    for file in (lines(*rows), text_file("x.json", json.dumps(rows)), text_file("x.json", json.dumps(rows[0]))):
        try:
            measured(file)
        except Unmeasurable as refused:
            assert str(refused)


def test_names_and_ids_reach_nobody_with_signs_that_do_something() -> None:
    evil = "\x1b[31m<!channel>\u202e\n=1+1"
    text = f"id,{evil.replace(chr(10), '')},b\n" + "".join(
        f"{'=cmd' if at else '@x'}{at},{at % 2},{1 - at % 2}\n" for at in range(4)
    )
    found = measured(text_file(f"{evil}.csv", text))
    shown = [
        *found.said,
        *(file.name for file in found.files),
        *(found.comparison.worse_items if found.comparison else []),
    ]
    assert not any(sign in line for line in shown for sign in ("\x1b", "\u202e", "\n"))
    assert found.comparison is not None
    assert all(item.startswith("'") for item in found.comparison.worse_items)
    usage = lines(
        {"timestamp": "2026-10-01", "model": evil, "app": evil, "input_tokens": 5, "output_tokens": 5},
        {"timestamp": "2026-10-01", "model": "b", "input_tokens": 5, "output_tokens": 5},
    )
    assert "\x1b" not in measured(usage).model_dump_json()
